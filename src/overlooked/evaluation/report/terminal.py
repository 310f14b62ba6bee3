"""The figures as plain text for a terminal, bad news first.

In goes the tree that the judge gives; out comes text of at most 100 columns. A figure that is not known is
a dash.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from overlooked.evaluation.errors.tallies import SIDES
from overlooked.evaluation.report.of_effort import band_rows, cut_rows
from overlooked.evaluation.report.style import author_line, compared_rows, reader_rows, style_rows
from overlooked.evaluation.report.told import told_lines, told_rows
from overlooked.pages.text import dot
from overlooked.statistics.figures import Figures

WIDTH = 100
FEW = 5
"""So many of a long list are shown."""
_NONE = "-"


def render(figures: Figures) -> str:
    """Give the whole report: bad news, headline, rankers, authors, groups, reading, real text, notes."""
    parts = [
        _section("Bad news", _numbered(figures["bad_news"]) or ["none that the rules know"]),
        _section("Headline (95 % interval)", _headline(figures["headline"])),
        _section("Rankers, leaving one author out (mean AUC)", _rankers(figures)),
        _section(
            "Crime or style: the model on altered texts",
            [
                *(_table(style_rows(figures)) if figures["perturbed"] else []),
                *textwrap.wrap(author_line(figures), WIDTH),
            ],
        ),
        *([_section("Another model", _table(compared_rows(figures)))] if figures["compared"] else []),
        _section("The model on each author", _authors(figures)),
        _section("Reading effort, all authors in one list", _effort(figures["effort"])),
        _section("Groups, each author's list read to the number of its positives", _groups(figures)),
        _section("Indicators in positives", _indicators(figures["readings"])),
        _section(
            "Assertion of annotated spans, and what those found are read as",
            _assertion(figures["readings"]["assertion"]),
        ),
        _section(
            "Spans, exploitation, readers, circumstances",
            [*_columns(told_rows(figures["readings"])), *told_lines(figures["readings"])],
        ),
        *([_section("Other readers", _table(reader_rows(figures)))] if figures["readings_beside"] else []),
        _section("What would move it, at the same depth", _causes(figures["causes"])),
        *([_section("Assertion traps", _traps(figures["traps"]))] if figures.get("traps") else []),
        *([_section("Real text", _real(figures))] if figures["real"] else []),
        *(_ablations(figures["ablations"]) if figures["ablations"] else []),
        _section("Notes", _numbered(figures["notes"])),
    ]
    return "\n".join(parts)


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, "-" * len(title), *lines, ""])


def _numbered(sentences: Sequence[str]) -> list[str]:
    lines = []
    for number, sentence in enumerate(sentences, start=1):
        lines += textwrap.wrap(sentence, WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
    return lines


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Align: the first column to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    return [line.rstrip() for line in _columns(rows)]


def _number(leaf: Figures | None) -> str:
    return _NONE if leaf is None or leaf["value"] is None else dot(leaf["value"])


def _interval(leaf: Figures) -> str:
    return f"{dot(leaf['low'])} to {dot(leaf['high'])}" if leaf.get("low") is not None else _NONE


def _count(leaf: Figures) -> str:
    return f"{leaf['n']:g}" if leaf.get("n") is not None else ""


def _headline(headline: Mapping[str, Figures]) -> list[str]:
    rows = [["", "value", "interval", "n", ""]]
    for name, leaf in headline.items():
        remark = "small" if leaf.get("small") else leaf.get("reason", "")
        rows.append([name.replace("_", " "), _number(leaf), _interval(leaf), _count(leaf), remark])
    return [line.rstrip() for line in _columns(rows)]


def _rankers(figures: Figures) -> list[str]:
    rows = [["", "all", "hard", "subtle", "AP", "plain pairs", "clearance", "real", "masked"]]
    for key, own in figures["rankers"].items():
        real = figures["real"]["rankers"][key] if figures["real"] else None
        views = [real[view]["auc"] if real else None for view in ("as_written", "masked")]
        leaves = [
            *own["auc"].values(),
            own["average_precision"],
            own["pairs"]["plain"],
            own["pairs"]["clearance"],
        ]
        rows.append([own["name"], *(_number(leaf) for leaf in [*leaves, *views])])
    return _columns(rows)


def _authors(figures: Figures) -> list[str]:
    own = figures["rankers"][figures["model"]]
    rows = [["author", "records", "all", "hard", "subtle", "AP", "pairs"]]
    for author, kinds in figures["corpus"]["authors"].items():
        leaves = [own["auc"][contrast]["authors"][author] for contrast in own["auc"]]
        leaves += [own["average_precision"]["authors"][author], own["pairs"]["authors"].get(author)]
        rows.append([author, str(sum(kinds.values())), *(_number(leaf) for leaf in leaves)])
    lines = _columns(rows)
    for author, leaf in own["one_class_authors"].items():
        lines.append(f"author {author}: {_number(leaf)} of negatives above the median positive (n {_count(leaf)})")
    return lines


def _effort(effort: Figures) -> list[str]:
    return [line.rstrip() for rows in (cut_rows(effort), band_rows(effort)) if rows for line in _columns(rows)]


def _groups(figures: Figures) -> list[str]:
    groups = figures["rankers"][figures["model"]]["groups"]
    rows = [["", "recall", "interval", "n", "false flags", "interval", "n"]]
    flat = {"all": groups["all"]}
    for family in ("housing", "age", "gender", "exploitation"):
        flat |= {f"{family}: {member}": rates for member, rates in groups[family].items()}
    for name, rates in flat.items():
        cells = [name]
        for leaf in (rates["recall"], rates.get("false_flags")):
            cells += [_number(leaf), _interval(leaf), _count(leaf)] if leaf else [_NONE, _NONE, ""]
        rows.append(cells)
    return [line.rstrip() for line in _columns(rows)]


def _indicators(readings: Figures) -> list[str]:
    rows = [["", "precision", "recall", "F1", "marked", "found"]]
    indicators = readings["indicators"]
    for name, rates in {"micro": indicators["micro"], **indicators["each"]}.items():
        hits, false, missed = (rates[key] for key in ("hits", "false", "missed"))
        rates_shown = [_number(rates[key]) for key in ("precision", "recall", "f1")]
        rows.append([name, *rates_shown, str(hits + missed), str(hits + false)])
    rows.insert(2, ["macro", *(_number(indicators["macro"][key]) for key in ("precision", "recall", "f1")), "", ""])
    lines = [line.rstrip() for line in _columns(rows)]
    for kind, leaves in readings["false_findings"].items():
        per_record = leaves["per_record"]
        lines.append(f"false findings per {kind.replace('_', ' ')}: {_number(per_record)} (n {_count(per_record)})")
    return lines


def _assertion(assertion: Figures) -> list[str]:
    columns = list(assertion["matrix"])
    rows = [["annotated", "spans", "found", "right", *columns]]
    for name, shares in {
        "all": assertion["all"],
        "traps": assertion["traps"],
        **assertion["classes"],
    }.items():
        counts = [str(assertion["matrix"][name][column]) if name in assertion["matrix"] else "" for column in columns]
        rows.append([name, str(shares["spans"]), _number(shares["found"]), _number(shares["right_of_found"]), *counts])
    return [line.rstrip() for line in _columns(rows)]


def _causes(causes: Figures) -> list[str]:
    """Give the tallies, and of each side the records that stand farthest from the cut."""
    if causes["records"] is None:
        return textwrap.wrap(causes["reason"], WIDTH)
    tallies = causes["tallies"]
    sides = [tallies["by_cause"][side] for side in SIDES]
    rows = [["", "missed", "moves most", "change", "raised", "moves most", "change"]]
    for cause in dict.fromkeys(name for side in sides for name in side):
        counts = [side.get(cause, {}).get(key) for side in sides for key in ("records", "moves_most", "change")]
        rows.append([cause, *(str(count or "") for count in counts)])
    told = {
        "indicators missed": [f"{row['indicator']} {row['records']}" for row in tallies["indicators_missed"]],
        "cues that raise": [f"{row['cue']} {row['wrong']}" for row in tallies["cues_that_raise"] if row["wrong"]],
        "assertions wrong": [f"{r['marked']} as {r['read']} {r['records']}" for r in tallies["assertions_wrong"]],
    }
    missed, raised = f"{causes['missed']} of {causes['positives']}", f"{causes['raised']} of {causes['negatives']}"
    worst = [line for side in SIDES for own in _farthest(causes["records"], side) for line in _moved_by(own)]
    return [
        f"{missed} positives are missed, {raised} negatives raised",
        *(line.rstrip() for line in _columns(rows)),
        *(line for what, most in told.items() for line in textwrap.wrap(f"{what}: {', '.join(most[:FEW])}", WIDTH)),
        *worst,
        "all are in the figures under `causes`; `overlooked explain FILE --record ID` shows the words of one",
    ]


def _farthest(found: Sequence[Figures], side: str) -> list[Figures]:
    own = [told for told in found if told["side"] == side]
    return sorted(own, key=lambda told: -abs(told["total"] - told["cut"]))[:FEW]


def _moved_by(told: Figures) -> list[str]:
    """Give where a record stands, and what would move it."""
    cause = told["change"] or told["causes"][0]
    what = " ".join(filter(None, [cause["cause"], cause.get("cue") or cause.get("indicator")]))
    if told["takes"] is None:
        what = f"all causes are not enough, first {what}"
    elif told["change"] is None:
        what = f"takes {told['takes']}, first {what}"
    place = f"{told['record_id']} {told['side']}, rank {told['rank']} where {told['depth']} are read"
    return textwrap.wrap(f"{place}: {what}", WIDTH, subsequent_indent="    ")


def _traps(traps: Figures) -> list[str]:
    rows = [["", "spans", "found", "right", "present or not"]]
    for name, shares in {"all": traps["all"], **traps["classes"], **traps["tags"]}.items():
        leaves = (shares["found"], shares["right_of_found"], shares["present_or_not"])
        rows.append([name.replace("_", " "), str(shares["spans"]), *(_number(leaf) for leaf in leaves)])
    return _columns(rows)


def _real(figures: Figures) -> list[str]:
    real = figures["real"]
    rows = [["false alarms a 1,000", "AUC", "AP", "at budget", "at ordinary share", "at corpus recall"]]
    for key, views in real["rankers"].items():
        for view, own in views.items():
            alarms = [
                own[cut].get("false_alarms_per_1000") for cut in ("at_budget", "at_ordinary_share", "at_corpus_recall")
            ]
            shown = [_NONE if leaf is None else f"{leaf['value']:.1f}" for leaf in alarms]
            name = f"{figures['rankers'][key]['name']}, {view.replace('_', ' ')}"
            rows.append([name, _number(own["auc"]), _number(own["average_precision"]), *shown])
    return [f"{real['positives']} positives, {real['negatives']} negatives", *_columns(rows)]


def _ablations(ablations: Figures) -> list[str]:
    measures = {
        "all": "all",
        "hard": "hard",
        "subtle": "subtle",
        "pairs": "pairs",
        "clearance_pairs": "clearance",
        "real": "real",
        "real_masked": "masked",
    }
    rows = [
        ["", *measures.values()],
        ["the whole recipe", *(_number(ablations["whole"].get(name)) for name in measures)],
        *(
            [variant["name"], *(_worth(variant["figures"].get(name)) for name in measures)]
            for variant in ablations["variants"].values()
        ),
    ]
    told = "Each figure without the part, and the thousandths that the whole recipe is above it."
    curve = ablations["learning_curve"]
    grid = [["authors", *(f"{ranker} {name}" for ranker in curve for name in ("all", "hard", "pairs"))]]
    for size in next(iter(curve.values())):
        points = [points[size] for points in curve.values()]
        grid.append([size, *(_number(point[name]) for point in points for name in ("all", "hard", "pairs"))])
    return [
        _section("Ablations", [told, *_columns(rows)]),
        _section("Learning curve, by the number of authors learned from", _columns(grid)),
    ]


def _worth(leaf: Figures | None) -> str:
    """A figure without a part, and what the whole recipe has on it, in thousandths."""
    if leaf is None or leaf["value"] is None or leaf["gain"]["value"] is None:
        return _NONE
    return f"{dot(leaf['value'])} {1000 * leaf['gain']['value']:+.0f}"
