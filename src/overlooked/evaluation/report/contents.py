"""The report put together: first screen and sections, from the tree of figures.

In goes the tree; out comes a report of blocks for whoever writes it. Each part of the tree is told in the section that
holds the longest path to it; what no section holds is told at the end, so that no figure is lost.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from overlooked.evaluation.report.charts import charts_of
from overlooked.evaluation.report.first import first_screen
from overlooked.evaluation.report.gaps import gap_blocks
from overlooked.evaluation.report.repeats import said_once
from overlooked.evaluation.report.tables import LONG, blocks_of, cell
from overlooked.evaluation.report.wording import Path, Wording, number, path_of, report_words, wording_of
from overlooked.pages.blocks import (
    Block,
    Cell,
    Fold,
    Head,
    Listing,
    Opening,
    Picture,
    Prose,
    Report,
    Section,
    Table,
)
from overlooked.pages.text import DASH
from overlooked.statistics.figures import Figures

OPENING = ("bad_news", "first")
"""What the first screen tells."""
RANKERS = {
    "auc": ("all", "hard", "subtle"),
    "average_precision": (),
    "pairs": ("plain", "clearance"),
}
"""The leaves by which rankers are compared."""


def report_of(figures: Figures) -> Report:
    """Give the report of a tree of figures."""
    wording = wording_of(figures)
    charts = charts_of(figures, wording)
    parts = _parts(figures)
    sections = []
    for told in [*report_words()["sections"], report_words()["rest"]]:
        held = [(path, node) for path, key, node in parts if key == told["key"] and node is not None]
        blocks = [block for path, node in held for block in _headed(figures, path, _told(figures, path, node, wording))]
        pictures = [Picture(charts[name]) for name in told.get("charts", ()) if name in charts]
        if blocks or pictures:
            sections.append(Section(told["key"], told["title"], (Prose(_says(figures, told)), *pictures, *blocks)))
    return Report(_opening(figures, wording), tuple(sections))


def _says(figures: Figures, section: Mapping[str, Any]) -> tuple[str, ...]:
    """What a section is; of a force's decisions some say something else than of a corpus."""
    decided = section.get("decided") if figures.get("kind") == "decisions" else None
    return tuple(decided or section["says"])


def _opening(figures: Figures, wording: Wording) -> Opening:
    corpus = figures.get("corpus") or {}
    judged = f"{wording.label(str(figures.get('model', 'overlooked')), ('rankers',))}, judged on "
    if corpus.get("records"):
        positives = number(corpus.get("positives"))
        told = f"{number(corpus['records'])} records, {positives} of them cases"
        judged += f"{told}. The narratives are synthetic: no real person."
    else:
        judged += "a force's own reviewed records." if figures.get("kind") == "decisions" else "records of its own."
    return Opening(
        report_words()["first"]["title"],
        judged,
        first_screen(figures, wording),
        tuple(map(str, figures.get("bad_news") or ())),
    )


def _parts(figures: Figures) -> list[tuple[Path, str, Any]]:
    """The parts of the tree, each with its path and the key of its section, in the order of the sections."""
    words, model = report_words(), str(figures.get("model", ""))
    holders = {path_of(path, model): section["key"] for section in words["sections"] for path in section["holds"]}
    parts = [(path, key, _without(_at(figures, path), path, holders)) for path, key in holders.items()]
    tops = {path[0] for path in holders} | set(OPENING)
    parts += [((key,), words["rest"]["key"], node) for key, node in figures.items() if key not in tops]
    rests = {path[0] for path in holders} - {path[0] for path in holders if len(path) == 1}
    return parts + [((k,), words["rest"]["key"], _without(figures.get(k), (k,), holders)) for k in sorted(rests)]


def _at(node: Any, path: Path) -> Any:  # noqa: ANN401 - a part of a JSON tree
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _without(node: Any, path: Path, holders: Mapping[Path, str]) -> Any:  # noqa: ANN401 - a part of a JSON tree
    """A part of the tree less what another section holds beneath it; None where nothing is left."""
    deeper = {held[: len(path) + 1] for held in holders if len(held) > len(path) and held[: len(path)] == path}
    if not deeper or not isinstance(node, Mapping):
        return node
    kept = {}
    for key, value in node.items():
        below = (*path, key)
        if below in holders:
            continue
        rest = _without(value, below, holders) if below in deeper else value
        if rest is not None or value is None:
            kept[key] = rest
    return kept or None


