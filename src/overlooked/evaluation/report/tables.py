"""Any part of the figures as tables: no figure is lost because nobody wrote a table for it.

In go a part of the tree and its path; out come blocks. Leaves of one dictionary are rows of one table; dictionaries of
the same shape are rows of one table with a column for each of their leaves; what hangs under a leaf (the authors of a
mean) follows in tables of its own; everything else is taken apart key by key.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from overlooked.evaluation.report.repeats import said_once
from overlooked.evaluation.report.wording import Path, Wording, count, interval, joined, number
from overlooked.pages.blocks import Block, Cell, Fold, Listing, Prose, Table
from overlooked.pages.text import DASH, upper

ACROSS = 7
"""So many columns fit on a sheet of paper; a wider table is told in several."""
MANY = 4
"""So many parts of one shape that are too wide for a table are shown when asked for."""
DEEP = 28
"""With more columns a matrix is no longer read; its rows become tables."""
LONG = 40
"""Longer tables are shown when asked for."""
_OF_A_LEAF = frozenset({"value", "reason", "n", "low", "high", "small", "draws"})
_ALIKE = 0.5  # of the keys of two dictionaries
_APART = ("each", "matrix")  # never columns beside other figures
_SENTENCE = 60  # signs of a text that is no value
UNKNOWN = "not measured"


def is_leaf(node: object) -> bool:
    """Whether a part of the tree is one figure: a number, or none with the reason."""
    return isinstance(node, Mapping) and "value" in node and not isinstance(node["value"], Mapping | list | str)


def blocks_of(node: object, path: Path, wording: Wording) -> list[Block]:
    """Give the blocks of a part of the tree; those of a part that is long detail are shown when asked for."""
    told = _blocks(node, path, wording)
    if not wording.folds(path) or [type(block) for block in told] == [Fold]:
        return told
    return [Fold(wording.caption(path), tuple(told))]


def _blocks(node: object, path: Path, wording: Wording) -> list[Block]:
    if is_leaf(node) or not isinstance(node, Mapping | list | tuple):
        return [_record({path[-1]: node}, path, wording), *_beneath({path[-1]: node}, path[:-1], wording)]
    if not node:
        return [Listing(wording.caption(path), ())]
    if isinstance(node, Mapping):
        return _of_mapping(node, path, wording)
    return _of_list(node, path, wording)


def cell(node: object, path: Path, wording: Wording, reason: str = UNKNOWN) -> Cell:
    """Give one figure as a cell: the number, beside it the interval, the n and what else its leaf holds."""
    if not isinstance(node, Mapping) or not is_leaf(node):
        if node is None or node == "":
            return Cell(DASH, reason=reason)
        if isinstance(node, int | float):
            return Cell(number(node, path), order=float(node))
        text = wording.value(str(node), path)
        return Cell(text, order=text)
    n, more = count(node), joined(_more(node, wording))
    if node["value"] is None:
        return Cell(DASH, n=n, more=more, reason=str(node.get("reason") or reason))
    return Cell(number(node["value"], path), interval(node), n, more, order=float(node["value"]))


def _more(leaf: Mapping[str, Any], wording: Wording) -> list[str]:
    """What a leaf holds beside its number, interval and n."""
    held = {key: v for key, v in leaf.items() if key not in _OF_A_LEAF and not isinstance(v, Mapping | list)}
    return [wording.beside(key, v) for key, v in held.items()]


def _of_mapping(node: Mapping[str, Any], path: Path, wording: Wording) -> list[Block]:
    blocks: list[Block] = []
    plain = {key: v for key, v in node.items() if is_leaf(v) or not isinstance(v, Mapping | list | tuple)}
    sentences = [key for key, v in plain.items() if isinstance(v, str) and len(v) > _SENTENCE and key != "reason"]
    table = {key: v for key, v in plain.items() if key not in sentences}
    if len(table) < MANY and len(plain) < len(node) and all(type(v) is int for v in table.values()):
        told = (f"{upper(wording.label(key, path))}: {number(v)}." for key, v in table.items())
        blocks += [Prose(tuple(told))] if table else []
    else:
        blocks += [_record(table, path, wording), *_beneath(table, path, wording)]
    blocks += [Prose((str(plain[key]),)) for key in sentences]
    for keys in _alike({key: v for key, v in node.items() if isinstance(v, Mapping) and key not in plain}):
        caption = wording.told((*path, "&".join(sorted(keys)))) or wording.caption(path)
        if len(keys) < len(node) and caption == wording.caption(path):
            caption += f": {', '.join(wording.label(key, path) for key in keys)}"
        blocks += _of_group({key: node[key] for key in keys}, path, caption, wording)
    lists = {key: v for key, v in node.items() if isinstance(v, list | tuple)}
    if _are_columns(lists):
        rows = [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
        return [*blocks, *_of_list(rows, path, wording)]
    for key, v in lists.items():
        blocks += blocks_of(v, (*path, key), wording)
    return blocks


def _record(plain: Mapping[str, Any], path: Path, wording: Wording) -> Table:
    """Leaves and plain values of one dictionary, one a row; a reason told once belongs to all that is missing."""
    reason = plain.get("reason") if isinstance(plain.get("reason"), str) else UNKNOWN
    rows = [
        (_named(key, path, wording), *_apart(v, (*path, key), wording, reason or UNKNOWN)) for key, v in plain.items()
    ]
    columns = ("Figure", "Value", "95 % interval", "n", "Also")
    kept = [i for i in range(len(columns)) if i <= 1 or any(row[i].text for row in rows)]
    return Table(wording.caption(path), tuple(columns[i] for i in kept), tuple(tuple(r[i] for i in kept) for r in rows))


def _named(key: str, path: Path, wording: Wording) -> Cell:
    name = wording.label(key, path)
    return Cell(name, order=name)


def _apart(node: object, path: Path, wording: Wording, reason: str) -> tuple[Cell, Cell, Cell, Cell]:
    """One figure over four cells: the number, its interval, its n, and what else its leaf holds."""
    told = cell(node, path, wording, reason)
    if not isinstance(node, Mapping) or not is_leaf(node):
        return told, Cell(""), Cell(""), Cell("")
    number_, low, n = Cell(told.text, reason=told.reason, order=told.order), node.get("low"), node.get("n")
    return (
        number_,
        Cell(interval(node), order=float(low) if isinstance(low, int | float) else None),
        Cell(count(node).removeprefix("n "), order=float(n) if isinstance(n, int | float) else None),
        Cell(joined(_more(node, wording))),
    )


def _of_group(group: Mapping[str, Mapping[str, Any]], path: Path, caption: str, wording: Wording) -> list[Block]:
    """Dictionaries of one shape as a matrix, or one by one where they share too little or hold too much."""
    whole, group = group, {key: _without(sub, _APART) for key, sub in group.items()}
    columns = list(dict.fromkeys(keys for sub in group.values() for keys, _ in _leaves(sub)))
    if all(sub.get("name") == wording.label(key, path) for key, sub in group.items()):
        columns.remove(("name",))
    if len(group) >= MANY and len(columns) > DEEP:
        parts = {key: (*path, key) for key in group}
        return [Fold(wording.caption(at), tuple(blocks_of(whole[key], at, wording))) for key, at in parts.items()]
    if len(group) == 1 or not columns or len(columns) > DEEP:
        return [block for key, sub in whole.items() for block in blocks_of(sub, (*path, key), wording)]
    grid = {key: dict(_leaves(sub)) for key, sub in group.items()}
    if len(columns) > ACROSS >= len(group) and all(len(keys) == 1 for keys in columns):
        grid = {keys[0]: {(key,): grid[key][keys] for key in grid if keys in grid[key]} for keys in columns}
        columns = [(key,) for key in group]
    blocks: list[Block] = list(_matrix(grid, columns, path, caption, wording))
    for key, sub in group.items():
        for keys, v in _lists(sub):
            blocks += blocks_of(v, (*path, key, *keys), wording)
    leaves = {" ".join((key, *keys)): leaf for key, sub in group.items() for keys, leaf in _leaves(sub)}
    blocks += _beneath(leaves, path, wording)
    apart = [((*path, key, name), whole[key][name]) for key in group for name in whole[key] if name not in group[key]]
    return [*blocks, *(block for at, own in apart for block in blocks_of(own, at, wording))]


def _without(sub: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Any]:
    """A dictionary less the large ones in it that have tables of their own; as it is where nothing else is in it."""
    kept = {key: v for key, v in sub.items() if key not in names or is_leaf(v) or not isinstance(v, Mapping)}
    return kept or sub


def _matrix(
    grid: Mapping[str, Mapping[Path, Any]], columns: Sequence[Path], path: Path, caption: str, wording: Wording
) -> Iterator[Block]:
    parts = _parts(columns)
    for number_, part in enumerate(parts, start=1):
        rows = [
            (
                _named(key, path, wording),
                *(cell(own[keys], (*path, *keys), wording) if keys in own else Cell("") for keys in part),
            )
            for key, own in grid.items()
        ]
        place = f" ({number_} of {len(parts)})" if len(parts) > 1 else ""
        heads = ("", *(wording.heading(keys) for keys in part))
        yield _folded(said_once(Table(caption + place, heads, tuple(rows))))


def _beneath(leaves: Mapping[str, Any], path: Path, wording: Wording) -> list[Block]:
    """What hangs under leaves, such as the authors of a mean: by its name, for all leaves together.

    What hangs there stands in the rows, the leaves in the columns.
    """
    under: dict[str, dict[str, Any]] = {}
    for key, leaf in leaves.items():
        for name, v in _nested(leaf):
            under.setdefault(name, {})[key] = v
    blocks: list[Block] = []
    for name, v in under.items():
        if len(v) == 1:
            blocks += blocks_of(next(iter(v.values())), (*path, *v, name), wording)
        else:
            blocks += blocks_of(_turned(v), (*path, name), wording)
    return blocks


def _turned(tables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Dictionaries of dictionaries with the inner keys outside; as they are where one is no dictionary."""
    if not all(isinstance(own, Mapping) for own in tables.values()):
        return tables
    inner = dict.fromkeys(key for own in tables.values() for key in own)
    return {key: {outer: own[key] for outer, own in tables.items() if key in own} for key in inner}


