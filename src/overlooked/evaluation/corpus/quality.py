"""How good the corpus itself is: two readings, near-copies, balance, annotations.

In go labelled records and which of them a second reader has read; out come figures. Of a sealed split only `counts`
are given, which its datasheet shows as well: whoever knows more of it could mend a recipe by it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import numpy as np

from overlooked.corpus import KINDS, LabelledRecord, near_copies
from overlooked.evaluation.corpus.annotations import annotation_checks
from overlooked.findings import Assertion
from overlooked.indicators import EXPLOITATION
from overlooked.offences import classify
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import proportion

SHARED_RUNS = 0.1
"""From this share of the shorter one's five-word runs two records are near-copies.

In the shipped corpus the two least alike members of a minimal pair, copies by intent, share .27, and the two most
alike records that nobody paired .07, stock phrases of police prose.
"""
QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
SEALED = "the split is sealed: only counts that its datasheet shows"


def quality_figures(records: Sequence[LabelledRecord], read_twice: Collection[str], *, sealed: bool = False) -> Figures:
    """Give `counts` and, but for a sealed split, `readings`, `near_copies`, `balance` and `annotations`.

    `read_twice` holds the ids of records that a second reader has read, in this corpus or beyond.
    """
    counts = corpus_counts(records)
    if sealed:
        return {"counts": counts, "reason": SEALED}
    unread = [record for record in records if record.record_id not in read_twice]
    return {
        "counts": counts,
        "readings": {
            "read_once": len(unread),
            "read_twice": proportion(len(records) - len(unread), len(records)),
            "authors_read_once": dict(sorted(Counter(record.author for record in unread).items())),
        },
        "near_copies": copy_figures(records),
        "balance": _balance(records),
        "annotations": annotation_checks(records),
    }


def corpus_counts(records: Sequence[LabelledRecord]) -> Figures:
    """Give what a datasheet shows: records by author, cases by exploitation, spans by assertion.

    `homeless` and `child` tell of the possible victim, or of the person at the centre of a negative.
    """
    cases = [record for record in records if record.label]
    spans = Counter(annotation.assertion for record in records for annotation in record.indicators)
    kinds = Counter(kind for record in cases for kind in record.exploitation)
    return {
        "records": len(records),
        "positives": len(cases),
        "offence_titles": len({record.offence for record in records}),
        "authors": {
            author: _of_author([record for record in records if record.author == author])
            for author in sorted({record.author for record in records})
        },
        "exploitation": {kind: kinds[kind] for kind in EXPLOITATION},
        "spans": {assertion.value: spans[assertion] for assertion in Assertion},
    }


def copy_figures(records: Sequence[LabelledRecord]) -> Figures:
    """Give how many pairs of records are near-copies: of one pair, where it is meant; by one author; by two."""
    by_id = {record.record_id: record for record in records}
    found = [(by_id[one], by_id[other]) for one, other in near_copies(records, threshold=SHARED_RUNS)]
    where = Counter(_relation(one, other) for one, other in found)
    pairs = Counter((record.author, record.pair_id) for record in records if record.pair_id is not None)
    return {
        "threshold": SHARED_RUNS,
        "pairs": sum(count > 1 for count in pairs.values()),
        **{name: where[name] for name in ("of_one_pair", "within_an_author", "across_authors")},
    }


def _relation(one: LabelledRecord, other: LabelledRecord) -> str:
    if one.author != other.author:
        return "across_authors"
    return "of_one_pair" if one.pair_id is not None and one.pair_id == other.pair_id else "within_an_author"


def _of_author(records: Sequence[LabelledRecord]) -> dict[str, int]:
    kinds = Counter(record.kind for record in records)
    return {
        "records": len(records),
        **{kind: kinds[kind] for kind in KINDS},
        "pairs": len({record.pair_id for record in records if record.pair_id is not None}),
        "homeless": sum(record.victim.get("homeless") is True for record in records),
        "child": sum(record.victim.get("age_band") == "child" for record in records),
    }


def _balance(records: Sequence[LabelledRecord]) -> Figures:
    """Give positives and negatives of each offence class and victim group, exploitation by author, and lengths."""
    by_kind = {kind: [record for record in records if record.kind == kind] for kind in KINDS}
    by_author = {a: [record for record in records if record.author == a] for a in sorted({r.author for r in records})}
    return {
        "offence_classes": _classes(records, lambda r: classify(r.offence, "", r.recorded_on).code),
        "forces": _classes(records, lambda r: r.force or "unknown"),
        "gender": _classes(records, lambda r: str(r.victim.get("gender") or "unknown")),
        "age": _classes(records, lambda r: str(r.victim.get("age_band") or "unknown")),
        "housing": _classes(records, lambda r: _housing(r.victim.get("homeless"))),
        "nationality": _classes(records, lambda r: str(r.victim.get("nationality") or "unknown")),
        "exploitation_by_author": {
            author: dict(sorted(Counter(kind for r in own for kind in r.exploitation).items()))
            for author, own in by_author.items()
        },
        "words": {
            name: _quantiles([len(record.narrative.split()) for record in own])
            for name, own in {"all": records, **by_kind, **{f"author {a}": own for a, own in by_author.items()}}.items()
        },
    }


def _housing(homeless: object) -> str:
    return {True: "homeless", False: "housed"}.get(homeless, "unknown") if isinstance(homeless, bool) else "unknown"


def _classes(records: Sequence[LabelledRecord], of: Callable[[LabelledRecord], str]) -> Figures:
    """Give how many positives and negatives each class holds, the largest first."""
    counts = Counter((of(record), record.label) for record in records)
    names = sorted({name for name, _ in counts}, key=lambda name: (-counts[name, 0] - counts[name, 1], name))
    return {name: {"positives": counts[name, 1], "negatives": counts[name, 0]} for name in names}


def _quantiles(lengths: Sequence[int]) -> dict[str, float]:
    """Give the quantiles of lengths, in words; none for no record."""
    if not lengths:
        return {}
    return {f"{100 * q:g} %": float(v) for q, v in zip(QUANTILES, np.quantile(lengths, QUANTILES), strict=True)}
