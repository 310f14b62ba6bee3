"""Count how often neutral forms stand in a sentence of the train split, for `src/overlooked/data/frequency.toml`.

    python corpus/frequency.py

The reading files each cue under its rarest slot by these figures. They make it quick and decide nothing.
"""

from collections import Counter
from pathlib import Path

from overlooked.corpus import load_corpus
from overlooked.reading.reader import load_reader

CORPUS = Path(__file__).parent
PAGE = CORPUS.parent / "src" / "overlooked" / "data" / "frequency.toml"
LEAST = 3
"""A form that stands in fewer of 1,000 sentences is left out."""
HEAD = """# How many of 1,000 sentences hold a neutral form, in the train split. Written by corpus/frequency.py.
# A cue is filed under its rarest slot by these figures: they make the reading quick and decide nothing.

[per_thousand_sentences]
"""


def main() -> None:
    """Count and write."""
    views = [load_reader().view(record.narrative) for record in load_corpus(CORPUS)]
    sentences = [set(view.forms[first:last]) for view in views for first, last in view.sentences]
    counts = Counter(form for forms in sentences for form in forms)
    common = {form: round(1000 * n / len(sentences)) for form, n in counts.items()}
    lines = [
        f'"{form}" = {n}\n' for form, n in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])) if n >= LEAST
    ]
    PAGE.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
