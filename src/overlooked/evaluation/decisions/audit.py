"""An audit: the reviewed records of one screening with their strata, and whether totals can be told from them.

In come reviewed records and, where it is given, the canonical queue they were made on with its manifest; out comes an
`Audit`: one `Seen` for each record of the queue, read or not, the size and draws of each stratum, and the reason why
nothing can be estimated where that is so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from overlooked.decisions import Reviewed, Truth
from overlooked.errors import DecisionsError
from overlooked.notation import from_json
from overlooked.outputs import companion
from overlooked.queue import read_queue
from overlooked.sampling import NO_BAND, RANKED, Stratum

GROUPS = ("band", "offence_class", "area")
"""The columns of a queue by which the figures are told."""

UNSAID = "not said"
NO_SLICE = "no record was drawn at random (screen --audit), so what the list misses cannot be told"
_WHOLE = 1e-6


class Seen(NamedTuple):
    """One record: what is known of it (open where it was not read), where it stands, and its groups."""

    record_id: str
    truth: Truth
    is_read: bool
    stratum: str
    rank: int | None = None
    groups: Mapping[str, str] = {}


@dataclass(frozen=True)
class Audit:
    """The records of one screening. `unfit` says in a sentence why no total can be told, or is empty.

    `sizes_from` is where the sizes of strata come from; `elsewhere` counts the reviewed records that the queue does
    not hold; `quotas` says that places of the list were kept for offence classes.
    """

    seen: tuple[Seen, ...]
    strata: Mapping[str, Stratum]
    unfit: str
    sizes_from: str
    elsewhere: int = 0
    quotas: bool = False

    @property
    def listed(self) -> list[Seen]:
        """The records in the queue by rank, in that order where it is known."""
        return sorted((s for s in self.seen if s.stratum == RANKED), key=lambda s: s.rank or 0)

    @property
    def drawn(self) -> list[Seen]:
        """The records drawn at random."""
        return [s for s in self.seen if s.stratum not in {RANKED, ""}]


def audit_of(records: Sequence[Reviewed], queue: Path | None = None) -> Audit:
    """The audit that the records are of. DecisionsError where the queue or its manifest is another run's."""
    if queue is None:
        return _of_decisions(records)
    table = read_queue(queue)
    manifest = _manifest(queue)
    _refuse_another(queue, table, records)
    truths = {record.holds.record_id: record.truth for record in records}
    seen = tuple(_seen(row, truths) for row in table.to_dict("records"))
    strata = _strata_of_queue(table)
    sizes_from = "queue"
    if manifest:
        strata, sizes_from = _strata_of_manifest(queue, manifest, strata), "manifest"
    unfit = _unfit(records, seen, strata, sizes_from)
    quotas = bool(manifest.get("settings", {}).get("quotas"))
    return Audit(seen, strata, unfit, sizes_from, len(set(truths) - set(table["record_id"])), quotas)


def _of_decisions(records: Sequence[Reviewed]) -> Audit:
    """Sizes are n/p, which holds where every record that was drawn was read."""
    seen = tuple(Seen(r.holds.record_id, r.truth, True, r.holds.stratum) for r in records)
    chances = {(r.holds.stratum, r.holds.inclusion_probability) for r in records if r.holds.stratum}
    counts = Counter(s.stratum for s in seen if s.stratum)
    strata: dict[str, Stratum] = {}
    unfit = ""
    for name, chance in sorted((name, chance or 1.0) for name, chance in chances):
        size = counts[name] / chance
        if name in strata:
            unfit = unfit or f"stratum {name} has two inclusion probabilities: the decisions are on two screenings"
        elif abs(size - round(size)) * chance > _WHOLE * counts[name]:
            unfit = unfit or (
                f"the {counts[name]} records read of stratum {name} do not fit their inclusion probability "
                f"{chance:.6g}: the slice was not wholly read, or the probabilities were rounded; give the queue"
            )
        strata[name] = Stratum(round(size), counts[name])
    if not strata:
        unfit = "the decisions name no stratum; give the queue they were made on"
    elif len(counts) and sum(counts.values()) < len(seen):
        unfit = unfit or f"{len(seen) - sum(counts.values())} decisions name no stratum; give the queue"
    return Audit(seen, strata, unfit or _unfit(records, seen, strata, "decisions"), "decisions")


