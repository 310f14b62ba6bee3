"""Training: labelled narratives and the experts' weights into a model, and into its folder.

The weights are the experts' own, brought to log-odds; labelled records are only remembered, so that a run can
say where it screens text that the model has seen.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from overlooked.corpus import corpus_version, load_corpus
from overlooked.model import Model, narrative_hash, save_model
from overlooked.outputs import made_with
from overlooked.reading.lexicon import Cue, Lexicon, load_lexicon
from overlooked.scoring import UNIT, Recipe


def train_corpus(corpus: Path, folder: Path, *, force: bool = False) -> str:
    """Train on a corpus and write the model folder; one sentence comes back that says what was made.

    Raises CorpusError, OutputError or KnowledgeError, one line each, and then writes nothing.
    """
    records = load_corpus(corpus)
    model = train((record.narrative for record in records), load_lexicon())
    version = corpus_version(corpus)
    facts = {"cues": len(model.weights), "records": len(records), "corpus_version": version}
    template = Template((files("overlooked") / "data" / "templates" / "card.md").read_text(encoding="utf-8"))
    save_model(
        model,
        folder,
        card=template.substitute(facts),
        made_with=made_with("overlooked", "numpy"),
        corpus={"records": len(records), "version": version},
        force=force,
    )
    return f"{folder}: {len(model.weights)} cues weighted, {len(records)} narratives of corpus {version} seen."


def train(narratives: Iterable[str], lexicon: Lexicon) -> Model:
    """A model with the cues of `lexicon`, having seen `narratives`. Equal input gives an equal model."""
    weights = expert_weights(lexicon.cues)
    return Model(weights, load_recipe(), lexicon.shipped_hash, frozenset(map(narrative_hash, narratives)))


def expert_weights(cues: Iterable[Cue]) -> dict[str, int]:
    """The experts' weights by cue id, in 1/1024 log-odds."""
    point = _numbers()["point"] * UNIT
    return {cue.id: round(cue.weight * point) for cue in cues if cue.weight}


@cache
def load_recipe() -> Recipe:
    """The numbers set by hand in `data/recipe.toml`, as whole numbers of 1/1024 log-odds."""
    numbers = _numbers()
    two, three = (round(amount * UNIT) for amount in numbers["bonus"])
    counter = {group: round(price * UNIT) for group, price in numbers["counter"].items()}
    return Recipe((two, three), counter, numbers["counter_mentions"], _table(numbers["table"]["scale"] * UNIT))


def _table(scale: float) -> tuple[int, ...]:
    """The least strength of every score: score = 100 (1 - exp(-strength / scale)), and 100 from 6 scales on."""
    return (*(math.ceil(-scale * math.log1p(-score / 100)) for score in range(100)), math.ceil(6 * scale))


@cache
def _numbers() -> Mapping[str, Any]:
    return tomllib.loads((files("overlooked") / "data" / "recipe.toml").read_text(encoding="utf-8"))
