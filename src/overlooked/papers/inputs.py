"""What papers are made from: the model with its card, the manifests of runs, a report, and the safeguarding route.

In come paths; what is no manifest of `screen` and no report of `evaluate` is refused in one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from overlooked.errors import PapersError
from overlooked.manifest import SCHEMA_VERSION
from overlooked.model import Model, default_model_folder, load_model
from overlooked.papers.tree import Tree, read_tree

DECISIONS = "decisions"
REPORTS = {"": 2, "corpus": 2, DECISIONS: 1}
"""The version of the reports that are read, by kind; one of a corpus may leave its kind out."""


class Step(Protocol):
    """One step of a route: when it is taken, what is done, and whom to call ("" for nobody)."""

    @property
    def when(self) -> str: ...  # noqa: D102 - told above
    @property
    def do(self) -> str: ...  # noqa: D102 - told above
    @property
    def contact(self) -> str: ...  # noqa: D102 - told above


class Route(Protocol):
    """What is done where somebody may be at risk now, and whose word that is; `is_own` where the force entered it."""

    @property
    def title(self) -> str: ...  # noqa: D102 - told above
    @property
    def owner(self) -> str: ...  # noqa: D102 - told above
    @property
    def is_own(self) -> bool: ...  # noqa: D102 - told above
    @property
    def steps(self) -> Sequence[Step]: ...  # noqa: D102 - told above
    @property
    def file(self) -> str: ...  # noqa: D102 - its name
    @property
    def sha256(self) -> str: ...  # noqa: D102 - of the file


@dataclass(frozen=True)
class Sources:
    """The files that papers are made from; without a model folder the shipped one."""

    runs: Sequence[Path] = ()
    report: Path | None = None
    model: Path | None = None
    route: Route | None = None

    @property
    def files(self) -> list[Path]:
        """Those that came from outside."""
        return [*self.runs, *([self.report] if self.report else [])]


@dataclass(frozen=True)
class Inputs:
    """What was read."""

    model: Model
    card: str
    made: Tree
    runs: tuple[Tree, ...]
    report: Tree | None
    route: Route | None

    @property
    def of_decisions(self) -> bool:
        """Whether the report is of a force's own decisions, and not of labelled examples."""
        return self.report is not None and self.report.text("kind") == DECISIONS

    @property
    def of_other_models(self) -> list[str]:
        """The hashes of models that runs were made with and these papers do not describe."""
        used = {run.tree("hashes").text("model") for run in self.runs}
        return sorted(used - {self.model.hash})


def read_inputs(sources: Sources) -> Inputs:
    """Read them all. Raises ModelError for a model that cannot be trusted, PapersError for a manifest or a report."""
    folder = sources.model or default_model_folder()
    model = load_model(folder)
    return Inputs(
        model,
        _card(folder / "card.md"),
        read_tree(folder / "manifest.json"),
        tuple(_run(path) for path in sources.runs),
        _report(sources.report) if sources.report else None,
        sources.route,
    )


def _card(path: Path) -> str:
    """The card, whose size and hash `load_model` has checked."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PapersError(f"{path} is no UTF-8 text; make the model anew with `overlooked train`") from error


def _run(path: Path) -> Tree:
    tree = read_tree(path)
    if not {"versions", "hashes", "inputs", "settings", "counts"} <= set(tree.content):
        raise PapersError(f"{path} is no run manifest; `overlooked screen` writes one, QUEUE.manifest.json")
    if not {"scored", "bands", "strata", "queue"} <= set(tree.tree("counts").content):
        raise PapersError(f"{path} is the manifest of another command; papers want that of `overlooked screen`")
    _refuse_version(tree, SCHEMA_VERSION)
    return tree


def _report(path: Path) -> Tree:
    tree = read_tree(path)
    if not {"schema_version", "bad_news", "notes"} <= set(tree.content):
        raise PapersError(f"{path} is no report; `overlooked evaluate CORPUS -o figures.json` writes one")
    if (kind := tree.text("kind")) not in REPORTS:
        raise PapersError(f"{path} is a report of another kind; papers are made from one of a corpus or of decisions")
    _refuse_version(tree, REPORTS[kind])
    return tree


def _refuse_version(tree: Tree, wanted: int) -> None:
    if (version := tree.count("schema_version")) != wanted:
        raise PapersError(f"{tree.file}: schema version {version}, and {wanted} is read here; make the file anew")
