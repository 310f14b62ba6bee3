"""The ways in which British notes write addresses, numbers and names, and what looks like them and stays."""

import pytest

from overlooked.masking.keyed import personal
from overlooked.masking.levelled import levelled


def gone(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in personal(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Knocked at no 14 and got no reply.", "no 14"),
        ("No 8 saw him leave.", "No 8"),
        ("The neighbour at 27 heard it.", "27"),
        ("Lads from number 9 were shouting.", "number 9"),
        ("Parcel left at 6B by mistake.", "6B"),
        ("Went to flat 2b, no reply.", "flat 2b"),
        ("Lives at Flat B, 19 Thornbury Terrace now.", "Flat B, 19 Thornbury Terrace"),
        ("Home is Top Floor Flat, 88 Kirkgate.", "Top Floor Flat, 88 Kirkgate"),
        ("Sleeps in the annexe, 12 Fenwick Close.", "the annexe, 12 Fenwick Close"),
        ("Bed in Room 3 of 41 Carding Road.", "Room 3 of 41 Carding Road"),
        ("He lets 3, 5 and 7 Lumley Rise to them.", "3, 5 and 7 Lumley Rise"),
        ("Search of 101-103 Commercial Road.", "101-103 Commercial Road"),
        ("Search of 13/15 Peel Street.", "13/15 Peel Street"),
        ("Post for 8 The Paddocks was returned.", "8 The Paddocks"),
        ("Address: 22a Bramblings\nTel: none", "22a Bramblings"),
        ("Home address The Old Creamery, Pound Lane.", "The Old Creamery, Pound Lane"),
        ("Lives on site at Low Ings.", "Low Ings"),
        ("Found in Pitch 14, Sandy Bottom Caravan Park.", "Pitch 14, Sandy Bottom Caravan Park"),
        ("Rents 4 Weavers Steps to him.", "4 Weavers Steps"),
        ("Seen at 63 Alma\nTerrace today.", "63 Alma\nTerrace"),
        ("SEEN AT THE OLD SMITHY, PIT LANE TODAY", "THE OLD SMITHY, PIT LANE"),
        ("she lives at 17 larkmead grove with him", "17 larkmead grove"),
        ("moved from 33 st johns rd last week", "33 st johns rd"),
    ],
)
def test_an_address_that_tells_a_door_goes_however_it_is_written(text: str, address: str) -> None:
    assert address in gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Took the number 9 bus to town.",
        "He works at the farm and sleeps in the house.",
        "At 2130hrs no persons were at home.",
        "She paid at 31 pounds a week.",
        "No offences. No reply at the door.",
        "At the end of the road he turned left at the bridge.",
        "He stole 3 steps and 2 hats from a yard.",
        "It took 5 minutes walk from the lane.",
        "Sat at table 4 near till 2.",
        "SEEN AT LOCAL FARM BY POLICE IN THE YARD",
        "male works at local farm with 5 men",
    ],
)
def test_what_tells_no_door_stays(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Log 1655/7MAY refers.", "1655/7MAY"),
        ("It was 91 of 14/02/2024 that he rang about.", "91 of 14/02/2024"),
        ("Inc no 25*0041233 opened.", "25*0041233"),
        ("Recorded. K415.", "K415"),
        ("PC2204 attended.", "PC2204"),
        ("Collar number EA 4410 given.", "EA 4410"),
        ("Clip on disc, QZ4, handed in.", "QZ4"),
        ("Passport PL 812 334 held.", "PL 812 334"),
        ("Passport 533 380 006 held.", "533 380 006"),
        ("Dob 14 / 9 / 1971 given.", "14 / 9 / 1971"),
        ("Born May 1990 he says.", "May 1990"),
        ("Rang 0 7 7 0 0 9 0 0 1 2 3 twice.", "0 7 7 0 0 9 0 0 1 2 3"),
        ("Post to XQ41 7OV came back.", "XQ41 7OV"),
        ("Tel:\n07700 900 188", "07700 900 188"),
        ("Rang 07700 900123 PC Tarvish attended.", "07700 900123"),
        ("also tallulah7 on Snap.", "tallulah7"),
        ("username dutchpotts, no picture", "dutchpotts"),
        ("Snapchat: midnight", "midnight"),
        ("Told tarvish@x_y so.", "@x_y"),
        ("seen in p744 bfj by a lad", "p744 bfj"),
    ],
)
def test_a_number_or_a_handle_goes_however_it_is_written(text: str, number: str) -> None:
    assert number in gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Seen on the A417 and the M62 with a PS5 and an IC1 male.",
        "On 12/03/2024 PC and PS units attended.",
        "He is 4 of 9 men. Sold on Snapchat for cash.",
        "seen at 10 the day before, 12 and 14 men in the van",
        "Bought a Samsung K415 camera.",
    ],
)
def test_what_only_looks_like_a_number_of_somebody_stays(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It says husband Grant pushed her.", "Grant"),
        ("He is known as Salty or Pepper to all.", "Pepper"),
        ("They fear Ned the Brick most.", "Ned the Brick"),
        ("The younger Dobbs lad ran.", "Dobbs"),
        ("Boss called him Ladle at work.", "Ladle"),
        ("Signed by Wiebke van der Moor today.", "Wiebke van der Moor"),
        ("Seen by Dr A. K. Tarvish today.", "A. K. Tarvish"),
        ("Met Minh Do Lanh there.", "Minh Do Lanh"),
        ("Told Odwin Tarvish-Brown so.", "Odwin Tarvish-Brown"),
        ("MALE STATES HIS PARTNER GRACE WAS NOT PAID", "GRACE"),
        ("victim will tarvish says he was not paid", "will tarvish"),
        ("HIS REAL NAME LEE DIPPER, LOCAL TO HERE", "LEE DIPPER"),
        ("SUSPECT ODETTE SPINDLE, LOCAL TO HERE", "ODETTE SPINDLE"),
        ("he works with ionela t, who is not paid", "ionela t"),
        ("SEEN WITH BIG TARVISH AND NOT PAID TODAY", "BIG TARVISH"),
    ],
)
def test_a_name_goes_by_what_stands_beside_it(text: str, name: str) -> None:
    assert name in gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Asian lad and two Romanian boys ran.",
        "Payee: none. Forename: none. INFT: none.",
        "male will return and the driver may ring",
        "HE SAYS THE DRIVER WILL RETURN LATER",
        "He called her a liar and called him names.",
    ],
)
def test_words_beside_people_stay(text: str) -> None:
    assert gone(text) == []


