"""The version to share: no small count is told, and none can be had from what is."""

import json
import random
import re
from collections.abc import Iterator
from html import unescape
from itertools import product

import messy
import numpy as np
import pytest
from made_figures import figures_of_messy
from scipy.optimize import linprog

from attack import pinned
from overlooked.reconcile.measured.shared import _counted, _hidden, shared
from overlooked.reconcile.measured.wording import codes
from overlooked.reconcile.report.report import page_of
from overlooked.statistics.figures import Figures
from overlooked.statistics.subtraction import guarded

SIZES = [(60, 600, 1), (150, 1500, 2), (600, 6000, 3)]


@pytest.fixture(scope="module", params=[*SIZES, None], ids=[*(str(size[0]) for size in SIZES), "2016"])
def figures(request: pytest.FixtureRequest) -> Figures:
    return figures_of_messy(messy.made(*request.param) if request.param else messy.like_2016())


def leaves(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from leaves(inner, (*path, str(name)))
    elif isinstance(tree, list):
        for at, inner in enumerate(tree):
            yield from leaves(inner, (*path, str(at)))
    else:
        yield path, tree


def test_no_whole_number_of_1_to_4_stands_in_it_and_all_are_multiples_of_five(figures: Figures) -> None:
    tree = shared(figures)
    apart = ({"unverified"}, {"policy", "number"}, {"comparisons", "number"}, {"comparisons", "too_small"})
    for path, leaf in leaves(tree):
        if isinstance(leaf, int) and not isinstance(leaf, bool) and not any(own <= set(path) for own in apart):
            assert leaf % 5 == 0, path


def test_no_small_count_can_be_worked_out_even_from_counts_that_are_not_rounded(figures: Figures) -> None:
    counts, sums = _counted(figures)
    assert all(counts[whole] == sum(counts[part] for part in parts) for whole, parts in sums)
    told = guarded(counts, sums, hidden=_hidden(counts))
    assert not any(number is not None and 0 < number < 5 for number in told.values())
    gaps = [key for key, number in told.items() if number is None and 0 < counts[key] < 5]
    some = set(random.Random(0).sample(gaps, min(40, len(gaps))))  # noqa: S311 - which to attack
    kept = {key: counts[key] if key in some or told[key] is not None else 9 for key in counts}
    assert pinned(kept, sums, told) == []


def rows_of(page: str, caption: str) -> list[list[str]]:
    """The cells of a table of the page, without what stands beside the numbers."""
    body = next(t for t in re.findall(r"<caption>.*?</table>", page, re.DOTALL) if t.startswith(f"<caption>{caption}"))
    rows = re.findall(r"<tr>(.*?)</tr>", body.split("<tbody>")[1], re.DOTALL)
    plain = [
        [
            re.sub(r"<small>.*?</small>|<sup>.*?</sup>|<[^>]*>", "", cell)
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]
    return [[unescape(cell).strip() for cell in row] for row in plain]


def number(cell: str) -> int | None:
    return int(cell.replace(",", "")) if re.fullmatch(r"[\d,]+", cell) else None


COLUMNS = (
    "referrals",
    "recorded",
    "recorded_as_other",
    "explained",
    "pending",
    "unrecorded",
    "transfer_unconfirmed",
    "unlinkable",
)
CAPTIONS = {
    "force": "By force",
    "stage": "By decision stage",
    "step": "By the surest step",
    "place": "Place of exploitation",
    "age": "Age",
    "sex": "Sex",
    "nationality": "Nationality",
}

MANY = 10_000
Cell = tuple[str, str, str]


def cells_of(page: str) -> dict[Cell, int | None]:
    """What the tables of the page tell, by table, group and column."""
    told: dict[Cell, int | None] = {}
    for name, caption in CAPTIONS.items():
        groups = {words: code for code, words in codes(name).items()}
        for first, *others in rows_of(page, caption):
            cells = others if name == "step" else [others[0], *others[2:]]
            told |= {
                (name, groups.get(first, first), column): number(cell)
                for column, cell in zip(COLUMNS, cells, strict=True)
            }
    return told


def bounds_of(cell: int | None) -> tuple[int, int]:
    """What a cell can be, for whoever knows how it was rounded."""
    return (0, MANY) if cell is None else (0, 0) if cell == 0 else (max(cell - 2, 5), cell + 2)


def test_whoever_solves_the_tables_of_the_page_cannot_tell_a_small_count(figures: Figures) -> None:
    cells = cells_of(page_of(figures, share=True))
    true = {(n, row["group"], c): row["counts"][c] for n in CAPTIONS for row in figures["by"][n] for c in COLUMNS}
    assert cells.keys() == true.keys()
    place = {key: at for at, key in enumerate(cells)}
    first = next(iter(CAPTIONS))
    equal: list[dict[Cell, float]] = []
    for name, group in dict.fromkeys((key[0], key[1]) for key in cells):
        equal.append({(name, group, column): -1.0 if column == "referrals" else 1.0 for column in COLUMNS})
    for name, column in product(list(CAPTIONS)[1:], COLUMNS):
        signs = {first: 1.0, name: -1.0}
        equal.append({key: signs[key[0]] for key in cells if key[0] in signs and key[2] == column})
    matrix = np.zeros((len(equal), len(cells)))
    for row, signs_of in enumerate(equal):
        for key, sign in signs_of.items():
            matrix[row, place[key]] = sign
    bounds = [bounds_of(cell) for cell in cells.values()]
    small = [key for key, cell in cells.items() if cell is None and 0 < true[key] < 5]
    for key in random.Random(1).sample(small, min(25, len(small))):  # noqa: S311 - which to attack
        wanted = np.eye(1, len(cells), place[key])[0]
        ends = (linprog(sign * wanted, A_eq=matrix, b_eq=np.zeros(len(equal)), bounds=bounds).x for sign in (1, -1))
        low, high = (float(np.asarray(values)[place[key]]) for values in ends)
        assert high - low >= 1, key


def test_no_rate_stands_on_a_base_under_20_or_on_a_small_count(figures: Figures) -> None:
    tree = shared(figures)
    for name, rows in tree["by"].items():
        for row, own in zip(figures["by"][name], rows, strict=True):
            recorded, needed = row["counts"]["recorded"], row["counts"]["needed"]
            if own["rate"]["value"] is not None:
                assert needed >= 20
                assert recorded == 0 or recorded >= 5
                assert needed == recorded or needed - recorded >= 5
                assert own["rate"]["value"] == round(own["rate"]["value"], 2)


def test_the_rate_of_all_is_told_where_it_may_be(figures: Figures) -> None:
    assert shared(figures)["rate"]["value"] == pytest.approx(figures["rate"]["value"], abs=0.0051)


def test_fields_whose_empty_cells_are_a_group_of_a_table_are_not_told(figures: Figures) -> None:
    empty = shared(figures)["checks"]["empty"]["referrals"]
    assert empty["sex"] is None
    assert empty["exploitation_place"] is None


def test_the_day_of_a_single_record_becomes_its_month(figures: Figures) -> None:
    day = shared(figures)["latest"]["day"]
    assert re.fullmatch(r"\d{4}-\d{2}", day)
    assert figures["latest"]["day"] not in json.dumps(shared(figures))
