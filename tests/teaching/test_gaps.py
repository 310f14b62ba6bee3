"""Gaps: which signs stood in confirmed records, how they were missed, and that nobody can be singled out."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from made_gaps import MadeGaps, finding, made_gaps

from attack import pinned
from overlooked.errors import DecisionsError, RecordsError
from overlooked.indicators import INDICATOR_CODES
from overlooked.teaching.gaps import figures as gaps
from overlooked.teaching.gaps.confirmed import UNDATED, Confirmed, Review, confirmed_records
from overlooked.teaching.gaps.figures import FAMILIES, LEAST_OF_A_GROUP, Key, gap_figures, joined, joined_quarters
from refusals import refused

FIRST = INDICATOR_CODES[0]
MISSED = ("stood", "not_named", "let_go")


def told(folder: Path, review: MadeGaps) -> dict[str, Any]:
    figures: dict[str, Any] = gap_figures(*review.write(folder))
    return figures


def records(folder: Path, review: MadeGaps) -> Review:
    return confirmed_records(*review.write(folder))


def one(folder: Path, review: MadeGaps, place: int) -> Confirmed:
    """The confirmed record in that place of the queue."""
    cases = {row["record_id"] for row in review.confirmed()}
    held = [name for name in dict.fromkeys(row["record_id"] for row in review.decisions) if name in cases]
    return records(folder, review).records[held.index(review.queue["record_id"][place])]


def test_the_counts_are_those_of_the_confirmed_records(tmp_path: Path) -> None:
    review = made_gaps()
    cases = {row["record_id"] for row in review.confirmed()}
    rows = [row for row in review.queue.to_dict("records") if row["record_id"] in cases]
    stood = sum(any(f["indicator"] == FIRST for f in row["findings"]) for row in rows)
    silent = [row for row in rows if not any(f["kind"] == "named" for f in row["findings"])]
    with_sign = [row for row in silent if any(f["indicator"] == FIRST for f in row["findings"])]
    figures = told(tmp_path, review)
    sign = figures["indicators"][0]
    assert figures["input"]["confirmed"]["value"] == len(rows)
    assert (sign["stood"]["count"], sign["stood"]["n"]) == (stood, len(rows))
    assert (sign["not_named"]["count"], sign["not_named"]["n"]) == (len(with_sign), stood)
    assert sign["not_named"]["low"] < sign["not_named"]["value"] < sign["not_named"]["high"]
    assert figures["all"]["not_named"]["count"] == len(silent)
    assert figures["all"]["let_go"]["count"] == sum(row["reading"] == "lead" for row in review.decisions)


def test_the_cells_of_a_sign_tell_what_stands_in_each_group(tmp_path: Path) -> None:
    review = made_gaps()
    cases = {row["record_id"] for row in review.confirmed()}
    rows = [row for row in review.queue.to_dict("records") if row["record_id"] in cases]
    counts = Counter(row["area"] for row in rows if any(f["indicator"] == FIRST for f in row["findings"]))
    cells = [c for c in told(tmp_path, review)["by"]["area"]["cells"] if c["indicator"] == FIRST]
    known = {c["group"]: c["stood"]["count"] for c in cells if c["stood"]["count"] is not None}
    assert "City" in known
    assert known == {name: counts[name] for name in known}


def test_already_known_counts_apart_and_is_no_gap(tmp_path: Path) -> None:
    review = made_gaps()
    before = told(tmp_path, review)["input"]["confirmed"]["value"]
    for row in review.confirmed()[:6]:
        row["outcome"] = "already_known"
    figures = told(tmp_path, review)
    assert figures["input"]["already_known"]["value"] == 6
    assert figures["input"]["confirmed"]["value"] == before - 6


@pytest.mark.parametrize(
    ("listed", "signs"),
    [
        (["threats", "debt_bondage"], {"threats", "debt_bondage"}),
        ([{"indicator": "threats"}, {"indicator": "violence", "assertion": "negated"}], {"threats"}),
        (["rough_sleeping"], {FIRST}),
        ([], {FIRST}),
    ],
)
def test_a_reviewers_signs_hold_and_else_those_that_the_queue_has_as_present(
    tmp_path: Path, listed: list[object], signs: set[str]
) -> None:
    review = made_gaps()
    decided = review.confirmed()[0]
    place = review.row_of(decided)
    own = (("indicator", FIRST), ("indicator", "violence", "negated"), ("circumstance", "child"))
    review.give_one(place, [finding(*words) for words in own])
    decided["findings"] = listed
    found = one(tmp_path, review, place)
    assert found.signs == signs
    assert found.by_reviewer is (signs != {FIRST})
    assert not found.odd_codes


def test_a_reviewers_word_that_is_no_code_is_noticed(tmp_path: Path) -> None:
    review = made_gaps()
    decided = review.confirmed()[0]
    decided["findings"] = ["threats", "locked in the flat"]
    found = one(tmp_path, review, review.row_of(decided))
    assert found.odd_codes
    assert found.signs == {"threats"}


@pytest.mark.parametrize(
    ("code", "assertion", "named"),
    [("msht", "negated", True), ("nrm", "present", True), ("county_lines", "present", False)],
)
def test_slavery_counts_as_named_even_where_it_is_ruled_out_but_not_what_names_something_else(
    tmp_path: Path, code: str, assertion: str, named: bool
) -> None:
    review = made_gaps()
    place = review.row_of(review.confirmed()[0])
    review.give_one(place, [finding("named", code, assertion)])
    assert one(tmp_path, review, place).named is named


def test_a_record_is_let_go_where_the_first_reading_saw_no_signs(tmp_path: Path) -> None:
    review = made_gaps()
    lead = next(row for row in review.decisions if row["reading"] == "lead")
    assert one(tmp_path, review, review.row_of(lead)).let_go
    first = next(row for row in review.confirmed() if row["reading"] == "first")
    assert not one(tmp_path, review, review.row_of(first)).let_go
    first["reading"] = "blind"
    found = one(tmp_path, review, review.row_of(first))
    assert (found.let_go, found.read_first) == (False, False)


def test_a_day_that_is_none_stands_under_no_date(tmp_path: Path) -> None:
    review = made_gaps()
    place = review.row_of(review.confirmed()[0])
    review.queue.at[place, "recorded_on"] = "soon"
    assert one(tmp_path, review, place).quarter == UNDATED
    review.queue.at[place, "recorded_on"] = "2026-12-31"
    assert one(tmp_path, review, place).quarter == "2026 Q4"


class TestGroups:
    def test_areas_with_few_records_are_told_together(self) -> None:
        groups = joined({"A": 30, "B": 12, "C": 9, "D": 3}, "Other areas")
        assert groups == {"A": "A", "B": "B", "C": "Other areas", "D": "Other areas"}

    def test_a_joined_group_that_is_small_itself_takes_the_next_smallest(self) -> None:
        assert joined({"A": 30, "B": 12, "C": 9}, "o") == {"A": "A", "B": "o", "C": "o"}
        assert set(joined({"A": 9, "B": 3}, "o").values()) == {"o"}

    def test_areas_with_many_records_stand_alone_up_to_eight(self) -> None:
        assert joined({"A": 30, "B": 12}, "o") == {"A": "A", "B": "B"}
        groups = joined({str(number): 30 for number in range(12)}, "o")
        assert len(set(groups.values())) == 8
        assert sum(name == "o" for name in groups.values()) == 5

    def test_quarters_with_few_records_are_told_with_their_neighbours(self) -> None:
        sizes = {"2025 Q4": 4, "2025 Q3": 8, "2026 Q1": 11, "2026 Q2": 3, UNDATED: 2}
        first, last = "2025 Q3 to 2025 Q4", "2026 Q1 to 2026 Q2, and no date"
        assert joined_quarters(sizes) == {
            "2025 Q3": first,
            "2025 Q4": first,
            "2026 Q1": last,
            "2026 Q2": last,
            UNDATED: last,
        }

    def test_five_years_of_quarters_are_told_in_eight_columns(self) -> None:
        sizes = {f"{2020 + n // 4} Q{n % 4 + 1}": 20 for n in range(20)}
        assert len(set(joined_quarters(sizes).values())) <= 8

    def test_groups_too_few_are_not_told_apart(self, tmp_path: Path) -> None:
        review = made_gaps(limit=50, audit=0)
        figures = told(tmp_path, review)
        assert figures["input"]["confirmed"]["value"] < 2 * LEAST_OF_A_GROUP
        assert "too few" in figures["by"]["area"]["reason"]


def published(figures: dict[str, Any]) -> dict[Key, int | None]:
    """Every count that the figures tell, by what it is."""
    found: dict[Key, int | None] = {}
    places = [("", "", figures["all"], figures["indicators"])]
    for family in FAMILIES:
        own = figures["by"][family]
        for group in own.get("groups", ()):
            cells = [cell for cell in own["cells"] if cell["group"] == group["name"]]
            places.append((family, group["name"], group, cells))
    for family, name, group, cells in places:
        confirmed = group["confirmed"]["value"]
        found["stood", "", family, name] = None if confirmed is None else int(confirmed)
        for what in ("not_named", "let_go"):
            found[what, "", family, name] = group[what]["count"]
        for cell in cells:
            found |= {(what, cell["indicator"], family, name): cell[what]["count"] for what in MISSED}
    return found


def counted(review: Review) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """The true counts and their sums, as they are before anything is withheld."""
    return gaps._counted(review, gaps._grouped(review.records))


@pytest.mark.parametrize(("seed", "limit"), [(1, 400), (2, 150), (3, 60)])
def test_no_small_count_is_told_and_none_can_be_worked_out_from_what_is(tmp_path: Path, seed: int, limit: int) -> None:
    review = made_gaps(seed, limit=limit)
    told_, (counts, sums) = published(told(tmp_path, review)), counted(records(tmp_path, review))
    assert all(count is None or count == counts[key] for key, count in told_.items())
    assert not [key for key, count in told_.items() if count is not None and 0 < count < 5]
    for sign in INDICATOR_CODES[::6]:
        own = [(whole, parts) for whole, parts in sums if whole[1] in {"", sign} and not whole[0].startswith("input")]
        own = [(whole, parts) for whole, parts in own if all(part[1] in {"", sign} for part in parts)]
        keys = {key for whole, parts in own for key in (whole, *parts)}
        assert pinned({key: counts[key] for key in keys}, own, {key: told_.get(key) for key in keys}) == []


def test_a_share_is_told_only_where_its_parts_are(tmp_path: Path) -> None:
    figures = told(tmp_path, made_gaps(limit=150))
    leaves = [cell[what] for family in FAMILIES for cell in figures["by"][family].get("cells", ()) for what in MISSED]
    known = [leaf for leaf in leaves if leaf["value"] is not None]
    assert known
    for leaf in known:
        assert not 0 < leaf["count"] < 5
        assert not 0 < leaf["n"] - leaf["count"] < 5
    assert any("fewer than 5" in leaf.get("reason", "") for leaf in leaves)


def test_the_last_quarters_are_set_against_the_first_where_both_are_told(tmp_path: Path) -> None:
    review = made_gaps(limit=800)
    late = review.queue["recorded_on"] > "2026-07"
    named = [finding("named", "msht")]
    review.give([named if is_late and n % 2 else [] for n, is_late in enumerate(late)])
    leaf = told(tmp_path, review)["by"]["quarter"]["change"]["not_named"]
    assert leaf["high"] < 0
    assert (leaf["first"], leaf["last"]) == ("2026 Q1", "2026 Q4")


def test_nothing_of_a_record_or_reviewer_is_in_the_figures(tmp_path: Path) -> None:
    text = json.dumps(told(tmp_path, made_gaps()))
    for word in ("R000", "a note that no report holds", "a sign", "MSHT", "record_id", '"one"'):
        assert word not in text


class TestRefused:
    def test_decisions_without_a_confirmed_record(self, tmp_path: Path) -> None:
        review = made_gaps()
        for row in review.decisions:
            row["outcome"] = ""
        with refused(DecisionsError, "decisions.jsonl", "no record is confirmed", "nrm_referred"):
            told(tmp_path, review)

    def test_fewer_than_five_confirmed_records(self, tmp_path: Path) -> None:
        review = made_gaps()
        for row in review.confirmed()[4:]:
            row["outcome"] = "no_crime"
        with refused(DecisionsError, "fewer than 5"):
            told(tmp_path, review)

    def test_a_queue_in_place_of_decisions(self, tmp_path: Path) -> None:
        _, queue = made_gaps().write(tmp_path)
        with refused(DecisionsError, "queue.jsonl", "is a queue"):
            gap_figures(queue, queue)

    def test_a_view_in_place_of_the_queue(self, tmp_path: Path) -> None:
        decisions, queue = made_gaps().write(tmp_path)
        with refused(RecordsError, "queue.csv", "a view of a queue"):
            gap_figures(decisions, queue.with_suffix(".csv"))

    def test_the_queue_of_another_screening(self, tmp_path: Path) -> None:
        review = made_gaps()
        review.queue["record_id"] = [f"X{number}" for number in range(len(review.queue))]
        with refused(DecisionsError, "queue.jsonl", "none of the records decided on"):
            told(tmp_path, review)

    def test_a_record_whose_hash_differs(self, tmp_path: Path) -> None:
        review = made_gaps()
        review.queue.at[3, "record_hash"] = "another"
        with refused(DecisionsError, "queue.jsonl", "the record_hash of a record differs"):
            told(tmp_path, review)

    def test_two_records_of_one_id_where_no_hash_tells_them_apart(self, tmp_path: Path) -> None:
        review = made_gaps()
        review.queue.at[4, "record_id"] = review.queue["record_id"][3]
        del review.decisions[4]
        assert told(tmp_path, review)["input"]["confirmed"]["value"]
        review.decisions[3]["record_hash"] = ""
        with refused(DecisionsError, "several records", "record_hash"):
            told(tmp_path, review)
