"""The report of gaps: which sign was overlooked most, under which offence, where and when, and what cannot be told.

In goes the tree of `gaps`; out come a report for the page, text for a terminal, and the files asked for.
"""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from overlooked.errors import OutputError, SettingsError
from overlooked.outputs import canonical_json, refuse_existing, whole_outputs
from overlooked.pages.blocks import Block, Cell, Fold, Listing, Opening, Picture, Prose, Report, Section, Table
from overlooked.pages.charts import Heat
from overlooked.pages.drawn import drawn
from overlooked.pages.text import DASH, percent
from overlooked.safeguarding import Route, load_route, route_block
from overlooked.statistics.figures import Figures
from overlooked.teaching.gaps.figures import FAMILIES, cells_of, gap_figures
from overlooked.teaching.gaps.words import COLUMNS, MISSES, TITLES, beside, cannot, number, ordered, where, which

FORMS = (".html", ".json")
WIDTH = 100
HINT = (
    "Beside each share stand its 95 % interval and its n; with an n under 30 one record moves it by over 3 points. "
    "A dash is a number that is not told; the reason stands under the table. The heading of a column sorts by it."
)
FOOT = (
    "This page works without a network and asks nothing of one. What is folded is not printed; the JSON of the same "
    "run holds all that is told. It shows where to teach, and judges nobody who recorded a crime."
)


def gaps_files(
    decisions: Path,
    outputs: Sequence[Path],
    *,
    queue: Path | None,
    force: bool = False,
    safeguarding: Path | None = None,
) -> str:
    """Tell where signs were overlooked, write it to each of `outputs` as its suffix says; its text comes back.

    `safeguarding` is the file of the force's route, which stands on the page.

    Raises OutputError before any work for outputs of an unknown form, existing, or also an input; SettingsError without
    a queue; DecisionsError or RecordsError where decisions and queue cannot be used.
    """
    route = load_route(safeguarding)
    for path in outputs:
        if path.suffix not in FORMS:
            raise OutputError(f"{path} has no form that gaps are told in; end its name in {' or '.join(FORMS)}")
    refuse_existing(outputs, force, inputs=[path for path in (decisions, queue, safeguarding) if path is not None])
    if queue is None:
        raise SettingsError(
            f"{decisions}: offence, area, date and signs stand in the queue alone; give the one these were made on "
            "with --queue"
        )
    figures = gap_figures(decisions, queue)
    with whole_outputs({str(path): path for path in outputs}, force=force) as drafts:
        for path in outputs:
            text = canonical_json(figures) if path.suffix == ".json" else _page(figures, route)
            drafts[str(path)].write_text(text, encoding="utf-8", newline="\n")
    return text_of(figures)


def _page(figures: Figures, route: Route) -> str:
    return drawn(report_of(figures), ahead=route_block(route))


def text_of(figures: Figures) -> str:
    """The first screen and the signs as plain text of at most 100 columns."""
    opening = report_of(figures).opening
    parts = [*opening.headings, Listing(opening.news_title, opening.bad_news)]
    lines = [opening.judged, ""]
    for part in parts:
        lines += [part.title, "-" * len(part.title)]
        for place, sentence in enumerate(part.items, start=1):
            lines += _wrapped(f"{place:>2}. ", sentence)
        lines.append("")
    return "\n".join(lines)


def report_of(figures: Figures) -> Report:
    """The report: its first screen in words, the signs, the signs by group, what the words mean."""
    opening = Opening(
        title="Where signs were overlooked",
        judged=(
            f"{number(figures['input']['confirmed'])} confirmed records. "
            "No narrative, no record and no reviewer is on this page."
        ),
        headings=(
            Listing("Which signs were overlooked", tuple(which(figures))),
            Listing("Under which offence, where and when", tuple(where(figures))),
        ),
        bad_news=tuple(cannot(figures)),
        news_title="What these figures cannot tell",
        hint=HINT,
        foot=FOOT,
    )
    sections = [
        Section("signs", "Signs", (_sign_table(figures),)),
        *(Section(family, TITLES[family], tuple(_family(figures, family))) for family in FAMILIES),
        Section("meaning", "What is meant by missed", (_meaning(figures),)),
    ]
    return Report(opening, tuple(sections))


