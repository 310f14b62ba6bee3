"""Each referral has one outcome, by the precedence of what its linked records stand as."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_rows import ASSAULT, MISSING, SLAVERY, crimes, linked, n200, outcome, referrals

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.outcome.outcomes import OUTCOMES, Outcome, outcomes_of
from overlooked.recording import load_recording

ELSEWHERE = {"force": "Eastlea Police"}
ANONYMOUS = {"referral_type": "DtN", "forename": "", "surname": "", "date_of_birth": ""}

STEPS: tuple[tuple[str, Mapping[str, str], Outcome], ...] = (
    ("transferred", n200(6), Outcome.TRANSFER_UNCONFIRMED),
    ("slavery", SLAVERY, Outcome.RECORDED),
    ("crime", ASSAULT, Outcome.RECORDED_AS_OTHER),
    ("negative", n200(2), Outcome.EXPLAINED),
    ("notified", n200(3), Outcome.EXPLAINED),
    ("abroad", n200(4), Outcome.EXPLAINED),
    ("negative abroad", n200(5), Outcome.EXPLAINED),
    ("waiting", n200(1), Outcome.PENDING),
    ("no crime", MISSING, Outcome.UNRECORDED),
)
"""What a record stands as, the one that decides first, and the outcome where it decides; the decision is pending."""
PAIRS = list(combinations(STEPS, 2))
PENDING = {"rg_decision": "pending"}


@pytest.mark.parametrize(("name", "record", "expected"), STEPS, ids=[name for name, *_ in STEPS])
def test_one_linked_record_decides(name: str, record: Mapping[str, str], expected: Outcome) -> None:
    told = outcome(PENDING, record)
    assert told.outcome is expected, name
    assert told.crime_references == ("C1",)
    assert (told.evidence, told.score, told.crime) == ("Evidence of crime 0.", 1.0, 0)


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=[f"{first[0]} before {second[0]}" for first, second in PAIRS])
def test_of_two_records_the_one_of_the_earlier_step_decides(
    first: tuple[str, Mapping[str, str], Outcome], second: tuple[str, Mapping[str, str], Outcome]
) -> None:
    for records in ((first[1], second[1]), (second[1], first[1])):
        told = outcome(PENDING, *records)
        assert told.outcome is first[2]
        assert len(told.crime_references) == 2
    if first[2] is not second[2]:
        assert told.crime_references == ("C2", "C1")


@pytest.mark.parametrize("other", [SLAVERY, ASSAULT, n200(1), n200(2), MISSING], ids=lambda row: row["offence"])
def test_a_transfer_is_explained_where_another_force_holds_any_record_of_the_person(other: dict[str, str]) -> None:
    told = outcome({}, {**other, **ELSEWHERE}, n200(6))
    assert told.outcome is Outcome.EXPLAINED
    assert told.crime_references == ("C2", "C1")
    assert told.evidence == "Evidence of crime 1. Evidence of crime 0."
    assert "Eastlea Police holds a record of the person (C1)" in told.reason


@pytest.mark.parametrize(
    "other",
    [SLAVERY, {**SLAVERY, "force": "NORTHMOOR CONSTABULARY"}, {**SLAVERY, "force": ""}, n200(6, **ELSEWHERE)],
    ids=["the same force", "the same force, spelled otherwise", "a force that is not told", "another N200/6"],
)
def test_a_transfer_is_not_confirmed_by(other: dict[str, str]) -> None:
    assert outcome({}, n200(6), other).outcome is Outcome.TRANSFER_UNCONFIRMED


def test_a_transfer_that_was_passed_on_is_explained_by_the_record_of_the_last_force() -> None:
    told = outcome({}, n200(6), n200(6, **ELSEWHERE), {**SLAVERY, "force": "Westholm Police"})
    assert told.outcome is Outcome.EXPLAINED


def test_an_explained_transfer_has_the_lower_score_of_its_two_links() -> None:
    pairs = Link(0, 0, Step.REFERENCE, 1.0, "One."), Link(0, 1, Step.SCORED, 0.97, "Two.")
    table = crimes(n200(6), {**SLAVERY, **ELSEWHERE})
    [told] = outcomes_of(referrals({}), table, Links(pairs, ()), load_recording(), {})
    assert told.score == 0.97


@pytest.mark.parametrize("decision", ["positive", "negative", ""])
def test_a_waiting_code_holds_only_while_the_decision_is_pending(decision: str) -> None:
    told = outcome({"rg_decision": decision}, n200(1))
    assert told.outcome is Outcome.UNRECORDED
    assert f"the decision on reasonable grounds is {decision or 'not told'};" in told.reason


@pytest.mark.parametrize("code", ["N200/7", "N200/9", "N200", "N300/1"])
def test_an_unknown_code_explains_nothing(code: str) -> None:
    told = outcome(PENDING, {"offence": "Modern slavery", "offence_code": code})
    assert told.outcome is Outcome.UNRECORDED
    assert f"Modern slavery ({code})" in told.reason


def test_codes_of_england_and_wales_explain_nothing_elsewhere() -> None:
    nations = {"Northmoor Police": "scotland"}
    assert outcome(PENDING, n200(3), nations=nations).outcome is Outcome.UNRECORDED
    assert outcome(PENDING, n200(6), nations=nations).outcome is Outcome.UNRECORDED


def test_the_nation_of_a_record_is_that_of_its_own_force() -> None:
    nations = {"Northmoor Police": "scotland", "Eastlea Police": "england_wales"}
    assert outcome(PENDING, n200(3, **ELSEWHERE), nations=nations).outcome is Outcome.EXPLAINED


@pytest.mark.parametrize(
    ("referral", "expected"),
    [
        ({}, Outcome.UNRECORDED),
        (ANONYMOUS, Outcome.UNLINKABLE),
        ({**ANONYMOUS, "crime_or_cad_reference": "42/12345/24"}, Outcome.UNLINKABLE),
        ({**ANONYMOUS, "referral_type": "NRM"}, Outcome.UNLINKABLE),
        ({**ANONYMOUS, "referral_type": "NRM", "crime_or_cad_reference": "42/12345/24"}, Outcome.UNRECORDED),
    ],
)
def test_without_a_link_a_referral_is_unrecorded_or_cannot_be_linked(
    referral: dict[str, str], expected: Outcome
) -> None:
    told = outcome(referral)
    assert told.outcome is expected
    assert (told.crime_references, told.hours_to_record, told.evidence, told.score) == ((), None, "", None)


def test_an_anonymous_notification_that_is_linked_by_its_reference_is_judged_by_the_record() -> None:
    assert outcome(ANONYMOUS, n200(3)).outcome is Outcome.EXPLAINED


def test_a_possible_link_decides_nothing_and_is_named_in_the_reason() -> None:
    proposals = Links((), (Link(0, 0, Step.SCORED, 0.6, "Alike."), Link(1, 0, Step.SCORED, 0.6, "Alike.")))
    told = outcomes_of(referrals({}, ANONYMOUS), crimes(SLAVERY), proposals, load_recording(), {})
    assert [one.outcome for one in told] == [Outcome.UNRECORDED, Outcome.UNLINKABLE]
    assert all("1 possible link waits in clerical.csv." in one.reason for one in told)


def test_the_surest_link_of_the_deciding_step_gives_evidence_and_score() -> None:
    pairs = (
        Link(0, 0, Step.SCORED, 0.99, "Alike."),
        Link(0, 1, Step.REFERENCE, 0.9, "Named."),
        Link(0, 2, Step.CLERICAL, 1.0, "Found."),
    )
    [told] = outcomes_of(referrals({}), crimes(SLAVERY, SLAVERY, ASSAULT), Links(pairs, ()), load_recording(), {})
    assert (told.evidence, told.score, told.crime_references) == ("Named.", 0.9, ("C2", "C1", "C3"))


def test_a_crime_of_several_rows_is_named_once_and_one_without_reference_by_its_row() -> None:
    told = outcome({}, SLAVERY, {**SLAVERY, "crime_reference": "C1"}, {**ASSAULT, "crime_reference": ""})
    assert told.crime_references == ("C1", "(row 3)")


def test_hours_are_those_of_the_earliest_slavery_crime_before_any_other() -> None:
    early = {"reported_on": "2023-12-01T08:00", "recorded_on": "2023-12-01T09:00"}
    late = {"reported_on": "2024-03-01T08:00", "recorded_on": "2024-03-02T08:00"}
    untold = {"reported_on": "2024-01-01T08:00", "recorded_on": ""}
    assert outcome({}, {**ASSAULT, **early}, {**SLAVERY, **late}, SLAVERY, {**SLAVERY, **untold}).hours_to_record == 6.5
    assert outcome({}, {**ASSAULT, **early}, {**n200(2), **late}).hours_to_record == 1.0
    assert outcome({}, n200(2)).hours_to_record == 6.5


def test_what_the_narrative_of_another_offence_tells_is_added_to_the_evidence() -> None:
    def shown(*told: str) -> str:
        return " | ".join(told)

    tables = referrals({}, {}), crimes(ASSAULT, SLAVERY)
    told = outcomes_of(*tables, linked((0, 0), (1, 1)), load_recording(), {}, shown)
    assert told[0].evidence == (
        "Evidence of crime 0. His boss has kept his passport. | Common assault | 105/1 | 2024-01-01T15:30"
    )
    assert told[1].evidence == "Evidence of crime 1."


def test_every_outcome_is_told_in_plain_words() -> None:
    assert set(OUTCOMES) == set(Outcome)


RECORDS = st.lists(
    st.sampled_from([*(record for _, record, _ in STEPS), n200(9), {"offence": ""}]).flatmap(
        lambda row: st.sampled_from(["Northmoor Police", "Eastlea Police", ""]).map(
            lambda force: {**row, "force": force}
        )
    ),
    max_size=4,
)
REFERRALS = st.fixed_dictionaries(
    {
        "rg_decision": st.sampled_from(["positive", "negative", "pending", ""]),
        "referral_type": st.sampled_from(["NRM", "DtN"]),
        "surname": st.sampled_from(["Nowak", "N/K", ""]),
        "forename": st.sampled_from(["Jan", "Unknown", ""]),
        "force": st.sampled_from(["Northmoor Police", "Police Scotland", ""]),
        "referral_date": st.sampled_from(["2016-02-01", "2024-02-01", ""]),
    }
)


@settings(deadline=None, max_examples=60)
@given(REFERRALS, RECORDS)
def test_a_slavery_crime_makes_any_referral_recorded_unless_a_transfer_stands(
    referral: dict[str, str], records: list[dict[str, str]]
) -> None:
    before, after = outcome(referral, *records), outcome(referral, *records, SLAVERY)
    if any(record.get("offence_code") == "N200/6" for record in records):
        assert after.outcome in {Outcome.EXPLAINED, Outcome.TRANSFER_UNCONFIRMED}
        assert not (before.outcome is Outcome.EXPLAINED and after.outcome is not Outcome.EXPLAINED)
    else:
        assert after.outcome is Outcome.RECORDED


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(REFERRALS, RECORDS), max_size=4))
def test_there_is_one_outcome_a_referral_and_it_does_not_depend_on_the_others(
    cases: list[tuple[dict[str, str], list[dict[str, str]]]],
) -> None:
    rows = [record for _, records in cases for record in records]
    owners = [position for position, (_, records) in enumerate(cases) for _ in records]
    links = linked(*((owner, crime) for crime, owner in enumerate(owners)))
    told = outcomes_of(referrals(*(referral for referral, _ in cases)), crimes(*rows), links, load_recording(), {})
    assert [one.referral for one in told] == list(range(len(cases)))
    assert [one.outcome for one in told] == [outcome(referral, *records).outcome for referral, records in cases]
    assert all(one.reason for one in told)
    assert sum(len(one.crime_references) for one in told) == len(rows)
