"""Sections of the report: paragraphs and tables of the figures. A count that is not told is a dash with its reason."""

from collections.abc import Callable, Mapping

from overlooked.pages.blocks import Block, Cell, Fold, Head, Listing, Prose, Table
from overlooked.pages.text import DASH, percent
from overlooked.reconcile.measured.comparing import BASE
from overlooked.reconcile.measured.timing import WAITING
from overlooked.reconcile.measured.wording import called, codes, nation_called, outcome_called, some
from overlooked.reconcile.report.pictures import ORDER
from overlooked.reconcile.report.screen import policy_sentences
from overlooked.statistics.figures import Figures
from overlooked.statistics.suppression import FEWER

WITHHELD = f"{FEWER}, or would give such a count back"
DEFINED = (
    "The recording rate is defined once: of the referrals that needed a crime record, the share that has one as "
    "modern slavery. Those recorded, recorded under another offence, transferred without a record that was found, and "
    "unrecorded needed one. Those that a code explains, that wait for a decision on reasonable grounds, or that tell "
    "too little to be linked are counted apart. A record that waits for a decision on conclusive grounds is not there "
    "yet, and counts as unrecorded whatever the policy was."
)
CRUDE = (
    "It divides records by referrals, and nothing says that they are of the same people: crimes of people whom "
    "nobody referred raise it, and a hundred of each would read as all recorded where not one was."
)
_TITLES: Mapping[str, str] = {
    "place": "Place of exploitation",
    "type": "Kind of referral",
    "responder": "First responder",
    "age": "Age",
    "sex": "Sex",
    "nationality": "Nationality",
}


def rates(figures: Figures) -> list[Block]:
    """What the rate is, what it could be, and what the crude ratio is beside it."""
    rows = (
        (_text("recording rate"), _rate(figures["rate"])),
        (_text("if all that wait in clerical.csv are the same person"), _rate(figures["uncertain"]["all"])),
        (_text("if those that cannot be linked needed a record, and none has one"), _rate(figures["bounds"]["none"])),
        (_text("if they needed one, and all have one"), _rate(figures["bounds"]["all"])),
    )
    crude = figures["crude"]
    beside = (
        (_text("crimes that stand as modern slavery"), _count(crude["crimes"])),
        (_text("crimes per 100 referrals (no link is known from this)"), _cell(crude["per_100"], _hours)),
    )
    return [
        Prose((DEFINED,)),
        Table("The rate, and what it could be", ("Rate", "Share"), rows),
        Table("Beside it, what is no rate of links", ("What", "Number"), beside),
        Prose((CRUDE,)),
    ]


def counted(figures: Figures) -> list[Block]:
    """The table of forces."""
    rows = tuple(
        (
            Cell(row["group"], more=nation_called(row["nation"]) if row["nation"] else "", order=row["group"]),
            _count(row["counts"]["referrals"]),
            _rate(row["rate"]),
            *(_count(row["counts"][one]) for one in ORDER),
        )
        for row in figures["by"]["force"]
    )
    columns = ("Force", "Referrals", "Recording rate", *map(outcome_called, ORDER))
    return [Table("By force, the largest first", columns, rows)]


def stages(figures: Figures) -> list[Block]:
    """The table of stages, and which forces record only after the last decision."""
    tried = figures["policy"]["number"]
    said = policy_sentences(figures)
    found = (
        f"Looked for in {some(tried, 'force')} with five or more referrals that needed a record at either stage; the "
        "interval is widened for their number. A pattern, and no proof of a policy."
    )
    return [
        Prose(("RG is the decision on reasonable grounds, CG that on conclusive grounds.",)),
        _table(figures, "stage", "By decision stage"),
        Listing("Forces that record nearly only after positive conclusive grounds", tuple(said)),
        Prose((found,)),
    ]


def links_told(figures: Figures) -> list[Block]:
    """The table of steps; no rate, since what is not linked is not recorded."""
    rows = tuple(
        (_text(called("step", row["group"])), *(_count(row["counts"][n]) for n in ("referrals", *map(str, ORDER))))
        for row in figures["by"]["step"]
    )
    columns = ("Linked", "Referrals", *map(outcome_called, ORDER))
    waiting, checks = figures["uncertain"], figures["checks"]
    more = (
        ("possible links that wait for a person", waiting["pairs"]),
        ("referrals that they are of", waiting["referrals"]),
        ("of these, without any link now", waiting["unlinked"]),
        ("referrals tied to a record of another force", checks["elsewhere"]),
        ("people referred more than once", checks["repeated"]["people"]),
        ("referrals of these people", checks["repeated"]["referrals"]),
    )
    others = tuple((_text(name), _count(number)) for name, number in more)
    return [
        Table("By the surest step that links a referral", columns, rows),
        Table("What the links leave open", ("What", "Number"), others),
    ]


