"""The gate of trust: `make trust` ends with 1 where who is told of moves a score, or a group is found less often.

The swap test tells every narrative of the train and dev splits of somebody else and weighs it with the shipped model.
The table of groups is out of author, as `evaluate` has it: train leaving one author out, dev by a model of train. Both
are held to `baseline.json`, which `gate.py --write` measures anew. The sealed split is not read.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.evaluation.findings.readings import reading_of
from overlooked.evaluation.groups.fairness import LEAST, fairness_figures, worst_falls
from overlooked.evaluation.groups.swapping import KINDS, Swapper
from overlooked.evaluation.groups.swaps import ModelScale, Scale, everyday_words, swap_figures
from overlooked.evaluation.rankers.folds import scored_out_of_author
from overlooked.evaluation.rankers.ranker import Ranker, Read, text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.rankers.tasks import run_all
from overlooked.evaluation.ranking.ordering import sheet_of
from overlooked.model import load_model
from overlooked.outputs import whole_output
from overlooked.reading.reader import load_reader
from overlooked.statistics.figures import Figures

CORPUS = Path(__file__).parents[2] / "corpus"
BASELINE = Path(__file__).with_name("baseline.json")
NEVER = frozenset({"nationality", "ethnicity", "religion", "language", "place"})
"""Kinds of swap that move no score, whatever is listed as a collision."""

MOST = 0.05
"""How far the recall of a family's worst group may fall."""

_JOBS, _SEED, _DRAWS = 2, 20, 2
"""Draws make intervals, which the gate does not read."""


def swaps_told(records: Sequence[LabelledRecord], scale: Scale, swapper: Swapper, *, jobs: int = 1) -> Figures:
    """For each kind of swap how many narratives were tried and what moved a score, known collisions apart."""
    tasks = [partial(swap_figures, records[start::jobs], scale, swapper) for start in range(jobs)]
    shares = run_all(tasks, jobs=jobs, stage="swapping")
    return {
        kind: {
            "n": sum(share[kind]["n"] for share in shares),
            "known": sorted(_told(each) for share in shares for each in share[kind]["differ"] if each["why"]),
            "moved": sorted(_told(each) for share in shares for each in share[kind]["differ"] if not each["why"]),
        }
        for kind in KINDS
    }


def _told(moved: Mapping[str, object]) -> str:
    return f"{moved['record_id']}: {moved['old']} -> {moved['new']}, strength {moved['before']} -> {moved['after']}"


def groups_told(
    records: Sequence[LabelledRecord],
    recipe: Ranker,
    read: Read,
    *,
    learn_from: Sequence[LabelledRecord] = (),
    jobs: int = 1,
) -> Figures:
    """The recall of every group that has enough cases, family by family, out of author."""
    [scored] = scored_out_of_author(records, {"": recipe}, learn_from=learn_from, jobs=jobs).values()
    readings = [reading_of(record, read(text_of(record))) for record in records]
    figures = fairness_figures(records, sheet_of(records, draws=_DRAWS, seed=_SEED), scored.scores, readings)
    return {"families": {family: {"groups": _recalls(told["groups"])} for family, told in figures["families"].items()}}


def _recalls(groups: Figures) -> Figures:
    told = {name: own["recall"] for name, own in groups.items() if own["recall"]["n"] >= LEAST}
    return {name: {"recall": {"value": round(leaf["value"], 4), "n": leaf["n"]}} for name, leaf in told.items()}


def swap_faults(now: Figures, baseline: Figures) -> Iterator[str]:
    """A sentence for each score that moved and may not, and for each kind in which more moved than in the baseline.

    A kind of `NEVER` moves nothing. In the others a word that `data/swaps.toml` lists with its reason may move a score,
    as often as it did.
    """
    for kind, told in now.items():
        before = baseline[kind]
        for moved in [*told["moved"], *(told["known"] if kind in NEVER else ())]:
            yield f"swap of {kind}: {moved}"
        if len(told["known"]) > len(before["known"]):
            more = ", ".join(sorted(set(told["known"]) - set(before["known"])))
            yield f"swap of {kind}: {len(told['known'])} known collisions, {len(before['known'])} before; new: {more}"
        if told["n"] < before["n"]:
            yield f"swap of {kind}: {told['n']} narratives tried, {before['n']} before; `make trust-baseline`"


def group_faults(now: Figures, baseline: Figures) -> Iterator[str]:
    """A sentence for each family whose worst group's recall fell by more than `MOST`, and for each group gone."""
    yield from worst_falls(baseline, now, most=MOST)
    for family, told in baseline["families"].items():
        gone = set(told["groups"]) - set(now["families"].get(family, {"groups": {}})["groups"])
        yield from (f"{family}: {group} is told no more; `make trust-baseline`" for group in sorted(gone))


def faults(now: Figures, baseline: Figures) -> list[str]:
    """All that the gate does not let through, a sentence each."""
    told = list(swap_faults(now["swaps"], baseline["swaps"]))
    for split, groups in now["groups"].items():
        told += [f"{split}, {fault}" for fault in group_faults(groups, baseline["groups"][split])]
    return told


def measured() -> Figures:
    """The swaps and the groups of train and dev, with the shipped model and the shipped recipe."""
    train, dev = load_corpus(CORPUS), load_corpus(CORPUS, "dev")
    everyone, reader = [*train, *dev], load_reader()
    swapper = Swapper(everyday_words(everyone, reader))
    swaps = swaps_told(everyone, ModelScale(reader, load_model()), swapper, jobs=_JOBS)
    read = RememberedReading(reader)
    read.remember((text_of(record) for record in everyone), jobs=_JOBS)
    recipe = RecipeRanker("overlooked", read)
    groups = {
        "train": groups_told(train, recipe, read, jobs=_JOBS),
        "dev": groups_told(dev, recipe, read, learn_from=train),
    }
    return {"swaps": swaps, "groups": groups}


def main(*, write: bool) -> int:
    """Measure, and write the baseline or hold the figures to it: one line a fault, and 1 where there is one."""
    now = measured()
    if write:
        with whole_output(BASELINE, force=True) as draft:
            draft.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        BASELINE.chmod(0o644)
        print(f"wrote {BASELINE}")
        return 0
    found = faults(now, json.loads(BASELINE.read_text(encoding="utf-8")))
    for kind, told in now["swaps"].items():
        listed, others = len(told["known"]), len(told["moved"])
        print(f"swap of {kind}: {told['n']} narratives, {listed} known collisions, {others} others")
    print("\n".join(found) or f"no score moved that may not, and no worst group fell by more than {MOST:.0%}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
