import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.findings import Assertion, Kind
from overlooked.reading.assertion import load_assertions
from overlooked.reading.cues import read_cues
from overlooked.reading.lexicon import Lexicon
from overlooked.reading.reader import Reader, find_indicators

PIECES = st.sampled_from(
    [
        *["His boss has kept his passport", "not been paid since May", "sleeps in the shed", "NO CONCERNS", "\n", ". "],
        *["14:05 - ", "£10 a day", "“owes him”", "she's", "İ", "ﬁ", "\u00a0", "\x00", "👍", "the door was locked"],
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)))
def test_a_quote_stands_in_any_narrative_at_its_offsets(narrative: str) -> None:
    for finding in find_indicators(narrative):
        assert narrative[finding.start : finding.end] == finding.quote != ""


def test_a_sign_is_found_with_its_words() -> None:
    [finding] = [f for f in find_indicators("The boss has kept his passport.") if f.kind is Kind.INDICATOR]
    assert (finding.indicator, finding.assertion) == ("documents_retained", Assertion.PRESENT)
    assert finding.quote == "boss has kept his passport"


@pytest.mark.parametrize(
    ("narrative", "assertion"),
    [
        ("There is no sign that the boss has kept his passport.", Assertion.NEGATED),
        ("Leaflet given in case the boss has kept his passport.", Assertion.HYPOTHETICAL),
        ("In the film the boss has kept his passport.", Assertion.OTHER),
        ("Years ago the boss kept his passport, they were jailed.", Assertion.HISTORICAL),
    ],
)
def test_what_the_words_around_a_sign_make_of_it_is_told(narrative: str, assertion: Assertion) -> None:
    found = {f.assertion for f in find_indicators(narrative) if f.indicator == "documents_retained"}
    assert found == {assertion}


def test_not_having_been_paid_is_a_sign_and_not_a_negation() -> None:
    found = [f for f in find_indicators("He has not been paid since May.") if f.indicator == "wages_withheld"]
    assert [f.assertion for f in found] == [Assertion.PRESENT]


def test_drug_trafficking_does_not_name_trafficking_of_people() -> None:
    named = {f.indicator for f in find_indicators("Arrested for drug trafficking.") if f.kind is Kind.NAMED}
    assert "trafficking" not in named
    named = {f.indicator for f in find_indicators("She may have been trafficked.") if f.kind is Kind.NAMED}
    assert "trafficking" in named


def test_a_circumstance_and_a_setting_are_quoted() -> None:
    found = {(f.kind, f.indicator) for f in find_indicators("Met at the hostel, now at a car wash.")}
    assert {(Kind.CIRCUMSTANCE, "hostel"), (Kind.SETTING, "car_wash")} <= found


IN_COMPANY = """
[[cue]]
id = "recruited_moved.minibus"
weight = 1
pattern = "minibus"
company = true
source = "guidance: a test"

[[cue]]
id = "documents_retained.kept"
weight = 3
pattern = "boss keeps ..2 passport"
source = "guidance: a test"
"""


def test_a_weak_sign_is_told_only_beside_one_that_can_stand_alone() -> None:
    cues, classes = read_cues([("test", IN_COMPANY)])
    reader = Reader(Lexicon(cues, classes, "", ""), load_assertions())
    assert reader.read("Came in a minibus.").findings == ()
    assert reader.read("Came in a minibus. No sign that the boss keeps his passport.").findings[0].cue != cues[0].id
    together = reader.read("Came in a minibus. The boss keeps his passport.").findings
    assert {finding.cue for finding in together} == {cue.id for cue in cues}


def test_a_weak_sign_that_is_left_alone_is_kept_beside_the_findings() -> None:
    cues, classes = read_cues([("test", IN_COMPANY)])
    reader = Reader(Lexicon(cues, classes, "", ""), load_assertions())
    assert [finding.cue for finding in reader.read("Came in a minibus.").alone] == ["recruited_moved.minibus"]
    assert reader.read("Came in a minibus. The boss keeps his passport.").alone == ()


TOLD = "He lives in the shed, a Romanian. The IC1 boss keeps his passport and He is not paid."


@pytest.mark.parametrize(("word", "swap"), [("He", "She"), ("Romanian", "Nigerian"), ("his", "her"), ("IC1", "IC 4")])
def test_who_the_person_is_moves_no_finding(word: str, swap: str) -> None:
    assert word in TOLD
    told, swapped = (
        [(f.indicator, f.assertion, f.cue) for f in find_indicators(text)] for text in (TOLD, TOLD.replace(word, swap))
    )
    assert told == swapped != []
