"""What the words around one sign make of it. The sign is always the same, so that only its surroundings decide."""

import pytest

from overlooked.findings import Assertion
from overlooked.reading.assertion import load_assertions
from overlooked.reading.context import load_triggers
from overlooked.reading.cues import Cue, read_cues
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reader

CUES = """
[[cue]]
id = "documents_retained.kept"
weight = 3
pattern = "boss ..1 keeps|kept|keep ..2 passport|passports"
source = "guidance: a test"

[[cue]]
id = "wages_withheld.not_paid"
weight = 3
pattern = "not ..1 been paid"
source = "guidance: a test"

[[cue]]
id = "movement_restricted.free"
weight = 1
pattern = "free to leave"
sign = false
denies = true
source = "guidance: a test"

[[cue]]
id = "wages_withheld.wages"
weight = 1
pattern = "wages"
sign = false
source = "guidance: a test"
"""


def reader() -> Reader:
    cues, classes = read_cues([("test", CUES)])
    own: tuple[Cue, ...] = tuple(cue for cue in cues if cue.source == "guidance: a test")
    return Reader(Lexicon(own, classes, "", ""), load_assertions())


READER = reader()


def told(narrative: str, indicator: str = "documents_retained", recorded_on: str = "2024-06-01") -> list[str]:
    return [str(f.assertion) for f in READER.read(narrative, recorded_on).findings if f.indicator == indicator]


PRESENT = [
    "The boss keeps his passport.",
    "No weapons seen, however the boss keeps his passport.",
    "He was fed, but the boss keeps his passport.",
    "There is no doubt the boss keeps his passport.",
    "He did not deny that the boss keeps his passport.",
    "Not only does he sleep there, the boss keeps his passport.",
    "No keys on him, the boss keeps his passport.",
    "He has been there since 2012 and the boss keeps his passport still.",
    "Asked if the boss keeps his passport, he nodded.",
    "Does the boss keep his passport? Yes, in the office.",
    "Last week the boss kept his passport back again.",
]

NEGATED = [
    "He denied that the boss keeps his passport.",
    "There is no evidence the boss keeps his passport.",
    "Nothing to suggest that the boss keeps his passport.",
    "Asked if the boss keeps his passport, he laughed.",
    "Does the boss keep your passport? No, it is in my bag.",
    "Asked whether the boss keeps his passport. He said no.",
]

HYPOTHETICAL = [
    "Given the leaflet on what to do where the boss keeps your passport.",
    "There is a risk that the boss keeps his passport.",
    "Caller wonders whether the boss keeps his passport.",
    "He was told to ring if anyone says the boss keeps a passport.",
    "Asked if the boss keeps his passport. Interview stopped there.",
]

HISTORICAL = [
    "Years ago the boss kept his passport.",
    "In 2009 the boss kept his passport, he has his own firm nowadays.",
    "The boss kept his passport and was jailed in 2011.",
]

OTHER = [
    "In the film the boss keeps his passport.",
    "At rehearsal he shouted that the boss keeps his passport.",
    "Training exercise: the boss keeps his passport.",
    "Romance fraud. She wrote that the boss keeps her passport and asked for gift cards.",
    "He is on the ward with dementia and says the boss keeps his passport.",
]

EXPECTED = [
    *((text, "present") for text in PRESENT),
    *((text, "negated") for text in NEGATED),
    *((text, "hypothetical") for text in HYPOTHETICAL),
    *((text, "historical") for text in HISTORICAL),
    *((text, "other") for text in OTHER),
]


@pytest.mark.parametrize(("narrative", "assertion"), EXPECTED, ids=[text for text, _ in EXPECTED])
def test_the_surroundings_decide_what_is_asserted(narrative: str, assertion: str) -> None:
    assert set(told(narrative)) == {assertion}


def test_a_cue_that_is_itself_a_negation_is_not_denied_by_its_own_words() -> None:
    assert told("He has not been paid since March.", "wages_withheld") == ["present"]


def test_a_denial_negates_its_indicator_and_a_denied_denial_asserts_it() -> None:
    assert told("He is free to leave.", "movement_restricted") == ["negated"]
    assert told("He is not free to leave.", "movement_restricted") == ["present"]


def test_a_topic_is_told_only_where_it_is_not_plainly_so() -> None:
    assert told("Wages were stolen from the till.", "wages_withheld") == []
    assert told("There is no issue over wages.", "wages_withheld") == ["negated"]


def test_the_date_of_the_record_decides_what_is_long_past() -> None:
    story = "In 2022 the boss kept his passport."
    assert told(story, recorded_on="2022-09-01") == ["present"]
    assert told(story, recorded_on="2025-09-01") == ["historical"]
    assert told(story, recorded_on="") == ["present"]


def test_a_year_since_which_something_lasts_is_not_past() -> None:
    assert told("Since 2012 the boss keeps his passport.") == ["present"]


def test_thirty_tick_boxes_behind_a_sign_leave_it_present() -> None:
    assert told("The boss keeps his passport. " + "No MS concerns. " * 30) == ["present"]


def test_the_triggers_name_no_gender() -> None:
    assert not load_triggers().vocabulary() & {"she", "her", "man", "woman", "boy", "girl"}


def test_an_assertion_is_one_of_the_five_of_the_guide() -> None:
    assert {a for _, a in EXPECTED} == set(Assertion)
