"""Reviews: a made-up screening with known truth told as it is, and what cannot be told marked."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_decisions import Made, made
from typer.testing import CliRunner, Result

from overlooked.cli import app
from overlooked.decisions import load_decisions
from overlooked.errors import DecisionsError, OverlookedError, RecordsError
from overlooked.evaluation.decisions.reviews import review_figures
from overlooked.evaluation.delivery import evaluate_decisions
from overlooked.evaluation.report.decisions import WIDTH, render_decisions
from overlooked.queue import write_jsonl


def told(folder: Path, screening: Made, *, queue: bool = True, manifest: bool = True) -> dict[str, Any]:
    decisions, path = screening.write(folder, manifest=manifest)
    figures: dict[str, Any] = review_figures(load_decisions(decisions), path if queue else None)
    json.dumps(figures, allow_nan=False)
    assert max(map(len, render_decisions(figures).splitlines())) <= WIDTH
    return figures


def test_the_list_is_counted_and_what_it_misses_is_within_the_limits(tmp_path: Path) -> None:
    for seed in range(5):
        screening = made(seed)
        figures = told(tmp_path, screening)
        assert figures["counts"]["in_list"]["case"] == screening.in_list
        assert figures["estimates"]["precision_of_list"]["value"] == round(screening.in_list / 100, 4)
        leaf = figures["estimates"]["missed"]
        assert leaf["low"] <= screening.outside <= leaf["high"]
        recall = figures["estimates"]["recall_of_list"]
        assert recall["low"] <= screening.in_list / (screening.in_list + screening.outside) <= recall["high"]


@pytest.mark.parametrize(
    ("queue", "manifest", "source"),
    [(True, True, "manifest"), (True, False, "queue"), (False, False, "decisions")],
)
def test_sizes_are_the_same_from_manifest_queue_and_probabilities(
    tmp_path: Path, queue: bool, manifest: bool, source: str
) -> None:
    figures = told(tmp_path, made(), queue=queue, manifest=manifest)
    assert figures["input"]["sizes_from"] == source
    assert figures["input"]["scored"] == 3000
    assert sum(stratum["size"] for stratum in figures["estimates"]["strata"].values()) == 3000
    assert any("--queue" in sentence for sentence in figures["bad_news"]) is not queue


def test_no_note_no_reviewer_and_no_record_is_in_the_report(tmp_path: Path) -> None:
    text = json.dumps(told(tmp_path, made()))
    assert "a note that no report holds" not in text
    assert "R00001" not in text


def test_a_slice_that_was_not_wholly_read_is_not_estimated_from(tmp_path: Path) -> None:
    screening = made()
    last = max(n for n, row in enumerate(screening.decisions) if row["stratum"] != "ranked")
    del screening.decisions[last]
    figures = told(tmp_path, screening)
    reason = "a slice that was not wholly read cannot be estimated from; 59 of 60 were"
    assert figures["estimates"]["missed"] == {"value": None, "reason": reason}
    assert reason in figures["bad_news"][0]
    assert reason in figures["first"][1]
    assert figures["estimates"]["precision_of_list"]["value"] is not None
    without = told(tmp_path, screening, queue=False)["estimates"]["missed"]
    assert "do not fit their inclusion probability" in without["reason"]


def test_records_of_the_list_that_were_not_read_count_as_open(tmp_path: Path) -> None:
    screening = made()
    cases = sum(row["outcome"] == "nrm_referred" for row in screening.decisions[10:100])
    del screening.decisions[:10]
    leaf = told(tmp_path, screening)["estimates"]["precision_of_list"]
    assert leaf["value"] is None
    assert (leaf["least"]["value"], leaf["most"]["value"]) == (cases / 100, (cases + 10) / 100)


def test_open_records_make_ranges_and_recall_takes_the_worse_of_both_sides(tmp_path: Path) -> None:
    screening = made()
    for place in (next(n for n, r in enumerate(screening.decisions) if r["outcome"]), len(screening.decisions) - 1):
        screening.decisions[place] |= {"decision": "more_needed", "outcome": ""}
    estimates = told(tmp_path, screening)["estimates"]
    listed = screening.in_list - 1
    missed, recall = estimates["missed"], estimates["recall_of_list"]
    assert missed["least"]["value"] < missed["most"]["value"]
    assert recall["least"]["value"] == pytest.approx(listed / (listed + missed["most"]["value"]), abs=1e-3)
    assert recall["most"]["value"] == pytest.approx((listed + 1) / (listed + 1 + missed["least"]["value"]), abs=1e-3)


def test_already_known_is_no_case_and_counted_apart(tmp_path: Path) -> None:
    screening = made()
    next(r for r in screening.decisions if r["outcome"])["outcome"] = "already_known"
    figures = told(tmp_path, screening)
    assert figures["counts"]["in_list"]["already_known"] == 1
    assert figures["estimates"]["precision_of_list"]["value"] == round((screening.in_list - 1) / 100, 4)
    assert figures["estimates"]["precision_with_known"]["value"] == round(screening.in_list / 100, 4)


def test_precision_at_k_goes_down_the_list_and_leaves_the_drawn_out(tmp_path: Path) -> None:
    screening = made()
    figures = told(tmp_path, screening)
    cases = screening.queue["case"].to_numpy()
    assert [point["k"] for point in figures["precision_at"]] == [10, 20, 50, 100]
    for point in figures["precision_at"]:
        assert point["precision"]["value"] == cases[: point["k"]].mean().round(4)


def test_records_read_for_each_case(tmp_path: Path) -> None:
    figures = told(tmp_path, made())
    own = figures["effort"]
    assert own["records_read"] == 160
    assert own["per_case_in_list"]["value"] == round(100 / figures["counts"]["in_list"]["case"], 4)


def test_small_groups_are_not_told(tmp_path: Path) -> None:
    figures = told(tmp_path, made())
    classes = figures["groups"]["offence_class"]
    assert classes["burglary_home"]["n"] == "<10"
    assert "precision" not in classes["burglary_home"]
    hidden = [own for own in classes.values() if own["n"] == "<10"]
    assert len(hidden) > 1, "one group alone would show by subtraction"
    assert classes["violence_injury"]["precision"]["n"] == classes["violence_injury"]["n"]
    assert set(figures["groups"]["band"]) == {"A", "B", "C", "none"}


def test_a_class_that_is_worse_beyond_chance_is_on_the_first_screen(tmp_path: Path) -> None:
    screening = made(limit=200)
    listed = screening.queue["stratum"] == "ranked"
    worse = set(screening.queue["record_id"][listed & (screening.queue["offence_class"] == "theft_other")])
    for row in screening.decisions:
        if row["record_id"] in worse:
            row |= {"decision": "no_signs", "outcome": ""}
    figures = told(tmp_path, screening)
    assert "theft_other" in figures["first"][3]
    assert figures["first"][3] in figures["bad_news"]


def test_without_an_audit_slice_nothing_is_said_of_what_is_missed(tmp_path: Path) -> None:
    screening = made(audit=0)
    figures = told(tmp_path, screening)
    assert "screen --audit" in figures["estimates"]["recall_of_list"]["reason"]
    assert "screen --audit" in told(tmp_path, screening, queue=False)["estimates"]["missed"]["reason"]


def test_a_list_of_every_record_misses_none(tmp_path: Path) -> None:
    figures = told(tmp_path, made(records=100, limit=100, audit=0))
    assert figures["estimates"]["missed"]["value"] == 0
    assert figures["estimates"]["recall_of_list"]["value"] == 1
    assert "misses none" in figures["first"][1]


def test_a_slice_without_a_case_is_no_good_news(tmp_path: Path) -> None:
    screening = made()
    for row in screening.decisions:
        if row["stratum"] != "ranked":
            row |= {"decision": "no_signs", "outcome": ""}
    figures = told(tmp_path, screening)
    assert figures["estimates"]["recall_of_list"]["value"] == 1
    assert figures["bad_news"][0].startswith("The list may hold as little as ")
    assert "does not show that none is missed" in figures["first"][1]


def test_a_stratum_of_few_records_does_not_tell_what_they_are(tmp_path: Path) -> None:
    strata = told(tmp_path, made(records=104, limit=100, audit=4))["estimates"]["strata"]
    assert "case" in strata["ranked"]
    assert all("case" not in stratum for name, stratum in strata.items() if name != "ranked")


def test_no_case_at_all_is_told_with_what_may_be_hidden(tmp_path: Path) -> None:
    screening = made()
    for row in screening.decisions:
        row |= {"decision": "no_signs", "outcome": ""}
    figures = told(tmp_path, screening)
    assert figures["estimates"]["recall_of_list"]["value"] is None
    assert figures["estimates"]["missed"]["high"] > 100
    assert any(sentence.startswith("No case is confirmed") for sentence in figures["bad_news"])
    assert figures["effort"]["per_case_in_list"]["low"] > 20


def test_every_record_a_case_and_one_record_alone_are_told(tmp_path: Path) -> None:
    screening = made()
    for row in screening.decisions:
        row |= {"decision": "refer", "outcome": "recorded_106"}
    assert told(tmp_path, screening)["estimates"]["precision_of_list"]["value"] == 1
    del screening.decisions[1:]
    figures = told(tmp_path, screening, queue=False)
    assert figures["estimates"]["precision_of_list"]["small"]


def test_two_models_are_told_and_nothing_is_estimated(tmp_path: Path) -> None:
    screening = made()
    screening.decisions[0]["model_hash"] = "another"
    figures = told(tmp_path, screening)
    assert len(figures["input"]["models"]) == 2
    assert "2 models" in figures["estimates"]["cases"]["reason"]
    assert figures["estimates"]["precision_of_list"]["value"] is not None


def test_a_queue_of_another_run_is_refused(tmp_path: Path) -> None:
    screening = made()
    decisions, queue = screening.write(tmp_path)
    found = load_decisions(decisions)
    for column, value in (("record_hash", "other"), ("model", "other"), ("record_id", "other")):
        write_jsonl(screening.queue.assign(**{column: value}), queue)
        with pytest.raises(DecisionsError, match=r"queue\.jsonl"):
            review_figures(found, queue)
    write_jsonl(pd.DataFrame(screening.queue).head(120), queue)
    with pytest.raises(DecisionsError, match="manifest of another run"):
        review_figures(found, queue)
    with pytest.raises(RecordsError, match="view"):
        review_figures(found, tmp_path / "queue.csv")


def test_the_command_writes_the_figures_and_prints_bad_news_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made().write(tmp_path)

    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["evaluate", *words])

    done = run("decisions.jsonl", "-o", "report.json", "--queue", "queue.jsonl")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Bad news")
    tree = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (tree["kind"], tree["schema_version"]) == ("decisions", 1)
    for words, says in (
        (("queue.jsonl", "-o", "r.json"), "is a queue"),
        (("decisions.jsonl", "-o", "r.json", "--ablations"), "for a corpus"),
        ((".", "-o", "r.json", "--queue", "queue.jsonl"), "goes with decisions"),
        (("decisions.jsonl", "-o", "decisions.jsonl", "--force"), "has no form that a report can take"),
    ):
        fault = run(*words).exception
        assert isinstance(fault, OverlookedError)
        assert says in str(fault)


def test_equal_decisions_give_equal_bytes(tmp_path: Path) -> None:
    decisions, queue = made().write(tmp_path)
    for name in ("one.json", "two.json"):
        evaluate_decisions(decisions, [tmp_path / name], queue=queue)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
