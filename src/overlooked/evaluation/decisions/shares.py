"""Shares: of records that were read, how many are cases, by rank and by group, with what open records leave unsure.

In go the records of an audit; out come leaves. Groups with fewer than ten records in the list are not told: they stand
as "<10", and where what is left out would still show by subtraction, so does the next smallest group.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from overlooked.decisions import Truth
from overlooked.evaluation.decisions.audit import GROUPS, Audit, Seen
from overlooked.evaluation.decisions.estimates import Found, bounded, missed, recall
from overlooked.sampling import RANKED
from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.intervals import proportion, wilson

LEAST = 10
SUPPRESSED = f"<{LEAST}"
DEPTHS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def counted(seen: Iterable[Seen]) -> dict[str, int]:
    """How many records are what."""
    counts = Counter(s.truth for s in seen)
    return {truth.value: counts[truth] for truth in Truth}


def precision(seen: Sequence[Seen], *counts_as: Truth) -> Figures:
    """The share of cases among records, or of what `counts_as` one, with the range that open ones leave."""
    sure = sum(s.truth in (counts_as or (Truth.CASE,)) for s in seen)
    unsure = sum(s.truth is Truth.OPEN for s in seen)
    nobody = "the queue holds no record by rank"
    leaves = [proportion(hits, len(seen), nobody=nobody) for hits in (sure, sure + unsure)]
    return bounded(leaves, unsure)


def precision_at(audit: Audit) -> list[Figures]:
    """The precision of the first k of the list, for some k and the whole."""
    listed = audit.listed
    depths = [depth for depth in DEPTHS if depth < len(listed)] + [len(listed)] * bool(listed)
    return [{"k": depth, "precision": precision(listed[:depth])} for depth in depths]


def effort(seen: Sequence[Seen]) -> Figures:
    """How many records are read for each case, of those that were read."""
    read = [s for s in seen if s.is_read]
    cases, unsure = (sum(s.truth is truth for s in read) for truth in (Truth.CASE, Truth.OPEN))
    return bounded([_read_per_case(hits, len(read)) for hits in (cases + unsure, cases)], unsure)


def found_of(audit: Audit, seen: Iterable[Seen], *, list_open: bool, draws_open: bool) -> Found:
    """The cases among these records, open ones counted in where told."""
    sure, all_of_them = {Truth.CASE}, {Truth.CASE, Truth.OPEN}
    counts = Counter(s.stratum for s in seen if s.truth in (all_of_them if _flag(s, list_open, draws_open) else sure))
    return Found(counts[RANKED], {name: counts[name] for name in audit.strata if name != RANKED})


def by_group(audit: Audit) -> Figures:
    """By band, offence class and area: precision, what is missed, recall, and how far both are from all others."""
    return {family: dict(_groups(audit, family)) for family in GROUPS}


def _groups(audit: Audit, family: str) -> Iterator[tuple[str, Figures]]:
    listed, drawn = audit.listed, audit.drawn
    sizes = {s.groups[family]: 0 for s in drawn} | Counter(s.groups[family] for s in listed)
    hidden = suppressed(sizes)
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        if name in hidden:
            yield name, {"n": SUPPRESSED, **unknown(f"fewer than {LEAST} records in the list, or told with one such")}
            continue
        own, rest = _parted(listed, family, name)
        own_drawn, rest_drawn = _parted(drawn, family, name)
        shares = precision(own), precision(rest)
        recalls = tuple(_recall(audit, [*a, *b]) for a, b in ((own, own_drawn), (rest, rest_drawn)))
        yield (
            name,
            {
                "n": len(own),
                "precision": shares[0],
                "precision_gap": gap(*shares),
                "recall": recalls[0],
                "recall_gap": gap(recalls[0], recalls[1]),
            },
        )


def suppressed(sizes: Mapping[str, int]) -> set[str]:
    """The groups that are too small to be told, and the next where the total would give a small number away."""
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    hidden = [name for name in by_size if sizes[name] < LEAST]
    if hidden and sum(sizes[name] for name in hidden) < LEAST:
        hidden = by_size[: len(hidden) + 1]
    return set(hidden)


def gap(one: Figures, other: Figures) -> Figures:
    """One share less another of other records, with limits made of theirs (Newcombe 1998; Zou and Donner 2008)."""
    if one["value"] is None or other["value"] is None:
        return unknown("one of the two is not known")
    difference = one["value"] - other["value"]
    below = sqrt((one["value"] - one["low"]) ** 2 + (other["high"] - other["value"]) ** 2)
    above = sqrt((one["high"] - one["value"]) ** 2 + (other["value"] - other["low"]) ** 2)
    return known(difference, n=one["n"], low=difference - below, high=difference + above, small=one["small"])


def _recall(audit: Audit, seen: Sequence[Seen]) -> Figures:
    """The recall of the list among these; the limits allow a missed one in any stratum."""
    if audit.unfit:
        return unknown(audit.unfit)
    strata = {name: stratum for name, stratum in audit.strata.items() if name != RANKED}
    leaves = []
    for list_open, draws_open in ((False, True), (True, False)):
        found = found_of(audit, seen, list_open=list_open, draws_open=draws_open)
        out = missed(strata, found.in_draws)
        leaves.append(recall(found.in_list, out, small=found.in_list + out.found < LEAST))
    return bounded(leaves, sum(s.truth is Truth.OPEN for s in seen))


def _parted(seen: Iterable[Seen], family: str, name: str) -> tuple[list[Seen], list[Seen]]:
    own: list[Seen] = []
    rest: list[Seen] = []
    for s in seen:
        (own if s.groups[family] == name else rest).append(s)
    return own, rest


def _flag(seen: Seen, list_open: bool, draws_open: bool) -> bool:
    return list_open if seen.stratum == RANKED else draws_open


def _read_per_case(cases: int, n: int) -> Figures:
    if not cases:
        low = 1 / wilson(0, n)[1] if n else None
        return unknown(f"no case among the {n} records read", n=n, low=low, high=None)
    low, high = wilson(cases, n)
    return known(n / cases, n=n, low=1 / high, high=1 / low, small=cases < LEAST)
