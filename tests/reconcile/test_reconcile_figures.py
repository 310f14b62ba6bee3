"""Figures of reconciling: the rate as it is defined, what stands beside it, and patterns that show themselves."""

from collections import Counter

import messy
import pandas as pd
import pytest
from made_figures import figures_of_messy, links_of, told_of

from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.measured import checks, timing
from overlooked.reconcile.measured.figures import RowCounts, figures_of
from overlooked.reconcile.measured.grouping import GROUPS, grouped, nationality_group, responder
from overlooked.reconcile.outcome.outcomes import Outcome, Told
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS
from overlooked.recording import load_recording
from overlooked.statistics.figures import Figures
from overlooked.statistics.intervals import wilson

NONE = Links((), ())


@pytest.fixture(scope="module")
def year() -> messy.Messy:
    return messy.made(600, 6000, seed=4)


@pytest.fixture(scope="module")
def figures(year: messy.Messy) -> Figures:
    return figures_of_messy(year)


@pytest.fixture(scope="module")
def of_2016() -> Figures:
    return figures_of_messy(messy.like_2016())


def table(columns: tuple[str, ...], *rows: dict[str, str]) -> pd.DataFrame:
    cells = [{**dict.fromkeys(columns, ""), **row} for row in rows]
    return pd.DataFrame(cells, columns=list(columns), dtype=str).assign(row=range(1, len(rows) + 1))


def referrals(*rows: dict[str, str]) -> pd.DataFrame:
    return table(REFERRAL_COLUMNS, *rows)


def crimes(*rows: dict[str, str]) -> pd.DataFrame:
    return table(CRIME_COLUMNS, *rows)


def told(*outcomes: Outcome, hours: float | None = None) -> list[Told]:
    return [Told(at, one, (), hours, "", "", None) for at, one in enumerate(outcomes)]


def figures_with(*outcomes: Outcome) -> Figures:
    rows = referrals(*({"force": "Fenholme"} for _ in outcomes))
    return figures_of(rows, crimes({}), told(*outcomes), NONE, RowCounts(len(rows), 1), {})


def test_the_rate_is_of_those_that_needed_a_record_and_half_its_width_stands_beside_it() -> None:
    all_seven = [*Outcome, Outcome.RECORDED]
    found = figures_with(*all_seven)
    rate = found["rate"]
    low, high = wilson(2, 5)
    assert (rate["value"], rate["n"]) == (0.4, 5)
    assert rate["half"] == pytest.approx((high - low) / 2, abs=1e-4)
    assert found["counts"]["needed"] == 5
    assert found["bounds"]["none"]["value"] == pytest.approx(2 / 6, abs=1e-4)
    assert found["bounds"]["all"]["value"] == pytest.approx(3 / 6, abs=1e-4)


def test_where_nobody_needed_a_record_the_rate_says_so() -> None:
    rate = figures_with(Outcome.EXPLAINED, Outcome.PENDING)["rate"]
    assert rate["value"] is None
    assert rate["reason"] == "none of them needed a crime record"


def test_every_grouping_counts_every_referral_once(figures: Figures, year: messy.Messy) -> None:
    outcomes = Counter(str(one.outcome) for one in told_of(year))
    for name in GROUPS:
        rows = figures["by"][name]
        for outcome in Outcome:
            assert sum(row["counts"][outcome] for row in rows) == outcomes[outcome], (name, outcome)
    assert sum(own["count"] for own in figures["ribbons"]) == len(year.referrals)


def test_what_waits_would_change_the_rate_as_the_outcomes_say(figures: Figures, year: messy.Messy) -> None:
    waiting = links_of(year).proposals
    assert figures["uncertain"]["pairs"] == len(waiting)
    assert figures["uncertain"]["all"]["value"] > figures["rate"]["value"]


def test_a_policy_of_recording_at_conclusive_grounds_shows_itself_and_no_other_is_made_up(of_2016: Figures) -> None:
    shown = [own["force"] for own in of_2016["policy"]["each"] if own["only_after"]]
    assert shown == ["Strathmoor"]
    assert of_2016["policy"]["number"] > 20


def test_the_crude_ratio_counts_crimes_and_is_far_from_the_rate(of_2016: Figures) -> None:
    assert of_2016["crude"]["crimes"] == 884 + 36 + 53
    assert of_2016["crude"]["per_100"]["value"] == pytest.approx(30.9, abs=0.05)
    assert of_2016["rate"]["value"] < 0.2


def test_a_crime_with_several_victims_is_one_crime_and_one_without_a_reference_its_row() -> None:
    slavery = {"offence": "Modern slavery", "offence_code": "106", "force": "Fenholme"}
    rows = crimes(
        {**slavery, "crime_reference": "1"},
        {**slavery, "crime_reference": "1"},
        slavery,
        slavery,
        {"offence": "Common assault", "offence_code": "105A", "crime_reference": "2"},
        {"offence": "Modern slavery", "offence_code": "N200/1", "crime_reference": "3"},
    )
    assert checks.crude(referrals({}, {}), rows, load_recording())["crimes"] == 3


def test_hours_that_cannot_be_are_counted_and_left_out() -> None:
    every = [*told(Outcome.RECORDED, hours=10.0), *told(Outcome.RECORDED_AS_OTHER, hours=-3.0)]
    every += [*told(Outcome.RECORDED, hours=200.0), *told(Outcome.RECORDED), *told(Outcome.EXPLAINED, hours=1.0)]
    hours = timing.hours_figures(every)
    assert hours["impossible"] == 1
    assert hours["counts"]["untimed"] == 1
    assert (hours["within_24"]["value"], hours["within_24"]["n"]) == (0.5, 2)
    assert hours["median"]["value"] == 105
    assert hours["counts"]["over_week"] == 1


