"""`evaluate`: a corpus judged, or a force's decisions told; the report in the forms asked for, and its text."""

from collections.abc import Sequence
from pathlib import Path

from overlooked.corpus import LabelledRecord, load_corpus
from overlooked.decisions import load_decisions
from overlooked.evaluation.decisions.reviews import review_figures
from overlooked.evaluation.errors.pages import errors_to_read
from overlooked.evaluation.findings.second import load_second_readings
from overlooked.evaluation.findings.traps import Trap, load_traps, trap_figures
from overlooked.evaluation.groups.swaps import swapped_sample
from overlooked.evaluation.judge import Extras, judge
from overlooked.evaluation.rankers.baselines import WordTfidf, standard_baselines
from overlooked.evaluation.rankers.plain_context import plain_context_reader
from overlooked.evaluation.rankers.ranker import text_of
from overlooked.evaluation.rankers.recipe import RecipeRanker, RememberedReading
from overlooked.evaluation.rankers.tasks import Progress, silent
from overlooked.evaluation.ranking.ablations import Ablation
from overlooked.evaluation.ranking.comparing import load_opponent
from overlooked.evaluation.report.decisions import render_decisions
from overlooked.evaluation.report.forms import refuse_reports, write_reports
from overlooked.evaluation.report.terminal import render
from overlooked.masking.judge import LISTED, UNLISTED, judged_sets
from overlooked.masking.marked import KINDS
from overlooked.reading.reader import Reader, load_reader
from overlooked.safeguarding import load_route
from overlooked.statistics.figures import Figures, rounded


def evaluate_corpus(
    corpus: Path,
    outputs: Sequence[Path],
    *,
    real: Path | None = None,
    traps: Path | None = None,
    split: str = "train",
    ablations: bool = False,
    compare: Path | None = None,
    budget: float = 0.02,
    prevalence: float | None = None,
    seed: int = 20,
    jobs: int = 2,
    force: bool = False,
    progress: Progress = silent,
) -> str:
    """Judge a corpus and write the report to each of `outputs`, in the form that its suffix says; its text comes back.

    The train split is judged leaving one author out; the dev and sealed test splits by models of the train split.

    `traps`, a file of assertion traps, adds how those are read; a folder `masking` in the corpus how much `mask` finds
    of what is marked there; `ablations` adds what each part of the recipe is worth, and takes several times as long;
    `compare`, a model folder, sets that model beside the recipe.

    Raises CorpusError for a corpus or traps that cannot be judged, ModelError where `compare` is no model folder,
    OutputError before any work where an output exists or has no form that a report can take.
    """
    refuse_reports(outputs, force)
    passages = load_traps(traps) if traps is not None else None
    records = load_corpus(corpus, split)
    learn_from = [] if split == "train" else load_corpus(corpus, "train")
    read = RememberedReading(load_reader())
    opponent = load_opponent(compare, read) if compare is not None else None
    recipe = RecipeRanker("overlooked", read)
    plain = RememberedReading(plain_context_reader(read.reader))
    texts = [text_of(record) for record in (*records, *learn_from)]
    baselines = standard_baselines(read, plain, texts, jobs=jobs, progress=progress)

    def swap_test(narratives: Sequence[LabelledRecord]) -> Figures:
        return swapped_sample(narratives, read.reader, recipe.fit(learn_from or records).trained)

    told = judge(
        records,
        {"overlooked": recipe, **baselines},
        read,
        Extras(
            second=load_second_readings(corpus) if split != "test" else {},
            readers={"plain_context": plain},
            opponent=opponent,
            real=real,
            perturbed=True,
            swap_test=swap_test,
            ablation=Ablation(recipe, WordTfidf()) if ablations else None,
        ),
        learn_from=learn_from,
        by_record=split != "test",
        budget=budget,
        prevalence=prevalence,
        seed=seed,
        jobs=jobs,
        progress=progress,
    )
    figures = told.figures | {"traps": _traps(passages, read.reader), "masking": _masking(corpus / "masking")}
    misplaced = errors_to_read(records, told.scored, figures["causes"]["records"])
    write_reports(figures, outputs, misplaced=misplaced, force=force)
    return render(figures)


def _traps(passages: Sequence[Trap] | None, reader: Reader) -> Figures | None:
    if not passages:
        return None
    figures: Figures = rounded(trap_figures(passages, lambda text, date: reader.read(text, date).findings))
    return figures


def _masking(folder: Path) -> Figures | None:
    """How much of the personal data in marked narratives `mask` finds; None where the corpus has none."""
    sets = judged_sets(folder)
    figures: Figures = rounded(
        {
            "sets": {name: {"found": one.recall, "right": one.precision} for name, one in sets.items()},
            "kinds": {
                kind: {name: one.recall_of(kind) for name, one in sets.items()} for kind in (*KINDS, LISTED, UNLISTED)
            },
        }
    )
    return figures if sets else None


def evaluate_decisions(
    decisions: Path,
    outputs: Sequence[Path],
    *,
    queue: Path | None = None,
    force: bool = False,
    safeguarding: Path | None = None,
) -> str:
    """Tell what reviewed records say of the ranking, write the report; its text comes back.

    `queue` is the canonical queue that the decisions were made on, `safeguarding` the file of the force's route. Raises
    DecisionsError or RecordsError for decisions or a queue that cannot be used, OutputError before any work as
    `evaluate_corpus` does.
    """
    route = load_route(safeguarding)
    refuse_reports(outputs, force, inputs=[path for path in (decisions, queue, safeguarding) if path is not None])
    figures = review_figures(load_decisions(decisions), queue)
    write_reports(figures, outputs, force=force, route=route)
    return render_decisions(figures)
