"""Gaps in sentences: what the first screen says of the signs, of offence, area and quarter, and of what is not known.

In goes the tree of `gaps`; out come sentences. What the tree withholds is not said, or said to be withheld.
"""

from collections.abc import Iterator

from overlooked.pages.text import percent
from overlooked.statistics.figures import Figures
from overlooked.teaching.gaps.figures import FAMILIES, LEAST_OF_A_GROUP, cells_of

TITLES = {"offence": "By recorded offence", "area": "By area", "quarter": "By quarter of recording"}
COLUMNS = {"offence": "Offence", "area": "Area", "quarter": "Quarter"}
MISSES = {"not_named": "Not named by the writer", "let_go": "Let go by the first reviewer"}


def which(figures: Figures) -> Iterator[str]:
    """Which sign is overlooked most, and how often nobody named it or saw it."""
    signs = ordered(figures)
    if not signs or signs[0]["stood"]["count"] is None:
        yield "No sign stood in enough confirmed records to be told."
    elif (most := signs[0])["stood"]["value"] is None:
        yield f"{most['name']} was overlooked most: in {most['stood']['count']} confirmed records."
    else:
        yield f"{most['name']} was overlooked most: it stood in {_share(most['stood'])} of the confirmed records."
    for what, says in (
        ("not_named", "the writer named neither slavery nor trafficking nor a referral"),
        ("let_go", "the first reviewer saw no signs"),
    ):
        if figures["all"][what]["value"] is not None:
            yield f"In {_share(figures['all'][what])} of the confirmed records {says}."
        told = [sign for sign in signs if sign[what]["value"] and sign[what]["n"] >= LEAST_OF_A_GROUP]
        if told:
            worst = max(told, key=lambda sign: sign[what]["low"])
            yield f"Most often so among records with “{worst['name']}”, by the lower limit: {_share(worst[what])}."
    absent = [sign["name"] for sign in figures["indicators"] if sign["stood"]["count"] == 0]
    if absent:
        yield f"In no confirmed record stood: {'; '.join(absent)}."


def where(figures: Figures) -> Iterator[str]:
    """Under which offence, in which area and quarter, and whether the last quarter differs from the first."""
    signs = ordered(figures)
    for family, of in (("offence", "under the offence"), ("area", "in the area"), ("quarter", "in the quarter")):
        own = figures["by"][family]
        if "groups" not in own:
            yield f"{TITLES[family]}: not told, {own['reason']}."
            continue
        groups = [group for group in own["groups"] if group["confirmed"]["value"]]
        most = max(groups, key=lambda group: group["confirmed"]["value"], default=None)
        code = signs[0]["indicator"] if signs else ""
        cells = [cell for sign, _, cell in cells_of(figures, family) if sign == code and cell["stood"]["count"]]
        cell = max(cells, key=lambda cell: cell["stood"]["count"], default=None)
        if most and (cell is None or cell["group"] != most["name"]):
            yield f"Most confirmed records stand {of} “{most['name']}”: {number(most['confirmed'])}."
        if cell:
            told = f"in {_share(cell['stood'])} of its records"
            yield f"{cell['name']} was overlooked most {of} “{cell['group']}”: {told}."
    yield from _changes(figures["by"]["quarter"].get("change", {}))


def _changes(change: Figures) -> Iterator[str]:
    """Whether the last quarter differs from the first."""
    for what, leaf in change.items():
        if leaf["value"] is None:
            yield f"{MISSES[what]}: how the last quarter differs from the first is not told."
            continue
        ends = f"{leaf['first']} and {leaf['last']}"
        limits = f"{100 * leaf['value']:+.0f} points ({100 * leaf['low']:+.0f} to {100 * leaf['high']:+.0f})"
        if leaf["low"] <= 0 <= leaf["high"]:
            yield f"{MISSES[what]}: no change between {ends} that chance could not make, {limits}."
        else:
            yield f"{MISSES[what]}: {'more' if leaf['value'] > 0 else 'less'} often in the later of {ends}, {limits}."


def cannot(figures: Figures) -> Iterator[str]:
    """What the figures cannot tell, and what is withheld."""
    own = figures["input"]
    yield (
        "Here are only records that were screened, reviewed and confirmed. What the list did not hold, reviewers did "
        "not see or nobody followed up is in no figure; the list favours the signs that the score weighs most."
    )
    cells = [cell["stood"]["count"] for family in FAMILIES for *_, cell in cells_of(figures, family)]
    hidden = f" {cells.count(None)} of {len(cells)} cells of the maps are not told for that." if cells else ""
    yield (
        "A count of 1 to 4 could lead to a person and is not told, whether of records with a sign or without it; nor "
        f"is what would give one back by subtraction, be it large or none.{hidden} “Most” is said of what is told."
    )
    yield (
        f"Offences, areas and quarters with fewer than {LEAST_OF_A_GROUP} confirmed records are told together: "
        "offences and areas as others, quarters with their neighbours. A larger area has more records for that alone."
    )
    yield from _if_any(
        own["open"],
        "are still without an outcome. As a rule these are the latest, so that later quarters hold fewer confirmed "
        "ones.",
    )
    yield from _if_any(own["already_known"], "were known already: nobody overlooked them, and they count apart.")
    yield (
        f"Which signs stood is the reviewer's word for {number(own['signs_by_reviewer'])} confirmed records, and what "
        "the program read as present for the others."
    )
    yield from _if_any(own["reviewer_codes_unknown"], "hold a reviewer's word that is no code; it was passed over.")
    if own["drawn_at_random"]["value"] != 0:
        yield (
            f"Of the confirmed records {number(own['drawn_at_random'])} were drawn at random and count once like the "
            "others. Weighted by how rarely they are drawn, the few would outweigh the list and show how few they are; "
            "the report of overlooked evaluate estimates what the list misses, with its limits."
        )
    yield from _if_any(own["not_in_queue"], "are confirmed but do not stand in this queue, and are left out.")
    if own["with_first_reading"]["value"] != own["confirmed"]["value"]:
        yield "Some confirmed records have no first reading; they count as not let go."
    yield "Many signs and groups are set side by side: some will differ by chance alone."


def _if_any(leaf: Figures, says: str) -> Iterator[str]:
    if leaf["value"] != 0:
        yield f"{_of(leaf)} {says}"


def ordered(figures: Figures) -> list[Figures]:
    """The signs that stood, the most overlooked first; those that are not told last."""
    stood = [sign for sign in figures["indicators"] if sign["stood"]["count"] != 0]
    return sorted(stood, key=lambda sign: -(sign["stood"]["count"] or 0))


def beside(leaf: Figures) -> str:
    """A share with its interval, or nothing where it is not told."""
    if leaf["value"] is None:
        return ""
    return f"{percent(leaf['value'])}, {percent(leaf['low'])} to {percent(leaf['high'])}"


def _share(leaf: Figures) -> str:
    """A share in a sentence: 12 of 30 (40 %, 25 % to 58 %), or the count alone where its whole is not told."""
    if leaf["value"] is None:
        return f"{leaf['count']}"
    return f"{leaf['count']} of {leaf['n']} ({beside(leaf)})"


def number(leaf: Figures) -> str:
    """A count in a sentence."""
    return "some (how many is not told)" if leaf["value"] is None else f"{leaf['value']:,.0f}"


def _of(leaf: Figures) -> str:
    """How many records, to begin a sentence with."""
    if leaf["value"] is None:
        return "Some records (how many is not told)"
    return "No records" if not leaf["value"] else f"{leaf['value']:,.0f} records"
