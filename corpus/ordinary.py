"""Gather the ordinary words of records, for `src/overlooked/data/ordinary.toml`.

    python corpus/ordinary.py

Masking takes out what is no ordinary word. Ordinary is what stands in lower case in a cue, a word class or a narrative
of the train split, and is no name or place alone: a name that is a word too must stand in collisions.toml.
"""

import re
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from overlooked.corpus import load_corpus

CORPUS = Path(__file__).parent
DATA = CORPUS.parent / "src" / "overlooked" / "data"
PAGE = DATA / "ordinary.toml"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NO_WORDS = frozenset({
    "akira", "barbie", "dymo", "golak", "harbury", "haribo", "jayx", "lien", "lurpak", "na", "nok", "občiansky", "ron",
    "sparko", "thu", "tui", "yale",
})  # fmt: skip
"""Names of people, makes and places, typed in lower case in a narrative; looked through by hand."""
STAY = frozenset({"crouch", "guy", "marvellous", "nan", "nana", "steward", "vic"})
"""Names by names.toml, which records use as words."""
HEAD = """# Words that are ordinary in a record: whatever is none of them may be a name, and masking takes it out.
#
# Written by corpus/ordinary.py: what stands in lower case in cues, word classes and train records, without names that
# are no words. Genitives and regular endings are told from the stem. Words that it lacks stand in masking.toml.

"""


def lower_words(text: str) -> Iterator[str]:
    """The words of a text that stand in lower case, without a final 's."""
    for word in WORD.findall(text):
        if word == word.lower():
            yield word.replace("’", "'").removesuffix("'s")


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a data file holds
    """All texts in the values of a data file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def gathered() -> set[str]:
    """Ordinary words, as the docstring above defines them."""
    names = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    collisions = tomllib.loads((DATA / "collisions.toml").read_text(encoding="utf-8"))
    both = {word for group in ("names", "places", "origins") for word in collisions[group]}
    files = [*sorted((DATA / "cues").glob("*.toml")), DATA / "classes.toml"]
    sources = [text for file in files for text in texts(tomllib.loads(file.read_text(encoding="utf-8")))]
    sources += [record.narrative for record in load_corpus(CORPUS)]
    found = {word for text in sources for word in lower_words(text)}
    only_names = {*names["first_names"], *names["surnames"]} - both - STAY
    return {word for word in found - only_names - NO_WORDS if len(word) > 1}


def wrapped(words: set[str]) -> str:
    """The words as lines of a TOML list."""
    return textwrap.indent("\n".join(textwrap.wrap(" ".join(sorted(words)), 116)), "  ")


def main() -> None:
    """Gather and write."""
    PAGE.write_text(f'{HEAD}words = """\n{wrapped(gathered())}\n"""\n', encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
