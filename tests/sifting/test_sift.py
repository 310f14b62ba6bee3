"""The sift misses nothing: what the reading matches it finds, and what could rank or list a record it reaches."""

import gzip
import json
import random
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sifted import differences, examples, missed, torn

from narratives import narratives
from overlooked.reading.assertion import load_assertions
from overlooked.reading.cues import read_cues
from overlooked.reading.foldings import foldings
from overlooked.reading.lexicon import Lexicon, load_lexicon
from overlooked.reading.reader import Reader, load_reader
from overlooked.sifting.sift import Sift, load_sift

ROOT = Path(__file__).parents[2]
SIGN = "His boss has kept his passport since March."
PLAIN = "The bike was taken from the shed overnight."


def corpus() -> list[str]:
    texts = [(ROOT / f"corpus/{split}.jsonl").read_text(encoding="utf-8") for split in ("train", "dev")]
    return [json.loads(line)["narrative"] for text in texts for line in text.split("\n") if line]


@pytest.mark.slow
def test_every_narrative_of_the_corpus_is_sifted_as_it_is_read() -> None:
    assert differences(load_reader(), load_sift(), corpus()) == []
    assert missed(load_reader(), load_sift(), corpus()) == []
    assert torn(load_sift(), corpus()) == []


@pytest.mark.slow
def test_every_example_of_a_cue_is_sifted_as_it_is_read() -> None:
    assert differences(load_reader(), load_sift(), examples(load_lexicon())) == []
    assert missed(load_reader(), load_sift(), examples(load_lexicon())) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["real_dev_negative.jsonl.gz", "real_dev_positive.jsonl.gz"])
def test_every_real_text_is_sifted_as_it_is_read(name: str) -> None:
    path = ROOT.parent / "shared" / "real" / name
    if not path.exists():
        pytest.skip("no real texts beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert len(differences(load_reader(), load_sift(), texts)) == 0
    assert len(missed(load_reader(), load_sift(), texts)) == 0


SPACES = [" ", "  ", "\u00a0", "\t", "\n", "\r\n", " \n\n ", "\x1c", "\v", "\u2028"]
MARKS = [
    ". ",
    ", ",
    "? ",
    "! ",
    "; ",
    ": ",
    " - ",
    " – ",
    "—",
    "/",
    "…",
    "• ",
    "“",
    "”",
    "(",
    ") ",
    "\0",
    "_",
    "'",
    "’ ",
    "😀",
    "`",
]


def mutated(text: str, dice: random.Random) -> str:
    """A narrative with other case, spaces, quotes, articles, marks and accents in some places."""
    words = text.split(" ")
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(words))
        words[at] = dice.choice(
            [
                words[at].upper(),
                words[at].title(),
                words[at].lower(),
                words[at].replace("'", "’"),
                f"the {words[at]}",
                f"{words[at]}{dice.choice(SPACES)}",
                f"{words[at]}{dice.choice(MARKS)}",
                f"{dice.choice(MARKS)}{words[at]}",
                words[at].replace("e", "é", 1),
                f"{dice.choice(['15', '2019', '12:30', '£20', '3/4/21', '0915', 'Mr', 'aged 14', '17yo'])} {words[at]}",
                f"{words[at]}'s",
                f"{words[at]}/{words[at - 1]}",
            ]
        )
    return " ".join(words)


@pytest.mark.slow
def test_narratives_changed_at_random_are_sifted_as_they_are_read() -> None:
    dice = random.Random(9)  # noqa: S311 - dice, not a secret
    texts = [mutated(text, dice) for text in corpus()[::2]]
    assert differences(load_reader(), load_sift(), texts) == []
    assert missed(load_reader(), load_sift(), texts) == []
    assert torn(load_sift(), texts) == []


