"""A second reader: how far two careful readers agree, and how far the reading agrees with each of them.

In go the second, blind reading that may stand beside a corpus (`second_reading.jsonl`: `record_id, grade, exploitation,
present, unsure`) and the readings of the same records; out come figures. Nobody can be asked to agree with a reader
better than another careful reader does. The sealed split has no second reading, and none is asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from overlooked.corpus import GRADES, LEAST_POSITIVE_GRADE
from overlooked.errors import CorpusError
from overlooked.evaluation.findings.exploited import NO_ACCOUNTS, types_told
from overlooked.evaluation.findings.readings import Reading
from overlooked.evaluation.rankers.accounts import Account
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES
from overlooked.notation import from_json
from overlooked.statistics.figures import Figures, FloatArray, known, unknown
from overlooked.statistics.intervals import SMALL, percentile_interval, proportion
from overlooked.statistics.kappa import agreement
from overlooked.statistics.rates import class_figures, counts_of_sets, micro_f1_of_draws

FILE = "second_reading.jsonl"
NO_FILE = f"no second reading stands beside this corpus: {FILE}"
NO_RECORD = "none of these records was read by a second reader"

Sets = Sequence[Collection[str]]


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What a second reader says of one record, blind to the first."""

    record_id: str
    grade: int
    exploitation: tuple[str, ...]
    present: tuple[str, ...]
    unsure: bool

    @property
    def label(self) -> int:
        """1 for a record that should be read again, as the grade says."""
        return int(self.grade >= LEAST_POSITIVE_GRADE)


def load_second_readings(corpus: Path) -> dict[str, SecondReading]:
    """Give the second readings of a corpus folder by record; none where it has none.

    Raises CorpusError with file and line for one that cannot be used.
    """
    path = corpus / FILE
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    told: dict[str, SecondReading] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            reading = _reading(f"{path}:{number}", line)
            if reading.record_id in told:
                raise CorpusError(f"{path}:{number}: its record_id stands twice; ids are unique")
            told[reading.record_id] = reading
    return told


def second_figures(
    readings: Sequence[Reading],
    accounts: Sequence[Account] | None,
    second: Mapping[str, SecondReading],
    weights: FloatArray,
) -> Figures:
    """Give how the two readers agree, and the reading with each, on the records that all of them have read.

    `indicators` and `exploitation` are over the positives of the first reader, as elsewhere; `first_v_second` takes the
    first reader for right, which F1 does not depend on. `reading_less_second` is by how much the reading agrees better
    with the first reader than the second reader does, drawn from the same records.
    """
    at = [i for i, reading in enumerate(readings) if reading.record.record_id in second]
    if not at:
        return unknown(NO_RECORD if second else NO_FILE, n=0)
    both = [(readings[i], second[readings[i].record.record_id]) for i in at]
    cases = [i for i in at if readings[i].record.label]
    own, others = [readings[i] for i in cases], [second[readings[i].record.record_id] for i in cases]
    types = [types_told(accounts[i]) for i in cases] if accounts is not None else None
    seen = [r.marked for r in own], [o.present for o in others], [r.found for r in own]
    kinds = [r.record.exploitation for r in own], [o.exploitation for o in others]
    return {
        "records": len(at),
        "positives": len(cases),
        "unsure": proportion(sum(o.unsure for _, o in both), len(at)),
        "labels": agreement([r.record.label for r, _ in both], [o.label for _, o in both], (0, 1), weights[:, at]),
        "grades": agreement([r.record.grade for r, _ in both], [o.grade for _, o in both], GRADES, weights[:, at]),
        "indicators": _compared(*seen, INDICATOR_CODES, weights[:, cases]),
        "exploitation": unknown(NO_ACCOUNTS)
        if types is None
        else _compared(*kinds, types, EXPLOITATION, weights[:, cases]),
    }


def _compared(first: Sets, second: Sets, found: Sets, names: Sequence[str], weights: FloatArray) -> Figures:
    """Give the first reader against the second, and the reading against each."""
    sides = {"first_v_second": (first, second), "reading_v_first": (first, found), "reading_v_second": (second, found)}
    counts = {name: counts_of_sets(*two, names) for name, two in sides.items()}
    figures = {name: class_figures(table, names, weights) for name, table in counts.items()}
    return figures | {"reading_less_second": _difference(figures, counts, weights)}


def _difference(figures: Figures, counts: Mapping[str, FloatArray], weights: FloatArray) -> Figures:
    values = [figures[name]["micro"]["f1"]["value"] for name in ("reading_v_first", "first_v_second")]
    if None in values:
        return unknown("one of the two has no F1", n=0)
    n = len(counts["reading_v_first"])
    draws = [micro_f1_of_draws(counts[name], weights) for name in ("reading_v_first", "first_v_second")]
    leaf = known(values[0] - values[1], n=n, small=n < SMALL)
    return leaf | percentile_interval(np.subtract(*draws))


def _reading(where: str, line: str) -> SecondReading:
    try:
        row: dict[str, Any] = from_json(line)
        told = SecondReading(
            row["record_id"], row["grade"], tuple(row["exploitation"]), tuple(row["present"]), row["unsure"]
        )
    except (ValueError, KeyError, TypeError):
        wanted = "it needs record_id, grade, exploitation, present and unsure"
        raise CorpusError(f"{where}: not a second reading; {wanted}") from None
    odd = (set(told.exploitation) - set(EXPLOITATION)) | (set(told.present) - set(INDICATOR_CODES))
    if odd or told.grade not in GRADES:
        raise CorpusError(f"{where}: {'a code' if odd else 'the grade'} is none of the guide")
    return told
