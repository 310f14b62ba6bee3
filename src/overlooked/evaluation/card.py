"""The model card: what a model was made from, how far it can be trusted, and what it is not for.

In go a labelled corpus and a folder; out come the trained model, judged as `evaluate` judges, and its card with the
judge's figures, bad news first. A model without figures says so on its card.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from overlooked.corpus import LabelledRecord, corpus_version, has_split, load_corpus
from overlooked.errors import CorpusError
from overlooked.evaluation.findings.second import load_second_readings
from overlooked.evaluation.judge import Extras, judge
from overlooked.evaluation.rankers.baselines import WordTfidf
from overlooked.evaluation.rankers.ranker import Ranker, text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.rankers.tasks import Progress, silent
from overlooked.manifest import made_with
from overlooked.model import Model, save_model
from overlooked.outputs import refuse_existing_folder
from overlooked.pages.text import dot
from overlooked.reading.reader import load_reader
from overlooked.statistics.figures import Figures
from overlooked.training import train

NOT_MEASURED = "Not measured: the model was trained without judging it."
HEADINGS = {
    "train": "Leaving one author out (weights have not seen the author, the cues have)",
    "dev": "Authors whom no cue was written from and no weight was fitted to",
}
ROWS = {
    "auc": "AUC, all records",
    "auc_hard": "AUC, cases against look-alikes",
    "pairs_in_order": "minimal pairs in the right order",
    "clearance_pairs_in_order": "clearance pairs in the right order",
    "margin_over_best_probe": "AUC above the best style probe",
    "indicator_f1": "indicators of a case, F1",
    "assertion_right_of_found": "assertion of the spans found",
    "homeless_recall": "homeless people found",
    "homeless_false_flags": "homeless people flagged wrongly",
    "child_recall": "children found",
}
"""The headline figures on a card, by key, in words."""


def train_corpus(
    corpus: Path,
    folder: Path,
    *,
    measured: bool = True,
    jobs: int = 2,
    force: bool = False,
    progress: Progress = silent,
) -> str:
    """Train on a corpus and write the model folder; one sentence comes back that says what was made.

    With `measured` the recipe is judged too, which takes longer, and the card holds the figures. Raises CorpusError,
    OutputError or KnowledgeError, one line each, and then writes nothing.
    """
    refuse_existing_folder(folder, force)
    records = load_corpus(corpus)
    if len({record.label for record in records}) == 1:
        raise CorpusError(
            f"{corpus}: its records are all of one label; a model is learned from positives and negatives"
        )
    read = RememberedReading(load_reader())
    read.remember(map(text_of, records), jobs=jobs, progress=progress)
    model = train(records, read.reader.lexicon, [read.reading(text_of(record)) for record in records])
    version = corpus_version(corpus)
    figures = _measured(corpus, records, read, jobs=jobs, progress=progress) if measured else {}
    save_model(
        model,
        folder,
        card=model_card(model, len(records), version, figures),
        made_with=made_with("overlooked", "numpy", "scipy", "scikit-learn"),
        corpus={"records": len(records), "version": version},
        force=force,
    )
    learned = f"{len(model.weights.cues)} cues and {len(model.weights.words)} words weighted"
    return f"{folder}: {learned} on {len(records)} narratives of corpus {version}."


def model_card(model: Model, records: int, version: str, figures: Mapping[str, Figures | str]) -> str:
    """The card as Markdown: `figures` of the judge by split, or why there are none."""
    template = Template((files("overlooked") / "data" / "templates" / "card.md").read_text(encoding="utf-8"))
    return template.substitute(
        cues=len(model.weights.cues),
        words=len(model.weights.words),
        records=records,
        corpus_version=version,
        figures="\n\n".join(_section(split, told) for split, told in figures.items()) or NOT_MEASURED,
    )


def _measured(
    corpus: Path, records: list[LabelledRecord], read: RememberedReading, *, jobs: int, progress: Progress
) -> dict[str, Figures | str]:
    """The judge's figures for the train split and, where the corpus has one, for the dev split."""
    rankers: dict[str, Ranker] = {"overlooked": RecipeRanker("overlooked", read), "words": WordTfidf()}
    figures: dict[str, Figures | str] = {}
    if has_split(corpus, "dev"):
        unseen = load_corpus(corpus, "dev")
        read.remember(map(text_of, unseen), jobs=jobs, progress=progress)
        figures["dev"] = judge(unseen, rankers, read, learn_from=records, jobs=jobs, progress=progress).figures
    try:
        second = load_second_readings(corpus)
        figures["train"] = judge(records, rankers, read, Extras(second=second), jobs=jobs, progress=progress).figures
    except CorpusError as reason:
        figures["train"] = f"Not measured: {reason}."
    return figures


def _section(split: str, told: Figures | str) -> str:
    heading = f"### {HEADINGS[split]}"
    if isinstance(told, str):
        return f"{heading}\n\n{told}"
    authors = ", ".join(author.upper() for author in told["corpus"]["authors"])
    counted = f"{told['corpus']['records']} records, {told['corpus']['positives']} cases, by authors {authors}."
    news = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(told["bad_news"], 1))
    return "\n\n".join([heading, counted, f"Bad news first:\n\n{news}", "\n".join(_table(told["headline"]))])


def _table(headline: Mapping[str, Figures]) -> Iterable[str]:
    yield "| figure | value | 95 % interval | n |"
    yield "|---|---|---|---|"
    for key, words in ROWS.items():
        leaf = headline[key]
        if leaf["value"] is not None:
            interval = f"{dot(leaf['low'])} to {dot(leaf['high'])}" if leaf.get("low") is not None else ""
            yield f"| {words} | {dot(leaf['value'])} | {interval} | {leaf.get('n', '')} |"
