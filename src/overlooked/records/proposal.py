"""The proposal: which column of an export is which, as TOML to be read, mended and given back with --columns.

In come tables by name, out comes the text; it says for each line why, and what it left open.
"""

import json
from collections.abc import Sequence
from itertools import islice

from overlooked.records.cells import plain, shown
from overlooked.records.columns import likeliest
from overlooked.records.schema import KNOWN, RECORDS
from overlooked.records.table import Table

SAMPLE, SHOWN = 200, 5


def proposal(tables: Sequence[tuple[str, Table]]) -> str:
    """One mapping for all tables: of each known column the likeliest, of the narrative all that may be it."""
    lines = [
        f"# Columns proposed for {', '.join(shown(name) for name, _ in tables[:SHOWN])}; nothing was screened.",
        "# Save this as columns.toml, mend it, and give it back: --columns columns.toml",
    ]
    chosen = {known: _chosen(tables, known) for known in KNOWN}
    for known in sorted(KNOWN, key="narrative".__ne__):
        lines += ["", *_line(tables, known, chosen[known])]
    taken = {name for names in chosen.values() for name in names}
    rest = dict.fromkeys(shown(column) for _, table in tables for column in table.names if column not in taken)
    lines += ["", f"# Not used: {', '.join(rest) if rest else 'none; every column has its place'}"]
    return "\n".join(lines) + "\n"


def _candidates(tables: Sequence[tuple[str, Table]], known: str) -> list[str]:
    found = (name for _, table in tables for name in RECORDS.candidates(table.names, known))
    return [name for name in dict.fromkeys(found) if _is_clear(tables, name)]


def _is_clear(tables: Sequence[tuple[str, Table]], name: str) -> bool:
    """A name that stands twice in one table cannot be told in a mapping."""
    return all(table.names.count(name) <= 1 for _, table in tables)


def _chosen(tables: Sequence[tuple[str, Table]], known: str) -> list[str]:
    found = _candidates(tables, known)
    if known == "narrative":
        return found or [name for name in [likeliest([table for _, table in tables])] if name]
    return found[:1]


def _line(tables: Sequence[tuple[str, Table]], known: str, chosen: Sequence[str]) -> list[str]:
    if not chosen:
        return [f'# {known} = "..."   # no column is usually called so; without it this stays empty']
    found = _candidates(tables, known)
    also = [name for name in found if name not in chosen]
    why = [_filled(where, table, name) for name in chosen for where, table in tables[:SHOWN] if name in table.names]
    if not found:
        why.append("chosen for its length; its name is not known: is it the narrative?")
    if len(chosen) > 1:
        why.append("joined by blank lines where a file has several; strike what is no narrative")
    if also:
        why.append(f"or {', '.join(map(_quoted, also))}; a file without the one below is read by usual names")
    value = _quoted(chosen[0]) if len(chosen) == 1 else f"[{', '.join(map(_quoted, chosen))}]"
    return [*(f"# {reason}" for reason in why), f"{known} = {value}"]


def _filled(where: str, table: Table, name: str) -> str:
    at = table.names.index(name)
    texts = [plain(row.cells[at]) for row in islice(table.rows(), SAMPLE) if not row.fault]
    filled = [text for text in texts if text]
    average = round(sum(map(len, filled)) / len(filled)) if filled else 0
    return f"{shown(where)}: filled in {len(filled)} of the first {len(texts)} rows, {average:,} characters on average"


def _quoted(name: str) -> str:
    """A TOML string."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007F")
