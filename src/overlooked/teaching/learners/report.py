"""The report of what learners saw: a first screen in words, then pictures and tables.

In goes the tree of `learners`; out comes a report that `pages.document` makes a page of. It holds no word of a
narrative, no name of a learner and no free text, since the tree holds none.
"""

from collections.abc import Callable, Sequence

from overlooked.pages.blocks import Block, Cell, Fold, Opening, Picture, Prose, Report, Section, Table
from overlooked.pages.charts import Forest, Point
from overlooked.pages.text import DASH, percent, some
from overlooked.statistics.figures import Figures
from overlooked.teaching.learners.answered import AFTER, BEFORE
from overlooked.teaching.learners.screen import (
    TOUCHED,
    called,
    headings,
    limits,
    number,
    point_limits,
    points,
    rate_limits,
)
from overlooked.teaching.packs.cases import DIFFICULTIES

LONG = 12
"""So many rows of a list are shown; the others when asked for."""
TITLE = "What learners saw"
NO_SIGN = "No case of this pack holds a sign to find."
WHY = (
    "This is about the teaching and ranks nobody. No learner's name stands here: who fears to be ranked marks to "
    "please, and then what is overlooked stays so."
)
HINT = (
    "Beside each number stand its 95 % interval and its n, where it has them. Intervals draw learners, since the marks "
    "of one go together: they tell what other learners would do with these same cases. A dash is a number that cannot "
    "be known; the reason stands under the table. The heading of a column sorts by it."
)
FOOT = (
    "This page works without a network and asks nothing of one. It holds no word of a narrative; cases are named by "
    "their number in the pack. What is folded is not printed; the JSON of the same run holds all figures."
)
METHOD = (
    "A mark finds a sign where it shares a character with it and names its indicator.",
    "A sign that is touched by marks of other indicators alone is misnamed; one that no mark touches is missed.",
    "A mark that touches no sign to find is false, whatever else it touches.",
    "Each learner counts once, with the first answers by sitting; a case that was left open counts as not found.",
    "Intervals are from 2,000 draws of learners; where each gave one answer, or all did alike, they are Wilson's.",
    "Teams of fewer than five learners are not told, nor others that would give them away.",
)


def report_of(figures: Figures) -> Report:
    """The report of a tree of figures."""
    read = figures["input"]
    cases = f"{some(read['cases'], 'case')}, {read['to_review']} of them to review"
    judged = (
        f"{some(read['learners'], 'learner')}{_when(read['sittings'])}; {cases}, with {some(read['signs'], 'sign')} to "
        f"find; pack {figures['pack']}. {WHY}"
    )
    opening = Opening(TITLE, judged, headings(figures), tuple(figures["bad_news"]), hint=HINT, foot=FOOT)
    return Report(
        opening,
        (
            Section("indicators", "Signs by indicator", tuple(_indicators(figures))),
            Section("hardest", "The signs that the fewest found", tuple(_hardest(figures["hardest"]))),
            Section("named", "Taken for another", tuple(_named_as(figures["named_as"]))),
            Section("false", "False marks", tuple(_false(figures))),
            Section("judgements", "Review or not", tuple(_judgements(figures["judgements"]))),
            Section("change", "Before and after", tuple(_change(figures["change"]))),
            Section("teams", "Teams", tuple(_teams(figures["teams"]))),
            Section("method", "How it is counted", (Prose(METHOD),)),
        ),
    )


def _when(sittings: Figures) -> str:
    """When all of the learners answered, where they said the same."""
    when = [sitting for sitting, number in sittings.items() if number]
    return f" {when[0]} the lesson" if len(when) == 1 and when[0] in {BEFORE, AFTER} else ""


def share_cell(leaf: Figures, *, n: bool = True) -> Cell:
    """A share as a cell: 87 %, its interval and n, or the reason why there is none."""
    return _cell(leaf, percent, limits(leaf), n=n)


def rate_cell(leaf: Figures) -> Cell:
    """A rate that may be more than 1 as a cell."""
    return _cell(leaf, number, rate_limits(leaf), n=False)


def points_cell(leaf: Figures) -> Cell:
    """A change of a share as a cell, in points."""
    return _cell(leaf, points, point_limits(leaf))


def _cell(leaf: Figures, write: Callable[[float], str], between: str, *, n: bool = True) -> Cell:
    if leaf["value"] is None:
        return Cell(DASH, reason=leaf["reason"])
    return Cell(write(leaf["value"]), between, f"n {leaf['n']:,}" if n else "", order=float(leaf["value"]))


def _text(text: str) -> Cell:
    return Cell(text, order=text)


def _count(value: int) -> Cell:
    return Cell(f"{value:,}", order=float(value))


def _indicators(figures: Figures) -> list[Block]:
    held = {code: own for code, own in figures["indicators"].items() if own["signs"]}
    if not held:
        return [Prose((NO_SIGN,))]
    order = sorted(held, key=lambda code: held[code]["recall"]["value"])
    everyone = figures["signs"]["recall"]["value"]
    title = "Signs found and named, the least seen first"
    points_ = tuple(_point(called(code), held[code]["recall"]) for code in order)
    rows = tuple(
        (
            _text(called(code)),
            _count(held[code]["signs"]),
            share_cell(held[code]["recall"]),
            share_cell(held[code]["misnamed"], n=False),
            share_cell(held[code]["missed"], n=False),
            rate_cell(held[code]["false_marks"]),
        )
        for code in order
    )
    columns = ("Indicator", "Signs", "Found", "Misnamed", "Missed", "False marks a case")
    return [
        Picture(Forest("recall", title, "share of learners and signs", points_, everyone, f"all, {percent(everyone)}")),
        Table("What became of the signs, the least seen first; n counts learners times signs", columns, rows),
    ]


