"""What a record stands as, told from its code first and its title then."""

import pytest
from told_rows import CRIME

from overlooked.offences import is_crime
from overlooked.reconcile.outcome.standing import Standing, stands
from overlooked.recording import load_recording


def standing(offence: str, code: str = "", nation: str = "england_wales") -> Standing:
    crime = {**CRIME, "offence": offence, "offence_code": code}
    return stands(crime, load_recording(), nation).standing


@pytest.mark.parametrize(
    ("offence", "code", "expected"),
    [
        ("Modern slavery", "106", Standing.SLAVERY),
        ("Modern slavery", "", Standing.SLAVERY),
        ("", "106/1", Standing.SLAVERY),
        ("Kidnapping", "106", Standing.SLAVERY),
        ("Hold person in slavery or servitude", "", Standing.SLAVERY),
        ("Trafficking for sexual exploitation", "", Standing.SLAVERY),
        ("Common assault", "105/1", Standing.CRIME),
        ("Cannabis cultivation", "", Standing.CRIME),
        ("Breach of slavery and trafficking prevention order", "", Standing.CRIME),
        ("", "", Standing.CRIME),
        ("Non-crime: missing person", "", Standing.NOTHING),
        ("Missing person", "", Standing.NOTHING),
        ("Non-crime: suspected modern slavery", "", Standing.NOTHING),
        ("Theft - no crime", "", Standing.NOTHING),
        ("Modern slavery", "N200/1", Standing.WAITING),
        ("N200/01 Modern slavery referral", "", Standing.WAITING),
        ("N200/3: duty to notify", "N200", Standing.EXPLAINED),
        ("Modern slavery", "n200-2", Standing.EXPLAINED),
        ("Modern slavery", "N 200/4", Standing.EXPLAINED),
        ("Modern slavery", "N200/5", Standing.EXPLAINED),
        ("Modern slavery", "N200/6", Standing.TRANSFERRED),
        ("Modern slavery", "N200/9", Standing.NOTHING),
        ("Modern slavery", "N300/1", Standing.NOTHING),
        ("Duty to notify", "", Standing.NOTHING),
        ("Common assault", "N/K", Standing.CRIME),
        ("Common assault", "8N", Standing.CRIME),
        ("Burglary - postcode N17", "", Standing.CRIME),
    ],
)
def test_a_record_stands_as(offence: str, code: str, expected: Standing) -> None:
    assert standing(offence, code) is expected


@pytest.mark.parametrize("nation", ["scotland", "northern_ireland"])
def test_a_code_of_another_nation_says_nothing(nation: str) -> None:
    assert standing("Modern slavery", "N200/3", nation) is Standing.NOTHING
    assert standing("Modern slavery", "106", nation) is Standing.SLAVERY


def test_the_code_that_decides_is_told() -> None:
    crime = {**CRIME, "offence": "Referral", "offence_code": "N200/03"}
    code = stands(crime, load_recording(), "england_wales").code
    assert code is not None
    assert code.code == "N200/3"


def test_cuckooing_is_a_crime_from_the_day_on_which_the_law_knew_it() -> None:
    assert not is_crime("Cuckooing", "", "2026-06-28")
    assert is_crime("Cuckooing", "", "2026-06-29")