def _nested(leaf: object) -> Iterator[tuple[str, Any]]:
    if isinstance(leaf, Mapping):
        yield from ((key, v) for key, v in leaf.items() if isinstance(v, Mapping | list) and is_leaf(leaf) and v)


def _of_list(items: Sequence[Any], path: Path, wording: Wording) -> list[Block]:
    if not all(isinstance(item, Mapping) for item in items):
        return [Listing(wording.caption(path), tuple(map(_short, items)))]
    columns = list(dict.fromkeys(keys for item in items for keys in _flat(item)))
    blocks: list[Block] = []
    for part in _parts(columns[1:]) or [[]]:
        heads = [columns[0], *part]
        rows = [tuple(_flat_cell(_flat(item).get(key), (*path, *key), wording) for key in heads) for item in items]
        table = Table(wording.caption(path), tuple(map(wording.heading, heads)), tuple(rows))
        blocks.append(_folded(said_once(table)))
    for place, item in enumerate(items, start=1):
        for keys, leaf in _leaves(item):
            for name, v in _nested(leaf):
                blocks += blocks_of(v, (*path, str(place), *keys, name), wording)
    return blocks


def _parts(columns: Sequence[Path]) -> list[Sequence[Path]]:
    """Columns in parts that fit on a sheet; those under one key stay together where they can."""
    parts: list[list[Path]] = []
    for _, group in groupby(columns, key=lambda keys: keys[0]):
        own = list(group)
        if parts and len(parts[-1]) + len(own) <= ACROSS:
            parts[-1] += own
        else:
            parts += [own[at : at + ACROSS] for at in range(0, len(own), ACROSS)]
    return list[Sequence[Path]](parts)


