"""The swap test: does the score stay equal to the last bit when the same is told of somebody else?

In go labelled records, a scale that weighs a text in whole numbers and tells what it can see of a narrative, and a
`Swapper`; out come, for each kind of swap, how many narratives keep their score, and those that do not with the word
that collides. What is seen alike weighs alike, so only narratives that are seen otherwise are weighed again.
"""

import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.groups.swapping import ALL, KINDS, Swap, Swapper, swapped
from overlooked.evaluation.rankers.ranker import Text, text_of
from overlooked.model import Model
from overlooked.offences import classify
from overlooked.reading.reader import Reader
from overlooked.scoring import strength
from overlooked.statistics.figures import Figures, known, unknown

Weighed = tuple[int, tuple[tuple[str, str, str], ...]]
"""The strength of a text in 1/1024 log-odds, and every finding's kind, indicator and assertion in order."""


EVERY = 5
"""Of so many records one is put to the swap test in a report."""


class Scale(Protocol):
    """What weighs texts and can tell what it sees of a narrative: equal sights weigh alike."""

    def weigh(self, text: Text) -> Weighed:
        """The strength of a text and what was found in it."""

    def see(self, narrative: str) -> Hashable:
        """All of a narrative that the weight can depend on."""


@dataclass(frozen=True)
class ModelScale:
    """Weighs as screening does: with a reader and a model."""

    reader: Reader
    model: Model

    def weigh(self, text: Text) -> Weighed:
        """The strength of a text and what was found in it."""
        reading = self.reader.read(text.narrative, text.recorded_on)
        offence = classify(text.offence, "", text.recorded_on)
        told = strength(reading.findings, reading.words, self.model.weights, self.model.recipe, offence)
        return told.total, tuple((f.kind, f.indicator, f.assertion) for f in reading.findings)

    def see(self, narrative: str) -> Hashable:
        """The neutral view without the letters it was made of: forms, clauses, sentences, questions."""
        view = self.reader.view(narrative)
        return tuple(view.forms), tuple(view.clauses), tuple(view.sentences), frozenset(view.questions)


def swap_figures(records: Sequence[LabelledRecord], scale: Scale, swapper: Swapper) -> Figures:
    """For each kind of swap the share of the narratives with such a word that keep their score and all findings.

    `words` is how many words were swapped, `n` in how many narratives, `seen_alike` how many of those the scale cannot
    tell apart. `differ` lists the words that collide in the others: each that changes what is weighed when swapped
    alone, or, where none does, the first that does after the ones before it; with the strength before and after, and
    why, where the collision is a known one.
    """
    tallies = {kind: _Tally(0, 0, 0, []) for kind in KINDS}
    for record in records:
        text, sight = text_of(record), scale.see(record.narrative)
        for kind, swaps in swapper.swaps(record.narrative).items():
            tally = tallies[kind]
            tally.narratives += bool(swaps)
            tally.words += len(swaps)
            if not swaps:
                continue
            if scale.see(swapped(record.narrative, swaps)) == sight:
                tally.seen_alike += 1
            else:
                tally.differ += _collisions(record.record_id, text, kind, swaps, scale)
    return {kind: tally.figures() for kind, tally in tallies.items()}


@dataclass(slots=True)
class _Tally:
    narratives: int
    words: int
    seen_alike: int
    differ: list[Figures]

    def figures(self) -> Figures:
        counts = {"words": self.words, "seen_alike": self.seen_alike, "differ": self.differ}
        if not self.narratives:
            return unknown("no narrative holds such a word", n=0, **counts)
        otherwise = len({told["record_id"] for told in self.differ})
        return known(1 - otherwise / self.narratives, n=self.narratives, equal=self.narratives - otherwise, **counts)


def _collisions(record_id: str, text: Text, kind: str, swaps: Sequence[Swap], scale: Scale) -> list[Figures]:
    """The words that collide in one record; none where it weighs the same."""
    before = scale.weigh(text)
    if scale.weigh(_with(text, swaps)) == before:
        return []
    alone = ((swap, scale.weigh(_with(text, [swap]))) for swap in swaps)
    guilty = [(swap, after) for swap, after in alone if after != before]
    if not guilty:
        together = ((swap, scale.weigh(_with(text, swaps[: n + 1]))) for n, swap in enumerate(swaps))
        guilty = [next(pair for pair in together if pair[1] != before)]
    return [
        {
            "record_id": record_id,
            "old": swap.old,
            "new": swap.new,
            "before": before[0],
            "after": after[0],
            "why": why_known(kind, swap),
        }
        for swap, after in guilty
    ]


def _with(text: Text, swaps: Iterable[Swap]) -> Text:
    return text.with_narrative(swapped(text.narrative, swaps))


def why_known(kind: str, swap: Swap) -> str | None:
    """Why a swap of a kind changes the score, where one of its words is a known collision; else None."""
    for own, collisions in load_collisions().items():
        for word in (swap.old.lower(), swap.new.lower()):
            if kind in {own, ALL} and word in collisions:
                return collisions[word]
    return None


@cache
def load_collisions() -> Mapping[str, Mapping[str, str]]:
    """The known collisions of each kind with the reason, from `data/swaps.toml`."""
    data = tomllib.loads((files("overlooked") / "data" / "swaps.toml").read_text(encoding="utf-8"))
    return data["collisions"]  # type: ignore[no-any-return]  # tables of sentences


def swapped_sample(records: Sequence[LabelledRecord], reader: Reader, model: Model) -> Figures:
    """Put every `EVERY`th record to the swap test and give its summary, with how many there were.

    The records of an author stand together, so that the sample has a share of each. All of them take minutes.
    """
    sample = records[::EVERY]
    tested = swap_figures(sample, ModelScale(reader, model), Swapper(everyday_words(records, reader)))
    return {"tested": len(sample), "records": len(records), "kinds": swap_summary(tested)}


def swap_summary(figures: Figures) -> Figures:
    """The same without a word of a narrative: what moved by kind, known collisions counted by word.

    `moved` are scores or findings that changed by no known collision: there should be none.
    """
    return {kind: _summary(kind, told) for kind, told in figures.items()}


def _summary(kind: str, told: Figures) -> Figures:
    listed = {word for own, words in load_collisions().items() if kind in {own, ALL} for word in words}
    hit = [listed & {each["old"].lower(), each["new"].lower()} for each in told["differ"] if each["why"]]
    moved = [
        {"record_id": each["record_id"], "moved": each["after"] - each["before"]}
        for each in told["differ"]
        if not each["why"]
    ]
    counted = Counter(word for words in hit for word in words)
    rest = {key: value for key, value in told.items() if key != "differ"}
    return rest | {"known_collisions": dict(sorted(counted.items())), "moved": moved}


def everyday_words(records: Iterable[LabelledRecord], reader: Reader) -> frozenset[str]:
    """The words that a reader knows, and those that stand in lower case in some narrative: no names by themselves."""
    plain = {word.strip("'’\"“”.,;:!?()") for record in records for word in record.narrative.split()}
    return frozenset(filter(str.islower, plain)) | reader.vocabulary
