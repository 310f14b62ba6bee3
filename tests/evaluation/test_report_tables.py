"""Tables of the report that are made for their subject: gaps worst first, an n said once, long detail folded."""

from typing import Any

from overlooked.evaluation.report.gaps import gap_blocks
from overlooked.evaluation.report.repeats import said_once
from overlooked.evaluation.report.tables import blocks_of
from overlooked.evaluation.report.wording import Wording, wording_of
from overlooked.pages.blocks import Cell, Fold, Table
from overlooked.statistics.figures import known, unknown

PLAIN = Wording({}, {}, {})


def gap(group: str, lost: float, *, apart: bool = False, together: bool = False) -> dict[str, Any]:
    return {
        "family": "age",
        "group": group,
        "measure": "recall",
        "here": known(0.7, n=40),
        "elsewhere": known(0.9, n=400),
        "gap": known(-lost, low=-lost - 0.1, high=-lost + 0.1),
        "lost": lost,
        "excludes_zero": apart,
        "excludes_zero_together": together,
    }


def table(*rows: tuple[Cell, ...]) -> Table:
    return said_once(Table("AUC", ("", "All", "Hard"), rows))


class TestGaps:
    def test_those_for_whom_it_is_worse_stand_open_and_the_rest_are_folded(self) -> None:
        gaps = [gap("child", 0.2, apart=True, together=True), gap("adult", 0.1), gap("old", -0.2, apart=True)]
        shown, rest = gap_blocks(gaps, ("groups", "gaps"), PLAIN)
        assert isinstance(shown, Table)
        assert [cell.text for cell in shown.rows[0]] == [
            "Age: child",
            "recall",
            ".70",
            ".90",
            "-.20",
            "yes, among all 3 too",
        ]
        assert isinstance(rest, Fold)
        [others] = rest.blocks
        assert isinstance(others, Table)
        assert [row[-1].text for row in others.rows] == ["no", "yes, taken alone"]
        assert [row[4].order for row in others.rows] == [0.1, -0.2]

    def test_where_none_stands_apart_the_table_says_so(self) -> None:
        [shown] = gap_blocks([gap("adult", 0.1)], ("groups", "gaps"), PLAIN)
        assert isinstance(shown, Table)
        assert shown.caption.endswith("no interval excludes zero")

    def test_gaps_of_another_shape_are_told_as_any_figure(self) -> None:
        [shown] = gap_blocks([{"offence": "theft", "gap": known(0.5)}], ("groups", "gaps"), PLAIN)
        assert isinstance(shown, Table)
        assert shown.columns == ("Offence", "Gap")


class TestAnNIsSaidOnce:
    def test_in_the_heading_where_one_column_shares_it(self) -> None:
        told = table(
            (Cell("a"), Cell(".5", n="n 8"), Cell(".5", n="n 7")), (Cell("b"), Cell(".6", n="n 8"), Cell("–", n="n 6"))
        )
        assert told.columns == ("", "All (n 8)", "Hard")
        assert [cell.beside() for cell in told.rows[0]] == ["", "", "n 7"]

    def test_in_the_caption_where_all_columns_share_it(self) -> None:
        told = table(*[(Cell(name), Cell(".5", n="n 8"), Cell(".5", n="n 8")) for name in "ab"])
        assert (told.caption, told.columns) == ("AUC (n 8 throughout)", ("", "All", "Hard"))

    def test_nowhere_else_in_a_table_of_one_row_or_where_a_cell_has_none(self) -> None:
        for rows in (
            [(Cell("a"), Cell(".5", n="n 8"), Cell(""))],
            [(Cell("a"), Cell(".5", n=n), Cell("")) for n in ("n 8", "")],
        ):
            assert table(*rows).columns == ("", "All", "Hard")


def test_what_is_folded_by_its_path_keeps_its_tables() -> None:
    figures = {"a": {"found": known(0.5, n=3)}, "b": {"found": unknown("none such", n=0)}}
    [fold] = blocks_of(figures, ("traps", "tags"), wording_of({}))
    assert isinstance(fold, Fold)
    [inner] = fold.blocks
    assert isinstance(inner, Table)
    assert [row[0].text for row in inner.rows] == ["a", "b"]