def _flat_cell(node: object, path: Path, wording: Wording) -> Cell:
    return Cell(_short(node)) if isinstance(node, list | tuple) else cell(node, path, wording)


def _flat(item: Mapping[str, Any]) -> dict[Path, Any]:
    return dict([*_leaves(item), *_lists(item)])


def _folded(table: Table) -> Block:
    return Fold(f"{table.caption}: {len(table.rows)} rows", (table,)) if len(table.rows) > LONG else table


def _short(node: object) -> str:
    """A value inside a list in a few words."""
    if isinstance(node, list | tuple):
        return "; ".join(map(_short, node)) or "none"
    if isinstance(node, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {_short(v)}" for key, v in node.items())
    return number(node)


def _leaves(node: Mapping[str, Any], keys: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The leaves and plain values of a dictionary, however deep, with the keys that lead there."""
    for key, v in node.items():
        if isinstance(v, Mapping) and not is_leaf(v):
            yield from _leaves(v, (*keys, key))
        elif not isinstance(v, list | tuple):
            yield (*keys, key), v


def _lists(node: Mapping[str, Any], keys: Path = ()) -> Iterator[tuple[Path, Sequence[Any]]]:
    for key, v in node.items():
        if isinstance(v, Mapping) and not is_leaf(v):
            yield from _lists(v, (*keys, key))
        elif isinstance(v, list | tuple):
            yield (*keys, key), v


def _are_columns(lists: Mapping[str, Sequence[Any]]) -> bool:
    """Whether lists stand side by side: several, of one length, of plain numbers."""
    sizes = {len(v) for v in lists.values()}
    plain = all(isinstance(x, int | float) for v in lists.values() for x in v)
    return len(lists) > 1 and len(sizes) == 1 and sizes != {0} and plain


def _alike(subs: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """The keys of dictionaries, those of about the same shape together, in the order in which they stand."""
    groups: list[list[str]] = []
    for key, sub in subs.items():
        for group in groups:
            first = subs[group[0]]
            shared = len(set(first) & set(sub))
            if shared and (shared > _ALIKE * len(set(first) | set(sub)) or shared == min(len(first), len(sub))):
                group.append(key)
                break
        else:
            groups.append([key])
    return groups
