"""The first screen: what an inspector must know, in sentences under four headings.

In goes the judge's tree; out come sentences, each with its number, its interval and its n. What the tree does not hold
is not said; where it holds a number that cannot be known, the sentence says why.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from overlooked.evaluation.news import of_style
from overlooked.evaluation.news.saying import FEW
from overlooked.evaluation.report.wording import Wording, report_words
from overlooked.pages.blocks import Listing
from overlooked.pages.text import dot, percent, upper
from overlooked.statistics.figures import Figures

WORST = 3
"""So many indicators are named."""


def first_screen(figures: Figures, wording: Wording) -> tuple[Listing, ...]:
    """Give the sentences under their headings; a tree that brings its own `first` is told by that."""
    words = report_words()["first"]
    own = figures.get("first")
    if isinstance(own, list):
        return (Listing(words["short"], tuple(map(str, own))),)
    told = own if isinstance(own, Mapping) else {key: list(say(figures, wording)) for key, say in _SAYERS.items()}
    return tuple(
        Listing(title, tuple(map(str, told.get(key) or ())) or (words["empty"],))
        for key, title in {**words["headings"], **{k: wording.label(k) for k in told if k not in _SAYERS}}.items()
    )


def leaf_at(figures: object, *keys: str) -> Figures | None:
    """Give the leaf at the end of the keys, or None where there is none."""
    for key in keys:
        if not isinstance(figures, Mapping):
            return None
        figures = figures.get(key)
    return dict(figures) if isinstance(figures, Mapping) and "value" in figures else None


def share(leaf: Figures) -> str:
    """Write a share with its interval and n: 87 % (80 % to 92 %, n = 120)."""
    return (
        f"{percent(leaf['value'])} ({_beside(leaf, percent)})" if leaf["value"] is not None else unknown_because(leaf)
    )


def measure(leaf: Figures) -> str:
    """Write a measure with its interval and n: .87 (.80 to .92, n = 6)."""
    return f"{dot(leaf['value'])} ({_beside(leaf, dot)})" if leaf["value"] is not None else unknown_because(leaf)


def unknown_because(leaf: Figures) -> str:
    """Say why there is no number."""
    return f"not known ({leaf.get('reason', 'not measured')})"


def _beside(leaf: Figures, write: Any) -> str:  # noqa: ANN401 - `percent` or `dot`
    parts = []
    if leaf.get("low") is not None and leaf.get("high") is not None:
        parts.append(f"{write(leaf['low'])} to {write(leaf['high'])}")
    if leaf.get("n") is not None:
        parts.append(f"n = {leaf['n']:,.0f}" + (", few" if leaf.get("small") else ""))
    return ", ".join(parts) or "no interval"


def _finds(figures: Figures, _: Wording) -> Iterator[str]:
    yield from _at_capacity(figures)
    if leaf := leaf_at(_own(figures), "groups", "all", "recall"):
        yield f"Read to as many records as there are cases in each author's list, it finds {share(leaf)} of the cases."
    if leaf := leaf_at(_own(figures), "auc", "hard"):
        yield f"It puts a case above a look-alike with a mean AUC of {measure(leaf)}; .50 is chance, n counts authors."
    if leaf := leaf_at(figures, "readings", "indicators", "micro", "recall"):
        yield f"Of the signs that annotators marked in cases it finds {share(leaf)}."


def _at_capacity(figures: Figures) -> Iterator[str]:
    """What is surely found where the reader's capacity ends, and how well this corpus can tell."""
    effort = figures.get("effort") or {}
    capacity, sure = effort.get("capacity"), effort.get("surely_within_capacity")
    budget = (figures.get("settings") or {}).get("budget")
    where = f"{100 * budget:g} % of a log's ordinary records" if budget else "the reading capacity"
    if (leaf := leaf_at(sure, "recall")) and leaf["value"] is not None:
        yield f"Above the cut that surely stays within {where}, {share(leaf)} of the cases are found."
    elif leaf:
        yield f"What is found by reading {where} is {unknown_because(leaf)}."
    if not (leaf := leaf_at(capacity, "ordinary_above")):
        return
    if leaf["value"] is None:
        yield f"How much is read for nothing at that capacity is {unknown_because(leaf)}."
    for key, said in (("recall", "of the cases are found"), ("precision", "of what is read is a case")):
        told = leaf_at(capacity, key)
        if leaf["value"] is not None and told and told["value"] is not None:
            yield f"As this corpus has it, {share(told)} {said} by reading {where}."


