import hashlib
import json
from pathlib import Path

import pytest

from overlooked.corpus import load_corpus, near_copies
from overlooked.errors import CorpusError
from overlooked.indicators import INDICATOR_CODES

CORPUS = Path(__file__).parents[1] / "corpus"
SPLITS = {split: load_corpus(CORPUS, split) for split in ("train", "test")}
SHARED_RUNS = 0.1
"""Records of two splits share less than a tenth of their five-word runs; minimal pairs share more than half."""


def labelled(**changes: object) -> dict[str, object]:
    record: dict[str, object] = {
        "record_id": "X-1",
        "narrative": "His boss has his passport.",
        "grade": 2,
        "label": 1,
        "kind": "overt",
        "exploitation": ["labour"],
        "indicators": [{"indicator": "documents_retained", "quote": "has his passport", "assertion": "present"}],
    }
    return record | changes


def written(folder: Path, *records: object) -> Path:
    path = folder / "own.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_every_record_of_both_splits_keeps_to_the_schema() -> None:
    assert [len(SPLITS[split]) for split in ("train", "test")] == [1340, 300]


def test_the_fields_of_every_record_are_those_of_the_published_schema() -> None:
    schema = json.loads((CORPUS / "schema.json").read_text(encoding="utf-8"))
    for name in ("train.jsonl", "sealed/test.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            keys = set(json.loads(line))
            assert keys <= set(schema["properties"])
            assert set(schema["required"]) <= keys


def test_every_quote_of_the_train_split_stands_in_its_narrative_to_the_letter() -> None:
    odd = [r.record_id for r in SPLITS["train"] for item in r.indicators if item.quote not in r.narrative]
    assert odd == []


def test_ids_are_unique_over_both_splits() -> None:
    ids = [record.record_id for split in SPLITS.values() for record in split]
    assert len(ids) == len(set(ids))


def test_an_author_stands_on_one_side_only_and_g_and_i_are_sealed() -> None:
    authors = {split: {record.author for record in records} for split, records in SPLITS.items()}
    assert authors == {"train": set("abcdefh"), "test": set("gi")}


def test_a_pair_holds_one_case_and_one_look_alike_by_one_author() -> None:
    for records in SPLITS.values():
        for pair in {record.pair_id for record in records if record.pair_id}:
            members = [record for record in records if record.pair_id == pair]
            assert sorted(record.label for record in members) == [0, 1], pair
            assert len({record.author for record in members}) == 1, pair


def test_no_near_copy_crosses_the_splits() -> None:
    side = {record.record_id: split for split, records in SPLITS.items() for record in records}
    texts = [(record.record_id, record.narrative) for records in SPLITS.values() for record in records]
    crossing = [pair for pair in near_copies(texts, SHARED_RUNS) if side[pair[0]] != side[pair[1]]]
    assert crossing == []


def test_a_copy_with_one_word_changed_is_a_near_copy() -> None:
    text = "the boss has kept his passport since march and he has not been paid at all"
    assert near_copies([("a", text), ("b", text.replace("march", "may")), ("c", text[::-1])], 0.5) == [("a", "b")]


def test_the_checksums_are_those_of_the_files() -> None:
    for line in (CORPUS / "checksums.sha256").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == digest, name


def test_the_second_reading_is_of_known_train_records_only() -> None:
    lines = (CORPUS / "second_reading.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["record_id"] for line in lines} <= {record.record_id for record in SPLITS["train"]}


def test_the_guide_names_every_indicator() -> None:
    guide = (CORPUS / "annotation-guide.md").read_text(encoding="utf-8")
    assert [code for code in INDICATOR_CODES if f"`{code}`" not in guide] == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "odd"}, "kind 'odd'"),
        ({"grade": 0}, "grade 0 with label 1"),
        ({"exploitation": ["mining"]}, "exploitation mining"),
        ({"indicators": [{"indicator": "threats", "quote": "absent", "assertion": "present"}]}, "to the letter"),
        ({"indicators": [{"indicator": "thretas", "quote": "His", "assertion": "present"}]}, "thretas"),
        ({"indicators": [{"indicator": "threats", "quote": "His", "assertion": "maybe"}]}, "maybe"),
    ],
)
def test_a_record_that_breaks_the_schema_is_told_with_file_and_line(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    path = written(tmp_path, labelled(), labelled(record_id="X-2", **change))
    with pytest.raises(CorpusError, match=says) as error:
        load_corpus(path)
    assert f"{path}:2" in str(error.value)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="X-1 stands twice"):
        load_corpus(written(tmp_path, labelled(), labelled()))


def test_a_line_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text("{}x\n")
    with pytest.raises(CorpusError, match=r"own\.jsonl:1: not valid JSON"):
        load_corpus(path)


def test_the_author_is_told_by_the_id_where_the_record_does_not_say(tmp_path: Path) -> None:
    assert load_corpus(written(tmp_path, labelled()))[0].author == "x"


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        load_corpus(tmp_path)
