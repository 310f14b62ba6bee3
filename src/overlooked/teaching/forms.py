"""The forms of a lesson: a path comes in, out comes the function that writes a pack to it.

They are looked up by name, so that a lesson as a page works where python-pptx and python-docx are not installed.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from overlooked.errors import OutputError, SettingsError
from overlooked.teaching.packs.pack import Pack
from overlooked.teaching.packs.solution import Solution

Writer = Callable[[Pack, Sequence[Solution], Path], None]
FORMS: Mapping[str, tuple[str, str]] = {
    ".html": ("page.lesson", "write_lesson"),
    ".pptx": ("office.slides", "write_slides"),
    ".docx": ("office.worksheet", "write_worksheet"),
}
"""By ending, the module and its function."""
_EXTRA = frozenset({"pptx", "docx"})


def writer(path: Path) -> Writer:
    """The function that writes a pack in the form that the ending of `path` names.

    Raises OutputError for another ending, SettingsError where the extra `teach` is not installed.
    """
    try:
        module, name = FORMS[path.suffix.lower()]
    except KeyError as error:
        raise OutputError(f"{path}: no form of a lesson ends so; give a name ending in {', '.join(FORMS)}") from error
    try:
        found: Writer = getattr(import_module(f"overlooked.teaching.{module}"), name)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise SettingsError(
            f"{path} needs python-{error.name}, which is not installed; "
            'run: pip install "overlooked[teach]", or give a name ending in .html'
        ) from error
    return found
