import re
from pathlib import Path
from typing import Any

from builders import RECORD, a_queue

from overlooked.views.page import marked, write_page


def page(tmp_path: Path, *records: dict[str, str]) -> str:
    write_page(a_queue(*records), tmp_path / "q.html", summary="2 rows in.", warnings=["Includes training text: 2."])
    return (tmp_path / "q.html").read_text(encoding="utf-8")


def test_every_record_is_on_the_page_with_its_quotes_marked(tmp_path: Path) -> None:
    text = page(tmp_path, {}, {"record_id": "A2"})
    assert text.count('<li class="record">') == 2
    assert '<mark class="present" title="Documents held by another: present">boss has kept his passport</mark>' in text
    assert '<mark class="counter"' in text


def test_the_card_shows_which_of_act_means_and_gain_is_quoted(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert (
        "<h3>Means: what holds the person</h3><ul><li>Documents held by another: “boss has kept his passport”" in text
    )
    assert "<h3>Gain: what others get</h3><p>nothing quoted</p>" in text


def test_markup_in_a_narrative_is_shown_and_never_run(tmp_path: Path) -> None:
    text = page(tmp_path, {"narrative": "<zap>alert(1)</zap> his boss has kept his passport"})
    assert "<zap" not in text
    assert "&lt;zap&gt;" in text


def test_the_page_asks_nothing_from_outside(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)\s*=|url\(|https?:", text)


def test_warnings_and_summary_stand_before_the_records(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert text.index("2 rows in.") < text.index("Includes training text") < text.index('<li class="record">')


def test_marking_loses_no_letter_of_the_narrative() -> None:
    findings = a_queue({})["findings"][0]
    plain = re.sub(r"</?mark[^>]*>", "", marked(RECORD["narrative"], findings))
    assert plain == RECORD["narrative"]


def test_of_overlapping_quotes_one_is_marked() -> None:
    told = "not paid wages"
    finding: dict[str, Any] = {"kind": "indicator", "indicator": "wages_withheld", "assertion": "present"}
    finding |= {"quote": "", "cue": "", "clears": True}
    shown = marked(told, [finding | {"start": 0, "end": 8}, finding | {"start": 4, "end": 14}])
    assert shown.count("<mark") == 1