def times(figures: Figures) -> tuple[Block, ...]:
    """How soon crimes were recorded, by force too, and how long what has no record waits."""
    hours = figures["hours"]
    bands = tuple((_text(words), _count(hours["counts"][code])) for code, words in codes("hours").items())
    quartiles = {"a quarter took up to": "lower", "half took up to": "median", "three quarters took up to": "upper"}
    spread = tuple((_text(words), _cell(hours[name], _hours)) for words, name in quartiles.items())
    forces = tuple(
        (_text(row["group"]), _count(row["counts"]["timed"]), _rate(row["within_24"])) for row in figures["by"]["force"]
    )
    waits = tuple(
        (_text(called("waits", own["wait"])), *(_count(own["counts"][one]) for one in WAITING))
        for own in figures["waits"]
    )
    untimed, crimes = hours["counts"]["untimed"], hours["counts"]["crimes"]
    told = ["Hours from the report to the record, of referrals with a crime record of any offence."]
    if crimes is not None:
        told.append(f"There are {crimes:,} of these.")
    if untimed:
        told.append(f"{untimed:,} tell no time of day on both ends.")
    if hours["impossible"]:
        told.append(f"{hours['impossible']:,} were recorded before they were reported, and are left out.")
    day = figures["latest"]["day"]
    return (
        Prose(tuple(told)),
        Table("Until recorded", ("Time", "Referrals"), bands),
        Table("How it is spread", ("Of those with both times", "Hours"), spread),
        Fold("Within 24 hours by force", (Table("By force", ("Force", "With both times", "Within 24 hours"), forces),)),
        Table(
            f"What waits: from the referral to the latest day in the data, {day or 'which is not told'}",
            ("Waits", *map(outcome_called, WAITING)),
            waits,
        ),
    )


def who(figures: Figures) -> list[Block]:
    """A table for each grouping of people and places."""
    return [_table(figures, name, title) for name, title in _TITLES.items()]


def compared(figures: Figures) -> tuple[Block, ...]:
    """Differences of rates, and what they do not say."""
    own = figures["comparisons"]
    rows = tuple(
        (
            _text(f"{called(one['of'], one['group'])}, against {_against(one)}"),
            _rate(one["rate"]),
            _rate(one["other"]),
            _difference(one["difference"]),
        )
        for one in own["each"]
    )
    less = [one for one in own["each"] if (one["difference"].get("high") or 0.0) < 0]
    if not rows:
        return (Prose((f"Nothing is compared: no two groups have {BASE} referrals that needed a record.",)),)
    names = ", ".join(called(one["of"], one["group"]) for one in less)
    found = (
        f"Less often recorded, by more than chance would do: {names}."
        if less
        else "No group is told to be recorded less often than those it is compared with, by more than chance would do."
    )
    method_ = (
        f"{some(own['number'], 'comparison')}; intervals are widened so that all hold together in 95 % of samples. "
        "Nothing is adjusted for: a group that stands at another stage or in other forces differs for that as well, "
        "and no difference found is no proof that there is none."
    )
    small = f"{some(own['too_small'], 'comparison is', 'comparisons are')} left out: fewer than {BASE} on one side."
    columns = ("Who", "Recording rate", "The others'", "Difference, points")
    return (
        Prose((found, method_, *([small] if own["too_small"] else []))),
        Table("Differences in the recording rate", columns, rows),
    )


def method(figures: Figures) -> tuple[Block, ...]:
    """How links and outcomes are counted, empty fields, and the rules that are not verified."""
    unverified = figures["unverified"]
    doubts = [f"{own['title']}. {own['doubt']}" for own in (*unverified["rules"], *unverified["codes"])]
    fields = tuple(
        (_text(kind), _text(name), _count(number))
        for kind, empty in figures["checks"]["empty"].items()
        for name, number in empty.items()
        if number
    )
    said = (
        "A referral has one outcome, by the links that count, in the order of the rules; possible links decide none.",
        "Links that count: confirmed by a person, by reference, by exact identity, and by a score that is sure enough.",
        "Intervals of rates are Wilson's, those of differences Newcombe's.",
        "A first responder is told by kind, a nationality by group; a force by the spelling used most.",
    )
    return (
        Prose(said),
        Listing("Recording rules and codes that are not verified in full", tuple(doubts)),
        Fold("Empty fields", (Table("How many cells are empty", ("Table", "Field", "Empty"), fields),))
        if fields
        else Head("No field is told to be empty"),
    )


def _table(figures: Figures, name: str, caption: str) -> Table:
    """The counts and the rate of each group."""
    rows = tuple(
        (
            _text(called(name, row["group"])),
            _count(row["counts"]["referrals"]),
            _rate(row["rate"]),
            *(_count(row["counts"][one]) for one in ORDER),
        )
        for row in figures["by"][name]
    )
    return Table(caption, ("Which", "Referrals", "Recording rate", *map(outcome_called, ORDER)), rows)


def _against(one: Figures) -> str:
    return "all others told" if one["against"] == "others" else called(one["of"], one["against"])


def _text(text: str) -> Cell:
    return Cell(text, order=text)


def _count(number: int | None) -> Cell:
    return Cell(DASH, reason=WITHHELD) if number is None else Cell(f"{number:,}", order=float(number))


def _rate(leaf: Figures) -> Cell:
    if leaf["value"] is None:
        return Cell(DASH, reason=leaf["reason"])
    within = f"{_number(leaf['low'])} to {_number(leaf['high'])} %" if "low" in leaf else ""
    half = f"±{100 * leaf['half']:.2g}" if "half" in leaf else ""
    more = " · ".join(filter(None, (half, "small" if leaf.get("small") else "")))
    return Cell(percent(leaf["value"]), within, f"n {leaf['n']:,}", more, order=float(leaf["value"]))


def _difference(leaf: Figures) -> Cell:
    if leaf["value"] is None:
        return Cell(DASH, reason=leaf["reason"])
    points = round(100 * leaf["value"])
    within = f"{round(100 * leaf['low'])} to {round(100 * leaf['high'])}"
    return Cell(f"{points:+}" if points else "0", within, order=float(leaf["value"]))


def _number(share: float) -> str:
    return f"{100 * share:.0f}"


def _hours(value: float) -> str:
    return f"{value:,.0f}"


def _cell(leaf: Figures, write: Callable[[float], str]) -> Cell:
    if leaf["value"] is None:
        return Cell(DASH, reason=leaf["reason"])
    return Cell(write(leaf["value"]), order=float(leaf["value"]))
