"""Quality: what is wrong with an export is mended where that is sure, and counted where it is not."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlooked.records import Quality, propose_columns, read_records
from overlooked.records.columns import chosen_columns
from overlooked.records.mending import mended

RIGHT = "He’s owed £40 – “for rent” – at the café; Zoë & Łukasz • naïve…"


def quality(folder: Path, *rows: Mapping[str, object]) -> Quality:
    path = folder / "export.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_records([path]).quality


def of_narratives(folder: Path, narratives: Sequence[str]) -> Quality:
    return quality(folder, *({"narrative": text} for text in narratives))


def misread(text: str) -> str:
    """UTF-8 as Windows shows it when it takes it for cp1252; bytes that cp1252 lacks become controls."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8", "surrogatepass")
    )


def words(length: int, number: int = 0) -> str:
    """A text of just this length that ends inside a sentence."""
    return (f"{number} He was seen at the yard again and " * (length // 10))[: length - 1] + "e"


# Mending


def test_utf_8_that_was_read_as_cp1252_is_mended_also_when_that_happened_twice() -> None:
    assert mended(misread(RIGHT)) == RIGHT
    assert mended(misread(misread(RIGHT))) == RIGHT


def test_utf_8_that_was_read_as_latin_1_and_cp1252_that_was_are_mended() -> None:
    assert mended(RIGHT.encode().decode("latin-1")) == RIGHT
    assert mended("£40 – “for rent”".encode("cp1252").decode("latin-1")) == "£40 – “for rent”"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("â€œfor rentâ€ he said", "“for rent” he said"),
        ("â€œfor rentâ€\ufffd he said", "“for rent” he said"),
        ("paid Â 40", "paid  40"),
        ("\u00ef\u00bb\u00bfHe paid", "He paid"),
        ("ðŸ˜€", "😀"),
    ],
)
def test_what_was_half_lost_is_mended_where_it_can_be_told(wrong: str, right: str) -> None:
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "text",
    [RIGHT, "“CAFɔ “BLŔ MÄ’S", "São Paulo, Ångström, Château, naïve ðŸ ok", "plain words", "", "“£40”", "â", "Ã"],
)
def test_a_text_that_is_right_or_beyond_help_is_left_as_it_is(text: str) -> None:
    assert mended(text) == text


@given(st.text(st.sampled_from("abc £–“”‘’éèüñ\n….,"), max_size=60))
def test_the_letters_of_british_records_survive_a_wrong_reading(text: str) -> None:
    assert mended(misread(text)) == text


def test_a_long_text_of_nothing_but_wrong_letters_is_mended_to_the_end() -> None:
    text = "“£”’" * 50_000
    assert mended(misread(misread(text))) == text


def test_the_mended_narrative_is_the_narrative_and_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"narrative": misread(RIGHT), "offence": "Assault â€“ ABH", "area": "CafÃ©", "record_id": "Â£1"}
    path.write_text(json.dumps(row) + "\n" + json.dumps({"narrative": RIGHT}) + "\n")
    found = read_records([path])
    assert list(found.records["narrative"]) == [RIGHT, RIGHT]
    assert list(found.records.iloc[0][["offence", "area", "record_id"]]) == ["Assault – ABH", "Café", "Â£1"]
    assert found.quality.mended == 1


# Cut at a field limit


@pytest.mark.parametrize("limit", [255, 1000, 2000, 4000, 32_767])
def test_texts_that_end_inside_a_sentence_at_a_usual_limit_are_cut(tmp_path: Path, limit: int) -> None:
    texts = [words(limit, 1), words(limit - 1, 2), words(limit - 90, 3), f"{words(limit - 1)[:-1]}d."]
    found = of_narratives(tmp_path, texts)
    assert (found.cut, found.cut_at) == (2, (limit,))


def test_a_limit_in_bytes_or_with_windows_line_ends_is_found(tmp_path: Path) -> None:
    in_bytes = "£" * 1000 + words(2000)
    with_ends = "\r\n" * 500 + words(3000, 7)
    assert of_narratives(tmp_path, [in_bytes]).cut == 1
    assert of_narratives(tmp_path, [with_ends]).cut == 1
    assert of_narratives(tmp_path, [with_ends.replace("\r\n", "\n")]).cut == 1


def test_many_different_texts_of_one_greatest_length_are_cut_at_whatever_limit(tmp_path: Path) -> None:
    texts = [*(words(777, n) for n in range(6)), *(words(n, n) for n in range(200, 400, 7))]
    found = of_narratives(tmp_path, texts)
    assert (found.cut, found.cut_at) == (6, (777,))


