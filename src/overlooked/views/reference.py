"""The reference pages that the knowledge writes itself: the catalogue, the table of cues, and a page of cues each.

`make docs` writes them; a test fails while a page is behind the knowledge. `docs/indicators.md` and `docs/cues.md` are
written between markers, the pages under `docs/cues/` whole.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from overlooked.findings import Kind
from overlooked.indicators import INDICATOR_CODES, indicator_table, load_indicators
from overlooked.reading.cues import Cue
from overlooked.reading.lexicon import load_lexicon

HEADS = ("Cue", "Weight", "Pattern", "Must match", "Near miss", "Source")
COUNTER = "counter"
"""The page of counter-evidence."""


def cue_index() -> str:
    """How many cues of each sort every indicator has, with a link to its page."""
    rows = [("Indicator", "Signs", "of them in company", "Topics", "Denials"), ("---", *["---:"] * 4)]
    rows += [(f"[{title(page)}](cues/{page}.md)", *_counts(cues_of(page))) for page in (*INDICATOR_CODES, COUNTER)]
    return _table(rows)


def cue_page(page: str) -> str:
    """One page with every cue of an indicator, or of counter-evidence, as a Markdown table."""
    told = (
        "What it means and what does not count: [indicators](../indicators.md). To read a pattern: [cues](../cues.md)."
    )
    rows = [HEADS, ("---",) * len(HEADS), *map(_row, cues_of(page))]
    return f"# Cues: {title(page)}\n\n{told} Written by `make docs`.\n\n{_table(rows)}\n"


def title(page: str) -> str:
    """The name of an indicator, or of counter-evidence."""
    return "Counter-evidence" if page == COUNTER else load_indicators()[page].name


def cues_of(page: str) -> list[Cue]:
    """The cues that stand on a page."""
    wanted = Kind.COUNTER if page == COUNTER else Kind.INDICATOR
    return [cue for cue in load_lexicon().cues if cue.kind is wanted and page in {COUNTER, cue.indicator}]


def _counts(cues: Sequence[Cue]) -> tuple[str, ...]:
    signs, denials = [cue for cue in cues if cue.is_sign], [cue for cue in cues if cue.denies]
    in_company = sum(cue.needs_company for cue in signs)
    return tuple(map(str, (len(signs), in_company, len(cues) - len(signs) - len(denials), len(denials))))


def _row(cue: Cue) -> tuple[str, ...]:
    role = (
        " (denial)" if cue.denies else " (topic)" if not cue.is_sign else " (in company)" if cue.needs_company else ""
    )
    cells = (f"{cue.weight:g}", f"`{cue.pattern}`", cue.match, cue.near_miss, cue.source)
    return (f"`{cue.id}`{role}", *(cell.replace("|", "\\|") for cell in cells))


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


MARKED: Mapping[str, tuple[str, Callable[[], str]]] = {
    "indicators.md": ("indicators", indicator_table),
    "cues.md": ("cues", cue_index),
}
"""Pages that are written in part, each with the name of its markers and what stands between them."""
PAGES = (*MARKED, *(f"cues/{page}.md" for page in (*INDICATOR_CODES, COUNTER)))
"""All reference pages, by their path under `docs/`."""


def current(docs: Path, name: str) -> str:
    """The text of a reference page as the knowledge has it now."""
    if name not in MARKED:
        return cue_page(Path(name).stem)
    marker, table = MARKED[name]
    begin, end = f"<!-- {marker}: begin -->", f"<!-- {marker}: end -->"
    before, _, rest = (docs / name).read_text(encoding="utf-8").partition(begin)
    return f"{before}{begin}\n{table()}\n{end}{rest.partition(end)[2]}"


def write_reference(docs: Path) -> None:
    """Bring all reference pages in the folder up to date."""
    (docs / "cues").mkdir(exist_ok=True)
    for name in PAGES:
        (docs / name).write_text(current(docs, name), encoding="utf-8", newline="\n")