def _wrapped(indent: str, sentence: str) -> list[str]:
    """A sentence in lines, in which no number is torn from its sign."""
    lines = textwrap.wrap(sentence.replace(" %", "\xa0%"), WIDTH, initial_indent=indent, subsequent_indent="    ")
    return [line.replace("\xa0", " ") for line in lines]


def _family(figures: Figures, family: str) -> Iterator[Block]:
    own = figures["by"][family]
    if "groups" not in own:
        yield Prose((f"Not told: {own['reason']}.",))
        return
    signs, names = ordered(figures), [group["name"] for group in own["groups"]]
    cells = {(sign, name): cell for sign, name, cell in cells_of(figures, family)}
    yield _group_table(figures, family)
    if not signs:
        return
    yield Picture(
        Heat(
            f"{family}-heat",
            f"Confirmed records in which each sign stood, {TITLES[family].lower()}",
            "Confirmed records with the sign; hatched or not told: withheld so that nobody is singled out",
            tuple(names),
            tuple(sign["name"] for sign in signs),
            tuple(tuple(cells[sign["indicator"], name]["stood"]["count"] for name in names) for sign in signs),
        )
    )

    def table(caption: str, what: str) -> Table:
        rows = ((Cell(s["name"]), *(_cell(cells[s["indicator"], n][what], what) for n in names)) for s in signs)
        return Table(caption, ("Sign", *names), tuple(rows))

    yield table("Records with the sign, and their share of the confirmed records of the column", "stood")
    for what, title in MISSES.items():
        yield Fold(title, (table(f"{title}: share of the confirmed records with the sign", what),))


def _group_table(figures: Figures, family: str) -> Table:
    rows = (
        (
            Cell(group["name"]),
            _counted(group["confirmed"]),
            *(_cell(group[what], what) for what in MISSES),
        )
        for group in figures["by"][family]["groups"]
    )
    return Table(
        f"Confirmed records {TITLES[family].lower()}", (COLUMNS[family], "Confirmed", *MISSES.values()), tuple(rows)
    )


def _sign_table(figures: Figures) -> Table:
    columns = ("Sign", "Stood in confirmed records", *MISSES.values())
    rows = ((Cell(s["name"]), *(_cell(s[what], what) for what in ("stood", *MISSES))) for s in ordered(figures))
    everything = (
        Cell("All confirmed records"),
        _counted(figures["all"]["confirmed"]),
        *(_cell(figures["all"][what], what) for what in MISSES),
    )
    return Table("How often each sign was overlooked", columns, (everything, *rows))


def _meaning(figures: Figures) -> Listing:
    told = figures["definitions"]
    titles = {"overlooked": "Overlooked", **MISSES}
    return Listing("In three steps", tuple(f"{title}. {told[what]}" for what, title in titles.items()), numbered=True)


def _counted(leaf: Figures) -> Cell:
    return Cell(number(leaf), order=leaf["value"]) if leaf["value"] is not None else Cell(DASH, reason=leaf["reason"])


def _cell(leaf: Figures, what: str) -> Cell:
    """A count with its share beside it, or a share with its interval and n."""
    if what == "stood" and leaf["count"] is not None:
        return Cell(f"{leaf['count']}", beside(leaf), order=float(leaf["count"]))
    if leaf["value"] is None:
        return Cell(DASH, reason=leaf["reason"])
    limits = f"{percent(leaf['low'])} to {percent(leaf['high'])}"
    return Cell(percent(leaf["value"]), limits, f"n {leaf['n']}", order=leaf["value"])
