import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from overlooked.corpus import LabelledRecord, load_corpus, near_copies
from overlooked.errors import CorpusError
from overlooked.findings import Assertion
from overlooked.indicators import EXPLOITATION, INDICATOR_CODES

CORPUS = Path(__file__).parents[1] / "corpus"
SPLITS = {split: load_corpus(CORPUS, split) for split in ("train", "dev", "test")}
SHARED_RUNS = 0.1
"""The two least alike members of a minimal pair, which are copies by intent, share .27 of the shorter one's five-word
runs; the two most alike records that nobody paired share .07, stock phrases of police prose. A tenth lies between."""


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


def lines_of(name: str) -> list[dict[str, object]]:
    """The raw objects of a data file; sealed ones too, so no assertion may show more of them than ids and keys."""
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").split("\n") if line]


def loaded(folder: Path, *narratives: str) -> list[LabelledRecord]:
    """Unmarked records of these narratives, with the ids X-0, X-1, ..."""
    plain = labelled(label=0, grade=0, kind="ordinary", exploitation=[], indicators=[])
    return load_corpus(
        written(folder, *(plain | {"record_id": f"X-{n}", "narrative": t} for n, t in enumerate(narratives)))
    )


def test_every_record_of_all_splits_keeps_to_the_schema() -> None:
    assert [len(SPLITS[split]) for split in ("train", "dev", "test")] == [1460, 420, 300]


def test_the_fields_of_every_record_are_those_of_the_published_schema() -> None:
    schema = json.loads((CORPUS / "schema.json").read_text(encoding="utf-8"))
    for keys in (set(line) for name in ("train.jsonl", "dev.jsonl", "sealed/test.jsonl") for line in lines_of(name)):
        assert keys <= set(schema["properties"])
        assert set(schema["required"]) <= keys


def test_the_published_schema_knows_the_words_that_the_loader_knows() -> None:
    fields = json.loads((CORPUS / "schema.json").read_text(encoding="utf-8"))["properties"]
    span = fields["indicators"]["items"]["properties"]
    assert span["indicator"]["enum"] == list(INDICATOR_CODES)
    assert span["assertion"]["enum"] == [str(assertion) for assertion in Assertion]
    assert fields["exploitation"]["items"]["enum"] == list(EXPLOITATION)


@pytest.mark.parametrize("split", SPLITS)
def test_every_quote_stands_in_its_narrative_to_the_letter(split: str) -> None:
    odd = [r.record_id for r in SPLITS[split] for item in r.indicators if item.quote not in r.narrative]
    assert odd == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_case_has_a_sign_that_is_present(split: str) -> None:
    signs = {r.record_id: {item.assertion for item in r.indicators} for r in SPLITS[split] if r.label}
    assert [name for name, assertions in signs.items() if Assertion.PRESENT not in assertions] == []


def test_ids_are_unique_over_all_splits() -> None:
    ids = [record.record_id for split in SPLITS.values() for record in split]
    assert len(ids) == len(set(ids))


def test_an_author_stands_on_one_side_only_and_g_and_i_are_sealed() -> None:
    authors = {split: {record.author for record in records} for split, records in SPLITS.items()}
    assert authors == {"train": set("abcdefhpq"), "dev": set("jklmnors"), "test": set("gi")}


def test_a_pair_holds_one_case_and_one_look_alike_by_one_author_on_one_side() -> None:
    labels: dict[tuple[str, str, str], list[int]] = {}
    for split, records in SPLITS.items():
        for record in records:
            if record.pair_id:
                labels.setdefault((split, record.author, record.pair_id), []).append(record.label)
    assert len({pair for *_, pair in labels}) == 320
    assert [key for key, members in labels.items() if sorted(members) != [0, 1]] == []


def test_no_near_copy_crosses_the_splits() -> None:
    side = {record.record_id: split for split, records in SPLITS.items() for record in records}
    close = near_copies([r for records in SPLITS.values() for r in records], threshold=SHARED_RUNS)
    assert [pair for pair in close if side[pair[0]] != side[pair[1]]] == []


def test_only_members_of_a_pair_are_near_copies_and_every_pair_is_seen() -> None:
    pair = {record.record_id: record.pair_id for records in SPLITS.values() for record in records}
    close = near_copies([r for records in SPLITS.values() for r in records], threshold=SHARED_RUNS)
    assert [(one, other) for one, other in close if not pair[one] or pair[one] != pair[other]] == []
    assert len(close) == 320


def test_a_copy_with_one_word_or_its_punctuation_changed_is_a_near_copy(tmp_path: Path) -> None:
    text = "the boss has kept his passport since march and he has not been paid at all"
    records = loaded(tmp_path, text, text.replace("march", "may"), text.upper().replace(" and", ", and"), text[::-1])
    assert near_copies(records, threshold=0.5) == [("X-0", "X-1"), ("X-0", "X-2"), ("X-1", "X-2")]


