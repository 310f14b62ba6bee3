"""The shape of the house: imports go downward, modules and functions stay small, --help stays quick."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "overlooked"

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "regression", "notation", "statistics"}),
    frozenset({"findings", "indicators"}),
    frozenset({"outputs", "offences", "recording", "pages"}),
    frozenset({"manifest", "audit", "safeguarding"}),
    frozenset({"records", "corpus"}),
    frozenset({"reading"}),
    frozenset({"masking", "sifting"}),
    frozenset({"scoring", "language", "sampling"}),
    frozenset({"reason", "model", "ranking", "queue", "decisions", "named"}),
    frozenset({"training"}),
    frozenset({"screening"}),
    frozenset({"spark"}),
    frozenset({"running"}),
    frozenset({"evaluation", "handover", "papers", "views", "teaching", "reconcile"}),
    frozenset({"cli", "__init__"}),
    frozenset({"__main__"}),
)
"""From the ground up; a module imports from lower layers only. A sub-package counts as one name."""

MODULES = sorted(SOURCE.rglob("*.py"))
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 300, 40


def name_of(path: Path) -> str:
    """The module's name in `LAYERS`: its own, or that of its sub-package."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def layer_of(name: str) -> int:
    """From the ground: 0 is the lowest; a module that is in no layer fails here."""
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def imported_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {module.split(".")[1] for module in modules if module.startswith("overlooked.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_from_layers_below_it(path: Path) -> None:
    own = name_of(path)
    upward = {name for name in imported_names(path) - {own} if layer_of(name) >= layer_of(own)}
    assert not upward, f"{path.name} imports upward or sideways: {sorted(upward)}"


READING = (
    "foldings",
    "ages",
    "neighbours",
    "neutral",
    "phrases",
    "cues",
    "lexicon",
    "matching",
    "context",
    "voices",
    "assertion",
    "clearance",
    "reader",
)
"""The rooms of `reading`, from the ground up."""


@pytest.mark.parametrize("name", READING)
def test_inside_reading_too_a_module_imports_only_from_below(name: str) -> None:
    text = (SOURCE / "reading" / f"{name}.py").read_text(encoding="utf-8")
    above = READING[READING.index(name) :]
    assert not [other for other in above if f"overlooked.reading.{other} import" in text]


EVALUATION = (
    frozenset({"rankers"}),
    frozenset({"ranking", "findings"}),
    frozenset({"groups", "errors"}),
    frozenset({"news"}),
    frozenset({"corpus", "decisions"}),
    frozenset({"report"}),
    frozenset({"judge"}),
    frozenset({"card", "delivery"}),
)
"""The rooms of `evaluation`, from the ground up: what measures, what says it in words, what tells it."""


@pytest.mark.parametrize("path", sorted((SOURCE / "evaluation").rglob("*.py")), ids=lambda path: path.stem)
def test_inside_evaluation_too_a_room_imports_only_from_below(path: Path) -> None:
    own = path.relative_to(SOURCE / "evaluation").with_suffix("").parts[0]
    if own == "__init__":
        return
    floor = next(number for number, rooms in enumerate(EVALUATION) if own in rooms)
    below = {name for rooms in EVALUATION[:floor] for name in rooms}
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(r"^from overlooked\.evaluation(?:\.| import )(\w+)", text, re.MULTILINE))
    assert used - {own} <= below, f"{path.name} imports upward or sideways: {sorted(used - {own} - below)}"


ROOMS = {
    "teaching": (
        frozenset({"packs"}),
        frozenset({"page", "office", "learners", "gaps"}),
        frozenset({"forms"}),
        frozenset({"delivery"}),
    ),
    "reconcile": (
        frozenset({"tables"}),
        frozenset({"people"}),
        frozenset({"linking"}),
        frozenset({"outcome"}),
        frozenset({"reconciling", "measured"}),
        frozenset({"report"}),
        frozenset({"delivery"}),
    ),
    "papers": (
        frozenset({"tree", "marks"}),
        frozenset({"wording", "inputs", "blocks", "card"}),
        frozenset({"measured", "runs"}),
        frozenset({"values", "sheet"}),
        frozenset({"delivery"}),
    ),
}
"""The rooms of the packages that were built later, each from the ground up."""


@pytest.mark.parametrize(
    ("package", "path"),
    [(package, path) for package in ROOMS for path in sorted((SOURCE / package).rglob("*.py"))],
    ids=lambda told: getattr(told, "stem", told),
)
def test_inside_a_package_a_room_imports_only_from_below(package: str, path: Path) -> None:
    own = path.relative_to(SOURCE / package).with_suffix("").parts[0]
    if own == "__init__":
        return
    floor = next(number for number, rooms in enumerate(ROOMS[package]) if own in rooms)
    below = {name for rooms in ROOMS[package][:floor] for name in rooms}
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(rf"^from overlooked\.{package}(?:\.| import )(\w+)", text, re.MULTILINE))
    assert used - {own} <= below, f"{path.name} imports upward or sideways: {sorted(used - {own} - below)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_and_its_functions_fit_in_a_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES_OF_A_MODULE, f"{path.name} is too long"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            docstring = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
            lines = (node.end_lineno or 0) - (docstring or 0)
            assert lines <= LINES_OF_A_FUNCTION, f"{path.name}: {node.name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_command_line_imports_inside_a_function(path: Path) -> None:
    if name_of(path) in {"cli", "__init__"}:
        return
    functions = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)]
    inside = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert not inside, f"{path.name} imports inside a function"


def test_the_core_has_at_most_twenty_modules() -> None:
    core = [path for path in SOURCE.glob("*.py") if not path.name.startswith("__")]
    assert len(core) <= 20, sorted(path.name for path in core)


def test_help_loads_neither_pandas_nor_scikit_learn_nor_pyarrow() -> None:
    code = (
        "import sys; from overlooked.cli import app; from typer.testing import CliRunner; "
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0; "
        "print(*sorted({'pandas', 'sklearn', 'pyarrow', 'joblib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
