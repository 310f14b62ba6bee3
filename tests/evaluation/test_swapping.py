import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from overlooked.corpus import load_corpus
from overlooked.evaluation.groups.swapping import ALL, KINDS, Swapper, load_words, swapped

EVERYDAY = frozenset(["the", "reading", "will", "polish", "boss", "rang", "nails", "book", "from", "transit"])
SWAPPER = Swapper(EVERYDAY)
CORPUS = Path(__file__).parents[2] / "corpus"


def told_otherwise(narrative: str, kind: str = ALL) -> str:
    return swapped(narrative, SWAPPER.swaps(narrative)[kind])


def roles_of(word: str) -> set[str]:
    return {role for _, role in load_words().roles[tuple(word.lower().split())]}


@pytest.mark.parametrize(
    ("narrative", "other"),
    [
        ("She lost her phone.", "He lost his phone."),
        ("They hit her, then her brother.", "They hit him, then his sister."),
        ("They took her to the flat.", "They took him to the flat."),
        ("He says the car is his.", "She says the car is hers."),
        ("It was his own van, not hers", "It was her own van, not his"),
        ("MR DIXON STRUCK HIS WIFE HIMSELF", "MRS DIXON STRUCK HER HUSBAND HERSELF"),
        ("Susp M 34, IP F, two lads, a boy's coat", "Susp F 34, IP M, two lasses, a girl's coat"),
        ("Miss Dunn did not miss the bus", "Mr Dunn did not miss the bus"),
        ("M&S, door staff m/v", "M&S, door staff m/v"),
    ],
)
def test_gender_is_swapped_with_case_and_the_grammar_of_her_and_his(narrative: str, other: str) -> None:
    assert told_otherwise(narrative, "gender") == other


@pytest.mark.parametrize(
    ("narrative", "kind", "role"),
    [
        ("a Polish male", "nationality", "adjective"),
        ("spoke Polish on the phone", "language", "language"),
        ("two Poles", "nationality", "people"),
        ("the Pole said", "nationality", "person"),
        ("an IC3 male", "ethnicity", "code"),
        ("she is a Muslim", "religion", "believer"),
        ("met at the mosque", "religion", "house"),
        ("came from Eritrea", "place", "country"),
        ("lives in Leeds", "place", "town"),
        ("her friend Agnieszka", "name", "forename"),
    ],
)
def test_a_word_gives_way_to_another_of_its_kind(narrative: str, kind: str, role: str) -> None:
    [swap] = SWAPPER.swaps(narrative)[kind]
    assert swap.old != swap.new
    assert role in roles_of(swap.new)


def test_a_word_of_two_kinds_gives_way_to_a_word_of_both() -> None:
    [swap] = SWAPPER.swaps("he is Polish")["nationality"]
    assert {"adjective", "language"} <= roles_of(swap.new)


def test_a_colour_is_swapped_only_before_a_person() -> None:
    assert told_otherwise("a white male", "ethnicity") != "a white male"
    assert told_otherwise("a white van", "ethnicity") == "a white van"


def test_an_everyday_word_is_no_name_without_its_capital_inside_a_sentence() -> None:
    assert (
        told_otherwise("Will the boss polish nails, reading a book?") == "Will the boss polish nails, reading a book?"
    )
    assert "Will" not in told_otherwise("the boss rang Will", "name")
    assert "Reading" not in told_otherwise("from Reading", "place")


def test_a_name_that_stands_in_no_list_is_swapped_and_stays_one_name() -> None:
    [first, second] = SWAPPER.swaps("the boss rang Quastin. Quastin rang the boss")["name"]
    assert first.old == second.old == "Quastin"
    assert first.new == second.new != "Quastin"


def test_capitals_and_the_article_are_kept_right() -> None:
    assert told_otherwise("IN LEEDS", "place").isupper()
    for narrative in ("a Polish male", "a Somali male", "a Turkish male", "a Thai male"):
        told = told_otherwise(narrative, "nationality")
        assert re.match(r"an [AEIOU]|a (?![AIO])", told), told


def test_the_same_seed_makes_the_same_swaps_and_another_seed_others() -> None:
    narrative = "Agnieszka Nowak, Polish, of Leeds"
    assert SWAPPER.swaps(narrative) == Swapper(EVERYDAY).swaps(narrative)
    assert SWAPPER.swaps(narrative) != Swapper(EVERYDAY, seed=21).swaps(narrative)


def test_no_swap_of_a_kind_stands_over_another() -> None:
    for swaps in SWAPPER.swaps("South African from South Africa, Jordan of Jordan, a Sri Lankan F").values():
        ends = [0, *(swap.end for swap in swaps)]
        assert all(end <= swap.start for end, swap in zip(ends, swaps, strict=False))


def test_every_listed_word_of_origin_has_one_to_take_its_place() -> None:
    for phrase, roles in load_words().roles.items():
        swaps = SWAPPER.swaps(f"{' '.join(phrase).capitalize()} person")
        assert all(swaps[kind] for kind, _ in roles if kind not in {"name", "place"}), phrase


def test_every_word_of_origin_in_the_corpus_stands_in_a_list_of_swaps() -> None:
    origin = tomllib.loads((files("overlooked") / "data" / "origins.toml").read_text(encoding="utf-8"))["origin"]
    listed = {word for phrase in load_words().roles for word in phrase} | load_words().before_person
    records = [*load_corpus(CORPUS), *load_corpus(CORPUS, "dev")]
    used = {word for record in records for word in re.findall(r"[A-Z]\w+", record.narrative)}
    of_origin = {word for name in ("nationality", "ethnicity", "language", "religion") for word in origin[name]}
    assert sorted(word for word in used if word.lower() in of_origin - listed) == []


def test_the_kinds_end_with_all_of_them() -> None:
    assert list(SWAPPER.swaps("")) == list(KINDS)
