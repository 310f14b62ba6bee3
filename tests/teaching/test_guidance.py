"""Whatever a lesson shows has its words: plain, whole, sourced, and calling nobody more than a possible victim."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from overlooked.errors import KnowledgeError, SettingsError
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES, load_circumstances, load_indicators
from overlooked.notation import from_toml
from overlooked.recording import NATIONS
from overlooked.teaching.packs.guidance import ABOUT, DENIALS, STEPS, load_guidance, read_guidance
from refusals import refused

DATA = files("overlooked") / "data"
COUNTERS = tuple(from_toml((DATA / "counter.toml").read_text("utf-8")))
TEXT = (DATA / "teaching.toml").read_text("utf-8")

GUIDANCE = load_guidance()
ENTRIES = {
    "asking": GUIDANCE.asking,
    **{f"indicator {code}": told for code, told in GUIDANCE.indicators.items()},
    **{f"counter {code}": told for code, told in GUIDANCE.counters.items()},
    **{f"denial {code}": told for code, told in GUIDANCE.denials.items()},
    **{f"exploitation {code}": told for code, told in GUIDANCE.exploitation.items()},
    **{f"about {code}": told for code, told in GUIDANCE.people.items()},
    **{f"steps {code}": told for code, told in GUIDANCE.steps.items()},
}
_AUXILIARIES = "is are was were do does did can could will would has have had should may might"
YES_OR_NO = frozenset(_AUXILIARIES.split())
WHO_SOMEBODY_IS = re.compile(
    r"\b(?:he|she|him|her|his|hers|man|men|woman|women|male|female|boys?|girls?|lads?|husband|wife|mother|father|"
    r"british|english|scottish|irish|welsh|polish|romanian|vietnamese|albanian|chinese|nigerian|foreign\w*)\b",
    re.IGNORECASE,
)


def texts_of(entry: object) -> Iterator[tuple[str, str]]:
    """Every text that a reader sees of an entry, with its key: all but codes and sources."""
    assert is_dataclass(entry)
    for key in [field.name for field in fields(entry) if field.name not in {"code", "source", "circumstances"}]:
        value = getattr(entry, key)
        yield from ((key, text) for text in ([value] if isinstance(value, str) else value))


def test_everything_that_a_record_can_show_has_an_entry() -> None:
    assert tuple(GUIDANCE.indicators) == INDICATOR_CODES
    assert tuple(GUIDANCE.counters) == COUNTERS
    assert tuple(GUIDANCE.denials) == DENIALS
    assert tuple(GUIDANCE.exploitation) == EXPLOITATION
    assert tuple(GUIDANCE.people) == ABOUT
    assert tuple(GUIDANCE.steps) == STEPS


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_in_whole_sentences_and_names_its_source(name: str) -> None:
    assert ENTRIES[name].source  # type: ignore[attr-defined]
    for key, text in texts_of(ENTRIES[name]):
        assert text.endswith("?" if key == "questions" else "."), text
        assert text[0].isupper(), text
        assert text == " ".join(text.split())


@pytest.mark.parametrize("name", ENTRIES)
def test_nobody_in_a_record_is_called_a_victim_without_possible(name: str) -> None:
    for _, text in texts_of(ENTRIES[name]):
        assert not re.search(r"(?<!possible )\bvictim", text, re.IGNORECASE), text


@pytest.mark.parametrize("name", ENTRIES)
def test_no_text_names_gender_or_origin(name: str) -> None:
    for _, text in texts_of(ENTRIES[name]):
        assert not WHO_SOMEBODY_IS.search(text), text


@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_an_indicator_says_why_in_a_few_sentences_and_what_to_ask_next(code: str) -> None:
    told = GUIDANCE.of_indicator(code)
    assert 2 <= len(re.findall(r"[.](?: |$)", told.why)) <= 3
    assert 3 <= len(told.questions) <= 5
    assert told.questions[0] == load_indicators()[code].first_question
    assert len(set(told.questions)) == len(told.questions)


@pytest.mark.parametrize("code", INDICATOR_CODES)
def test_no_further_question_can_be_answered_by_yes_or_no_alone(code: str) -> None:
    for question in GUIDANCE.of_indicator(code).questions[1:]:
        first = question.split()[0].lower()
        assert first not in YES_OR_NO, question


def test_no_question_is_asked_twice_of_the_same_person() -> None:
    asked = [question for told in GUIDANCE.indicators.values() for question in told.questions]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("name", [name for name in ENTRIES if name.split()[0] in {"counter", "denial"}])
def test_clearing_and_not_clearing_take_a_sentence_each(name: str) -> None:
    for _, text in texts_of(ENTRIES[name]):
        assert len(re.findall(r"[.](?: |$)", text)) == 1, text


@pytest.mark.parametrize("code", EXPLOITATION)
def test_each_nation_is_told_what_to_consider_under_its_own_act(code: str) -> None:
    told = GUIDANCE.of_exploitation(code)
    assert "Modern Slavery Act 2015" in told.to_consider("england_wales")
    assert "(Scotland) Act 2015" in told.to_consider("scotland")
    assert "In Northern Ireland" in told.to_consider("northern_ireland")
    assert all(re.search(r"section [124]\b", told.to_consider(nation)) for nation in NATIONS)


def test_the_offences_of_2026_are_considered_beside_slavery_and_not_in_its_place() -> None:
    assert "beside and not in place of" in GUIDANCE.of_exploitation("criminal").should_record


def test_danger_and_secrecy_come_first_and_the_report_last() -> None:
    steps = GUIDANCE.safeguarding(["labour"], ["homeless"])
    assert steps[:3] == GUIDANCE.steps["first"].texts
    assert "immediate danger first" in steps[0]
    assert "Do not let the possible controller know" in steps[2]
    assert steps[-2:] == GUIDANCE.steps["last"].texts
    own = (*GUIDANCE.of_exploitation("labour").safeguard, *GUIDANCE.of_person("homeless").safeguard)
    assert steps[3:-2] == (*own, *GUIDANCE.steps["adult"].texts)


def test_an_adult_is_asked_and_one_who_refuses_is_notified_without_a_name() -> None:
    agrees, refuses, _ = GUIDANCE.steps["adult"].texts
    assert agrees.startswith("If the adult agrees")
    assert refuses.startswith("If the adult refuses")
    assert "without anything that identifies" in refuses


def test_no_step_asks_for_the_consent_of_a_child_or_notifies_instead_of_referring() -> None:
    steps = GUIDANCE.safeguarding(["criminal"], ["child"])
    assert not set(steps) & set(GUIDANCE.steps["adult"].texts)
    assert any("duty to notify is never used" in step for step in steps)


def test_people_come_in_one_order_however_they_are_given() -> None:
    one, other = GUIDANCE.safeguarding([], ["suspect", "child"]), GUIDANCE.safeguarding([], ["child", "suspect"])
    assert one == other
    assert one.index(GUIDANCE.of_person("child").safeguard[0]) < one.index(GUIDANCE.of_person("suspect").safeguard[0])


def test_a_step_is_told_once_for_several_types() -> None:
    steps = GUIDANCE.safeguarding([*EXPLOITATION, *EXPLOITATION], ABOUT)
    assert len(set(steps)) == len(steps)


def test_findings_of_circumstances_tell_about_whom_to_teach() -> None:
    assert GUIDANCE.about(["soup_run", "suspect", "addiction", "hostel"]) == ("homeless", "suspect")
    assert GUIDANCE.about(["elderly"]) == ()
    known = {code for told in GUIDANCE.people.values() for code in told.circumstances}
    assert known <= set(load_circumstances())


def test_a_care_leaver_may_be_an_adult_and_is_not_taught_as_a_child() -> None:
    assert GUIDANCE.about(["care_leaver"]) == ()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: GUIDANCE.of_indicator("debt"), ("indicator 'debt'", "'debt_bondage'")),
        (lambda: GUIDANCE.of_counter("pay"), ("counter 'pay'", "'paid'")),
        (lambda: GUIDANCE.of_denial("tickbox"), ("denial 'tickbox'", "'tick_box'")),
        (lambda: GUIDANCE.of_exploitation("labor"), ("exploitation 'labor'", "'labour'")),
        (lambda: GUIDANCE.safeguarding(["labour"], ["children"]), ("about 'children'", "'child'")),
    ],
)
def test_a_code_that_nobody_knows_is_refused_with_the_nearest(ask: object, words: tuple[str, ...]) -> None:
    with refused(KnowledgeError, *words):
        ask()  # type: ignore[operator]


def test_a_nation_that_nobody_knows_is_refused() -> None:
    with refused(SettingsError, "'wales'", "'england_wales'"):
        GUIDANCE.of_exploitation("labour").to_consider("wales")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[asking]", "[asking", ("not valid TOML",)),
        ("[asking]", "[askng]", ("unknown key 'askng'", "did you mean 'asking'")),
        ("[counter.paid]", "[counter.payed]", ("counter: unknown key 'payed'", "did you mean 'paid'")),
        ("[denial.unchecked]", "[denial.checked.more]", ("denial", "key")),
        ('clears = "It clears kept wages', 'clear = "It clears kept wages', ("counter paid: unknown key 'clear'",)),
        ('circumstances = ["suspect"]', 'circumstances = ["suspects"]', ("circumstance 'suspects'", "'suspect'")),
        ('circumstances = ["suspect"]', "circumstances = []", ("about suspect: 'circumstances' wants a list",)),
        ('circumstances = ["suspect"]', 'circumstances = "suspect"', ("'circumstances' wants a list of texts",)),
        ('circumstances = ["suspect"]', "circumstances = [1]", ("wants a text that says something",)),
        ('circumstances = ["suspect"]', "", ("about suspect: key 'circumstances' is missing",)),
    ],
)
def test_a_file_that_breaks_the_form_is_refused_with_what_would_be_right(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    assert TEXT.count(old) == 1
    with refused(KnowledgeError, "own.toml", *words):
        read_guidance("own.toml", TEXT.replace(old, new), COUNTERS)


def test_a_bare_value_in_place_of_a_section_is_refused() -> None:
    sections = ("asking", "indicator", "counter", "denial", "exploitation", "about", "safeguarding")
    with refused(KnowledgeError, "own.toml: about", "wants a table"):
        read_guidance("own.toml", "\n".join(f"{section} = 1" for section in sections), COUNTERS)