# every kind of token and of neighbour that the neutral view has a rule for
ATOMS = """
he she boss boss's passport Will will Brown brown Brown's man worker mr Mr Mrs St dr Dr ip susp u/k he/she nfa m f
15 17 2019 34 007 girl of aged year years old yo 16yo 17yrs 24hrs 1st for about is was it who's he's don't can't they’ve
I'd the a an no further action fixed abode recourse Pole pole Polish polish black white mixed Sierra Leone New York
london male female IC1 W1 £50 £1,200.50 € $5 3/4/21 12-03-2022 12.30pm 10:30 0915 1430 hrs on [12:30] - • * am pm ten
eleven seventeen work works take took keep kept debt owe owes money not never paid wage wages locked house ozé Ürün
naïve 6,000 lacey
""".split()  # noqa: SIM905 - a hundred quotes would hide the words
WORDS = st.sampled_from(ATOMS) | st.sampled_from(sorted(foldings().words))
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", *SPACES, *MARKS])), max_size=60).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)
PROBED = """he boss passport manager person victim suspect <child_age> <adult_age> <origin> <money> <time> <date> <year>
15 34 is have not nfa homeless black work will child he/she"""


def probes() -> Lexicon:
    """A lexicon of every two of some forms, near and far, so that one form or place that differs is seen."""
    forms = list(enumerate(PROBED.split()))
    cues = "".join(
        _probe(f"debt_bondage.{a}.{b}", f"{first} ..{1 + a % 5} {second}")
        + _probe(f"deception.{a}.{b}", f"{first} {second}")
        + _probe(f"threats.{a}.{b}", f"{first} // {second} {first}? ..1 {first}")
        + "unless = ['boss']\n"
        for a, first in forms
        for b, second in forms
    )
    read, classes = read_cues([("probes.toml", cues)])
    return Lexicon(read, classes, "", "")


def _probe(code: str, pattern: str) -> str:
    return f"[[cue]]\nid = '{code}'\nweight = 1\npattern = '{pattern}'\nsource = 'guidance:probe'\n"


PROBES = Reader(probes(), load_assertions())
PROBE_SIFT = Sift(PROBES.lexicon)
PATIENT = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@PATIENT
@given(TEXTS)
def test_any_row_of_words_and_marks_is_sifted_as_it_is_read(text: str) -> None:
    assert differences(PROBES, PROBE_SIFT, [text, text.upper(), text.title()]) == []
    assert torn(PROBE_SIFT, [text, text.upper()]) == []
    assert torn(load_sift(), [text, text.upper()]) == []


