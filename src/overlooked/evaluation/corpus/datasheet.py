"""The measured part of the corpus's datasheet: the tables of `corpus/README.md`, written from the corpus.

In goes a corpus folder; out comes Markdown, which `make docs` puts between two markers of its README. A test fails
while the page is behind the corpus. Of the sealed split only these counts are told.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from overlooked.corpus import SPLITS, LabelledRecord, has_split, load_corpus
from overlooked.evaluation.corpus.quality import SHARED_RUNS, copy_figures, corpus_counts
from overlooked.evaluation.findings.readings import reading_of
from overlooked.evaluation.findings.second import load_second_readings, second_figures
from overlooked.findings import Assertion
from overlooked.indicators import EXPLOITATION
from overlooked.pages.text import dot, percent
from overlooked.statistics.figures import Figures

PAGE, BEGIN, END = "README.md", "<!-- measured -->", "<!-- end -->"
NAMES: Mapping[str, str] = {"train": "train", "dev": "dev", "test": "sealed"}
"""What the README calls each split."""

COLUMNS = ("records", "overt", "subtle", "hard_negative", "ordinary", "pairs", "homeless", "child")


def current(corpus: Path) -> str:
    """Give the text of the README as the corpus has it now."""
    before, begin, rest = (corpus / PAGE).read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{measured(corpus)}\n{end}{after}" if end else before + begin + rest


def write_datasheet(corpus: Path) -> None:
    """Bring the README up to date."""
    (corpus / PAGE).write_text(current(corpus), encoding="utf-8", newline="\n")


def measured(corpus: Path) -> str:
    """Give the tables of all splits that the folder holds, and what two readings of it agree on."""
    splits = {split: load_corpus(corpus, split) for split in SPLITS if has_split(corpus, split)}
    counts = {split: corpus_counts(records) for split, records in splits.items()}
    told = [_authors(counts), _people(), _exploitation(counts), _spans(counts), _readings(corpus, splits)]
    return "\n\n".join(part for part in [*told, _copies(splits)] if part)


def _authors(counts: Mapping[str, Figures]) -> str:
    rows = [("author", *(name.replace("_", " ") for name in COLUMNS)), ("---", *["---:"] * len(COLUMNS))]
    for split, own in counts.items():
        mark = "" if split == "train" else f" ({NAMES[split]})"
        rows += [(author + mark, *(str(told[c]) for c in COLUMNS)) for author, told in own["authors"].items()]
    return _table(rows)


def _people() -> str:
    return (
        "`homeless` and `child` tell of the possible victim, or of the person at the centre of a negative. "
        "A pair is two records."
    )


def _exploitation(counts: Mapping[str, Figures]) -> str:
    rows = [("a record may have several", *EXPLOITATION), ("---", *["---:"] * len(EXPLOITATION))]
    for split, own in counts.items():
        rows.append((f"{NAMES[split]}: {own['positives']:,} cases", *_cells(own["exploitation"])))
    return _table(rows)


def _spans(counts: Mapping[str, Figures]) -> str:
    rows = [("annotated spans", *(f"`{assertion}`" for assertion in Assertion)), ("---", *["---:"] * len(Assertion))]
    return _table(rows + [(NAMES[split], *_cells(own["spans"])) for split, own in counts.items()])


def _readings(corpus: Path, splits: Mapping[str, Sequence[LabelledRecord]]) -> str:
    """Give what two readers agree on. Nothing is told of the sealed split, which nobody has read twice."""
    second = load_second_readings(corpus)
    records = [record for split, own in splits.items() if split != "test" for record in own]
    readings = [reading_of(record, ()) for record in records]
    told = second_figures(readings, None, second, np.ones((1, len(readings))))
    if "records" not in told:
        return f"No second reader: {told['reason']}."
    labels, grades = told["labels"], told["grades"]
    f1 = told["indicators"]["first_v_second"]["micro"]["f1"]
    return (
        f"A second reader has read {told['records']:,} of the {len(records):,} records outside the sealed split, "
        f"unsure of {percent(told['unsure']['value'])}. The two agree on {percent(labels['equal']['value'])} of the "
        f"labels and {percent(grades['equal']['value'])} of the grades (kappa with linear weights "
        f"{_shown(grades['weighted_kappa'])}); on the indicators present in "
        f"{told['positives']:,} cases with F1 {_shown(f1)}."
    )


def _copies(splits: Mapping[str, Sequence[LabelledRecord]]) -> str:
    told = copy_figures([record for own in splits.values() for record in own])
    return (
        f"Of {told['pairs']:,} pairs {told['of_one_pair']:,} are near-copies, as they are meant to be: they share "
        f"{percent(SHARED_RUNS)} or more of the shorter one's five-word runs. Of records that nobody paired, "
        f"{told['within_an_author']:,} by one author are, and {told['across_authors']:,} by two."
    )


def _shown(leaf: Figures) -> str:
    return "unknown" if leaf["value"] is None else dot(leaf["value"])


def _cells(counts: Mapping[str, int]) -> list[str]:
    return [f"{count:,}" for count in counts.values()]


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
