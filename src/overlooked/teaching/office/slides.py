"""A pack as slides for a classroom: each record, time to work on it, then the answer; the notes hold the answers.

In come a pack and its solutions, out comes a `.pptx` whose shapes, texts and tables a trainer can edit. It needs the
extra `teach` (python-pptx).
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from overlooked.pages.office.runs import Run
from overlooked.pages.text import upper
from overlooked.safeguarding import LEAD, sentences_of
from overlooked.teaching.office.classroom import (
    SHORT_LINE,
    SHORT_TEXT,
    SOURCE,
    Grid,
    Listing,
    as_text,
    facts,
    foot,
    kind_of,
    legend,
    marked,
    origin,
    questions,
    rules_title,
    safeguarding,
    short,
    should_record,
    signs,
    size_of,
)
from overlooked.teaching.office.deck import Deck
from overlooked.teaching.office.fitting import Paragraph
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.pack import Pack
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words

_SIGN_WIDTHS = (54, 160, 200, 450)


def write_slides(pack: Pack, solutions: Sequence[Solution], path: Path) -> None:
    """Write the slides of a pack to `path`, the solutions in the order of its cases; equal packs give equal bytes.

    Raises OSError where the disk does not take the file.
    """
    deck = Deck(pack.title, foot(pack))
    told = origin(pack) if pack.approval is None else ()
    deck.opening(short(pack.title, SHORT_LINE), (size_of(pack), *told, f"Pack {pack.pack_id}"))
    if pack.approval is not None:
        _tell_approval(deck, pack)
    deck.listing("How to use these slides", _points(lesson_words()["slides"]["how"]))
    for number, (case, solution) in enumerate(zip(pack.cases, solutions, strict=True), start=1):
        deck.notes = as_text(pack, case, solution)
        _ask(deck, number, case)
        _tell(deck, number, pack, case, solution)
    deck.save(path)


def _tell_approval(deck: Deck, pack: Pack) -> None:
    """Who approved real records, what a trainer must still read, and what to do for somebody at risk now."""
    told = lesson_words()["approval"]
    deck.listing("Real records, masked and approved", [*_points(origin(pack)), [Run(told["opening"], bold=True)]])
    deck.listing("Before you show it", [*_points(told["checks"]), [Run(told["closing"], bold=True)]])
    if pack.approval is not None:
        deck.listing(LEAD, _points(sentences_of(pack.approval.route)))


def _ask(deck: Deck, number: int, case: Case) -> None:
    story = ((0, len(case.narrative), Run(case.narrative)),)
    deck.record(f"Case {number}: the record", [facts(case)], case.narrative, story)
    deck.listing(f"Case {number}: your turn", _points(lesson_words()["slides"]["turn"]))


def _tell(deck: Deck, number: int, pack: Pack, case: Case, solution: Solution) -> None:
    """The answer: the marked narrative under the verdict, what the marks tell, and what to record, ask and do."""
    caption = ([Run(short(solution.verdict, SHORT_TEXT), bold=True)], [Run(kind_of(pack, case), soft=True)])
    named = f"Case {number}, answer"
    deck.record(
        f"{named}: the words", caption, case.narrative, marked(case.narrative, solution), legend=legend(solution)
    )
    if (grid := signs(solution)).rows:
        deck.grid(f"{named}: the signs", _unsourced(grid), _SIGN_WIDTHS)
    lists = {
        "what to record": [*_under(should_record(solution)), *_rules(case, solution)],
        "what to ask first": _points(questions(solution).items),
        "keep the person safe": [point for part in safeguarding(solution) for point in _under(_within(part))],
    }
    for title, points in lists.items():
        if points:
            deck.listing(f"{named}: {title}", points)


def _unsourced(grid: Grid) -> Grid:
    """The table without its sources, which stand in the notes."""
    rows = tuple(tuple(cell.split(f"\n{SOURCE}")[0] for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def _rules(case: Case, solution: Solution) -> list[Paragraph]:
    """The rules of that day by name, in full where nothing had to be recorded; the notes have all of them in full."""
    alone = not solution.should_record
    told = [f"{rule.title}: {rule.rule}" if alone else rule.title for rule in solution.rules]
    unsure = [
        f"{text} (not verified: see the notes)" if rule.note else text
        for text, rule in zip(told, solution.rules, strict=True)
    ]
    return _under(Listing(rules_title(case), tuple(unsure)))


def _within(part: Listing) -> Listing:
    """A part of a slide that has its first words as title."""
    return Listing(upper(part.title.rpartition(": ")[2]), part.items)


def _under(part: Listing) -> list[Paragraph]:
    return [[Run(part.title, bold=True)], *_points(part.items)] if part.items else []


def _points(items: Sequence[str]) -> list[Paragraph]:
    return [[Run(item)] for item in items]
