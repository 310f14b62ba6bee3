"""Roadsides: the name of a house that only the road behind it tells: "Hafan, Back Lane".

In come the beads of a text and a word of the road, out come the first and the last word, the last -1 for none.
"""

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.streets import street

_WITHIN = frozenset({" ", "-", "'"})
_HOMELY_ROADS = frozenset(
    {"view", "nook", "garth", "dene", "orchard", "paddock", "end", "side", "vale", "bank", "croft"}
)
_LEADS = frozenset({"at", "of", "off", "is", "to", "from", "lives", "address", "outside"})
_SURE_LEADS = frozenset({"at", "off", "outside", "address"})
_OF_SHOPS = frozenset({"st", "street", "rd", "road", "parade", "arcade", "precinct"})
"""Roads that a shop stands on as often as a house with a name."""
_LONGEST = 4
"""Words of the name at most."""
_NO_NAME = Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK | Fact.MONTH | Fact.DIGITS | Fact.BUSINESS | Fact.PLACE


def roadside(beads: Beads, index: int) -> tuple[int, int]:
    """The house and the road that a word of the road tells."""
    road = index if beads.facts[index] & Fact.LEADING else _capitals(beads, index)
    if not road or beads.gaps[road] not in {", ", ",\n"} or beads.taken[road - 1]:
        return index, -1
    last, first = street(beads, road), _capitals(beads, road - 1)
    first += first < road - 1 and beads.lowers[first] in _LEADS
    is_name = last >= index and beads.is_capital(road - 1) and not _is_other(beads, first, road)
    return (first, last) if is_name else (index, -1)


def _capitals(beads: Beads, last: int) -> int:
    """The first of the capitals that end at a word."""
    first = last
    while first and last - first < _LONGEST - 1 and beads.gaps[first] in _WITHIN:
        if beads.taken[first - 1] or not beads.is_capital(first - 1) or beads.facts[first - 1] & Fact.LEADING:
            break
        first -= 1
    return first


def _is_other(beads: Beads, first: int, road: int) -> bool:
    """Whether the words before a road are those of somebody, of a town or of another road."""
    told = beads.facts[first:road]
    if any(fact & _NO_NAME for fact in told):
        return True
    if told[-1] & (Fact.ROAD | Fact.FAINT_ROAD) and beads.lowers[road - 1] not in _HOMELY_ROADS:
        return True
    before = beads.lowers[first - 1] if first and beads.gaps[first] in {" ", ": "} else ""
    if before in _SURE_LEADS or beads.lowers[first] == "the":
        return False
    if any(fact & Fact.NAME and not fact & Fact.BOTH for fact in told):
        return True
    if before in _LEADS:
        return False
    is_of_shop = beads.lowers[road - 1] not in _HOMELY_ROADS and not _OF_SHOPS.isdisjoint(
        beads.lowers[road : street(beads, road) + 1]
    )
    return is_of_shop or (first == road - 1 and bool(told[0] & Fact.ORDINARY))
