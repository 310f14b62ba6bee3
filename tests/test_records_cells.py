"""Cells: what a date, a moment and a date of birth are, however an export writes them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlooked.records.cells import iso_birth_day, iso_day, iso_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-31T09:30", "2026-03-31T09:30"),
        ("2026-03-31 09:30:00", "2026-03-31T09:30"),
        ("2026-03-31 09:30:05.123", "2026-03-31T09:30:05"),
        ("2026-03-31T09:30:00+01:00", "2026-03-31T09:30"),
        ("31/03/2026 0930", "2026-03-31T09:30"),
        ("31/3/26 9.05", "2026-03-31T09:05"),
        ("31 Mar 2026, 9:05 pm", "2026-03-31T21:05"),
        ("31/03/2026 12:10 AM", "2026-03-31T00:10"),
        ("31/03/2026 12:10 pm", "2026-03-31T12:10"),
        ("31/03/2026 21:05 pm", "2026-03-31T21:05"),
        ("2026-03-31T00:00:00", "2026-03-31T00:00"),
        ("46112.395833333336", "2026-03-31T09:30"),
        ("46112.99999999", "2026-03-31T23:59:59"),
        ("46112", "2026-03-31"),
        ("31/03/2026", "2026-03-31"),
        ("31/03/2026 25:10", "2026-03-31"),
        ("31/02/2026 09:30", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_moment_has_the_time_that_the_clock_showed_and_is_a_day_without_one(text: str, moment: str) -> None:
    assert iso_moment(text) == moment


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - files tell no zone
    st.sampled_from(["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M:%S", "%d %b %Y %I:%M %p"]),
)
def test_any_moment_that_is_written_out_is_read_back(moment: datetime, form: str) -> None:
    assert iso_moment(f"{moment:{form}}")[:16] == f"{moment:%Y-%m-%dT%H:%M}"


@given(st.text("0123456789/-: TapmZ.", max_size=20))
def test_a_moment_begins_with_its_day_whatever_the_text(text: str) -> None:
    assert iso_moment(text)[:10] == iso_day(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/02/1988", "1988-02-14"),
        ("10000", "1927-05-18"),
        ("29221", "1980-01-01"),
        ("29221.0", "1980-01-01"),
        ("32187", "1988-02-14"),
        ("1988", ""),
        ("99999", ""),
        ("5/6/45", "2045-06-05"),
    ],
)
def test_a_birth_date_is_also_an_earlier_number_of_excel(text: str, day: str) -> None:
    assert iso_birth_day(text) == day
