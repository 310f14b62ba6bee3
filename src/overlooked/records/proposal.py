"""The proposal: which column of an export is which, as TOML to be read, mended and given back with --columns.

In come tables by name, out comes the text; it says for each line why, and what it left open.
"""

import json
from collections.abc import Sequence
from itertools import islice

from overlooked.records.cells import plain, shown
from overlooked.records.columns import KNOWN, candidates, likeliest
from overlooked.records.table import Table

SAMPLE = 200


def proposal(tables: Sequence[tuple[str, Table]]) -> str:
    """The mapping for the first table that has a narrative by its name, else for the first; TOML with comments."""
    name, table = next(((name, table) for name, table in tables if candidates(table.names, "narrative")), tables[0])
    lines = [
        f"# Columns proposed for {shown(name)}; nothing was screened.",
        "# Save this as columns.toml, mend it, and give it back: --columns columns.toml",
    ]
    chosen = {known: _chosen(table, known) for known in KNOWN}
    for known in sorted(KNOWN, key="narrative".__ne__):
        lines += ["", *_line(table, known, chosen[known])]
    taken = {name for names in chosen.values() for name in names}
    rest = [shown(column) for column in table.names if column not in taken]
    lines += ["", f"# Not used: {', '.join(rest) if rest else 'none; every column has its place'}"]
    for other, its_table in tables:
        lacks = [shown(column) for column in sorted(taken) if column not in its_table.names]
        if lacks:
            lines.append(f"# {shown(other)} has no column {', '.join(lacks)}; give it a file of its own")
    return "\n".join(lines) + "\n"


def _chosen(table: Table, known: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(candidates(table.names, known)))
    if known == "narrative":
        return found or tuple(filter(None, [likeliest(table)]))
    return found[:1]


def _line(table: Table, known: str, chosen: Sequence[str]) -> list[str]:
    if not chosen:
        return [f'# {known} = "..."   # no column is usually called so; without it this stays empty']
    also = [name for name in candidates(table.names, known) if name not in chosen]
    why = [_filled(table, name) for name in chosen]
    if known == "narrative" and not candidates(table.names, known):
        why.append("chosen for its length, its name is not known: is it the narrative?")
    if len(chosen) > 1:
        why.append("joined by blank lines; strike what is no narrative")
    if also:
        why.append(f"or {', '.join(map(_quoted, also))}")
    value = _quoted(chosen[0]) if len(chosen) == 1 else f"[{', '.join(map(_quoted, chosen))}]"
    return [*(f"# {reason}" for reason in why), f"{known} = {value}"]


def _filled(table: Table, name: str) -> str:
    at = table.names.index(name)
    texts = [plain(row.cells[at]) for row in islice(table.rows(), SAMPLE) if not row.fault]
    filled = [text for text in texts if text]
    average = round(sum(map(len, filled)) / len(filled)) if filled else 0
    return f"{shown(name)}: filled in {len(filled)} of the first {len(texts)} rows, {average:,} characters on average"


def _quoted(name: str) -> str:
    """A TOML string."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007F")
