"""What is told around the signs: circumstances of the person, and settings.

In go readings of labelled records; out come figures. The corpus says of the possible victim, or of the person at the
centre of a negative, whether they are homeless and of which age; of no other circumstance and of no setting. What it
does not say is `unknown`, with counts beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.findings.readings import Reading
from overlooked.findings import CHILD, Assertion, Kind
from overlooked.indicators import load_circumstances, load_settings
from overlooked.statistics.figures import Figures, unknown
from overlooked.statistics.intervals import proportion

UNTOLD = "no field of the corpus tells it: counts only"


@dataclass(frozen=True, slots=True)
class Told:
    """Circumstances that together say one thing, and how the corpus says it: True, False, or None for unknown."""

    codes: frozenset[str]
    marked: Callable[[LabelledRecord], bool | None]


def _homeless(record: LabelledRecord) -> bool | None:
    told = record.victim.get("homeless")
    return told if isinstance(told, bool) else None


def _child(record: LabelledRecord) -> bool | None:
    return {"child": True, "adult": False}.get(str(record.victim.get("age_band")))


TOLD: Mapping[str, Told] = {
    "homeless": Told(frozenset({"rough_sleeping", "hostel", "soup_run", "day_centre"}), _homeless),
    "child": Told(frozenset({CHILD}), _child),
}
"""What the corpus can be asked. A soup run or a day centre tells of the place where somebody is met."""


def circumstance_figures(readings: Sequence[Reading]) -> Figures:
    """Give `told`, what the corpus knows, and `each` circumstance with its counts.

    `recall` is the share of the records whose person is so, in which a present finding says it; `false_rate` the share
    of those whose person is not so, in which one says it all the same. It may then tell of somebody else in the
    record, so that the false rate is an upper bound.
    """
    codes = load_circumstances()
    return {
        "told": {name: _told(readings, told) for name, told in TOLD.items()},
        "each": {code: _counted(readings, Kind.CIRCUMSTANCE, code) for code in codes},
        "recall_of_each": unknown(UNTOLD),
    }


def setting_figures(readings: Sequence[Reading]) -> Figures:
    """Give in how many records each setting is found; how rightly, the corpus cannot say."""
    return {
        "recall": unknown("the corpus has no annotation of settings"),
        "precision": unknown("the corpus has no annotation of settings"),
        "each": {code: _counted(readings, Kind.SETTING, code) for code in load_settings()},
    }


def _told(readings: Sequence[Reading], told: Told) -> Figures:
    found = {id(r): bool(told.codes & _codes(r, Kind.CIRCUMSTANCE)) for r in readings}
    marked = {state: [r for r in readings if told.marked(r.record) is state] for state in (True, False, None)}
    rates = {}
    for name, label in (("all", None), ("positives", 1), ("negatives", 0)):
        so, not_so = ([r for r in marked[state] if label in {None, r.record.label}] for state in (True, False))
        rates[name] = {
            "recall": _share(so, found, "no person in the corpus is so"),
            "false_rate": _share(not_so, found, "every person in the corpus is so"),
        }
    return {"codes": sorted(told.codes), **rates, "not_told": len(marked[None])}


def _share(readings: Sequence[Reading], found: Mapping[int, bool], nobody: str) -> Figures:
    return proportion(sum(found[id(r)] for r in readings), len(readings), nobody=nobody)


def _counted(readings: Iterable[Reading], kind: Kind, code: str) -> dict[str, int]:
    """Give in how many records of each kind it is found present."""
    counts = {"positives": 0, "hard_negatives": 0, "ordinary": 0}
    for reading in readings:
        if code in _codes(reading, kind):
            record = reading.record
            counts["positives" if record.label else "ordinary" if record.kind == "ordinary" else "hard_negatives"] += 1
    return counts


def _codes(reading: Reading, kind: Kind) -> set[str]:
    return {f.indicator for f in reading.besides if f.kind is kind and f.assertion is Assertion.PRESENT}
