"""Figures: what a masking finds in marked narratives, as a table for the page.

In come files of marked narratives, out comes Markdown between the markers of docs/masking.md.
"""

from collections.abc import Mapping
from pathlib import Path

from overlooked.errors import OutputError
from overlooked.masking.judge import LISTED, UNLISTED, Judged, judged_sets
from overlooked.masking.marked import KINDS
from overlooked.statistics.figures import Figures

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def table(sets: Mapping[str, Judged]) -> str:
    """Recall by kind, and precision, of each set side by side."""
    rows = [("", *sets), ("---", *("---:" for _ in sets))]
    rows.append(("**recall, all kinds**", *(_told(one.recall) for one in sets.values())))
    kinds = (*KINDS, LISTED, UNLISTED)
    rows += [(kind.replace("_", " "), *(_told(one.recall_of(kind)) for one in sets.values())) for kind in kinds]
    rows.append(("**precision**", *(_told(one.precision) for one in sets.values())))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write_figures(page: Path, corpus: Path) -> None:
    """Write the table into the page, of those sets that are there. OutputError for a page without markers."""
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise OutputError(f"{page} has no markers {BEGIN} and {END} to write the figures between")
    told = judged_sets(corpus)
    head, _, rest = text.partition(BEGIN)
    page.write_text(f"{head}{BEGIN}\n{table(told)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _told(share: Figures) -> str:
    if share["value"] is None:
        return "–"
    return f"{share['value']:.3f} ({share['low']:.3f} to {share['high']:.3f}, n {share['n']})"
