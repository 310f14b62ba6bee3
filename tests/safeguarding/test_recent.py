from datetime import date

import pytest

from overlooked.safeguarding import is_recent

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("recorded_on", "young"),
    [
        ("2026-11-27", True),
        ("2026-10-31", True),
        ("2026-10-31T23:59", True),
        ("2026-10-30", False),
        ("2026-11-28", False),
        ("2025-11-27", False),
        ("2026-11-31", False),
        ("", False),
        ("in the autumn", False),
    ],
)
def test_a_record_is_young_for_twenty_eight_days_and_never_before_its_day(recorded_on: str, young: bool) -> None:
    assert is_recent(recorded_on, TODAY) is young
