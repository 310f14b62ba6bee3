"""Masking: what goes, what stays, and that a span leads to its place in the masked text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marks import Example, examples, left_over, tally

from overlooked.corpus import load_corpus
from overlooked.masking import Masked, mask
from overlooked.masking.masked import render
from overlooked.masking.pieces import Piece

ROOT = Path(__file__).parents[2]
EXAMPLES = list(examples())


@pytest.mark.parametrize("made", EXAMPLES, ids=range(len(EXAMPLES)))
def test_no_planted_secret_survives(made: Example) -> None:
    masked = mask(made.text)
    survived = [made.text[start:end] for start, end in made.secrets if left_over(made, masked, start, end)]
    assert not survived, masked.text


def test_what_is_known_to_be_missed_is_missed_still() -> None:
    """If one is masked now, its marks in the file and the figures in the page are to be changed."""
    missed = [(made, span) for made in EXAMPLES for span in made.missed]
    assert missed
    assert all(left_over(made, mask(made.text), *span) for made, span in missed)


def test_the_page_tells_the_figures_that_the_examples_give() -> None:
    page = " ".join((ROOT / "docs" / "teaching-real.md").read_text(encoding="utf-8").split())
    found = tally()
    assert f"{len(EXAMPLES)} made-up examples" in page
    assert f"{found.missed} of {found.secrets} secrets" in page
    assert f"{found.needless} of {found.words} other words" in page


@pytest.mark.parametrize(
    "text",
    [
        "He owes £25,000 and is paid £3 an hour, 14 hours a day, 7 days a week, for 6 months.",
        "She is 15 and her brother is 9.",
        "IP is a Romanian male. Suspect speaks Polish. Both are known to Social Services.",
        "Monday to Saturday since Easter. NRM submitted. NFA, no complaints.",
        "She has to pay back 30 grand. They take 200 quid a week in rent.",
        "Victim was told to lie. Officer asked how old she is.",
        "MALE STATES HE IS NOT PAID AND SLEEPS IN A SHED. NO PASSPORT. BOSS HAS IT.",
        "Section 18 wounding, IC1 male, exhibits seized, CCTV requested. P45 never given.",
        "the van comes at night. they are locked in. no heating. one toilet for 12 men",
    ],
)
def test_what_carries_the_sign_stays(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Linh owes Dung. Linh ran.", "[name 1] owes [name 2]. [name 1] ran."),
        ("Linh Tran left. Linh came back.", "[name 1] left. [name 1] came back."),
        ("a man called fish has it, fish hit him", "a man called [name 1] has it, [name 1] hit him"),
        ("Aged 34. Son aged 17.", "Aged [age 30s]. Son aged 17."),
        ("He is 19 and she is 83.", "He is [age 18 or 19] and she is [age 80 or over]."),
        ("Seen at 0530 hrs on 12/03/2024.", "Seen at [time] on [date 1]."),
        ("PC 1234 SMITH attended.", "PC [reference 1] [name 1] attended."),
        ("She speaks only Tigrinya, he is Mongolian.", "She speaks only [nationality], he is [nationality]."),
        ("Born in May, told May Lin.", "Born in May, told [name 1]."),
        ("Will told her. Will he pay?", "[name 1] told her. Will he pay?"),
        ("Mark on his arm. Bill to pay.", "Mark on his arm. Bill to pay."),
        ("Mr A dialled, Mr A. left.", "Mr [name 1] dialled, Mr [name 1]. left."),
        ("Dr Szabo lives in Szabo Court.", "Dr [name 1] lives in [address 1]."),
    ],
)
def test_a_placeholder_tells_the_kind_and_follows_the_story(text: str, masked: str) -> None:
    assert mask(text).text == masked


def test_strings_of_the_records_own_fields_go_wherever_they_stand() -> None:
    known = ["AB 12", "Riverside", ""]
    text = "Recorded by riverside area, ref AB 12 of Riverside; see ab  12."
    assert mask(text, known).text == "Recorded by [place 1] area, ref [reference 1] of [place 1]; see [reference 1]."


def test_a_word_that_nobody_knows_goes_in_lower_case_too_but_a_slip_of_the_pen_stays() -> None:
    assert mask("he met zbrk at the vehcile").text == "he met [word 1] at the vehcile"


def test_placeholders_that_stand_in_a_narrative_are_left_and_their_numbers_not_given_again() -> None:
    assert mask("[name 3] told Linh.").text == "[name 3] told [name 4]."


def test_a_span_that_cuts_a_piece_takes_the_whole_placeholder() -> None:
    masked = mask("He told Linh Tran to pay.")
    assert masked.text == "He told [name 1] to pay."
    for span in ((8, 17), (9, 10), (10, 17), (8, 12)):
        assert masked.text[slice(*masked.span(*span))] == "[name 1]"
    assert masked.text[slice(*masked.span(3, 10))] == "told [name 1]"
    assert masked.text[slice(*masked.span(18, 24))] == "to pay"


@pytest.mark.parametrize("span", [(-1, 2), (3, 2)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a span runs from"):
        mask("He told Linh.").span(*span)


def outside(masked: Masked, narrative: str) -> tuple[list[str], list[str]]:
    """What stands between replaced pieces, in the original and in the masked text."""
    ends, masked_ends = [0], [0]
    own, shown = [], []
    for piece in masked.replaced:
        own.append(narrative[ends[-1] : piece.start])
        shown.append(masked.text[masked_ends[-1] : piece.masked_start])
        ends.append(piece.end)
        masked_ends.append(piece.masked_end)
    return [*own, narrative[ends[-1] :]], [*shown, masked.text[masked_ends[-1] :]]


FRAGMENTS = st.sampled_from(
    [
        *(made.text for made in EXAMPLES[::7]), "Mr ", "PC ", "Will", " called ", "known as", " Linh", "linh ", "12 ",
        "34", "aged ", "£20", ". ", ", ", "\n", "-", "'", '"', "[", "]", "[name 1]", "[date 2]", " may ", "2021",
        "0530", " hrs", "14 Old Mill Lane", " the ", "SMITH ", "O'", "@x", "J. ", "'s ", "Nails", " and ", "ß", "İ",
        "é", "/",
    ]
)  # fmt: skip
NARRATIVES = st.lists(FRAGMENTS | st.text(max_size=4), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(NARRATIVES, st.lists(st.sampled_from(["Riverside", "AB 12", "name", "1", " "]), max_size=2))
def test_outside_the_pieces_all_is_equal_and_masking_again_changes_nothing(narrative: str, known: list[str]) -> None:
    masked = mask(narrative, known)
    own, shown = outside(masked, narrative)
    assert own == shown
    again = mask(masked.text, known)
    assert again.text == masked.text
    assert not again.replaced
    assert mask(masked.text).text == masked.text


def told(masked: Masked, narrative: str, start: int, end: int) -> str:
    """A quote with placeholders in it, put together from the pieces that it touches."""
    quote, place = "", start
    for piece in masked.replaced:
        if piece.start < end and piece.end > start:
            quote += narrative[place : max(piece.start, place)] + masked.text[piece.masked_start : piece.masked_end]
            place = piece.end
    return quote + narrative[place:end]


@settings(max_examples=200, deadline=None)
@given(NARRATIVES.filter(bool), st.data())
def test_a_span_is_the_quote_with_placeholders_in_it(narrative: str, data: st.DataObject) -> None:
    masked = mask(narrative)
    start = data.draw(st.integers(0, len(narrative) - 1))
    end = data.draw(st.integers(start + 1, len(narrative)))
    begins, ends = masked.span(start, end)
    assert masked.text[begins:ends] == told(masked, narrative, start, end)


def test_the_quotes_of_the_train_records_are_found_in_the_masked_narratives() -> None:
    for record in load_corpus(ROOT / "corpus")[::60]:
        masked = mask(record.narrative)
        for annotation in record.indicators:
            start = record.narrative.index(annotation.quote)
            begins, ends = masked.span(start, start + len(annotation.quote))
            assert masked.text[begins:ends] == told(masked, record.narrative, start, start + len(annotation.quote))


def test_a_word_behind_thousands_of_masked_times_begins_a_sentence_as_behind_one() -> None:
    for times in ("[time] ", "[time] " * 5_000):
        assert mask(f"{times}Boss has it.").text == f"{times}Boss has it."


def test_names_by_the_thousand_are_told_apart_and_each_has_its_number() -> None:
    names = [
        f"{a}{b}{c}ov{d}" for a in "BDGKLMPRTV" for b in "aeio" for c in "bcdfghjklmnprstvz" for d in ("", "a", "i")
    ]
    masked = mask(" ".join(f"He met Mr {name} again." for name in names))
    assert masked.text == " ".join(f"He met Mr [name {number}] again." for number, _ in enumerate(names, start=1))


def test_a_name_is_that_of_the_one_longer_or_shorter_name_and_its_own_where_there_are_two() -> None:
    text = "Linh Tran, Linh Pham, Linh, Tran, Dung, Van Dung"
    pieces = [Piece(found.start(), found.end(), "name") for found in re.finditer(r"[^, ][^,]*", text)]
    assert render(text, pieces).text == "[name 1], [name 2], [name 3], [name 1], [name 4], [name 4]"


def test_thousands_of_shouted_sentences_are_each_seen_to_be_shouted() -> None:
    text = "THE MAN WENT HOME. " * 5_000
    assert mask(text).text == text