def _unfit(records: Sequence[Reviewed], seen: Sequence[Seen], strata: Mapping[str, Stratum], sizes_from: str) -> str:
    models = {r.holds.model_hash for r in records if r.holds.model_hash}
    if len(models) > 1:
        return f"the decisions are on the queues of {len(models)} models; totals are told for one screening at a time"
    drawn = [s for s in seen if s.stratum != RANKED]
    read = sum(s.is_read for s in drawn)
    if read < len(drawn):
        return f"a slice that was not wholly read cannot be estimated from; {read} of {len(drawn)} were"
    outside = sum(s.size for name, s in strata.items() if name != RANKED)
    if not drawn and (outside or sizes_from != "manifest"):
        return NO_SLICE
    beyond = sum(s.size for s in strata.values() if not s.drawn)
    return f"{beyond:,} records stand in strata from which none was drawn" if beyond else ""


def _seen(row: Mapping[Any, Any], truths: Mapping[str, Truth]) -> Seen:
    groups = {name: str(row[name] or "") or (NO_BAND if name == "band" else UNSAID) for name in GROUPS}
    truth = truths.get(row["record_id"])
    return Seen(row["record_id"], truth or Truth.OPEN, truth is not None, row["stratum"], int(row["rank"]), groups)


def _strata_of_queue(table: pd.DataFrame) -> dict[str, Stratum]:
    sizes: Counter[str] = Counter()
    drawn = Counter(table["stratum"])
    for name, chance in zip(table["stratum"], table["inclusion_probability"], strict=True):
        sizes[name] += 1 / chance
    return {name: Stratum(round(sizes[name]), count) for name, count in drawn.items()}


def _strata_of_manifest(queue: Path, manifest: Mapping[str, Any], counted: Mapping[str, Stratum]) -> dict[str, Stratum]:
    path = companion(queue, "manifest.json")
    try:
        told = {name: Stratum(**stratum) for name, stratum in manifest["counts"]["strata"].items()}
    except (LookupError, TypeError, AttributeError) as error:
        raise DecisionsError(f"{path} is no manifest of a screening: it has no counts of strata") from error
    for name in {*told, *counted}:
        if told.get(name, Stratum(0, 0)).drawn != counted.get(name, Stratum(0, 0)).drawn:
            raise DecisionsError(f"{path} is the manifest of another run than {queue}: a stratum differs")
    return told


def _manifest(queue: Path) -> dict[str, Any]:
    """The manifest beside the queue; empty where there is none, as beside a second output of a run."""
    path = companion(queue, "manifest.json")
    if not path.is_file():
        return {}
    try:
        found = from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DecisionsError(f"{path} cannot be read as JSON; bring the manifest of the same run") from error
    return found if isinstance(found, dict) else {}


def _refuse_another(queue: Path, table: pd.DataFrame, records: Iterable[Reviewed]) -> None:
    """DecisionsError where what the decisions say of a record is not what the queue says."""
    rows = {row["record_id"]: row for row in table.to_dict("records")}
    found = [(r.holds, rows[r.holds.record_id]) for r in records if r.holds.record_id in rows]
    if not found:
        raise DecisionsError(f"{queue} holds none of the records decided on; give the queue they were made on")
    for holds, row in found:
        pairs = (("record_hash", "record_hash"), ("stratum", "stratum"), ("model_hash", "model"))
        differ = [name for name, column in pairs if getattr(holds, name) and getattr(holds, name) != row[column]]
        if differ == ["model_hash"] and len({h.model_hash for h, _ in found if h.model_hash}) > 1:
            continue
        if differ:
            raise DecisionsError(
                f"{queue} is not the queue that these decisions were made on: the {differ[0]} of a record differs"
            )
