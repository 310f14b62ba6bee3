"""Streets: where the name of a street, or of a house, ends that begins at a word.

In come the beads of a text and a place, out comes the last word of the name, or -1.
"""

from overlooked.masking.beads import Beads
from overlooked.masking.facts import Fact
from overlooked.masking.vocabulary import vocabulary

_LONGEST = 4
"""Words of a street at most, and half the letters of a street in one word."""
_ENDINGS = (
    "gate", "walk", "way", "side", "street", "road", "lane", "croft", "row", "hill", "close", "wharf", "yard", "grove",
    "gardens", "court", "view", "mead", "holme", "dene", "bank", "house",
)  # fmt: skip
_NO_HOUSE = Fact.KEPT | Fact.ACRONYM | Fact.TITLE | Fact.RANK | Fact.MONTH | Fact.DIGITS | Fact.BUSINESS
_COMPASS = frozenset({"north", "south", "east", "west"})
_TELLING = frozenset({"back", "high", "top", "low", "long", "old", "new", "upper", "lower", "under", "middle", "main"})
_SITES = frozenset(
    {
        ("caravan", "park"), ("caravan", "site"), ("holiday", "park"), ("industrial", "estate"), ("trading", "estate"),
        ("care", "home"), ("nursing", "home"), ("business", "park"), ("retail", "park"),
    }
)  # fmt: skip
_WITHIN = frozenset({" ", "-", "'", ". "})


def street(beads: Beads, first: int) -> int:  # noqa: PLR0911 - a ladder of questions, the first answer holds
    """The street word that ends a run of at most four words from a place on."""
    for place in range(first, min(first + _LONGEST, beads.count)):
        if beads.taken[place] or (place > first and not _is_within(beads, place)):
            return -1
        word, told = beads.lowers[place], beads.facts[place]
        is_capital = beads.is_capital(place)
        if place > first and told & (Fact.ROAD | Fact.FAINT_ROAD):
            is_sure = is_capital or told & Fact.SURE_STREET
            if is_sure or (beads.is_plain(place) and (told & Fact.ROAD or _is_end(beads, place))):
                return longer(beads, place)
            if told & Fact.ROAD:
                return -1
        if place == first and told & Fact.LEADING:
            return _led(beads, first)
        if _is_whole(beads, place) and (place == first or beads.lowers[place - 1] == "the"):
            return longer(beads, place)
        is_small = told & Fact.STOP and word not in {"the", "st"} and not is_capital
        if (is_small and not _is_telling(beads, place)) or not told & Fact.LETTERS:
            return -1
        is_saint = place > first and beads.lowers[place - 1] in {"st", "saint"}
        is_plural = word.endswith("s") and not word.endswith("'s") and told & Fact.ORDINARY and not is_saint
        is_measure = is_plural or word in vocabulary().lists["address"]["no_streets"]
        if is_measure and not is_capital and not _is_road(beads, place + 1, is_low=beads.is_low):
            return -1
    return -1


def _led(beads: Beads, first: int) -> int:
    """The last word of a road that begins with the word for it: "Heol y Bont", "Maes Glas"."""
    last = -1
    for place in range(first + 1, min(first + _LONGEST, beads.count)):
        if beads.taken[place] or beads.gaps[place] not in {" ", "-"} or beads.facts[place] & Fact.DIGITS:
            break
        is_particle = beads.lowers[place] in {"y", "yr", "ar", "pen", "the", "isaf", "uchaf"}
        is_plain = beads.is_plain(place) and not beads.facts[place] & (Fact.ORDINARY | Fact.STOP)
        if not (is_particle or beads.is_capital(place) or is_plain):
            break
        last = last if is_particle and len(beads.shown[place]) <= len("yr") else place
    return last


def _is_telling(beads: Beads, place: int) -> bool:
    """Whether a small word tells which road it is, where capitals say nothing: "back lane"."""
    if beads.lowers[place] not in _TELLING or not beads.is_plain(place) or place + 1 >= beads.count:
        return False
    return beads.gaps[place + 1] == " " and bool(beads.facts[place + 1] & Fact.SURE_STREET & ~Fact.HOUSE)


def _is_within(beads: Beads, place: int) -> bool:
    """Whether a word goes on with a street that the one before began; a line may break before its last word."""
    return beads.gaps[place] in _WITHIN or (beads.gaps[place] == "\n" and _is_road(beads, place))


def _is_road(beads: Beads, place: int, *, is_low: bool = False) -> bool:
    if place >= beads.count or not beads.facts[place] & Fact.ROAD:
        return False
    return beads.shown[place][0].isupper() or bool(is_low and beads.facts[place] & Fact.SURE_STREET)


def _is_whole(beads: Beads, place: int) -> bool:
    """Whether a word is a street by itself: "Castlegate"."""
    word = beads.lowers[place]
    if len(word) < 2 * _LONGEST or not word.endswith(_ENDINGS):
        return False
    return beads.is_capital(place) or not beads.facts[place] & Fact.ORDINARY


def longer(beads: Beads, place: int, listed: int = Fact.ROAD | Fact.FAINT_ROAD | Fact.HOUSE | Fact.HOUSE_TAIL) -> int:
    """The words too that go on with a street: "Mill Court Road", "Larch House Care Home"."""
    is_capital = beads.is_capital(place)
    while (
        place + 1 < beads.count
        and not beads.taken[place + 1]
        and beads.gaps[place + 1] == " "
        and (beads.facts[place + 1] & (listed if is_capital else Fact.ROAD) or beads.lowers[place + 1] in _COMPASS)
        and (
            beads.is_capital(place + 1) == is_capital or beads.lowers[place + 1] in vocabulary().lists["houses"]["sure"]
        )
    ):
        place += 1
    is_site = tuple(beads.lowers[place + 1 : place + 3]) in _SITES and beads.gaps[place + 1 : place + 3] == [" ", " "]
    return place + 2 if is_site and not any(beads.taken[place + 1 : place + 3]) else place


def proper(beads: Beads, first: int, *, is_sure: bool = False) -> int:
    """The last of up to four capitals that may name a house or a street that no list knows.

    Unless that is sure, a mark, a line end, a postcode or the end of the text stands behind them.
    """
    last = -1
    for place in range(first, min(first + _LONGEST, beads.count)):
        told = beads.facts[place]
        if beads.taken[place] or (place > first and beads.gaps[place] not in {" ", "-", "'"}):
            break
        is_likely = beads.is_capital(place) or (
            beads.is_plain(place) and told & (Fact.FREE | Fact.PLACE_LIKE) and not told & Fact.ORDINARY
        )
        if told & _NO_HOUSE or not is_likely or (told & Fact.STOP and place > first and not beads.is_capital(place)):
            break
        last = place
    return last if last >= 0 and (is_sure or _is_end(beads, last)) and beads.lowers[last] != "the" else -1


def _is_end(beads: Beads, last: int) -> bool:
    """Whether what stands behind a word ends an address."""
    if last + 1 == beads.count:
        return True
    return beads.taken[last + 1] in {"postcode", "phone"} or beads.gaps[last + 1] != " "
