"""What would move the misplaced records, counted: by cause, indicator, cue and assertion.

In go labelled records with out-of-author scores and their accounts; out come the misplaced records, each explained,
and tallies over them. A tally counts records, so that one long record does not speak for many. Every author's list
is read to the depth of the number of positives in it, as for groups; authors of one class have no such depth and are
left out. No word of a narrative is in the figures.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.errors.causes import READING, Place, explained, is_misplaced
from overlooked.evaluation.rankers.folds import Scored, two_class_authors
from overlooked.evaluation.rankers.ranker import labels_of
from overlooked.statistics.figures import Figures

Key = TypeVar("Key", str, tuple[str, ...])
SIDES = ("missed", "raised")
NO_SINGLE = "takes more than one"


def cause_figures(records: Sequence[LabelledRecord], scored: Scored) -> Figures:
    """Give every misplaced record with its causes and its change, and the tallies; null without accounts."""
    if scored.accounts is None:
        return {"records": None, "reason": "the model does not tell what its scores are made of"}
    found, judged = [], two_class_authors(records)
    authors, labels = np.array([record.author for record in records]), labels_of(records)
    for author in judged:
        at = np.flatnonzero(authors == author)
        own = [
            explained(records[i], scored.accounts[i], place)
            for i in at.tolist()
            if is_misplaced(
                records[i],
                scored.accounts[i],
                place := Place(scored.scores[at[at != i]], int(labels[at].sum())),
            )
        ]
        found += sorted(own, key=lambda told: (SIDES.index(told["side"]), told["rank"], told["record_id"]))
    counted = [record for record in records if record.author in judged]
    return _counts(counted, found) | {"tallies": tallies(found), "records": found}


def tallies(found: Sequence[Figures]) -> Figures:
    """Give the tallies of explained records, the most frequent first."""
    return {
        "by_cause": {side: _by_cause([told for told in found if told["side"] == side]) for side in SIDES},
        "by_indicator": _by_indicator(found),
        "cues_that_raise": _cues_that_raise(found),
        "indicators_missed": _ranked(found, ("indicator",), {"no cue", "other indicator"}, "missed"),
        "assertions_wrong": _ranked(found, ("marked", "read"), {"assertion"}),
        "cues_misread": _ranked(found, ("cue", "marked", "read"), {"assertion"}),
    }


def _counts(records: Sequence[LabelledRecord], found: Sequence[Figures]) -> Figures:
    positives = sum(record.label for record in records)
    sides = Counter(told["side"] for told in found)
    return {
        "missed": sides["missed"],
        "positives": positives,
        "raised": sides["raised"],
        "negatives": len(records) - positives,
    }


def _by_cause(found: Sequence[Figures]) -> Figures:
    """Give in how many records a cause stands, moves the record most, and is the change that is told."""
    holding, first, change = Counter[str](), Counter[str](), Counter[str]()
    for told in found:
        holding.update({cause["cause"] for cause in told["causes"]})
        first.update(cause["cause"] for cause in told["causes"][:1])
        change[told["change"]["cause"] if told["change"] else NO_SINGLE] += 1
    return {
        cause: {"records": holding[cause], "moves_most": first[cause], "change": change[cause]}
        for cause in _frequent(holding + Counter({NO_SINGLE: change[NO_SINGLE]}))
    }


def _by_indicator(found: Sequence[Figures]) -> Figures:
    """Give for each indicator and side in how many records it has a part in each cause."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: {side: Counter() for side in SIDES})
    for told in found:
        for indicator, cause in {(cause["indicator"], cause["cause"]) for cause in _with(told, "indicator")}:
            counts[indicator][told["side"]][cause] += 1
    order = sorted(counts, key=lambda code: (-sum(counts[code][side].total() for side in SIDES), code))
    return {code: {side: _in_order(counts[code][side]) for side in SIDES} for code in order}


def _cues_that_raise(found: Sequence[Figures]) -> list[Figures]:
    """Give the cues of present signs in raised negatives: in how many they are wrong, and in how many marked too."""
    wrong, true = Counter[str](), Counter[str]()
    for told in found:
        if told["side"] == "raised":
            causes = _with(told, "cue")
            wrong.update({cause["cue"] for cause in causes if cause["cause"] in READING})
            true.update({cause["cue"] for cause in causes if cause["cause"] == "true sign"})
    order = sorted(wrong | true, key=lambda cue: (-wrong[cue], -true[cue], cue))
    return [{"cue": cue, "wrong": wrong[cue], "true_sign": true[cue]} for cue in order]


def _ranked(found: Sequence[Figures], keys: Sequence[str], causes: set[str], side: str | None = None) -> list[Figures]:
    """Give in how many records each value of the keys stands with one of the causes."""
    counts = Counter[tuple[str, ...]]()
    for told in found:
        if side in {None, told["side"]}:
            counts.update({tuple(c[key] for key in keys) for c in told["causes"] if c["cause"] in causes})
    return [{**dict(zip(keys, value, strict=True)), "records": counts[value]} for value in _frequent(counts)]


def _with(told: Figures, key: str) -> list[Figures]:
    return [cause for cause in told["causes"] if key in cause]


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: counts[key] for key in _frequent(counts)}


def _frequent(counts: Mapping[Key, int]) -> list[Key]:
    """Give the keys, the most frequent first, in a tie by name."""
    return sorted(counts, key=lambda key: (-counts[key], key))