def test_waiting_is_counted_to_the_latest_day_in_the_data() -> None:
    rows = referrals({"referral_date": "2025-01-01"}, {"referral_date": "2025-03-01"}, {})
    day = timing.latest(rows, crimes({"recorded_on": "2025-03-05T09:30"}))
    assert day == {"day": "2025-03-05", "stands_apart": False}
    waits = timing.waits(rows, told(Outcome.UNRECORDED, Outcome.PENDING, Outcome.UNRECORDED), day["day"])
    counts = {own["wait"]: own["counts"] for own in waits}
    assert counts["to_90"] == {"unrecorded": 1, "pending": 0}
    assert counts["to_7"] == {"unrecorded": 0, "pending": 1}
    assert counts["undated"] == {"unrecorded": 1, "pending": 0}


def test_a_day_far_after_all_others_is_told_of() -> None:
    rows = referrals({"referral_date": "2025-01-01"})
    assert timing.latest(rows, crimes({"recorded_on": "2052-01-01"}))["stands_apart"]


def test_codes_that_nobody_knows_and_times_that_cannot_be_are_counted() -> None:
    rows = crimes(
        {"offence_code": "N200/9"},
        {"offence_code": "n 200-09"},
        {"offence_code": "N200/1", "reported_on": "2025-02-01T10:00", "recorded_on": "2025-02-01T09:00"},
        {"reported_on": "2025-02-01T10:00", "recorded_on": "2025-02-01"},
        {"reported_on": "2025-02-02", "recorded_on": "2025-02-01"},
    )
    assert checks.unknown_codes(rows, load_recording()) == {"N200/9": 2}
    links = Links((Link(0, 2, Step.EXACT, 1.0, ""),), ())
    assert checks.impossible_times(rows, links) == {"records": 2, "of": 3, "linked": 1}


def test_people_are_the_same_by_names_and_a_birth_date_that_is_no_default() -> None:
    one = {"forename": "Jan", "surname": "Nowak", "date_of_birth": "1990-04-03"}
    default = {**one, "date_of_birth": "1990-01-01"}
    rows = referrals(one, {**one, "forename": "JAN"}, {**one, "surname": "Kowal"}, default, default)
    assert checks.repeated_people(rows) == {"people": 1, "referrals": 2}


def test_a_record_of_another_force_is_one_that_neither_referred_nor_is_concerned() -> None:
    rows = referrals(
        {"force": "Fenholme Police"}, {"force": "Eastlea", "exploitation_force": "Fenholme"}, {"force": "Eastlea"}
    )
    links = Links(tuple(Link(at, 0, Step.EXACT, 1.0, "") for at in range(3)), ())
    assert checks.elsewhere(rows, crimes({"force": "FENHOLME"}), links) == 1


def test_stages_follow_the_decisions_and_spellings_of_a_force_are_one() -> None:
    rows = referrals(
        {"force": "Fenholme", "rg_decision": "positive", "cg_decision": "pending"},
        {"force": "Fenholme", "rg_decision": "positive"},
        {"force": "FENHOLME POLICE", "cg_decision": "positive"},
        {"exploitation_force": "Eastlea", "referral_type": "DtN"},
        {"rg_decision": "negative"},
    )
    groups = grouped(rows, NONE)
    assert groups["stage"].tolist() == ["cg_pending", "rg_positive", "cg_positive", "notified", "rg_negative"]
    assert groups["force"].tolist() == ["Fenholme", "Fenholme", "Fenholme", "Eastlea", "no force told"]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("DC Jane Doe, Met Police", "police"), ("NSPCC", "charity"), ("UKVI", "home_office"), ("Jane Doe", "other")],
)
def test_a_first_responder_is_told_by_kind_alone(cell: str, kind: str) -> None:
    assert responder(cell) == kind


def test_nationalities_are_grouped_however_they_are_written() -> None:
    told_ = [nationality_group(text) for text in ("VNM", "Vietnamese", "England", "Roumanian", "")]
    assert told_ == ["east_and_south_east_asia", "east_and_south_east_asia", "british", "eu_since_2004", ""]


def test_intervals_of_differences_are_widened_for_their_number(figures: Figures) -> None:
    own = figures["comparisons"]
    assert own["number"] == len(own["each"]) > 3
    child = next(one for one in own["each"] if one["group"] == "child")
    width = child["difference"]["high"] - child["difference"]["low"]
    assert width > 1.3 * (child["rate"]["half"] ** 2 + child["other"]["half"] ** 2) ** 0.5 * 2


def test_the_bad_news_begins_with_who_cannot_be_linked_and_what_waits(figures: Figures) -> None:
    first, second, *others = figures["bad_news"]
    assert first.startswith(f"{figures['counts']['unlinkable']} referrals cannot be linked")
    assert second.startswith(f"{figures['uncertain']['pairs']} possible links")
    assert any("not verified" in sentence for sentence in others)
    assert any(sentence.startswith("Set aside, and in no figure: 3 rows of referrals") for sentence in others)
    assert any("victim_date_of_birth" in sentence for sentence in others)


def test_no_referral_and_no_crime_still_make_figures() -> None:
    found = figures_of(referrals(), crimes(), [], NONE, RowCounts(0, 0), {})
    assert found["rate"]["value"] is None
    assert found["latest"]["day"] is None
