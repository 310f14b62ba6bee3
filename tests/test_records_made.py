import pandas as pd
import pytest

from overlooked.errors import RecordsError
from overlooked.records.made import complete
from overlooked.records.schema import KNOWN
from overlooked.screening import screen

SIGN = "His boss has kept his passport."


def test_a_table_of_narratives_alone_is_enough() -> None:
    made = complete(pd.DataFrame({"narrative": [SIGN, SIGN]}, index=[7, 9]))
    assert set(KNOWN) <= set(made.columns)
    assert list(made["record_id"]) == ["row-1", "row-2"]
    assert list(screen(made).queue["rank"]) == [1, 2]


def test_numbers_and_dates_become_text_as_a_file_would_give_them() -> None:
    table = pd.DataFrame({"narrative": [SIGN], "record_id": [12], "recorded_on": pd.to_datetime(["2024-05-01"])})
    [row] = complete(table).to_dict("records")
    assert (row["record_id"], row["recorded_on"]) == ("12", "2024-05-01")


@pytest.mark.parametrize("cell", [None, float("nan"), 3, ""])
def test_a_narrative_that_is_no_text_is_told_with_its_row(cell: object) -> None:
    with pytest.raises(RecordsError, match="row 2"):
        complete(pd.DataFrame({"narrative": [SIGN, cell]}))


def test_a_table_without_narratives_names_its_columns() -> None:
    with pytest.raises(RecordsError, match="it has text"):
        screen(pd.DataFrame({"text": [SIGN]}))


def test_a_table_with_a_column_of_its_own_called_source_is_completed_too() -> None:
    [row] = complete(pd.DataFrame({"narrative": [SIGN], "source": ["Niche"]})).to_dict("records")
    assert (row["record_id"], row["source"]) == ("row-1", "Niche")
