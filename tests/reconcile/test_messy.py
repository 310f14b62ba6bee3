import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pandas as pd
import pytest
from messy import Messy, like_2016, made
from messy_files import CRIME_NAMES, REFERRAL_NAMES
from messy_hazards import RATES, Told, misdecoded, one_edit, told, without_marks
from messy_outcomes import Record, right_outcome
from messy_people import KINDS, People, Person, confusable, same_name
from messy_references import STYLES, restyled, wrong_digit
from messy_truth import shares_enough

from overlooked.reconcile.outcome.outcomes import OUTCOMES
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, DECISIONS, PLACES, REFERRAL_COLUMNS, REFERRAL_TYPES
from overlooked.records.cells import iso_day

NONE = dict.fromkeys(RATES, 0.0)
ALL_TELL = NONE | {"reference_in_referral": 1.0}
EVERYBODY = Person(
    1, "polish", "female", "Magdalena", "Ewa", "Wójcik-Nowak", date(1994, 3, 7), "1 Mill Rise", "Lily Chen"
)


@pytest.fixture(scope="module")
def messy() -> Messy:
    return made()


@pytest.fixture(scope="module")
def year() -> Messy:
    return like_2016()


def dice(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311 - dice, no secret


def pairs(table: pd.DataFrame) -> set[tuple[int, int]]:
    return set(zip(table["referral"], table["crime"], strict=True))


def test_both_tables_have_the_columns_of_reconciling_and_as_many_rows_as_asked_for(messy: Messy) -> None:
    assert (*REFERRAL_COLUMNS, "row") == tuple(messy.referrals.columns)
    assert (*CRIME_COLUMNS, "row") == tuple(messy.crimes.columns)
    assert (len(messy.referrals), len(messy.crimes)) == (500, 5000)
    assert list(messy.crimes["row"]) == list(range(1, 5001)) == list(messy.crimes.index + 1)


def test_every_cell_is_text_that_a_reader_would_have_left(messy: Messy) -> None:
    for table in (messy.referrals, messy.crimes):
        cells = table.drop(columns="row")
        assert all(isinstance(cell, str) for column in cells for cell in cells[column])
    assert set(messy.referrals["referral_type"]) == set(REFERRAL_TYPES)
    assert set(messy.referrals["rg_decision"]) == set(DECISIONS)
    assert set(messy.referrals["exploitation_place"]) == set(PLACES)
    for day in (
        messy.referrals["referral_date"],
        messy.referrals["date_of_birth"],
        messy.crimes["victim_date_of_birth"],
    ):
        assert all(iso_day(cell) == cell for cell in day if cell)


def test_all_codes_and_all_outcomes_come_up(messy: Messy) -> None:
    assert {"106", *(f"N200/{number}" for number in range(1, 7))} < set(messy.crimes["offence_code"])
    assert set(messy.truth.outcomes["outcome"]) == {str(outcome) for outcome in OUTCOMES}
    assert set(messy.forces.values()) == {"england_wales", "scotland", "northern_ireland"}


def test_codes_of_england_and_wales_stand_nowhere_else(messy: Messy) -> None:
    coded = messy.crimes.loc[messy.crimes["offence_code"].str.startswith("N200"), "force"]
    assert {messy.forces[force] for force in coded} == {"england_wales"}


def test_the_links_are_all_pairs_of_rows_about_one_person_and_no_other(messy: Messy) -> None:
    truth = messy.truth
    crimes = truth.crimes.reset_index(names="crime").query("person >= 0")
    same = truth.referrals.reset_index(names="referral").merge(crimes, on="person")
    assert pairs(truth.links) == pairs(same)
    assert not truth.links.duplicated(["referral", "crime"]).any()


def test_who_only_looks_alike_is_never_the_same_person(messy: Messy) -> None:
    truth = messy.truth
    persons = (
        truth.referrals["person"].reindex(truth.similar["referral"]),
        truth.crimes["person"].reindex(truth.similar["crime"]),
    )
    assert (persons[0].to_numpy() != persons[1].to_numpy()).all()
    assert set(truth.similar["kind"]) == set(KINDS)
    assert not pairs(truth.similar) & pairs(truth.links)


def test_other_victims_of_a_crime_share_its_reference_and_are_somebody_else(messy: Messy) -> None:
    truth = messy.truth
    assert len(truth.matters) > 0
    assert not pairs(truth.matters) & pairs(truth.links)
    references = messy.crimes["crime_reference"]
    own = {(referral, references[crime]) for referral, crime in pairs(truth.links)}
    assert all((referral, references[crime]) in own for referral, crime in pairs(truth.matters))


def test_each_referral_has_one_outcome_with_the_references_of_its_evident_crimes(messy: Messy) -> None:
    truth = messy.truth
    assert list(truth.outcomes["referral"]) == list(range(500))
    evident = truth.links.query("evidence != ''")
    for row in truth.outcomes.itertuples():
        crimes = evident.loc[evident["referral"] == row.referral, "crime"]
        assert row.crime_references == ";".join(sorted(set(messy.crimes["crime_reference"].reindex(crimes))))


def test_the_outcome_of_a_recorded_referral_has_a_modern_slavery_crime_about_the_person(messy: Messy) -> None:
    for row in messy.truth.outcomes.query("outcome == 'recorded'").itertuples():
        own = messy.crimes[messy.crimes["crime_reference"].isin(str(row.crime_references).split(";"))]
        assert "106" in set(own["offence_code"])


def record(code: str, force: str = "A", day: int = 1, hour: str = "T12:00") -> Record:
    return Record(f"{force}{day}", force, code, f"2025-03-{day:02}T09:00", f"2025-03-{day:02}{hour}")


@pytest.mark.parametrize(
    ("records", "decision", "outcome"),
    [
        ([record("N200/6"), record("106", "B")], "positive", "explained"),
        ([record("N200/6"), record("46", "B")], "positive", "explained"),
        ([record("N200/6"), record("106")], "positive", "transfer_unconfirmed"),
        ([record("N200/6"), record("N200/6", "B")], "positive", "transfer_unconfirmed"),
        ([record("106"), record("46"), record("N200/2")], "negative", "recorded"),
        ([record("46"), record("N200/2")], "negative", "recorded_as_other"),
        ([record("N200/1"), record("N200/3")], "pending", "explained"),
        ([record("N200/1")], "pending", "pending"),
        ([record("N200/1")], "positive", "unrecorded"),
        ([record("N200/1")], "negative", "unrecorded"),
        ([], "pending", "unrecorded"),
    ],
)
def test_the_rules_go_in_their_order(records: list[Record], decision: str, outcome: str) -> None:
    assert right_outcome(decision, records, enough=True).outcome == outcome


def test_without_a_link_too_little_identity_cannot_be_linked() -> None:
    assert right_outcome("", [], enough=False).outcome == "unlinkable"
    assert right_outcome("", [record("106")], enough=False).outcome == "recorded"


def test_hours_are_those_of_the_earliest_slavery_crime_and_untold_without_times_of_day() -> None:
    assert (
        right_outcome("", [record("46", day=1, hour="T10:00"), record("106", day=3)], enough=True).hours_to_record == 3
    )
    assert (
        right_outcome("", [record("N200/3", day=1), record("46", day=2, hour="T11:30")], enough=True).hours_to_record
        == 2.5
    )
    assert right_outcome("", [record("106", hour="")], enough=True).hours_to_record is None


def test_without_hazards_every_row_tells_the_person_as_they_are() -> None:
    clean = made(200, 1500, rates=NONE)
    assert set(clean.truth.links["evidence"]) == {"identity"}
    assert set(clean.truth.referrals["hazards"]) == {""}
    mine = clean.referrals.iloc[clean.truth.links["referral"]]
    theirs = clean.crimes.iloc[clean.truth.links["crime"]]
    for here, there in (
        ("forename", "victim_forename"),
        ("surname", "victim_surname"),
        ("date_of_birth", "victim_date_of_birth"),
    ):
        assert list(mine[here]) == list(theirs[there])


CAN_STRIKE = {
    "capitals": 1.0,
    "order_swapped": 1.0,
    "birth_missing": 1.0,
    "typing_error": 1.0,
    "day_month_swapped": 0.38,
}
"""The share of people whom the hazard can strike: of all days, 12 in 30 can be months, and one of these is the same."""


@pytest.mark.parametrize("rate", [0.1, 0.4])
def test_hazards_strike_the_share_of_crimes_that_was_asked_for(rate: float) -> None:
    few = made(600, 3000, rates=NONE | dict.fromkeys(CAN_STRIKE, rate))
    tags = few.truth.crimes["hazards"].iloc[sorted(set(few.truth.links["crime"]))].str.split()
    for hazard, able in CAN_STRIKE.items():
        assert sum(hazard in own for own in tags) / len(tags) == pytest.approx(rate * able, abs=0.06), hazard


def test_hazards_of_referral_and_crime_are_as_frequent_as_asked_for() -> None:
    rates = dict.fromkeys(
        ("re_referral", "other_force", "crime_before_referral", "anonymous", "reference_in_crime"), 0.4
    )
    few = made(600, 3000, rates=NONE | {"duty_to_notify": 0.5} | rates)
    able = {"re_referral": len(few.referrals), "anonymous": few.referrals["referral_type"].eq("DtN").sum()}
    tags = Counter(
        tag for row in [*few.truth.referrals["hazards"], *few.truth.crimes["hazards"]] for tag in row.split()
    )
    for hazard in rates:
        assert tags[hazard] / able.get(hazard, few.truth.links["crime"].nunique()) == pytest.approx(0.4, abs=0.13), (
            hazard
        )


def test_a_hazard_that_does_not_exist_is_told() -> None:
    with pytest.raises(ValueError, match="no such hazard: typos"):
        made(10, 100, rates={"typos": 1.0})


def test_too_few_crimes_for_the_referrals_are_told() -> None:
    with pytest.raises(ValueError, match="ask for at least so many crimes"):
        made(200, 50)


def struck(hazard: str) -> Told:
    return told(EVERYBODY, NONE | {hazard: 1.0}, dice(3))


@pytest.mark.parametrize(
    ("hazard", "forename", "surname", "birth"),
    [
        ("alias_used", "Lily", "Chen", "1994-03-07"),
        ("nickname", "Magda Ewa", "Wójcik-Nowak", "1994-03-07"),
        ("middle_dropped", "Magdalena", "Wójcik-Nowak", "1994-03-07"),
        ("diacritics_lost", "Magdalena Ewa", "Wojcik-Nowak", "1994-03-07"),
        ("misdecoded", "Magdalena Ewa", "WÃ³jcik-Nowak", "1994-03-07"),
        ("order_swapped", "Wójcik-Nowak", "Magdalena Ewa", "1994-03-07"),
        ("capitals", "MAGDALENA EWA", "WÓJCIK-NOWAK", "1994-03-07"),
        ("forename_missing", "", "Wójcik-Nowak", "1994-03-07"),
        ("day_month_swapped", "Magdalena Ewa", "Wójcik-Nowak", "1994-07-03"),
        ("first_of_january", "Magdalena Ewa", "Wójcik-Nowak", "1994-01-01"),
        ("birth_missing", "Magdalena Ewa", "Wójcik-Nowak", ""),
    ],
)
def test_a_hazard_does_to_the_row_what_it_says(hazard: str, forename: str, surname: str, birth: str) -> None:
    row = struck(hazard)
    assert (row.forename, row.surname, row.birth, row.tags) == (forename, surname, birth, {hazard})


def test_a_hazard_that_changes_nothing_leaves_no_tag() -> None:
    plain = Person(2, "british", "male", "Kyle", "", "Marsh", date(1990, 5, 20), "2 Mill Rise")
    for hazard in ("alias_used", "nickname", "middle_dropped", "diacritics_lost", "day_month_swapped"):
        assert told(plain, NONE | {hazard: 1.0}, dice()).tags == set()


def test_an_edit_changes_at_most_a_letter_and_never_the_first() -> None:
    for seed in range(50):
        edited = one_edit("Kowalski", dice(seed))
        assert edited[0] == "K"
        assert abs(len(edited) - 8) <= 1


def test_marks_are_lost_and_misread_as_systems_do_it() -> None:
    assert without_marks("Nguyễn Đức Łukasz Ștefan") == "Nguyen Duc Lukasz Stefan"
    assert misdecoded("Łukasz Ștefan") == "Å?ukasz È˜tefan"


def test_two_rows_need_both_names_or_one_and_a_birth_date_to_be_tied() -> None:
    whole, bare = Told("A", "B", "1990-01-02", "", ""), Told("", "B", "", "", "", parts={"surname"})
    dated = Told("", "B", "1990-01-02", "", "", parts={"surname"})
    other = Told("A", "", "1990-01-02", "", "", parts={"forename"})
    filled_in = Told("", "B", "1990-01-01", "", "", parts={"surname"})
    alias = Told("Lily", "Chen", "", "", "", parts={"alias"})
    assert shares_enough(whole, dated, alias_told=False)
    assert not shares_enough(whole, bare, alias_told=False)
    assert not shares_enough(dated, other, alias_told=False)
    assert not shares_enough(whole, filled_in, alias_told=False)
    assert [one.enough for one in (whole, bare, dated, filled_in, alias)] == [True, False, True, False, True]
    assert [shares_enough(whole, alias, alias_told=told_too) for told_too in (True, False)] == [True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_people_who_look_alike_do_so_in_their_kind(kind: str) -> None:
    people = People(dice(5), 2025)
    for _ in range(40):
        one = people.draw()
        other = people.like(one, kind)
        assert one.number != other.number
        assert (one.surname == other.surname) == (kind in {"sibling", "twin", "namesake"})
        assert bool(same_name(one.forename) & same_name(other.forename)) == (kind == "namesake")
        assert (one.street == other.street) == (kind in {"sibling", "twin"}) or kind not in {"sibling", "twin"}
        if kind in {"sibling", "namesake"}:
            assert not confusable(one.born, other.born)
        if kind in {"twin", "shared_birth_date"}:
            assert one.born == other.born
        if kind == "first_of_january":
            assert (other.born.year, other.born.month, other.born.day) == (one.born.year, 1, 1)


def test_birth_dates_that_a_hazard_can_confuse_are_told_apart_from_others() -> None:
    born = date(1994, 3, 7)
    assert all(confusable(born, other) for other in (born, date(1994, 7, 3), date(1995, 3, 7), date(1994, 1, 1)))
    assert not any(confusable(born, other) for other in (born + timedelta(days=2), date(1996, 3, 7), date(1995, 7, 3)))


def test_a_crime_has_its_reference_alone_in_its_force(messy: Messy) -> None:
    columns = ["crime_reference", "force", "offence_code", "reported_on"]
    crimes = messy.crimes[columns].drop_duplicates()
    assert not crimes.duplicated(["crime_reference", "force"]).any()


def test_a_told_reference_stands_in_the_cell_as_the_force_writes_it() -> None:
    quoting = made(200, 1500, rates=ALL_TELL)
    assert set(quoting.truth.links["evidence"]) == {"reference"}
    for referral, crime in pairs(quoting.truth.links):
        assert quoting.crimes["crime_reference"][crime] in quoting.referrals["crime_or_cad_reference"][referral]


def test_a_reference_with_one_digit_wrong_is_that_of_no_crime() -> None:
    wrong = made(200, 1500, rates=ALL_TELL | {"wrong_digit": 1.0})
    cells = [cell for cell in wrong.referrals["crime_or_cad_reference"] if any(map(str.isdecimal, cell))]
    assert len(cells) > 100
    assert not [cell for cell in cells for reference in wrong.crimes["crime_reference"] if reference in cell]
    assert set(wrong.truth.links["evidence"]) == {"identity"}


def test_a_wrong_digit_is_one_digit_and_a_restyled_reference_keeps_its_letters_and_digits() -> None:
    for style in STYLES:
        reference = style("NM", 45678, 2025)
        for seed in range(20):
            wrong = wrong_digit(reference, {reference}, dice(seed))
            assert sum(here != there for here, there in zip(reference, wrong, strict=True)) == 1
            again = restyled(reference, dice(seed))
            assert [letter for letter in again.upper() if letter.isalnum()] == [
                letter for letter in reference if letter.isalnum()
            ]


def test_an_incident_told_in_the_referral_stands_in_the_narrative() -> None:
    logged = made(200, 1500, rates=ALL_TELL | {"incident_reference": 1.0})
    for referral, crime in pairs(logged.truth.links):
        number = logged.crimes["narrative"][crime].split()[1].partition("/")[0].lstrip("0")
        assert number in logged.referrals["crime_or_cad_reference"][referral]


def test_one_seed_gives_the_same_cells_and_another_seed_others() -> None:
    one, same, other = made(150, 900, seed=4), made(150, 900, seed=4), made(150, 900, seed=5)
    for name in ("referrals", "crimes"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(same, name))
        assert not getattr(one, name).equals(getattr(other, name))
    pd.testing.assert_frame_equal(one.truth.links, same.truth.links)
    pd.testing.assert_frame_equal(one.truth.outcomes, same.truth.outcomes)


def test_narratives_are_as_long_as_asked_for() -> None:
    long = made(100, 800, narrative=700)
    assert long.crimes["narrative"].str.len().between(690, 900).all()


@pytest.mark.parametrize("form", ["xlsx", "csv", "utf8"])
def test_one_seed_writes_the_same_files_to_the_byte(tmp_path: Path, form: str) -> None:
    small = made(60, 400)
    paths = [small.write(tmp_path / name, referrals=form, crimes=form) for name in "ab"]
    assert paths[0].referrals.read_bytes() == paths[1].referrals.read_bytes()
    assert paths[0].crimes.read_bytes() == paths[1].crimes.read_bytes()


def test_written_rows_stand_where_told_among_blank_rows_and_repeats(messy: Messy, tmp_path: Path) -> None:
    files = messy.write(tmp_path)
    with files.crimes.open(encoding="cp1252", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert sorted(header) == sorted(CRIME_NAMES.values())
    assert header != list(CRIME_NAMES.values())
    at = {name: header.index(shown) for name, shown in CRIME_NAMES.items()}
    for place, row in zip(files.crime_rows, messy.crimes.itertuples(), strict=True):
        assert rows[place - 1][at["crime_reference"]] == row.crime_reference
        assert iso_day(rows[place - 1][at["victim_date_of_birth"]]) == row.victim_date_of_birth
        assert iso_day(rows[place - 1][at["reported_on"]]) == str(row.reported_on)[:10]
    assert sum(not any(row) for row in rows) > 10
    assert sum(number - 1 for number in Counter(map(tuple, rows)).values()) > 60


def test_a_workbook_holds_dates_as_dates_and_names_with_their_marks(messy: Messy, tmp_path: Path) -> None:
    files = messy.write(tmp_path)
    header, *rows = openpyxl.load_workbook(files.referrals).worksheets[0].iter_rows(values_only=True)
    at = {name: header.index(shown) for name, shown in REFERRAL_NAMES.items()}
    dated = [rows[place - 1][at["referral_date"]] for place in files.referral_rows]
    assert 0.7 < sum(isinstance(cell, date) for cell in dated) / len(dated) < 0.9
    assert [rows[place - 1][at["surname"]] or "" for place in files.referral_rows] == list(messy.referrals["surname"])
    assert files.forces.read_text(encoding="utf-8").count(" = ") == len(messy.forces)


def test_the_year_2016_has_its_totals(year: Messy) -> None:
    assert len(year.referrals) == 3146
    nations = year.crimes.loc[year.crimes["offence_code"] == "106", "force"].map(year.forces)
    assert Counter(nations) == {"england_wales": 884, "northern_ireland": 53, "scotland": 36}
    assert not year.crimes["offence_code"].str.startswith("N200").any()
    assert Counter(year.forces.values()) == {"england_wales": 45, "scotland": 1, "northern_ireland": 1}


def test_the_forces_of_2016_differ_as_it_was_published(year: Messy) -> None:
    england = [force for force, nation in year.forces.items() if nation == "england_wales"]
    referred = Counter(year.referrals["force"])
    slavery = Counter(year.crimes.loc[year.crimes["offence_code"] == "106", "force"])
    assert sum(slavery[force] == 0 for force in england) == 6
    assert sum(referred[force] == 0 for force in england) == 4
    assert (143, 80) in {(referred[force], slavery[force]) for force in england}
    quoting = {
        force
        for force, cell in zip(year.referrals["force"], year.referrals["crime_or_cad_reference"], strict=True)
        if cell
    }
    assert len(set(england) - quoting - {force for force in england if not referred[force]}) >= 19


def test_strathmoor_records_at_conclusive_grounds_only_and_glenmourne_every_referral(year: Messy) -> None:
    own = year.truth.links.merge(year.referrals[["force", "cg_decision"]], left_on="referral", right_index=True)
    assert set(own.loc[own["force"] == "Strathmoor", "cg_decision"]) == {"positive"}
    glenmourne = set(year.referrals.index[year.referrals["force"] == "Glenmourne"])
    assert glenmourne == set(own.loc[own["force"] == "Glenmourne", "referral"])
