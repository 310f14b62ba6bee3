import json
from pathlib import Path

import numpy as np
import pytest
from toy_corpus import Fixed, corpus, finding, note, read_signs, record

from overlooked.errors import CorpusError
from overlooked.evaluation.findings.readings import Reading, reading_of
from overlooked.evaluation.findings.second import FILE, SecondReading, load_second_readings, second_figures
from overlooked.evaluation.judge import Extras, judge

TEXT = "Boss has his passport. Not paid since May."
PASSPORT, PAY = "has his passport", "Not paid since May"
GOOD = {"record_id": "a-001", "grade": 2, "exploitation": ["labour"], "present": ["threats"], "unsure": False}


def written(folder: Path, *rows: object) -> Path:
    (folder / FILE).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return folder


def second(record_id: str, *present: str, grade: int = 3) -> SecondReading:
    return SecondReading(record_id, grade, ("labour",), present, unsure=grade in {1, 2})


def readings() -> list[Reading]:
    case = record("a", 1, 1, narrative=TEXT, indicators=[note("documents_retained", PASSPORT)])
    found = [finding(TEXT, PASSPORT, "documents_retained"), finding(TEXT, PAY, "wages_withheld")]
    return [reading_of(case, found), reading_of(record("a", 2, 0, narrative=TEXT), [])]


def test_a_second_reading_is_read_from_beside_the_corpus(tmp_path: Path) -> None:
    told = load_second_readings(written(tmp_path, GOOD))
    assert told == {"a-001": SecondReading("a-001", 2, ("labour",), ("threats",), unsure=False)}
    assert told["a-001"].label == 1


def test_a_corpus_without_one_has_none_and_the_figures_say_why(tmp_path: Path) -> None:
    assert load_second_readings(tmp_path) == {}
    figures = second_figures(readings(), None, {}, np.ones((2, 2)))
    assert (figures["value"], figures["reason"]) == (None, f"no second reading stands beside this corpus: {FILE}")


def test_a_second_reading_of_other_records_alone_says_so() -> None:
    figures = second_figures(readings(), None, {"z-001": second("z-001")}, np.ones((2, 2)))
    assert figures["reason"] == "none of these records was read by a second reader"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**GOOD, "grade": 7}, "the grade is none of the guide"),
        ({**GOOD, "present": ["odd"]}, "a code is none of the guide"),
        ({**GOOD, "exploitation": ["mining"]}, "a code is none of the guide"),
        ({"record_id": "a-002"}, "it needs record_id, grade"),
        (["a-002"], "not a second reading"),
        (GOOD, "stands twice"),
    ],
)
def test_a_second_reading_that_cannot_be_used_is_told_with_file_and_line(
    tmp_path: Path, row: object, says: str
) -> None:
    with pytest.raises(CorpusError, match=says) as error:
        load_second_readings(written(tmp_path, GOOD, row))
    assert f"{FILE}:2" in str(error.value)


def test_the_reading_and_a_second_reader_are_told_side_by_side_on_the_same_records() -> None:
    # first reader: documents; second: documents, threats; found: documents, wages
    others = {r.record_id: r for r in (second("a-001", "documents_retained", "threats"), second("a-002", grade=1))}
    figures = second_figures(readings(), None, others, np.ones((2, 2)))
    indicators = figures["indicators"]
    assert [
        indicators[side]["micro"]["f1"]["value"] for side in ("first_v_second", "reading_v_first", "reading_v_second")
    ] == pytest.approx([2 / 3, 2 / 3, 1 / 2])
    assert indicators["reading_less_second"]["value"] == 0
    assert (figures["records"], figures["positives"], figures["unsure"]["value"]) == (2, 1, 0.5)
    assert figures["labels"]["kappa"]["value"] == 1
    assert figures["grades"]["equal"]["value"] == 0.5


def test_records_that_the_second_reader_did_not_read_do_not_count() -> None:
    figures = second_figures(readings(), None, {"a-002": second("a-002", grade=0)}, np.ones((2, 2)))
    assert (figures["records"], figures["positives"]) == (1, 0)
    assert figures["indicators"]["first_v_second"]["micro"]["f1"]["value"] is None
    assert figures["indicators"]["reading_less_second"]["value"] is None


def test_the_judge_says_in_bad_news_what_two_readers_reach() -> None:
    others = {r.record_id: second(r.record_id, *(a.indicator for a in r.indicators), grade=r.grade) for r in corpus()}
    blind = judge(corpus(), {"m": Fixed("boss")}, lambda _: [], Extras(second=others), draws=20, jobs=1).figures[
        "bad_news"
    ]
    assert any("F1 .00 (a second careful reader: 1.00)" in sentence for sentence in blind)
    assert any("cases with F1 1.00; the reading agrees with the first with .00" in sentence for sentence in blind)
    seeing = judge(corpus(), {"m": Fixed("boss")}, read_signs, Extras(second=others), draws=20, jobs=1).figures[
        "bad_news"
    ]
    assert not any("careful reader" in sentence for sentence in seeing)
