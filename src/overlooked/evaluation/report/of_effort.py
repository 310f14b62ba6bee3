"""The figures of effort as rows of text, for a terminal.

In goes the tree under `effort`; out come tables, the head of each first. What the corpus cannot say is a dash with
the most that it can be.
"""

from overlooked.corpus import KINDS
from overlooked.pages.text import dot
from overlooked.statistics.figures import Figures

_NONE = "-"
_HEAD = ["recall", "interval", "precision", *(kind.split("_")[0] for kind in KINDS), "in 10,000"]


def cut_rows(effort: Figures) -> list[list[str]]:
    """Give a row for each cut: at so many records, at the capacity, at each recall."""
    cuts = {f"first {name}": cut for name, cut in effort["at"].items() if name.isdecimal()}
    cuts |= {"at positives": effort["at"]["positives"], "at capacity": effort["capacity"]}
    cuts |= {"surely within": effort["surely_within_capacity"]}
    cuts |= {f"to find {100 * float(recall):.0f} %": cut for recall, cut in effort["to_recall"].items()}
    return [["", "read", *_HEAD], *([name, _count(cut["read"]), *_cells(cut)] for name, cut in cuts.items())]


def band_rows(effort: Figures) -> list[list[str]]:
    """Give a row for each band with the recall down to it, or none where the model gives no accounts."""
    if "A" not in effort["bands"]:
        return []
    rows = [["band", "holds", *_HEAD]]
    for name, own in effort["bands"].items():
        cells = _cells({**own, "above": own["holds"], "ordinary_above": own["ordinary_in_it"]})
        rows.append([name, str(own["records"]), *cells])
    return rows


def _cells(cut: Figures) -> list[str]:
    recall = cut["recall"]
    return [
        _number(recall),
        f"{dot(recall['low'])} to {dot(recall['high'])}" if recall.get("low") is not None else _NONE,
        _number(cut["precision"]),
        *(_count(cut["above"][kind] if cut["above"] else None) for kind in KINDS),
        _in_10000(cut["ordinary_above"]),
    ]


def _in_10000(leaf: Figures) -> str:
    if leaf["value"] is not None:
        return f"{10_000 * leaf['value']:,.0f}"
    return f"at most {leaf['at_most_per_10000']:,}" if "at_most_per_10000" in leaf else _NONE


def _number(leaf: Figures) -> str:
    return _NONE if leaf["value"] is None else dot(leaf["value"])


def _count(number: float | None) -> str:
    return _NONE if number is None else f"{number:.0f}"