@PATIENT
@given(st.text(max_size=80))
def test_any_text_is_sifted(text: str) -> None:
    assert differences(PROBES, PROBE_SIFT, [f"{text}he boss 15{text}. {text}Passport{text}"]) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\0", ".", "£", "12:", "a/", "[12:", "’", "x’", "he/", "\n\n", "15yo", "- ["]
)
def test_a_text_that_breaks_off_is_sifted_as_it_is_read(text: str) -> None:
    assert differences(PROBES, PROBE_SIFT, [text, f"he {text}", f"{text} boss passport"]) == []


@pytest.mark.parametrize("text", ["İP is here", "ΟΔΟΣ", "½ of it", "the man²", "menʼs", "𠀀"])
def test_letters_that_change_beside_others_are_left_to_the_reading(text: str) -> None:
    sifted = load_sift().sift(pa.array([text, PLAIN]))
    assert sifted.by_reference.tolist() == [True, False]
    assert sifted.reached.tolist() == [True, False]
    assert sifted.candidates(0) is None


def test_names_with_accents_and_emoji_are_no_reason_to_leave_a_record_to_the_reading() -> None:
    texts = ["Zoë Łukasz Ştefan was seen 😀 – “ok” …", "Café at № 5", "日本 he was", "he ﬁnds it"]
    assert not load_sift().sift(pa.array(texts)).by_reference.any()


def test_a_sign_is_reached_and_an_everyday_record_is_not() -> None:
    assert load_sift().sift(pa.array([SIGN, PLAIN])).reached.tolist() == [True, False]


def test_what_is_reached_does_not_hang_on_what_is_told_of_the_others() -> None:
    texts = [*narratives(400, share=0.5), *examples(load_lexicon()), *corpus()[::20]]
    assert torn(load_sift(), texts) == []


def test_candidates_of_a_record_that_is_not_reached_are_told_where_all_are_asked_for() -> None:
    mild = "She was asleep in the van. He was talking about the place."
    array = pa.array([PLAIN, mild, SIGN])
    few, every = load_sift().sift(array), load_sift().sift(array, all_candidates=True)
    assert few.reached.tolist() == every.reached.tolist() == [False, False, True]
    assert [len(few.cues), len(few.cues) < len(every.cues)] == [few.starts[3] - few.starts[2], True]


def test_weak_signs_reach_only_in_the_company_of_enough_others() -> None:
    lexicon = load_lexicon()
    weak = {cue.indicator: cue.match for cue in lexicon.cues if cue.needs_company and cue.match}
    texts = ["\n\n".join(list(weak.values())[:count]) for count in range(1, 8)]
    assert missed(load_reader(), load_sift(), texts) == []
    assert load_sift().sift(pa.array(texts)).reached[-1]


def test_a_batch_may_stand_in_any_order_and_in_any_array() -> None:
    texts = ["", SIGN, PLAIN, "½", SIGN.upper(), "Passport. Passport."]
    sift = load_sift()
    whole = sift.sift(pa.array(texts))

    def told(array: pa.Array | pa.ChunkedArray) -> list[object]:
        sifted = sift.sift(array, all_candidates=True)
        return [None if (c := sifted.candidates(n)) is None else c.tolist() for n in range(len(array))]

    expected = told(pa.array(texts))
    assert told(pa.array(texts[::-1]))[::-1] == expected
    assert told(pa.array(texts, pa.large_string())) == expected
    assert told(pa.array(["x", *texts, "y"]).slice(1, len(texts))) == expected
    assert told(pa.array(["x", *texts], pa.large_string()).slice(1)) == expected
    assert told(pa.chunked_array([texts[:2], [], texts[2:]])) == expected
    assert [told(pa.array([text]))[0] for text in texts] == expected
    assert whole.reached.tolist() == [False, True, False, True, True, whole.reached[5]]


@pytest.mark.parametrize(
    "array", [pa.array([], pa.string()), pa.chunked_array([], pa.string()), pa.array(["x"]).slice(1)]
)
def test_no_narratives_are_sifted_to_nothing(array: pa.Array | pa.ChunkedArray) -> None:
    assert len(load_sift().sift(array).reached) == 0


@pytest.mark.parametrize("filler", [" ", "\n", "x", "a'", "he ", "12:30\n", "he. "])
def test_a_sign_behind_a_million_letters_is_reached(filler: str) -> None:
    text = f"{filler * (1_000_000 // len(filler))}\n\n{SIGN}"
    assert load_sift().sift(pa.array([text])).reached[0]


def test_a_sentence_longer_than_the_kernel_has_room_for_is_left_to_the_reading() -> None:
    sifted = load_sift().sift(pa.array(["he was there " * 1_000, SIGN]))
    assert sifted.by_reference.tolist() == [True, False]


def test_a_long_sentence_is_sifted_as_it_is_read() -> None:
    text = " ".join(f"{PLAIN[:-1]} and {SIGN[:-1]}" for _ in range(40))
    assert differences(load_reader(), load_sift(), [text]) == []


def test_the_cues_of_a_force_are_sifted_too(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(_probe("debt_bondage.own", "zorbing ..2 sprocket"), encoding="utf-8")
    sifted = load_sift(path).sift(pa.array(["A zorbing big sprocket was seen.", "A zorbing event. A sprocket."]))
    assert sifted.reached.tolist() == [True, False]
    candidates = sifted.candidates(0)
    assert candidates is not None
    assert [load_lexicon(path).cues[index].id for index in candidates] == ["debt_bondage.own"]
