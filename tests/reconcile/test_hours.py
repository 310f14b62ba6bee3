"""Hours from the report to the record; days alone are no hours."""

import pytest

from overlooked.reconcile.outcome.hours import clock_of


@pytest.mark.parametrize(
    ("reported", "recorded", "hours"),
    [
        ("2024-01-01T09:00", "2024-01-01T15:30", 6.5),
        ("2024-01-01T09:00", "2024-01-02T09:20", 24.3),
        ("2024-01-01T09:00:30", "2024-01-01T09:00:30", 0.0),
        ("2024-01-02T09:00", "2024-01-01T09:00", -24.0),
        ("2024-01-01T09:00+00:00", "2024-01-01T11:00", 2.0),
        ("2024-01-01", "2024-01-01", None),
        ("2024-01-01", "2024-01-05", None),
        ("2024-01-01T09:00", "2024-01-05", None),
        ("", "2024-01-05T09:00", None),
        ("2024-01-05T09:00", "", None),
        ("2024-01-05 at noon", "2024-01-05T13:00", None),
    ],
)
def test_hours_have_one_decimal_and_need_a_time_of_day_on_both(
    reported: str, recorded: str, hours: float | None
) -> None:
    assert clock_of({"reported_on": reported, "recorded_on": recorded}).hours == hours


def test_a_record_before_the_report_is_remarked_with_and_without_times() -> None:
    for reported, recorded in (("2024-01-02", "2024-01-01"), ("2024-01-02T10:00", "2024-01-02T09:00")):
        assert "recorded before it was reported" in clock_of({"reported_on": reported, "recorded_on": recorded}).remark
    assert clock_of({"reported_on": "2024-01-01T09:00", "recorded_on": "2024-01-01T10:00"}).remark == ""