def _misses(figures: Figures, wording: Wording) -> Iterator[str]:
    causes = figures.get("causes") or {}
    if causes.get("positives"):
        missed = f"{causes['missed']} of {causes['positives']:,} cases are missed"
        raised = f"{causes['raised']} of {causes['negatives']:,} other records are raised in their place"
        yield f"Read as far as there are cases in each list, {missed} and {raised}."
        by_cause = (causes.get("tallies") or {}).get("by_cause", {}).get("missed", {})
        first = max(by_cause, key=lambda cause: by_cause[cause]["moves_most"], default=None)
        if first and by_cause[first]["moves_most"]:
            count = f"{by_cause[first]['moves_most']} of {causes['missed']}"
            yield f"What most often keeps a case down: {report_words()['causes'].get(first, first)} ({count})."
    yield from _to_find_most(figures)
    each = (figures.get("readings") or {}).get("indicators", {}).get("each", {})
    recalls = {code: leaf for code, own in each.items() if (leaf := leaf_at(own, "recall")) and leaf.get("n", 0) >= FEW}
    worst = sorted(recalls, key=lambda code: recalls[code]["value"])[:WORST]
    if worst:
        named = "; ".join(f"{wording.label(code)}, found in {share(recalls[code])}" for code in worst)
        yield f"The signs that it misses most: {named}."
    if (leaf := leaf_at(_own(figures), "pairs", "all")) and leaf["value"] is not None:
        wrong = leaf["n"] - leaf.get("in_order", leaf["value"] * leaf["n"])
        told = f"Of {leaf['n']:,} pairs that differ only in what decides"
        yield f"{told}, {wrong:g} stand in the wrong order (a tie counts half)."


def _to_find_most(figures: Figures) -> Iterator[str]:
    """What must be read of this list before nearly all cases are found."""
    effort = figures.get("effort")
    cuts = effort.get("to_recall") if isinstance(effort, Mapping) else None
    cut = cuts.get("0.95") if isinstance(cuts, Mapping) else None
    if isinstance(cut, Mapping) and cut.get("read") is not None and effort and effort.get("records"):
        told = f"To find 95 % of the cases of this corpus, {cut['read']:,} of its {effort['records']:,} records"
        yield f"{told} have to be read ({percent(cut['read'] / effort['records'])})."


def _worse(figures: Figures, wording: Wording) -> Iterator[str]:
    """The groups that stand apart from everybody else for the worse, and how many would by chance."""
    groups = figures.get("groups")
    if not (isinstance(groups, Mapping) and isinstance(groups.get("gaps"), list)):
        return
    if not groups.get("comparisons"):
        yield "No group is large enough to be compared with everybody else."
        return
    apart = [gap for gap in groups["gaps"] if gap["excludes_zero"] and gap["lost"] > 0]
    for gap in (gap for gap in apart if gap["excludes_zero_together"]):
        numbers = f"{share(gap['here'])} against {share(gap['elsewhere'])} of everybody else"
        yield f"{_gap(gap, wording)}: {numbers}; the gap is {measure(gap['gap'])}."
    others = [gap for gap in apart if not gap["excludes_zero_together"]]
    if others:
        named = "; ".join(f"{_gap(gap, wording)} ({dot(gap['gap']['value'])})" for gap in others)
        yield f"Apart too, but within chance when all gaps are counted together: {named}."
    yield (
        f"Of {groups['comparisons']} comparisons of a group with everybody else, {len(apart)} show a gap for the worse "
        f"whose interval excludes zero; by chance about {groups['expected_by_chance'] / 2:.0f} would."
    )


def _gap(gap: Mapping[str, Any], wording: Wording) -> str:
    name = f"{wording.label(gap['family'])}: {wording.label(gap['group'])}"
    return f"{upper(name)}, {wording.label(gap['measure'])}"


def _carries(figures: Figures, wording: Wording) -> Iterator[str]:
    corpus = figures.get("corpus") or {}
    if corpus.get("records"):
        authors = f"{len(corpus.get('authors') or {})} authors"
        yield f"Measured on {corpus['records']:,} synthetic records by {authors}. It has never seen UK police text."
    if not (figures.get("settings") or {}).get("sealed", True):
        yield "The cues were written with these authors in sight; on authors nobody had seen, the figures are lower."
        yield from (told["says"] for told in report_words()["first"]["elsewhere"])
    probe = (figures.get("best_probe") or {}).get("all")
    reached = leaf_at(figures, "rankers", str(probe), "auc", "all")
    margin = leaf_at(figures, "margins", str(probe), "all")
    if reached and margin and None not in {reached["value"], margin["value"]}:
        yield (
            f"Style alone, {wording.label(str(probe), ('rankers',))}, reaches an AUC of {measure(reached)}; "
            f"the model is {measure(margin)} above it."
        )
    if figures.get("leak_warnings"):
        yield from (bad.sentence for bad in of_style.leaks(figures))
    leaf = leaf_at(figures, "headline", "real_auc")
    if leaf:
        yield f"On real text by others the AUC is {measure(leaf)}."


def _own(figures: Figures) -> Figures:
    own: Figures = (figures.get("rankers") or {}).get(figures.get("model"), {})
    return own


_SAYERS = {"finds": _finds, "misses": _misses, "worse": _worse, "carries": _carries}
