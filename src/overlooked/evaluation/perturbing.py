"""Perturbed text: does the ranking stand where a text is padded, put in another order, or loses give-away words?

In go labelled records and a seed; out come other versions of their texts, which the models that did not learn from an
author score as they score the text as written, and then figures of how the order changes. A ranking by length, by a
bag of words or by the name of the crime shows here, whatever its AUC.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.figures import Figures, unknown
from overlooked.evaluation.folds import Scored
from overlooked.evaluation.intervals import proportion
from overlooked.evaluation.ordering import Mean, Sheet, auc_over_authors, margin, pair_mean
from overlooked.evaluation.rankers import FloatArray, Text, text_of
from overlooked.evaluation.realtext import RealNote, masked
from overlooked.reading.foldings import foldings
from overlooked.reading.neutral import split_sentences

JUDGED = ("all", "hard")
"""The contrasts that are told of perturbed text."""
NAMES: Mapping[str, str] = {
    "padded": "padded to twice the length",
    "negatives_padded": "of which the negatives alone are padded",
    "positives_padded": "of which the positives alone are padded",
    "sentences_shuffled": "with their sentences in another order",
    "words_shuffled": "with their words in another order",
    "masked": "without give-away words",
}
"""What the figures call each version, in a sentence or a table."""
_SIDES = {"negatives_padded": 0, "positives_padded": 1}
_UNTOUCHED = "this changes no text of the corpus"


def perturbed_texts(
    records: Sequence[LabelledRecord], *, learn_from: Sequence[LabelledRecord] = (), seed: int
) -> dict[str, list[Text]]:
    """Give each version of all texts, in the order of the records; the same seed gives the same texts.

    Padding comes from ordinary records without any annotated span, by authors whom the model of the record learned
    from: other authors, or those of `learn_from`. A text that cannot be altered stays as it is.
    """
    source = [record for record in learn_from or records if record.kind == "ordinary" and not record.indicators]
    cut = [(record.author, sentences_of(record.narrative)) for record in source]
    pools = {a: [s for author, own in cut if author != a for s in own] for a in {record.author for record in records}}
    versions: dict[str, list[Text]] = {"padded": [], "sentences_shuffled": [], "words_shuffled": [], "masked": []}
    for number, record in enumerate(records):
        rng = np.random.default_rng([seed, number])
        text = text_of(record)
        versions["padded"].append(_padded(text, pools[record.author], rng))
        versions["sentences_shuffled"].append(_shuffled(text, sentences_of, "\n\n", rng))
        versions["words_shuffled"].append(_shuffled(text, str.split, " ", rng))
        versions["masked"].append(masked(RealNote(text, record.label)).text)
    return versions


def perturbed_figures(
    records: Sequence[LabelledRecord], sheet: Sheet, texts: Mapping[str, Sequence[Text]], scored: Scored
) -> Figures:
    """Give for each version the AUC and the pairs in order, and how far each is from the text as written.

    Differences are drawn from the same records. `altered` is the share of the texts that the version changes; padding
    one side alone tells whether the mere length of a text moves its score.
    """
    plain = _measured(records, sheet, scored.scores)
    chosen = dict(scored.versions)
    if "padded" in chosen:
        for name, label in _SIDES.items():
            chosen[name] = np.where(sheet.labels == label, chosen["padded"], scored.scores)
    figures: Figures = {}
    for name in (name for name in NAMES if name in chosen):
        own = _SIDES.get(name)
        of_text = texts["padded" if name in _SIDES else name]
        touched = [
            text != text_of(record)
            for record, text in zip(records, of_text, strict=True)
            if own is None or record.label == own
        ]
        figures[name] = {
            "name": NAMES[name],
            "altered": proportion(sum(touched), len(touched)),
            **_beside(_measured(records, sheet, chosen[name]), plain, altered=any(touched)),
        }
    return figures


def sentences_of(narrative: str) -> list[str]:
    """Give the sentences of a narrative as the reader cuts them, with their marks and without white space around."""
    starts = [words[0].start for words, _ in split_sentences(narrative, foldings()) if words]
    bounds = [0, *starts[1:], len(narrative)]
    pieces = (narrative[start:end].strip() for start, end in pairwise(bounds))
    return [piece for piece in pieces if piece]


def _padded(text: Text, pool: Sequence[str], rng: np.random.Generator) -> Text:
    """Put sentences of ordinary records before and behind the text, at least as many words as it has."""
    if not pool:
        return text
    before, behind = list[str](), list[str]()
    missing = len(text.narrative.split())
    while missing > 0:
        sentence = pool[int(rng.integers(len(pool)))]
        (before if rng.integers(2) else behind).append(sentence)
        missing -= len(sentence.split())
    return text.with_narrative("\n\n".join([*before, text.narrative, *behind]))


def _shuffled(text: Text, cut: Callable[[str], list[str]], glue: str, rng: np.random.Generator) -> Text:
    """Put the pieces of a text in another order; where they are all alike, or one, it stays as it is."""
    pieces = cut(text.narrative)
    if len(set(pieces)) < 2:  # noqa: PLR2004 - one piece has one order
        return text
    order = rng.permutation(len(pieces)).tolist()
    while [pieces[i] for i in order] == pieces:
        order = rng.permutation(len(pieces)).tolist()
    return text.with_narrative(glue.join(pieces[i] for i in order))


def _measured(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> dict[str, Mean]:
    means = {contrast: auc_over_authors(sheet, scores, contrast) for contrast in JUDGED}
    return means | {"pairs": pair_mean(records, sheet, scores)}


def _beside(own: Mapping[str, Mean], plain: Mapping[str, Mean], *, altered: bool) -> Figures:
    """Give each figure and its change; authors are not told one by one."""
    if not altered:
        nothing = unknown(_UNTOUCHED)
        return {"auc": dict.fromkeys(JUDGED, nothing), "pairs": nothing, "change": dict.fromkeys(own, nothing)}
    short = {name: {k: v for k, v in mean.figures.items() if k != "authors"} for name, mean in own.items()}
    return {
        "auc": {contrast: short[contrast] for contrast in JUDGED},
        "pairs": short["pairs"],
        "change": {name: margin(mean, plain[name]) for name, mean in own.items()},
    }
