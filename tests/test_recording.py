"""A day and a nation lead to the rules that held there and then; a code is read as forces write it."""

import re
from datetime import date, timedelta

import pytest

from overlooked.errors import KnowledgeError, SettingsError
from overlooked.recording import (
    NATIONS,
    TOPICS,
    TREATMENTS,
    UNITED_KINGDOM,
    NonCrimeCode,
    Recording,
    Rule,
    fold_code,
    load_recording,
    read_recording,
)
from refusals import refused

EW, SCOTLAND, NI = NATIONS
DAY = timedelta(days=1)
STARTS = {EW: date(2015, 7, 31), SCOTLAND: date(2016, 5, 31), NI: date(2015, 1, 14)}
"""The first day of the Act of 2015 in each nation."""


def in_force(day: date | None, nation: str, topic: str = "") -> list[str]:
    return [rule.code for rule in load_recording().rules_on(day, nation) if topic in {"", rule.topic}]


def a_rule(**changed: str) -> str:
    """A rule in TOML; a keyword replaces the line of its key, an empty one drops it."""
    lines = {
        "nation": 'nation = "scotland"',
        "topic": 'topic = "recording"',
        "title": 'title = "Record"',
        "rule": 'rule = "Record it."',
        "source": 'source = ["A standard"]',
        "certain": "certain = true",
    }
    return "[rule.x]\n" + "\n".join((lines | changed).values())


def a_code(**changed: str) -> str:
    lines = {
        "head": '[code."N300/1"]',
        "meaning": 'meaning = "Waiting."',
        "treated": 'treated = "open"',
        "nation": 'nation = "scotland"',
        "source": 'source = ["A list"]',
        "certain": "certain = true",
    }
    return "\n".join((lines | changed).values())


@pytest.mark.parametrize("nation", NATIONS)
def test_the_act_of_2015_takes_over_from_earlier_law_on_one_day(nation: str) -> None:
    start = STARTS[nation]
    before, after = in_force(start - DAY, nation, "offence"), in_force(start, nation, "offence")
    short = {EW: "ew", SCOTLAND: "scotland", NI: "ni"}[nation]
    assert f"{short}_offences_earlier" in before
    assert f"{short}_offences" not in before
    assert f"{short}_offences" in after
    assert f"{short}_offences_earlier" not in after


def test_a_child_needs_no_means_in_any_nation_at_any_time() -> None:
    assert all("uk_child" in in_force(day, nation) for nation in NATIONS for day in (date(2004, 1, 1), None))


def test_cuckooing_is_an_offence_from_29_june_2026_beside_slavery() -> None:
    assert "ew_offences_2026" not in in_force(date(2026, 6, 28), EW)
    assert {"ew_offences", "ew_offences_2026"} <= set(in_force(date(2026, 6, 29), EW, "offence"))


def test_a_referral_of_2016_was_a_crime_record_in_two_nations_and_waited_in_scotland() -> None:
    day = date(2016, 3, 1)
    assert "ew_referral_is_crime" in in_force(day, EW, "recording")
    assert "ni_every_referral" in in_force(day, NI, "recording")
    assert "scotland_conclusive_grounds" in in_force(day, SCOTLAND, "recording")
    assert "scotland_conclusive_grounds" not in in_force(date(2026, 1, 1), SCOTLAND)


def test_non_crime_codes_take_over_from_every_referral_is_a_crime_on_one_day() -> None:
    day = date(2019, 1, 1)
    assert "ew_referral_is_crime" in in_force(day - DAY, EW)
    assert "ew_referral_is_crime" not in in_force(day, EW)
    assert "ew_non_crime_codes" in in_force(day, EW)
    assert "ew_non_crime_codes" not in in_force(day - DAY, EW)


@pytest.mark.parametrize(
    ("last", "first", "day"),
    [
        ("ew_72_hours", "ew_24_hours", date(2015, 4, 1)),
        ("uk_reasonable_grounds_earlier", "uk_reasonable_grounds_2023", date(2023, 1, 30)),
    ],
)
def test_one_rule_ends_on_the_day_before_the_next_begins(last: str, first: str, day: date) -> None:
    assert last in in_force(day - DAY, EW)
    assert first not in in_force(day - DAY, EW)
    assert first in in_force(day, EW)
    assert last not in in_force(day, EW)


def test_the_duty_to_notify_began_in_november_2015_and_holds_in_england_and_wales_alone() -> None:
    assert "ew_duty_to_notify" not in in_force(date(2015, 10, 31), EW)
    assert "ew_duty_to_notify" in in_force(date(2015, 11, 1), EW)
    assert not any("ew_duty_to_notify" in in_force(None, nation) for nation in (SCOTLAND, NI))


def test_every_nation_has_its_own_word_on_suspects_who_were_compelled() -> None:
    assert in_force(None, EW, "defence") == ["ew_section_45"]
    assert in_force(None, SCOTLAND, "defence") == ["scotland_lord_advocate"]
    assert in_force(None, NI, "defence") == ["ni_section_22"]


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("topic", TOPICS)
def test_today_every_topic_has_a_rule_in_every_nation(nation: str, topic: str) -> None:
    assert in_force(None, nation, topic)


def test_without_a_day_the_rules_that_still_hold_are_told() -> None:
    rules = load_recording().rules_on(None, EW)
    assert rules
    assert all(rule.until is None for rule in rules)


def test_rules_of_another_nation_are_not_told() -> None:
    for nation in NATIONS:
        assert {rule.nation for rule in load_recording().rules_on(date(2020, 1, 1), nation)} == {nation, UNITED_KINGDOM}


