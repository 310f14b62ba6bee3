"""The reference pages that the knowledge writes itself: `docs/indicators.md` and `docs/cues.md`, between markers.

`make docs` writes them; a test fails while a page is behind the knowledge.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from overlooked.findings import Kind
from overlooked.indicators import INDICATOR_CODES, indicator_table, load_indicators
from overlooked.reading.cues import Cue
from overlooked.reading.lexicon import load_lexicon

HEADS = ("Cue", "Weight", "Pattern", "Must match", "Near miss", "Source")


def cue_tables() -> str:
    """Every cue of every indicator, then the counter-evidence, as Markdown tables with a heading each."""
    cues = load_lexicon().cues
    parts = [
        _section(f"{load_indicators()[code].name} `{code}`", [cue for cue in cues if cue.indicator == code])
        for code in INDICATOR_CODES
    ]
    parts.append(_section("Counter-evidence", [cue for cue in cues if cue.kind is Kind.COUNTER]))
    return "\n\n".join(parts)


def _section(title: str, cues: list[Cue]) -> str:
    signs = sum(cue.is_sign for cue in cues)
    rows = [HEADS, ("---",) * len(HEADS), *map(_row, cues)]
    lines = [f"## {title}", f"{signs} signs, {len(cues) - signs} topics.", ""]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _row(cue: Cue) -> tuple[str, ...]:
    role = (
        " (denial)" if cue.denies else " (topic)" if not cue.is_sign else " (in company)" if cue.needs_company else ""
    )
    cells = (f"{cue.weight:g}", f"`{cue.pattern}`", cue.match, cue.near_miss, cue.source)
    return (f"`{cue.id}`{role}", *(cell.replace("|", "\\|") for cell in cells))


PAGES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "indicators.md": ("indicators", indicator_table),
    "cues.md": ("cues", cue_tables),
}
"""Each page with the name of its markers and what stands between them."""


def current(page: Path) -> str:
    """The text of a page with the part between its markers as the knowledge has it now."""
    marker, table = PAGES[page.name]
    begin, end = f"<!-- {marker}: begin -->", f"<!-- {marker}: end -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    return f"{before}{begin}\n{table()}\n{end}{rest.partition(end)[2]}"


def write_reference(docs: Path) -> None:
    """Bring all reference pages in the folder up to date."""
    for name in PAGES:
        (docs / name).write_text(current(docs / name), encoding="utf-8", newline="\n")
