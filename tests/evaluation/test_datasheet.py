import json
import shutil
from pathlib import Path

from overlooked.evaluation.corpus.datasheet import BEGIN, END, PAGE, current, measured, write_datasheet

CORPUS = Path(__file__).parents[2] / "corpus"


def small_corpus(folder: Path) -> Path:
    case = {
        "record_id": "A-1",
        "narrative": "His boss has his passport.",
        "label": 1,
        "kind": "overt",
        "exploitation": ["labour"],
        "indicators": [{"indicator": "documents_retained", "quote": "has his passport", "assertion": "present"}],
    }
    (folder / "train.jsonl").write_text(f"{json.dumps(case)}\n", encoding="utf-8")
    (folder / PAGE).write_text(f"# Before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    return folder


def test_the_datasheet_of_the_corpus_is_as_the_corpus_is() -> None:
    assert (CORPUS / PAGE).read_text(encoding="utf-8") == current(CORPUS), "run `make docs`"


def test_what_stands_outside_the_markers_is_left_alone(tmp_path: Path) -> None:
    write_datasheet(small_corpus(tmp_path))
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert page.startswith(f"# Before\n{BEGIN}\n| author | records |")
    assert page.endswith(f"{END}\nafter\n")
    assert "old" not in page
    assert page == current(tmp_path)


def test_a_page_without_markers_stays_as_it_is(tmp_path: Path) -> None:
    (small_corpus(tmp_path) / PAGE).write_text("# No markers\n", encoding="utf-8")
    assert current(tmp_path) == "# No markers\n"


def test_a_corpus_that_nobody_read_twice_says_so(tmp_path: Path) -> None:
    told = measured(small_corpus(tmp_path))
    assert "No second reader: no second reading stands beside this corpus" in told
    assert "| a | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 |" in told


def test_of_the_sealed_split_no_reading_is_told(tmp_path: Path) -> None:
    folder = small_corpus(tmp_path)
    (folder / "sealed").mkdir()
    row = json.loads((folder / "train.jsonl").read_text(encoding="utf-8")) | {"record_id": "G-1"}
    (folder / "sealed" / "test.jsonl").write_text(f"{json.dumps(row)}\n", encoding="utf-8")
    second = {"grade": 3, "exploitation": ["labour"], "present": [], "unsure": False}
    rows = "".join(f"{json.dumps(second | {'record_id': name})}\n" for name in ("A-1", "G-1"))
    (folder / "second_reading.jsonl").write_text(rows, encoding="utf-8")
    told = measured(folder)
    assert "A second reader has read 1 of the 1 records outside the sealed split" in told
    assert "| g (sealed) | 1 |" in told


def test_the_script_that_builds_a_version_does_not_touch_the_datasheet(tmp_path: Path) -> None:
    shutil.copy(CORPUS / "build.py", tmp_path)
    assert PAGE not in (tmp_path / "build.py").read_text(encoding="utf-8")
