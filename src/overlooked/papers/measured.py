"""What was measured: bad news first, by group, under swaps, and what is missed at the depth that is read.

In come the inputs, out comes Markdown. Where there is no report, the model's card speaks, and each paper says so.
"""

import re
from itertools import islice

from overlooked.pages.text import percent
from overlooked.papers.card import card_of
from overlooked.papers.inputs import Inputs
from overlooked.papers.tree import Tree
from overlooked.papers.wording import LONGEST, items, measure, named, plain, share, size_of, table, unknown

TOP, SHORT = 6, 240
"""So much bad news stands in a paper that is not about figures; a point of a short list has so many letters."""
MOST_GAPS = 40
MEASURES = {"recall": "cases found", "false_flags": "others flagged wrongly", "signs_found": "signs found in cases"}
PEOPLE = ("age", "gender", "nationality", "housing")
"""The families of groups that are groups of people."""
GIVE = "`overlooked evaluate corpus -o figures.json`, then `--report figures.json`"
_OF_DEPTH = re.compile(r"left unread|must be read")
_NOT_YOURS = "**Not measured on your records.**"


def status(inputs: Inputs) -> str:
    """Where the figures come from, and whether they are of the force's own records."""
    report = inputs.report
    if report is None:
        return f"{_NOT_YOURS} No report was given: the model's card speaks, of written examples and no police record."
    if inputs.of_decisions:
        told = report.tree("input")
        return (
            f"**Measured on your own decisions:** {told.count('decisions'):,} decisions on {told.count('records'):,} "
            "records, as the report tells them."
        )
    records = report.tree("corpus").count("records")
    note = "".join(f" {plain(first)}" for first in report.texts("notes")[:1])
    return f"{_NOT_YOURS} The report is of a labelled corpus of {records:,} records.{note}"


def footing(inputs: Inputs) -> str:
    """The same in a few words, for the foot of a page."""
    return (
        "Figures: the force's own decisions."
        if inputs.of_decisions
        else "Figures: labelled examples, no force's records."
    )


def news(inputs: Inputs, most: int | None = None) -> str:
    """The bad news, the worst first."""
    if inputs.report is None:
        told = list(card_of(inputs.card).news) or ["Not measured: the model's card holds no figures."]
    else:
        told = [plain(one) for one in inputs.report.texts("bad_news")] or ["The report tells of none."]
    left = len(told) - len(told[:most])
    return items([*told[:most], *([f"… and {left} more in the model card."] if left else [])])


def figures(inputs: Inputs) -> str:
    """All that is measured: of a report its headline or first sentences, else the card's own figures."""
    report = inputs.report
    if report is None:
        return card_of(inputs.card).figures
    if inputs.of_decisions:
        return first(report)
    rows = [(named(key), measure(leaf)) for key, leaf in report.tree("headline").named()]
    return table(("Figure", "Value (95 % interval, n)"), rows) or "The report has no headline."


def first(report: Tree, most: int | None = None) -> str:
    """The sentences with which a report opens, at most so many."""
    if isinstance(report.content.get("first"), list):
        told = report.texts("first")
    else:
        headings = report.tree("first")
        told = [one for key in sorted(headings.content) for one in headings.texts(key)]
    return items(plain(one, SHORT if most else LONGEST) for one in told[:most]) or "The report says nothing of it."


def missed(inputs: Inputs, most: int | None = None) -> str:
    """What is missed at the depth that is read, in points, at most so many."""
    report = inputs.report
    if report is None:
        told = [one for one in card_of(inputs.card).news if _OF_DEPTH.search(one)]
        return items(told[:most] or ["The model's card does not say what is missed; measure it."])
    return first(report, most) if inputs.of_decisions else items(_missed(report)[:most])


def _missed(report: Tree) -> list[str]:
    budget = report.tree("settings").number("budget")
    recall = report.tree("effort", "capacity", "recall")
    found, low, high = (recall.number(key) for key in ("value", "low", "high"))
    if budget is None or found is None:
        return [
            "The report cannot say what is missed at the depth that is read; measure it with more ordinary records."
        ]
    between = f"{percent(1 - high)} to {percent(1 - low)}, " if low is not None and high is not None else ""
    depth = f"Read as deep as {100 * budget:g} % of ordinary records reach"
    told = [f"{depth}: **{percent(1 - found)} of the cases are missed** ({between}n = {size_of(recall)})."]
    for goal, cut in report.tree("effort", "to_recall").named():
        if goal == "0.95" and cut.tree("ordinary_above").number("value") is not None:
            above = share(cut.tree("ordinary_above"))
            told.append(f"To find 95 % of the cases, this share of the ordinary records is read too: {above}.")
    return told