def _point(label: str, leaf: Figures) -> Point:
    return Point(label, leaf["value"], leaf.get("low"), leaf.get("high"), leaf.get("n"))


def _hardest(signs: Sequence[Figures]) -> list[Block]:
    if not signs:
        return [Prose((NO_SIGN,))]
    columns = ("Indicator", "Case", "Characters", "Found", "Misnamed", "Missed")
    rows = [
        (
            _text(called(sign["indicator"])),
            _text(sign["case"]),
            Cell(f"{sign['start']} to {sign['end']}", order=str(sign["start"]).zfill(9)),
            share_cell(sign["recall"]),
            share_cell(sign["misnamed"], n=False),
            share_cell(sign["missed"], n=False),
        )
        for sign in signs
    ]
    return _shortened("The hardest; characters are counted in the narrative", columns, rows)


def _named_as(swapped: Sequence[Figures]) -> list[Block]:
    if not swapped:
        return [Prose(("No sign was marked under another name.",))]
    rows = [(_text(called(own["indicator"])), _text(called(own["named"])), _count(own["times"])) for own in swapped]
    return _shortened("Signs that were marked, and called something else", ("It is", "It was called", "Times"), rows)


def _shortened(caption: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> list[Block]:
    """The first rows, and the others folded."""
    first, rest = tuple(rows[:LONG]), tuple(rows[LONG:])
    others = [Fold(f"The other {len(rest)}", (Table(f"{caption}: the others", columns, rest),))] if rest else []
    return [Table(caption, columns, first), *others]


def _false(figures: Figures) -> list[Block]:
    false = figures["false_marks"]
    if not false["times"]:
        return [Prose(("Nobody made a false mark.",))]
    touching = tuple(
        (_text(TOUCHED[kind]), _count(leaf["times"]), rate_cell(leaf)) for kind, leaf in false["touching"].items()
    )
    by_indicator = sorted(figures["indicators"].items(), key=lambda item: -item[1]["false_marks"]["value"])
    marked = tuple(
        (_text(called(code)), rate_cell(own["false_marks"]))
        for code, own in by_indicator
        if own["false_marks"]["value"]
    )
    return [
        Table("What false marks touch", ("Touches", "Marks", "A learner and case"), touching),
        Fold("What they were called", (Table("False marks by name", ("Called", "A learner and case"), marked),)),
    ]


def _judgements(judged: Figures) -> list[Block]:
    by_difficulty = {"all cases": {**judged["all"], "cases": len(judged["cases"])}}
    by_difficulty |= {DIFFICULTIES[key]: own for key, own in judged["difficulty"].items()}
    rows = tuple(
        (
            _text(name),
            _count(own["cases"]),
            share_cell(own["right"]),
            share_cell(own["sensitivity"]),
            share_cell(own["specificity"]),
        )
        for name, own in by_difficulty.items()
    )
    each = tuple(
        (
            _text(case["case"]),
            _text("review" if case["is_case"] else "no case"),
            _text(case["difficulty"].replace("_", "-")),
            share_cell(case["right"]),
            share_cell(case["recall"]),
            rate_cell(case["false_marks"]),
            _count(case["left_open"]),
        )
        for case in judged["cases"]
    )
    columns = ("Difficulty", "Cases", "Right", "Sent to review, of cases", "Left alone, of no cases")
    of_each = ("Case", "It is", "Difficulty", "Judged rightly", "Signs found", "False marks", "Left open")
    return [
        Table("Judgements by difficulty: right, sensitivity, specificity; n counts judgements", columns, rows),
        Table("Case by case, in the order of the pack", of_each, each),
    ]


def _change(change: Figures) -> list[Block]:
    if change["reason"]:
        return [Prose((f"What the lesson changed is not known: {change['reason']}.",))]
    shares = {"all signs": change["recall"], "judgements right": change["right"]}
    shares |= {called(code): own for code, own in change["indicators"].items()}
    rows = tuple(
        (_text(name), share_cell(own["before"], n=False), share_cell(own["after"], n=False), points_cell(own["change"]))
        for name, own in shares.items()
    )
    false = change["false_marks"]
    of_false = ((_text("false marks a case"), *(rate_cell(false[name]) for name in ("before", "after", "change"))),)
    known = tuple(_point(name, own["change"]) for name, own in shares.items() if own["change"]["value"] is not None)
    title = "After the lesson less before it, by the same learners"
    return [
        Prose((f"{some(change['learners'], 'learner')} answered both times. The cases are the same both times.",)),
        Picture(Forest("change", title, "change in the share", known, 0.0, "no change")),
        Table("Before and after; the change is in points, n counts learners", _CHANGED, rows),
        Table("False marks before and after", ("What", "Before", "After", "Change"), of_false),
    ]


_CHANGED = ("Found, or judged rightly", "Before", "After", "Change")


def _teams(teams: Figures) -> list[Block]:
    left = teams["not_told"]
    told = f"{some(left['teams'], 'team')} with {some(left['learners'], 'learner')} in all not told apart."
    if teams["reason"]:
        return [Prose((f"Teams are not told apart: {teams['reason']}.",))]
    columns = ("Team", "Learners", "Signs found", "False marks a case", "Judged rightly", "Sensitivity", "Specificity")
    rows = tuple(
        (
            _text(own["team"] or "no team named"),
            _count(own["learners"]),
            share_cell(own["recall"], n=False),
            rate_cell(own["false_marks"]),
            *(share_cell(own[name], n=False) for name in ("right", "sensitivity", "specificity")),
        )
        for own in teams["told"]
    )
    table = Table("Teams of five learners or more, the largest first", columns, rows)
    return [table, *([Prose((told,))] if left["teams"] else [])]