def test_a_short_record_inside_a_long_one_is_a_near_copy(tmp_path: Path) -> None:
    records = loaded(tmp_path, "paid in tobacco and food", "he said he was paid in tobacco and food since the spring")
    assert near_copies(records, threshold=1.0) == [("X-0", "X-1")]


def test_the_checksums_are_those_of_the_files() -> None:
    lines = (CORPUS / "checksums.sha256").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    others = CORPUS / "referrals_2016"  # written by another command, and compared by its own test
    data = [path for path in CORPUS.rglob("*") if path.suffix in {".jsonl", ".csv"} and others not in path.parents]
    assert sums == {path.relative_to(CORPUS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in data}


def test_the_script_builds_the_same_bytes_again_from_author_files(tmp_path: Path) -> None:
    source, built = tmp_path / "source", tmp_path / "corpus"
    source.mkdir()
    built.mkdir()
    for line in lines_of("train.jsonl") + lines_of("dev.jsonl") + lines_of("sealed/test.jsonl"):
        with (source / f"author_{line.pop('author')}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    shutil.copy(CORPUS / "second_reading.jsonl", source)
    shutil.copy(CORPUS / "build.py", built)
    subprocess.run([sys.executable, built / "build.py", source, "--sample"], check=True)
    assert (built / "checksums.sha256").read_text() == (CORPUS / "checksums.sha256").read_text()


def test_the_second_reading_is_of_known_train_records_only() -> None:
    read = {line["record_id"] for line in lines_of("second_reading.jsonl")}
    assert read == {record.record_id for record in SPLITS["train"] if record.author not in "hpq"}


def test_the_guide_names_every_indicator() -> None:
    guide = (CORPUS / "annotation-guide.md").read_text(encoding="utf-8")
    assert [code for code in INDICATOR_CODES if f"`{code}`" not in guide] == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "odd"}, "kind and label do not fit"),
        ({"grade": 0}, "grade and label do not fit"),
        ({"grade": 7}, "grade wants one of 0, 1, 2, 3"),
        ({"grade": "2"}, "grade is str"),
        ({"label": True}, "label is bool"),
        ({"narrative": None}, "no narrative"),
        ({"record_id": ""}, "no record_id"),
        ({"exploitation": []}, "a positive names its exploitation"),
        ({"victim": ["male"]}, "victim is list"),
        ({"indicators": ["threats"]}, "an indicator is str"),
        ({"exploitation": ["mining"]}, "exploitation wants some of labour"),
        ({"indicators": [{"indicator": "threats", "quote": "absent", "assertion": "present"}]}, "to the letter"),
        (
            {"indicators": [{"indicator": "thretas", "quote": "His", "assertion": "present"}]},
            "an indicator is none of the 20",
        ),
        (
            {"indicators": [{"indicator": "threats", "quote": "His", "assertion": "maybe"}]},
            "an assertion wants one of present",
        ),
    ],
)
def test_a_record_that_breaks_the_schema_is_told_with_file_and_line(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    path = written(tmp_path, labelled(), labelled(**({"record_id": "X-2"} | change)))
    with pytest.raises(CorpusError, match=says) as error:
        load_corpus(path)
    assert f"{path}:2" in str(error.value)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"own\.jsonl:2: its record_id stands twice"):
        load_corpus(written(tmp_path, labelled(), labelled()))


@pytest.mark.parametrize("line", ["{}x", "[" * 100_000, '{"narrative": "\\ud800"}', '{"grade": NaN}'])
def test_a_line_that_is_no_json_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"own\.jsonl:1: not valid JSON"):
        load_corpus(path)


def test_a_record_of_a_third_party_may_lack_what_is_optional(tmp_path: Path) -> None:
    record = load_corpus(written(tmp_path, labelled(victim=None)))[0]
    assert (record.force, record.why, dict(record.victim), record.pair_id) == ("", "", {}, None)


def test_a_byte_order_mark_and_a_line_separator_in_a_narrative_are_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    text = "Male seen.\u2028His boss has his passport."
    path.write_text(json.dumps(labelled(narrative=text), ensure_ascii=False), encoding="utf-8-sig")
    assert load_corpus(path)[0].narrative == text


def test_an_empty_file_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no labelled record"):
        load_corpus(written(tmp_path))


def test_a_folder_of_author_files_is_read_whole_and_without_the_field_the_id_tells_the_author(tmp_path: Path) -> None:
    for name in ("P-1", "Q-1"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(labelled(record_id=name)), encoding="utf-8")
    assert [record.author for record in load_corpus(tmp_path)] == ["p", "q"]


def test_the_author_is_told_by_the_id_where_the_record_does_not_say(tmp_path: Path) -> None:
    assert load_corpus(written(tmp_path, labelled()))[0].author == "x"


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        load_corpus(tmp_path)