def groups(inputs: Inputs) -> str:
    """Groups of people against everybody else, the worst first."""
    gaps = [gap for gap in _gaps(inputs) if gap.text("family") in PEOPLE]
    if not gaps:
        return f"Not measured here: {_why_no_groups(inputs)}"
    told = table(
        ("Group", "Measure", "This group", "Everybody else", "Gap (95 % interval)", "More than chance?"),
        [_gap(gap) for gap in islice(gaps, MOST_GAPS)],
    )
    left = len(gaps) - MOST_GAPS
    return told + (f"\n\n{left} smaller gaps stand in the report." if left > 0 else "")


def worst(inputs: Inputs, family: str) -> str:
    """The worst gap of a family, in half a sentence for a cell."""
    for gap in _gaps(inputs):
        if gap.text("family") == family and (gap.number("lost") or 0) > 0:
            of = MEASURES.get(gap.text("measure"), named(gap.text("measure")))
            here, elsewhere = share(gap.tree("here")), share(gap.tree("elsewhere"))
            return f"Groups compared. Worst: {of}, {named(gap.text('group'))}: {here}; everybody else: {elsewhere}."
    return "Groups compared: none is worse off." if _has(inputs, family) else "Not measured here."


def swaps(inputs: Inputs) -> str:
    """The swap test: the share of narratives whose score stays equal with somebody else in them."""
    kinds = inputs.report.tree("swaps", "kinds") if inputs.report and not inputs.of_decisions else Tree()
    rows = [
        (named(kind), _equal(leaf), size_of(leaf), str(len(leaf.trees("moved"))))
        for kind, leaf in sorted(kinds.named(), key=lambda one: one[1].number("value") or 0)
    ]
    heads = ("Swapped", "Score and findings equal", "Narratives with such a word", "Changed by no known collision")
    return table(heads, rows) or f"Not measured here: {_why_no_groups(inputs)}"


def _equal(leaf: Tree) -> str:
    value = leaf.number("value")
    return f"{100 * value:.1f} %" if value is not None else "not known"


def _gap(gap: Tree) -> tuple[str, ...]:
    if gap.content.get("excludes_zero_together"):
        apart = "yes, among all comparisons"
    else:
        apart = "yes, taken alone" if gap.content.get("excludes_zero") else "no"
    return (
        f"{named(gap.text('family'))}: {named(gap.text('group'))}",
        MEASURES.get(gap.text("measure"), named(gap.text("measure"))),
        share(gap.tree("here")),
        share(gap.tree("elsewhere")),
        _between(gap),
        apart,
    )


def _between(gap: Tree) -> str:
    """Whether the group is worse off, whatever the measure, by how much, and the interval."""
    lost, leaf = gap.number("lost"), gap.tree("gap")
    value, low, high = (leaf.number(key) for key in ("value", "low", "high"))
    if lost is None or value is None:
        return unknown(leaf)
    told = f"{'worse' if lost > 0 else 'better'} by {percent(abs(lost))}" if lost else "none"
    if low is None or high is None:
        return told
    least, most = (low, high) if value >= 0 else (-high, -low)
    return f"{told} ({percent(least)} to {percent(most)})"


def _gaps(inputs: Inputs) -> list[Tree]:
    if inputs.report is None or inputs.of_decisions:
        return []
    return inputs.report.tree("groups").trees("gaps")


def _has(inputs: Inputs, family: str) -> bool:
    return any(gap.text("family") == family for gap in _gaps(inputs))


def _why_no_groups(inputs: Inputs) -> str:
    if inputs.of_decisions:
        return f"decisions hold nothing of who the person is. {GIVE} measures it on labelled examples."
    return f"{'the report has no such part' if inputs.report else 'no report was given'}. {GIVE} fills this table."
