"""Keyed pseudonyms: what goes by its kind, what stays, and that one person or number has one token."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlooked.errors import CorpusError
from overlooked.masking import Masked, Pseudonyms, pseudonymise
from overlooked.masking.judge import judged, judged_sets
from overlooked.masking.marked import Mark, Marked, read_marked

ROOT = Path(__file__).parents[2]
KEYS = Pseudonyms(b"one key"), Pseudonyms(b"another")


def masked(text: str, record_id: str = "") -> Masked:
    return pseudonymise(text, KEYS[0], record_id)


def taken(text: str, record_id: str = "") -> list[tuple[str, str]]:
    return [(piece.kind, text[piece.start : piece.end]) for piece in masked(text, record_id).replaced]


def tokens(text: str) -> list[str]:
    return re.findall(r"\[[a-z ]+ (\w{8})\]", masked(text).text)


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("He met Mr Quendleby there.", "name", "Quendleby"),
        ("a man called tarvish has it", "name", "tarvish"),
        ("known as Squirrel to all", "name", "Squirrel"),
        ("MALE STATES HE IS NGUYEN AND NOT PAID", "name", "NGUYEN"),
        ("She lives at 14 Harrowfold Rd with him.", "address", "14 Harrowfold Rd"),
        ("Seen at Flat 3, Mill Court.", "address", "Flat 3, Mill Court"),
        ("Home is ZE3 9QQ.", "postcode", "ZE3 9QQ"),
        ("Rang +44 7700 900 456 twice.", "phone", "7700 900 456"),
        ("Rang 01632 960 111.", "phone", "01632 960 111"),
        ("IMEI 490154203237518 found.", "phone", "490154203237518"),
        ("Write to a.b@example.org now.", "email", "a.b@example.org"),
        ("NI QQ 12 34 56 C given.", "nino", "QQ 12 34 56 C"),
        ("Number 943 476 5919 on his wrist.", "nhs", "943 476 5919"),
        ("NHS no 123 456 7890 on file.", "nhs", "123 456 7890"),
        ("Passport 533380006 held.", "passport", "533380006"),
        ("Shown SURNA 801015 JX9AB at the roadside.", "driving licence", "SURNA 801015 JX9AB"),
        ("In AB12 CDE, blue.", "plate", "AB12 CDE"),
        ("vrm tq24 vzo, blue", "plate", "tq24 vzo"),
        ("Paid to 20-00-00 12345678.", "bank", "20-00-00 12345678"),
        ("Card 4929 1234 5678 9012 used.", "bank", "4929 1234 5678 9012"),
        ("DOB 3/4/91, local.", "birth date", "3/4/91"),
        ("Female born on 3rd April 1991.", "birth date", "3rd April 1991"),
        ("PNC 2023/0412345X shown.", "pnc", "2023/0412345X"),
        ("CRO 112345/21T shown.", "cro", "112345/21T"),
        ("Crime 42/77123/24 refers.", "crime", "42/77123/24"),
        ("CAD 1234 of 12/03/2024 refers.", "cad", "1234 of 12/03/2024"),
        ("Seized as RT/04 by me.", "exhibit", "RT/04"),
        ("PC 4471 attended.", "collar", "4471"),
        ("Seen by 4471 at the gate.", "collar", "4471"),
        ("Sells as @mirela.b88 there.", "handle", "@mirela.b88"),
        ("See www.example.org/ad today.", "web address", "www.example.org/ad"),
        ("Pin at 51.50735, -0.12776 sent.", "coordinates", "51.50735, -0.12776"),
    ],
)
def test_personal_data_goes_as_its_kind(text: str, kind: str, piece: str) -> None:
    assert any(kind == found and piece in shown for found, shown in taken(text)), taken(text)


@pytest.mark.parametrize(
    "text",
    [
        "Paid £9,500 on 12/03/2024 at 14:20, aged 17, 12 hours a day, since 7 Feb.",
        "Section 18 wounding. Asda carrier, Stanley knife, Rolex watch. No offences on Friday.",
        "Seen on the A47 and the M6 at 0230hrs in the back room.",
        "She speaks English and Romanian; Home Office told of Section 45.",
        "At the high street, near the bus stop, he sold 3kg for 200 quid.",
        "iPhone 13 and a Galaxy S21 taken from the car.",
        "THE MALE WAS SEEN IN THE SHOP AND LEFT WITH TWO BOTTLES",
        "male was seen in the shop and left with two bottles of vodka",
    ],
)
def test_what_a_reader_needs_stays(text: str) -> None:
    assert masked(text).text == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rang +44 7700 900 123.", "Rang 07700-900123."),
        ("DOB 3/4/91, local.", "Female born on 3rd April 1991."),
        ("NI QQ 12 34 56 C given.", "NI qq123456c given."),
        ("Met Mr Ionela Stanciu.", "Met Mr STANCIU Ionela."),
        ("In AB12 CDE, blue.", "In AB12CDE, blue."),
        ("Told José Tarvish so.", "Told Jose Tarvish so."),
    ],
)
def test_one_person_or_number_has_one_token_in_whatever_writing(one: str, other: str) -> None:
    assert len(tokens(one)) == 1
    assert tokens(one) == tokens(other)


def test_a_part_of_a_name_takes_the_token_of_the_one_fuller_name_even_where_it_stands_first() -> None:
    first, whole, again = tokens("Mr Tarvish rang. Odwin Tarvish called back. Odwin left.")
    assert first == whole == again


def test_a_part_of_two_names_has_its_own_token() -> None:
    assert len(set(tokens("Mr Odwin Tarvish met Mr Kel Tarvish. Tarvish left."))) == 3


def test_another_key_gives_other_tokens() -> None:
    text = "Mr Tarvish rang 07700 900123."
    one, other = (re.findall(r"\w{8}(?=\])", pseudonymise(text, keys).text) for keys in KEYS)
    assert set(one).isdisjoint(other)


def test_the_records_own_id_is_the_same_token_in_its_narrative() -> None:
    found = masked("See nm-24-x for more, NM-24-X.", "NM-24-X")
    assert found.text.count(KEYS[0].of_id("NM-24-X")) == 2


def test_a_key_is_not_shown() -> None:
    assert "one key" not in repr(KEYS[0])


FRAGMENTS = st.sampled_from(
    [
        "Mr ", "PC 4471 ", "PC ", "Tarvish", " tarvish", " called ", "known as ", "SMITH ", "Name: ",
        "\n", ". ", ", ", " - ",
        "0930 ",
        "£20 ", "07700 900123 ", "QQ 12 34 56 C ", "12/03/2024 ",
        "dob 3/4/91 ", "14 Harrowfold Rd ", "flat 3 ",
        "Hope House ", "'s ",
        '"', "(", ")", "[name 7F3KQ2MA]", "[name 1]", "RT/04 ",
        "AB12 CDE ", "@x_y ", "a.b@example.org ", "J. ",
        "and ", "by ", "4471 ",
        "said ", "THE MALE WAS SEEN ", "Grace ", "ring ", "NHS no ", "943 476 5919 ",
        "İ", "ß", "é", "-", "/", "’", "12 ",
    ]
)  # fmt: skip
NARRATIVES = st.lists(FRAGMENTS | st.text(max_size=4), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(NARRATIVES)
def test_outside_the_pieces_all_is_equal(text: str) -> None:
    made = masked(text)
    place = shown = 0
    for piece in made.replaced:
        assert text[place : piece.start] == made.text[shown : piece.masked_start]
        place, shown = piece.end, piece.masked_end
    assert text[place:] == made.text[shown:]


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_masking_again_changes_nothing(text: str) -> None:
    made = masked(text).text
    assert masked(made).text == made


@pytest.mark.parametrize("name", ["open.txt", "second.txt"])
def test_masking_the_marked_narratives_again_changes_nothing(name: str) -> None:
    made = [masked(told.text).text for told in read_marked(ROOT / "corpus" / "masking" / name)]
    assert [masked(text).text for text in made] == made


def test_thousands_of_digits_and_names_are_read_to_the_end() -> None:
    assert masked("0930 " * 20_000 + "Mr Tarvish.").text.endswith("].")
    assert len(masked("Mr Tarvish. " * 5_000).replaced) == 5_000


def test_a_mark_is_found_when_all_of_it_is_in_pieces_and_optional_ones_count_neither_way() -> None:
    told = Marked("# 001 x", "Tam Orr of Leeds and Hull", (Mark(0, 7, "name"), Mark(11, 16, "?")))
    assert judged([told], lambda _: [(0, 3), (11, 16)]).recall["value"] == 0
    right = judged([told], lambda _: [(0, 3), (4, 7), (11, 16), (21, 25)])
    assert right.recall["value"] == 1
    assert (right.pieces, right.right) == (3, 2)


@pytest.mark.parametrize("text", ["no head", "# 001 x\na «b", "# 001 x\n«colour:red»", "# 001 x\none\ntwo"])
def test_a_file_of_marks_that_is_not_as_it_should_be_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"x\.txt"):
        read_marked(tmp_path / "x.txt")


def test_the_open_set_is_masked_as_well_as_the_page_says() -> None:
    found = judged_sets(ROOT / "corpus" / "masking")["open"]
    page = (ROOT / "docs" / "masking.md").read_text(encoding="utf-8")
    assert f"| **recall, all kinds** | {found.recall['value']:.3f}" in page, "run `make mask-figures`"
    assert f"| **precision** | {found.precision['value']:.3f}" in page, "run `make mask-figures`"
    assert found.recall["value"] >= 0.97
    assert found.precision["value"] >= 0.9