def test_a_limit_of_one_system_shows_among_longer_texts_of_another(tmp_path: Path) -> None:
    texts = [*(words(4000, n) for n in range(8)), *(words(n, n) for n in range(4200, 9000, 97))]
    found = of_narratives(tmp_path, texts)
    assert (found.cut, found.cut_at) == (8, (4000,))


def test_texts_of_all_lengths_are_not_cut_nor_is_one_text_many_times(tmp_path: Path) -> None:
    assert of_narratives(tmp_path, [words(n, n) for n in range(150, 2600, 3)]).cut == 0
    assert of_narratives(tmp_path, [words(777)] * 20).cut == 0
    assert of_narratives(tmp_path, ["Bike taken"] * 20).cut == 0


def test_each_of_several_narrative_columns_has_its_own_limit(tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.jsonl", tmp_path / "c.toml"
    rows = [{"MO": words(255, n), "Log": words(3000 + n * 90, n)} for n in range(6)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    mapping.write_text('narrative = ["MO", "Log"]')
    found = read_records([path], mapping).quality
    assert (found.cut, found.cut_at) == (6, (255,))


# Counts


def test_the_state_of_an_export_is_counted(tmp_path: Path) -> None:
    text = "He took the bike and left"
    rows: list[dict[str, object]] = [
        {"record_id": "A", "narrative": text, "offence": "Theft", "offence_code": "46", "recorded_on": "2024-02-01"},
        {"record_id": "A", "narrative": text, "offence": "Theft", "offence_code": "46", "recorded_on": "2024-02-01"},
        {"record_id": "A", "narrative": "He left", "offence": "Theft", "offence_code": "999/9", "recorded_on": "soon"},
        {"record_id": "B", "narrative": f"{text.upper()} ", "recorded_on": "1900-01-01"},
        {"record_id": "C", "narrative": None},
        {"record_id": "D", "narrative": "x" * 1_000_001},
    ]
    assert quality(tmp_path, *rows) == Quality(
        rows=6,
        records=3,
        set_aside=3,
        empty=1,
        too_long=1,
        short=1,
        repeated=1,
        same_words=1,
        ids_shared=1,
        offences_missing=1,
        codes_missing=1,
        codes_unknown=1,
        dates_unread=1,
        dates_out_of_range=1,
        first_day="2024-02-01",
        last_day="2024-02-01",
    )


def test_every_count_of_a_fault_is_told_in_a_line_and_clean_records_have_none(tmp_path: Path) -> None:
    clean = {"narrative": "He took the bike and left.", "offence": "Theft", "offence_code": "46"}
    assert quality(tmp_path, clean).lines == ()
    found = Quality(empty=1, too_long=2, repeated=3, short=4, cut=1234, cut_at=(255, 4000), mended=6, same_words=7)
    assert len(found.lines) == 7
    assert "255, 4,000" in found.lines[4]
    assert found.lines[4].endswith("1,234.")


# The proposal


def test_the_proposal_can_be_given_back_as_it_is(tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "columns.toml"
    path.write_text('"Ref ""No""",Crime Ref,Crime No,Summary,MO Text,Colour\n1,2,3,Took it,Left it,red\n')
    mapping.write_text(propose_columns([path]))
    assert chosen_columns(mapping) == {"narrative": ("Summary", "MO Text"), "record_id": ("Crime Ref",)}
    found = read_records([path], mapping).records
    assert found[["record_id", "narrative"]].to_numpy().tolist() == [["2", "Took it\n\nLeft it"]]


def test_the_proposal_names_the_longest_text_where_no_name_is_known_and_asks(tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "columns.toml"
    path.write_text('Nr,"Wörter ""here"" \\ there"\n1,He took it and left again\n', encoding="utf-8")
    mapping.write_text(propose_columns([path]), encoding="utf-8")
    assert "is it the narrative?" in mapping.read_text(encoding="utf-8")
    assert list(read_records([path], mapping).records["narrative"]) == ["He took it and left again"]


def test_one_proposal_serves_files_with_different_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Crime Ref,MO Text\nA1,Took it\n")
    (tmp_path / "b.csv").write_text("Crime No,Summary,Free Text\nB1,Left it,Came back\n")
    paths, mapping = [tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "columns.toml"
    mapping.write_text(propose_columns(paths))
    found = read_records(paths, mapping).records
    assert found[["record_id", "narrative"]].to_numpy().tolist() == [["A1", "Took it"], ["B1", "Left it\n\nCame back"]]
