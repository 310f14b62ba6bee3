"""Gaps: where signs were overlooked, by recorded offence, area and quarter, in one tree of plain figures.

In go decisions and the queue they were made on; out comes a dictionary that JSON can hold. It holds no narrative, no
record, no reviewer, and no count of 1 to 4 records, nor one that could be had by subtraction: neither of the records
with a sign nor of those without it. Three things are meant by *missed*; see `DEFINITIONS`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from overlooked.decisions import Truth
from overlooked.indicators import INDICATOR_CODES, load_indicators
from overlooked.statistics.figures import Figures, known, rounded, unknown
from overlooked.statistics.intervals import newcombe, proportion
from overlooked.statistics.subtraction import guarded
from overlooked.statistics.suppression import FEWER
from overlooked.teaching.gaps.confirmed import UNDATED, Confirmed, Review, confirmed_records

KIND = "overlooked gaps"
SCHEMA_VERSION = 1
LEAST_OF_A_GROUP = 10
"""Offences, areas and quarters with fewer confirmed records are joined to others."""
MOST_GROUPS = 8
"""So many columns are told side by side; the smallest areas and offences beyond are joined too."""

FAMILIES: Mapping[str, str] = {"offence": "Other offences", "area": "Other areas", "quarter": ""}
"""By what the figures are told, and what joined groups are called; quarters are joined to their neighbours."""

DEFINITIONS: Mapping[str, str] = {
    "overlooked": (
        "Every confirmed record stood under another offence, so whoever recorded it acted on none of its signs: each "
        "sign that stood in one was overlooked there."
    ),
    "not_named": (
        "Of these, records in which no word names slavery, trafficking, forced labour, a referral, a duty to notify or "
        "a unit for it, not even to rule it out: nothing shows that the writer thought of it."
    ),
    "let_go": (
        "Of these, records in which the first reviewer saw no signs, though an outcome confirmed them later. A record "
        "without a first reading counts as not let go."
    ),
}
"""What *missed* means, in three steps."""

WITHHELD = f"it, or a number that it would give away, is {FEWER} records"
TOO_FEW = f"the confirmed records are too few to be told apart: groups need {LEAST_OF_A_GROUP} each"

Key = tuple[str, str, str, str]
"""What is counted, of which sign ("" for all records), by what, in which group ("" for all)."""
Told = Mapping[Key, int | None]
Groups = Mapping[str, Mapping[str, str]]
"""By family, the group in which each offence, area or quarter is told."""

_ALL: Key = ("stood", "", "", "")
_HALVES = (("not_named", "named"), ("let_go", "kept"))


def gap_figures(decisions: Path, queue: Path) -> Figures:
    """Where signs were overlooked. Raises DecisionsError or RecordsError as `confirmed_records` does."""
    review = confirmed_records(decisions, queue)
    groups = _grouped(review.records)
    counts, sums = _counted(review, groups)
    told = guarded(counts, sums)
    figures: Figures = rounded(
        {
            "kind": KIND,
            "schema_version": SCHEMA_VERSION,
            "definitions": dict(DEFINITIONS),
            "input": _input(told),
            "all": _of_group(told, "", ""),
            "indicators": [_of_sign(told, code, "", "") for code in INDICATOR_CODES],
            "by": {family: _by(told, family, members) for family, members in groups.items()},
        }
    )
    return figures


def _grouped(records: Sequence[Confirmed]) -> Groups:
    return {
        "offence": joined(Counter(record.offence for record in records), FAMILIES["offence"]),
        "area": joined(Counter(record.area for record in records), FAMILIES["area"]),
        "quarter": joined_quarters(Counter(record.quarter for record in records)),
    }


def joined(sizes: Mapping[str, int], other: str) -> dict[str, str]:
    """The group of each offence or area: its own, or the joined one where it holds too few records.

    The joined ones together hold as many as any group must, else the next smallest is joined too.
    """
    by_size = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = [name for name in by_size if sizes[name] >= LEAST_OF_A_GROUP]
    if len(kept) < len(by_size) or len(kept) > MOST_GROUPS:
        kept = kept[: MOST_GROUPS - 1]
        while kept and sum(sizes[name] for name in by_size[len(kept) :]) < LEAST_OF_A_GROUP:
            kept.pop()
    return {name: name if name in kept else other for name in by_size}


def joined_quarters(sizes: Mapping[str, int]) -> dict[str, str]:
    """The group of each quarter: its own, or with its neighbours until they hold enough records together."""
    least = max(LEAST_OF_A_GROUP, -(-sum(sizes.values()) // MOST_GROUPS))
    runs: list[list[str]] = [[]]
    for quarter in sorted(sizes, key=lambda name: (name == UNDATED, name)):
        if sum(sizes[name] for name in runs[-1]) >= least:
            runs.append([])
        runs[-1].append(quarter)
    if len(runs) > 1 and sum(sizes[name] for name in runs[-1]) < LEAST_OF_A_GROUP:
        last = runs.pop()
        runs[-1] += last
    return {quarter: _run(run) for run in runs for quarter in run}


def _run(quarters: Sequence[str]) -> str:
    dated = [name for name in quarters if name != UNDATED]
    if not dated:
        return UNDATED
    span = dated[0] if len(dated) == 1 else f"{dated[0]} to {dated[-1]}"
    return span if len(dated) == len(quarters) else f"{span}, and {UNDATED}"


def _counted(review: Review, groups: Groups) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """Every count, and which of them are sums of others."""
    places = [("", ""), *((family, name) for family, own in groups.items() for name in dict.fromkeys(own.values()))]
    counts: dict[Key, int] = {}
    sums: list[tuple[Key, list[Key]]] = []
    for sign in ("", *INDICATOR_CODES):
        for family, name in places:
            records = [r for r in review.records if not family or groups[family][getattr(r, family)] == name]
            own, parts = _cells(records, sign, family, name)
            counts |= own
            sums += parts
        for what in ("stood", "absent", *(half for halves in _HALVES for half in halves)):
            if (what, sign, "", "") in counts:
                sums += [
                    ((what, sign, "", ""), [(what, sign, family, name) for of, name in places if of == family])
                    for family in groups
                ]
    own, parts = _of_input(review)
    return counts | own, sums + parts


def _cells(
    records: Sequence[Confirmed], sign: str, family: str, name: str
) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """The counts of one sign in one group, with and without, and the sums that they make."""
    held = [record for record in records if not sign or sign in record.signs]

    def key(what: str) -> Key:
        return what, sign, family, name

    counts = {key("stood"): len(held)}
    sums = []
    for miss, rest in _HALVES:
        missed = sum(not r.named if miss == "not_named" else r.let_go for r in held)
        counts |= {key(miss): missed, key(rest): len(held) - missed}
        sums.append((key("stood"), [key(miss), key(rest)]))
    if sign:
        counts[key("absent")] = len(records) - len(held)
        sums.append((("stood", "", family, name), [key("stood"), key("absent")]))
    return counts, sums


_OF_CONFIRMED: Mapping[str, str] = {
    "signs_by_reviewer": "by_reviewer",
    "reviewer_codes_unknown": "odd_codes",
    "with_first_reading": "read_first",
    "drawn_at_random": "drawn",
}
"""What is told of the confirmed records beside their signs, and the field that says it."""


def _of_input(review: Review) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """What came in, counted by the same rules; no total is told that the records left out could be had from."""
    out = {
        "not_in_queue": review.elsewhere,
        **{str(truth): review.truths[truth] for truth in (Truth.KNOWN, Truth.OPEN)},
    }
    counts = {_said(name): count for name, count in out.items()}
    sums = []
    for name, field in _OF_CONFIRMED.items():
        own = sum(getattr(record, field) for record in review.records)
        counts |= {_said(name): own, _said(f"not {name}"): len(review.records) - own}
        sums.append((_ALL, [_said(name), _said(f"not {name}")]))
    return counts, sums


def _said(name: str) -> Key:
    return f"input {name}", "", "", ""


def _input(told: Told) -> Figures:
    names = ("not_in_queue", Truth.KNOWN.value, Truth.OPEN.value, *_OF_CONFIRMED)
    return {"confirmed": _count(told, _ALL), **{name: _count(told, _said(name)) for name in names}}


def _by(told: Told, family: str, members: Mapping[str, str]) -> Figures:
    """The figures of one family: its groups, and each sign in each of them."""
    names = list(dict.fromkeys(members.values()))
    if len(names) == 1:
        return unknown(TOO_FEW)
    alone = Counter(members.values())
    figures: Figures = {
        "groups": [{"name": name, "joins": alone[name], **_of_group(told, family, name)} for name in names],
        "cells": [{"group": name, **_of_sign(told, code, family, name)} for code in INDICATOR_CODES for name in names],
    }
    if family == "quarter":
        dated = [name for name in names if name != UNDATED]
        figures["change"] = {what: _change(told, what, dated) for what, _ in _HALVES}
    return figures


def _of_group(told: Told, family: str, name: str) -> Figures:
    stood: Key = ("stood", "", family, name)
    return {
        "confirmed": _count(told, stood),
        **{what: _share(told, (what, "", family, name), stood) for what, _ in _HALVES},
    }


def _of_sign(told: Told, code: str, family: str, name: str) -> Figures:
    stood: Key = ("stood", code, family, name)
    return {
        "indicator": code,
        "name": load_indicators()[code].name,
        "stood": _share(told, stood, ("stood", "", family, name)),
        **{what: _share(told, (what, code, family, name), stood) for what, _ in _HALVES},
    }


def _count(told: Told, key: Key) -> Figures:
    count = told[key]
    return unknown(WITHHELD) if count is None else known(count)


def _share(told: Told, hits: Key, whole: Key) -> Figures:
    """The share of a count in its whole, with the count; null where either is not told."""
    count, n = told[hits], told[whole]
    if count is None or n is None:
        return unknown(WITHHELD, count=count)
    return proportion(count, n, nobody="it stood in no such record") | {"count": count}


def _change(told: Told, what: str, names: Sequence[str]) -> Figures:
    """The share in the last quarters less that in the first, with Newcombe's interval."""
    if len(names) < 2:  # noqa: PLR2004 - a change has two ends
        return unknown("there are no two quarters to compare")
    ends = [(told[what, "", "quarter", name], told["stood", "", "quarter", name]) for name in (names[0], names[-1])]
    (first, of_first), (last, of_last) = ends
    if first is None or last is None or not of_first or not of_last:
        return unknown(WITHHELD)
    low, high = newcombe((last, of_last), (first, of_first))
    between = {"first": names[0], "last": names[-1]}
    return known(last / of_last - first / of_first, low=low, high=high, **between)


def cells_of(figures: Figures, family: str) -> Iterator[tuple[str, str, Figures]]:
    """Indicator, group and cell of a family, in the order of the figures; none where it is not told by group."""
    for cell in figures["by"][family].get("cells", ()):
        yield cell["indicator"], cell["group"], cell