def test_a_nation_that_nobody_knows_is_refused_with_the_nearest() -> None:
    with refused(SettingsError, "'england'", "did you mean 'england_wales'"):
        load_recording().rules_on(None, "england")


def test_what_was_not_read_in_its_source_says_so() -> None:
    known = load_recording()
    items: list[Rule | NonCrimeCode] = [*known.rules, *known.codes.values()]
    for item in items:
        assert item.source
        assert item.certain != bool(item.doubt), item.code
    uncertain = {rule.code for rule in known.rules if not rule.certain}
    assert {"scotland_conclusive_grounds", "ni_every_referral", "ew_principal_crime", "ew_class_106"} <= uncertain
    assert {"ew_offences", "scotland_offences", "ew_ncrs", "ew_duty_to_notify"}.isdisjoint(uncertain)


def test_every_rule_is_told_in_one_to_three_whole_sentences_without_naming_anybody_a_victim() -> None:
    known = load_recording()
    for rule in known.rules:
        assert 1 <= len(re.findall(r"\.(?: |$)", rule.rule)) <= 3, rule.code
    texts = [text for rule in known.rules for text in (rule.title, rule.rule, rule.doubt)]
    texts += [text for code in known.codes.values() for text in (code.meaning, code.doubt)]
    for text in texts:
        assert not re.search(r"(?<!possible )\bvictim", text), text
    assert all(text.endswith(".") for rule in known.rules for text in (rule.rule, rule.doubt) if text)


def test_the_six_codes_of_2019_say_how_they_are_treated() -> None:
    assert {code.code: code.treated for code in load_recording().codes.values()} == {
        "N200/1": "open",
        "N200/2": "explained_unless_evidence",
        "N200/3": "explained_unless_evidence",
        "N200/4": "explained",
        "N200/5": "explained",
        "N200/6": "explained_if_received",
    }
    assert set(TREATMENTS) == {code.treated for code in load_recording().codes.values()}


@pytest.mark.parametrize(
    "text", ["N200/1", "N200/01", "n200-1", "N 200/1", " n200.1 ", "N200 1", "N200 / 1", "N0200/001", "N200\\1"]
)
def test_a_code_is_read_in_the_ways_of_forces(text: str) -> None:
    code = load_recording().code(text)
    assert code is not None
    assert code.code == "N200/1"


@pytest.mark.parametrize(
    "text", ["", "N200", "N200/", "N200/9", "N200/0", "N201/1", "106/1", "N200/1a", "NN200/1", "1"]
)
def test_what_is_no_code_of_the_table_is_none(text: str) -> None:
    assert load_recording().code(text) is None


def test_a_part_of_two_digits_is_not_taken_for_one_of_one() -> None:
    assert fold_code("N200/10") == "N200/10"
    assert load_recording().code("N200/10") is None


def test_an_entry_comes_out_as_it_was_written() -> None:
    since = "since = 2004-04-01\nuntil = 2004-04-01"
    read = read_recording("own.toml", a_rule(since=since) + "\n" + a_code())
    day = date(2004, 4, 1)
    rule = Rule("x", "scotland", "recording", "Record", "Record it.", ("A standard",), True, since=day, until=day)
    code = NonCrimeCode("N300/1", "Waiting.", "open", "scotland", ("A list",), True)
    assert read == Recording((rule,), {"N300/1": code})
    assert read.rules_on(day, SCOTLAND) == (rule,)
    assert (
        read.rules_on(day + DAY, SCOTLAND) == read.rules_on(day - DAY, SCOTLAND) == read.rules_on(None, SCOTLAND) == ()
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[rule", ("not valid TOML",)),
        ("a = " + "[" * 5000, ("not valid TOML: nested too deeply",)),
        ("[rules.x]", ("unknown key 'rules'", "did you mean 'rule'")),
        ("rule = 1", ("tables [rule.name]",)),
        ("rule.x = 1", ("rule x: wants a table with keys",)),
        (a_rule(title='titel = "Record"'), ("rule x: unknown key 'titel'", "did you mean 'title'")),
        (a_rule(source=""), ("rule x: key 'source' is missing",)),
        (a_rule(source="source = []"), ("rule x: 'source' wants a list of documents",)),
        (a_rule(source='source = "A standard"'), ("rule x: 'source' wants a list of documents",)),
        (a_rule(rule='rule = " "'), ("rule x: 'rule' wants a text",)),
        (a_rule(nation='nation = "england"'), ("'nation' holds 'england'", "did you mean 'england_wales'")),
        (a_rule(topic='topic = "defense"'), ("'topic' holds 'defense'", "did you mean 'defence'")),
        (a_rule(certain='certain = "yes"'), ("'certain' is true or false",)),
        (a_rule(certain="certain = false"), ("'doubt' says why 'certain' is false",)),
        (a_rule(doubt='doubt = "Not read."'), ("left out where it is true",)),
        (a_rule(since='since = "2015-07-31"'), ("'since' wants a day such as 2015-07-31",)),
        (a_rule(until="until = 2015-07-31T00:00:00"), ("'until' wants a day",)),
        (
            a_rule(since="since = 2016-01-01", until="until = 2015-12-31"),
            ("'until' 2015-12-31 is before 'since' 2016-01-01",),
        ),
        (a_code(treated='treated = "opened"'), ("code N300/1: 'treated' holds 'opened'", "did you mean 'open'")),
        (a_code(head='[code."n300-01"]'), ("code n300-01: a code is written like N200/1",)),
        (a_code(until="until = 2015-12-31"), ("unknown key 'until'",)),
    ],
)
def test_a_file_that_breaks_the_form_is_refused_with_what_would_be_right(text: str, words: tuple[str, ...]) -> None:
    with refused(KnowledgeError, "own.toml", *words):
        read_recording("own.toml", text)
