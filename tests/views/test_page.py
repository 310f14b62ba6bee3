import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from builders import RECORD, a_queue

from overlooked.findings import Kind, pieces
from overlooked.pages.templates import embedded
from overlooked.pages.words import glossary, name_of, says
from overlooked.views.page import BLOCK, write_page


def page(tmp_path: Path, *records: dict[str, str]) -> str:
    write_page(a_queue(*records), tmp_path / "q.html", summary="2 rows in.", warnings=["Includes training text: 2."])
    return (tmp_path / "q.html").read_text(encoding="utf-8")


def records(text: str) -> list[dict[str, Any]]:
    blocks = re.findall(r'<script type="application/json" class="records">(.*?)</script>', text)
    return [record for block in blocks for record in json.loads(block)]


def test_every_record_is_on_the_page_with_its_findings(tmp_path: Path) -> None:
    told = records(page(tmp_path, {}, {"record_id": "A2"}))
    assert {record["record_id"] for record in told} == {"A1", "A2"}
    assert told[0]["narrative"] == RECORD["narrative"]
    assert {"boss has kept his passport"} <= {f["quote"] for f in told[0]["findings"]}
    assert {f["kind"] for f in told[0]["findings"]} >= {"indicator", "counter"}


def test_more_records_than_a_block_holds_are_all_there_in_order(tmp_path: Path) -> None:
    queue = a_queue({})
    many = queue.loc[queue.index.repeat(BLOCK + 1)].assign(rank=range(1, BLOCK + 2))
    write_page(many, tmp_path / "q.html", summary="")
    told = records((tmp_path / "q.html").read_text(encoding="utf-8"))
    assert [record["rank"] for record in told] == list(range(1, BLOCK + 2))


def test_an_empty_queue_gives_a_page_without_records(tmp_path: Path) -> None:
    write_page(a_queue({}).head(0), tmp_path / "q.html", summary="0 rows in.")
    assert records((tmp_path / "q.html").read_text(encoding="utf-8")) == []


def test_the_policy_names_the_one_style_and_the_one_script_of_the_page(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [inside] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in policy


def test_the_page_asks_nothing_from_outside(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|https?:|@import|fetch\(|innerHTML", text)


@pytest.mark.parametrize("told", ["</script><script>zap()</script>", "<!--<script>", "&lt;", "\u2028\u2029", "\ud800"])
def test_no_narrative_can_leave_its_block(told: str) -> None:
    inside = embedded([told])
    assert json.loads(inside) == [told]
    assert inside.isascii()
    assert not set("<>&") & set(inside)


def test_markup_in_the_summary_and_in_warnings_is_shown_and_never_run(tmp_path: Path) -> None:
    write_page(a_queue({}), tmp_path / "q.html", summary="<zap> rows \ud800", warnings=["<zap>"])
    text = (tmp_path / "q.html").read_text(encoding="utf-8")
    assert "<zap" not in text
    assert text.count("&lt;zap&gt;") == 2


def test_warnings_and_summary_stand_before_the_records(tmp_path: Path) -> None:
    text = page(tmp_path, {})
    assert text.index("2 rows in.") < text.index("Includes training text") < text.index('class="records"')


def test_the_state_of_the_records_is_one_line_that_opens_and_is_not_there_for_records_without_fault(
    tmp_path: Path,
) -> None:
    write_page(a_queue({}), tmp_path / "q.html", summary="", state=["Rows <cut>: 7.", "Rows twice: 1."])
    text = (tmp_path / "q.html").read_text(encoding="utf-8")
    assert "<summary>The state of the records: 2 to know</summary><ul><li>Rows &lt;cut&gt;: 7.</li>" in text
    assert "state of the records" not in page(tmp_path, {})


def test_the_pieces_of_the_narrative_are_counted_as_a_browser_counts(tmp_path: Path) -> None:
    [record] = records(page(tmp_path, {"narrative": "😀😀 His boss has kept his passport."}))
    units = record["narrative"].encode("utf-16-le")
    start, end, here = record["pieces"][0]
    assert units[2 * start : 2 * end].decode("utf-16-le") == "boss has kept his passport"
    assert [record["findings"][number]["quote"] for number in here] == ["boss has kept his passport"]


def test_overlapping_findings_are_all_shown() -> None:
    inner, outer, apart = (4, 8), (0, 12), (20, 22)
    assert pieces([outer, inner, apart]) == [(0, 4, [0]), (4, 8, [0, 1]), (8, 12, [0]), (20, 22, [2])]


def test_findings_that_touch_are_kept_apart() -> None:
    assert pieces([(0, 4), (4, 8)]) == [(0, 4, [0]), (4, 8, [1])]


def test_equal_queues_give_equal_pages(tmp_path: Path) -> None:
    assert page(tmp_path, {}, {"record_id": "A2"}) == page(tmp_path, {}, {"record_id": "A2"})


def test_every_code_of_the_catalogues_and_of_counter_evidence_has_a_name_and_a_meaning() -> None:
    for kind in Kind:
        assert all(entry["name"] and entry["meaning"] for entry in glossary()[kind].values())
    groups = {f["indicator"] for f in a_queue({})["findings"][0] if f["kind"] == Kind.COUNTER}
    assert groups <= set(glossary()[Kind.COUNTER])


def test_a_code_that_no_catalogue_knows_is_told_by_its_own_words() -> None:
    assert name_of("setting", "ice_rink") == "ice rink"


def test_a_denial_that_clears_nothing_is_told_as_such() -> None:
    assert says({"assertion": "negated", "clears": False}) == "said not to be so, which clears nothing"
