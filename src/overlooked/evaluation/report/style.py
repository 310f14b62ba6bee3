"""Crime or style, other readers and another model, as rows of text for the terminal.

In goes the tree that the judge gives; out come rows of cells, the head first. A figure that is not known is a dash.
"""

from overlooked.pages.text import dot
from overlooked.statistics.figures import Figures

_NONE = "-"
Rows = list[list[str]]


def style_rows(figures: Figures) -> Rows:
    """Give how the model's order stands on altered texts, with the change and its interval."""
    rows = [["texts", "altered", "all", "hard", "change", "interval", "pairs", "change"]]
    for told in (figures["perturbed"] or {}).values():
        hard, pairs = told["change"]["hard"], told["change"]["pairs"]
        cells = [_number(told["altered"]), *(_number(told["auc"][contrast]) for contrast in ("all", "hard"))]
        rows.append([told["name"], *cells, _signed(hard), _interval(hard), _number(told["pairs"]), _signed(pairs)])
    return rows


def author_line(figures: Figures) -> str:
    """Give what the author alone tells, in one line."""
    own = figures["author_only"]
    reached, gap = own["pooled_auc"], own["margin"]
    told = f"pooled AUC {_number(reached)} ({_interval(reached)}), the model {_signed(gap)} above ({_interval(gap)})"
    return f"each record by its author's share of positives: {told}"


def reader_rows(figures: Figures) -> Rows:
    """Give the reading beside other readers of the same records."""
    rows = [["", "F1", "spans found", "right of found", "traps right", "traps as present"]]
    named = {figures["model"]: figures["readings"], **figures["readings_beside"]}
    for key, own in named.items():
        spans, traps = own["assertion"]["all"], own["assertion"]["traps"]
        leaves = [own["indicators"]["micro"]["f1"], spans["found"], spans["right_of_found"]]
        leaves += [traps["right_of_found"], traps["read_as_present"]]
        rows.append([figures["rankers"].get(key, {}).get("name", key), *map(_number, leaves)])
    return rows


def compared_rows(figures: Figures) -> Rows:
    """Give another model beside the recipe: its figures and how far the recipe stands above it."""
    told = figures["compared"]
    rows = [["", told["name"], "recipe above it", "interval"]]
    for name, gap in told["margins"].items():
        leaf = told["pairs"] if name == "pairs" else told["auc"][name]
        rows.append([f"AUC {name}" if name != "pairs" else name, _number(leaf), _signed(gap), _interval(gap)])
    agreement = told["agreement"]
    rows.append(["rank correlation", _number(agreement["spearman"]), "", _interval(agreement["spearman"])])
    rows.append(["read by both", _number(agreement["top"]), "", _interval(agreement["top"])])
    return rows


def _number(leaf: Figures) -> str:
    return _NONE if leaf["value"] is None else dot(leaf["value"])


def _signed(leaf: Figures) -> str:
    return _NONE if leaf["value"] is None else f"{leaf['value']:+.3f}"


def _interval(leaf: Figures) -> str:
    return f"{dot(leaf['low'])} to {dot(leaf['high'])}" if leaf.get("low") is not None else _NONE
