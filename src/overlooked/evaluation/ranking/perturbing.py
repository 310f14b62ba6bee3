"""Perturbed text: does the ranking stand where a text is padded, put in another order, or loses give-away words?

In go labelled records and a seed; out come other versions of their texts, which the models that did not learn from an
author score as they score the text as written, and then figures of how the order changes. A ranking by length, by a
bag of words or by the name of the crime shows here, whatever its AUC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import Scored
from overlooked.evaluation.rankers.ranker import Text, text_of
from overlooked.evaluation.ranking.ordering import Mean, Sheet, auc_over_authors, margin, pair_mean
from overlooked.evaluation.ranking.realtext import RealNote, masked
from overlooked.reading.foldings import foldings
from overlooked.reading.neutral import split_sentences
from overlooked.statistics.figures import Figures, FloatArray, Mask, unknown
from overlooked.statistics.intervals import proportion

AT_MOST = 600
"""So many records are altered, drawn by author and pair; reading every text four times more would take minutes."""
JUDGED = ("all", "hard")
"""The contrasts that are told of perturbed text."""
NAMES: Mapping[str, str] = {
    "as_written": "as written",
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


@dataclass(frozen=True, slots=True)
class Perturbed:
    """Versions of all texts by name, in the order of the records, and which records were drawn to be altered."""

    versions: Mapping[str, Sequence[Text]]
    drawn: Mask


def perturbed_texts(
    records: Sequence[LabelledRecord],
    *,
    learn_from: Sequence[LabelledRecord] = (),
    seed: int,
    at_most: int = AT_MOST,
) -> Perturbed:
    """Give each version of the texts; about `at_most` are altered, and the same seed gives the same texts.

    Padding comes from ordinary records without any annotated span, by authors whom the model of the record learned
    from: other authors, or those of `learn_from`. A text that cannot be altered stays as it is.
    """
    source = [record for record in learn_from or records if record.kind == "ordinary" and not record.indicators]
    cut = [(record.author, sentences_of(record.narrative)) for record in source]
    pools = {a: [s for author, own in cut if author != a for s in own] for a in {record.author for record in records}}
    as_written = list(map(text_of, records))
    versions = {name: as_written.copy() for name in ("padded", "sentences_shuffled", "words_shuffled", "masked")}
    drawn = _drawn(records, at_most, seed)
    for number in np.flatnonzero(drawn).tolist():
        record = records[number]
        rng = np.random.default_rng([seed, number])
        text = as_written[number]
        versions["padded"][number] = _padded(text, pools[record.author], rng)
        versions["sentences_shuffled"][number] = _shuffled(text, sentences_of, "\n\n", rng)
        versions["words_shuffled"][number] = _shuffled(text, str.split, " ", rng)
        versions["masked"][number] = masked(RealNote(text, record.label)).text
    return Perturbed(versions, drawn)


def perturbed_figures(records: Sequence[LabelledRecord], sheet: Sheet, perturbed: Perturbed, scored: Scored) -> Figures:
    """Give for each version the AUC and the pairs in order, and how far each is from the text as written.

    All is of the records drawn, the text as written too. `altered` is the share of the texts that the version
    changes; padding one side alone tells whether the mere length of a text moves its score.
    """
    at = perturbed.drawn
    own = [record for record, keep in zip(records, at, strict=True) if keep]
    weights, contrasts = sheet.weights[:, at], {name: mask[at] for name, mask in sheet.contrasts.items()}
    part = Sheet(sheet.labels[at], sheet.authors[at], contrasts, weights)
    scores = {"as_written": scored.scores, **scored.versions}
    for name, label in _SIDES.items():
        scores[name] = np.where(sheet.labels == label, scores["padded"], scored.scores)
    measured = {name: _measured(own, part, scores[name][at]) for name in NAMES}
    figures: Figures = {}
    for name, means in measured.items():
        touched = _touched(records, perturbed, name)
        known = name == "as_written" or bool(touched.any())
        figures[name] = {
            "name": NAMES[name],
            "altered": proportion(touched.sum(), len(touched)),
            **_beside(means, measured["as_written"], known=known),
        }
    return figures


def _touched(records: Sequence[LabelledRecord], perturbed: Perturbed, name: str) -> Mask:
    """Give for each record drawn, and of the side that the version is about, whether its text is altered."""
    texts = perturbed.versions.get("padded" if name in _SIDES else name, [text_of(record) for record in records])
    about = perturbed.drawn & np.array([_SIDES.get(name, record.label) == record.label for record in records])
    return np.array([texts[i] != text_of(records[i]) for i in np.flatnonzero(about).tolist()], dtype=np.bool_)


def _drawn(records: Sequence[LabelledRecord], at_most: int, seed: int) -> Mask:
    """Draw the same share of each author's records, the two of a pair together; all where they are few."""
    if len(records) <= at_most:
        return np.ones(len(records), dtype=np.bool_)
    units: dict[str, dict[str, list[int]]] = {}
    for number, record in enumerate(records):
        own = units.setdefault(record.author, {})
        own.setdefault(record.pair_id or f"record {record.record_id}", []).append(number)
    drawn = np.zeros(len(records), dtype=np.bool_)
    for order, author in enumerate(sorted(units)):
        members = list(units[author].values())
        count = round(at_most / len(records) * len(members))
        for i in np.random.default_rng([seed, order]).permutation(len(members))[:count].tolist():
            drawn[members[i]] = True
    return drawn


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


def _beside(own: Mapping[str, Mean], plain: Mapping[str, Mean], *, known: bool) -> Figures:
    """Give each figure and its change; authors are not told one by one."""
    if not known:
        nothing = unknown(_UNTOUCHED)
        return {"auc": dict.fromkeys(JUDGED, nothing), "pairs": nothing, "change": dict.fromkeys(own, nothing)}
    short = {name: {k: v for k, v in mean.figures.items() if k != "authors"} for name, mean in own.items()}
    return {
        "auc": {contrast: short[contrast] for contrast in JUDGED},
        "pairs": short["pairs"],
        "change": {name: margin(mean, plain[name]) for name, mean in own.items()},
    }
