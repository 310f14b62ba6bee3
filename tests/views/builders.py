"""A queue of few rows for the tests of the views."""

from typing import Any

import pandas as pd

from overlooked.screening import screen

RECORD = {
    "record_id": "A1",
    "recorded_on": "2024-05-01",
    "force": "Northmoor",
    "area": "City",
    "offence": "Theft - shoplifting",
    "offence_code": "",
    "narrative": "His boss has kept his passport. He has his own key.",
}


def a_queue(*records: dict[str, Any]) -> pd.DataFrame:
    """The queue of the records told; each is `RECORD` with changes."""
    return screen(pd.DataFrame([RECORD | record for record in records])).queue