def _headed(figures: Figures, path: Path, blocks: list[Block]) -> list[Block]:
    """Blocks under the heading of their subject, where it has one."""
    model = str(figures.get("model", ""))
    titles = [title for told, title in report_words()["heads"].items() if path_of(told, model) == path]
    return [*map(Head, titles), *blocks] if blocks else blocks


def _told(figures: Figures, path: Path, node: Any, wording: Wording) -> list[Block]:  # noqa: ANN401 - a part of a tree
    """The blocks of a part: those made for it, or those that any part has."""
    if path == ("rankers",):
        return list(_rankers(figures, node, wording))
    if path == ("groups", "gaps"):
        return gap_blocks(node, path, wording)
    if path == ("causes",) and isinstance(node.get("records"), list):
        rest = {key: value for key, value in node.items() if key != "records"}
        return [*blocks_of(rest, path, wording), _misplaced(node["records"], wording)]
    if path == ("headline",):
        return blocks_of({key: _short(leaf) for key, leaf in node.items()}, path, wording)
    if path == ("notes",):
        return [Listing(wording.caption(path), tuple(map(str, node)), numbered=True), _schema(figures)]
    return [] if path[0] in {"schema_version", "model", "kind"} else blocks_of(node, path, wording)


def _schema(figures: Figures) -> Prose:
    kind = f" of {figures['kind']}" if figures.get("kind") else ""
    version = figures.get("schema_version", DASH)
    return Prose((f"Figures{kind} of {figures.get('model', 'overlooked')}, schema version {version}.",))


def _rankers(figures: Figures, rest: Mapping[str, Any], wording: Wording) -> Iterator[Block]:
    """All rankers in one table; what else is measured of each of them, when asked for."""
    columns = [(key, name) for key, names in RANKERS.items() for name in names or ("",)]
    rows = [
        (
            Cell(name := wording.label(key, ("rankers",)), order=name),
            Cell(str(own.get("role", "")), order=str(own.get("role", ""))),
            *(cell(_short(_at(own, tuple(filter(None, keys)))), keys, wording) for keys in columns),
        )
        for key, own in figures["rankers"].items()
    ]
    heads = ["AUC, all", "AUC, look-alikes", "AUC, subtle", "Average precision", "Plain pairs", "Clearance pairs"]
    yield said_once(Table(wording.caption(("rankers",)), ("Ranker", "Role", *heads), tuple(rows)))
    more = {key: {name: v for name, v in own.items() if name not in {"name", "role"}} for key, own in rest.items()}
    folds = tuple(
        Fold(f"All figures of {wording.label(key, ('rankers',))}", tuple(blocks_of(own, ("rankers", key), wording)))
        for key, own in more.items()
        if own
    )
    if folds:
        yield Fold("All figures of each other ranker", folds)


def _short(leaf: Any) -> Any:  # noqa: ANN401 - a part of a JSON tree
    """A leaf with its number, interval and n alone."""
    keep = ("value", "reason", "n", "low", "high", "small")
    return {key: leaf[key] for key in keep if key in leaf} if isinstance(leaf, Mapping) else leaf


def _misplaced(records: list[Figures], wording: Wording) -> Block:
    """One row for each misplaced record: where it stands, why, and what would move it."""
    rows = tuple(
        (
            Cell(str(told["record_id"]), order=str(told["record_id"])),
            Cell(str(told["side"]), order=str(told["side"])),
            cell(told.get("rank"), (), wording),
            cell(told.get("depth"), (), wording),
            cell(told.get("total"), (), wording),
            cell(told.get("cut"), (), wording),
            Cell("; ".join(dict.fromkeys(_cause(c, wording) for c in told["causes"]))),
            Cell(_change(told, wording)),
        )
        for told in records
    )
    columns = ("Record", "Side", "Rank", "Read", "Score", "Cut", "Causes", "What would move it")
    table = Table(wording.caption(("causes", "records")), columns, rows)
    return Fold(f"{table.caption}: {len(rows)} rows", (table,)) if len(rows) > LONG else table


def _cause(cause: Mapping[str, Any], wording: Wording) -> str:
    about = wording.label(str(cause["indicator"])) if cause.get("indicator") else cause.get("cue")
    return f"{cause['cause']}{f' ({about})' if about else ''}"


def _change(told: Mapping[str, Any], wording: Wording) -> str:
    if told.get("change"):
        return _cause(told["change"], wording)
    return "not enough" if told.get("takes") is None else f"takes {told['takes']}"