PLAIN = 'Mr Odwin Tarvish\'s flat, 14 Harrowfold Rd, ZE3 9QQ; rang 07700-900 456, "NI QQ 12 34 56 C", sort 20-00-00.'


@pytest.mark.parametrize(
    "signs",
    [{" ": "\u00a0"}, {" ": "\u2009"}, {" ": "\t"}, {"-": "\u2013"}, {"-": "\u2011"}, {"'": "\u2019", '"': "\u201c"}],
)
def test_spaces_dashes_and_quotation_marks_of_any_kind_hide_nothing(signs: dict[str, str]) -> None:
    odd = "".join(signs.get(sign, sign) for sign in PLAIN)
    assert odd != PLAIN
    assert personal(odd) == personal(PLAIN)


def test_a_name_right_before_a_token_is_read_to_the_end() -> None:
    assert gone("Met Hope Tarvish. Later tarvish[name 7F3KQ2MA]Tarvish") == ["Hope Tarvish", "tarvish", "Tarvish"]


def test_a_line_that_a_program_broke_is_one_line_and_a_form_keeps_its_lines() -> None:
    assert levelled("he was\nnot paid") == "he was not paid"
    assert levelled("name: x\nemail: y") == "name: x\nemail: y"
    assert levelled("Left.\n0930 Rang.") == "Left.\n0930 Rang."
