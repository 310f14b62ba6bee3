"""The ways in which British notes write an address, and what looks like one and stays."""

import pytest

from overlooked.masking.keyed import personal
from overlooked.masking.levelled import levelled


def gone(text: str) -> list[str]:
    return [levelled(text)[start:end] for start, end, _ in personal(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Parcel left with number thirty three Corbel Crescent.", "number thirty three Corbel Crescent"),
        ("Her mum is at number seventeen with the kids.", "number seventeen"),
        ("He lives at twenty-nine Kiln Lane.", "twenty-nine Kiln Lane"),
        ("Asleep in flat six.", "flat six"),
        ("FOUND AT THIRTY SIX BEECH ROAD ON ARRIVAL", "THIRTY SIX BEECH ROAD"),
    ],
)
def test_a_house_number_in_words_goes(text: str, address: str) -> None:
    assert address in gone(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("House to house at 15, 17 and 21.", "15, 17 and 21"),
        ("Neighbours at 5 and 7 heard it.", "5 and 7"),
        ("Lives at 61 or 63 Tarn Rd.", "61 or 63 Tarn Rd"),
        ("Row between nos 3 and 5 Tarn Rd.", "nos 3 and 5 Tarn Rd"),
        ("The woman from 23 heard it.", "23"),
        ("Found at 406 with two others.", "406"),
        ("SISTER AT 107 SAYS SO AND WILL STAY", "107"),
        ("House number is 16.", "house number is 16"),
        ("Next door, number 7, complained.", "number 7"),
        ("Left with number 12.", "number 12"),
        ("He lives in Kiln Street no 16.", "Kiln Street no 16"),
        ("Kiln Street 16, he said.", "Kiln Street 16"),
        ("No8 Kiln St was shut.", "No8 Kiln St"),
    ],
)
def test_a_bare_house_number_goes_by_what_stands_beside_it(text: str, address: str) -> None:
    assert address.lower() in map(str.lower, gone(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Flt 3 above the Bead Shop, 21 Market Hill was shut.", "Flt 3 above the Bead Shop, 21 Market Hill"),
        ("Flat above Dongs, 16 High St was shut.", "Flat above Dongs, 16 High St"),
        ("Unit 5 rear of 41 Tarn St is let.", "Unit 5 rear of 41 Tarn St"),
        ("Lives at Unit 5 rear of 41 Tarn St now.", "Unit 5 rear of 41 Tarn St"),
        ("The Coach House, rear of 16 Tarn St.", "The Coach House, rear of 16 Tarn St"),
        ("1st Floor, 400 Old Kiln Road", "1st Floor, 400 Old Kiln Road"),
        ("2nd Flr Flat, 17 Tarn Rd", "2nd Flr Flat, 17 Tarn Rd"),
        ("Annexe to 16 Tarn St", "Annexe to 16 Tarn St"),
        ("In the basement, 92 Tarn Parade.", "the basement, 92 Tarn Parade"),
        ("Room 14 at the Grand Hotel.", "Room 14 at the Grand Hotel"),
        ("Room 15 of Larchwood Nursing Home", "Room 15 of Larchwood Nursing Home"),
        ("Rm 8, St Olaves Hostel", "Rm 8, St Olaves Hostel"),
        ("Staff Rm 5, The Limes is hers.", "Staff Rm 5, The Limes"),
        ("Block D, Rm 217 was shut.", "Block D, Rm 217"),
        ("Tarnfield Court, flat 5", "Tarnfield Court, flat 5"),
        ("Suite 3, 11-13 Tarn Chambers", "Suite 3, 11-13 Tarn Chambers"),
        ("Arch 41, Tarn Road", "Arch 41, Tarn Road"),
        ("Apt 3.05 Tarn Wharf", "Apt 3.05 Tarn Wharf"),
        ("Flat A5 Tarn Court", "Flat A5 Tarn Court"),
        ("Flat no. 7, 8 Tarn St", "Flat no. 7, 8 Tarn St"),
        ("visited flat b 8 tarn st today", "flat b 8 tarn st"),
    ],
)
def test_a_part_of_a_house_goes_with_the_house(text: str, address: str) -> None:
    assert address in gone(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("2F3, 21 Kirk Crescent", "2F3, 21 Kirk Crescent"),
        ("Flat 2F3, 21 Kirk Rd", "Flat 2F3, 21 Kirk Rd"),
        ("3/2, 35 Kirk St", "3/2, 35 Kirk St"),
        ("Seen at 31 DUNSTAFF QUAD BY ALL", "31 DUNSTAFF QUAD"),
        ("Off Hafod, Ffordd y Garn, very upset.", "Hafod, Ffordd y Garn"),
        ("28 Ffordd Wen", "28 Ffordd Wen"),
        ("7 Stryd Fach", "7 Stryd Fach"),
        ("home addr 5 bryn gwyn", "5 bryn gwyn"),
    ],
)
def test_scottish_and_welsh_addresses_go(text: str, address: str) -> None:
    assert address in gone(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Front door of The Old Glebe, Kiln Walk insecure.", "The Old Glebe, Kiln Walk"),
        ("Taken to her mams, Chy Brea, Back Lane.", "Chy Brea, Back Lane"),
        ("Sea View, The Parade", "Sea View, The Parade"),
        ("Larch House, The Ridgeway", "Larch House, The Ridgeway"),
        ("Pen-y-garn Farm", "Pen-y-garn Farm"),
        ("St Olave's House, 14 Low Rd", "St Olave's House, 14 Low Rd"),
        ("visited the old forge on kiln lane", "the old forge"),
        ("CAR WAS AT 23, THE PADDOCKS, ALL NIGHT", "23, THE PADDOCKS"),
        ("Seen at 42 Zarnegate by staff.", "42 Zarnegate"),
        ("Lives in nb Plover, Lower Basin moorings.", "nb Plover, Lower Basin moorings"),
        ("Lives on narrowboat Plover, Berth 3, Kiln Marina.", "narrowboat Plover, Berth 3, Kiln Marina"),
        ("Seen at 15 Kiln Raod by him.", "15 Kiln Raod"),
        ("bailed, address 15 copper larches, to return", "15 copper larches"),
        ("Seen at 15-a Kiln Road.", "15-a Kiln Road"),
        ("lives at larch cottage, back lane, with him", "larch cottage, back lane"),
        ("his address: plot 5, hollow lane caravan site", "plot 5, hollow lane caravan site"),
        ("his address: the lodge, 5 weir lane, today", "the lodge, 5 weir lane"),
    ],
)
def test_a_house_goes_by_its_name_or_by_the_road_behind_it(text: str, address: str) -> None:
    assert address in gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "He came at 14 and left at 15. Back at 7 for tea.",
        "Arrested at 16 for theft. From 14 onwards she worked.",
        "The tyre was flat 2 days ago and flat two hours later.",
        "Stole 14 bottles and 9 boxes. Men from 14 countries.",
        "Unit 7 attended and left. Two units asked for.",
        "Mill Lane closed, unit 7 attending.",
        "One room for two people. They share one room.",
        "No one knew. No one else came to number one suspect.",
        "No 2 suspects were seen. Number two of three.",
        "Walked down Mill Lane, Church Street and Market Hill.",
        "Two men in the yard of a farm. Nine people at the farm.",
        "Three bed house on the hill. One way street.",
        "Speed at 40 in a 30. Driving at 60 on Mill Road.",
        "Woke at six, picked up at seven, of age at eight.",
        "NB The boat was cold. The barge sank.",
        "HE WENT DOWN THE ROAD AT 14 MPH FOR ALL",
        "Stack of 300 bales. F 20s in a grey coat stood close.",
        "Seen on the A4 and the B4 at 2.04 in the rain.",
    ],
)
def test_times_ages_amounts_and_roads_alone_stay(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Log CAD 1187 of 14 March.", "CAD 1187 of 14 March"),
        ("Booked in by CS 318.", "CS 318"),
        ("Log CAD 88/010224.", "CAD 88/010224"),
        ("Sort code 40.88.12.", "40.88.12"),
        ("Seen in FL5O TXQ.", "FL5O TXQ"),
        ("Phone, pink case, 07700 900 020, gone.", "07700 900 020"),
    ],
)
def test_a_number_goes_with_all_its_parts(text: str, number: str) -> None:
    assert number in gone(text)


def test_a_car_registered_to_a_house_hides_no_house() -> None:
    assert gone("Registered to 13 Tarnfield Mount.") == ["13 Tarnfield Mount"]
