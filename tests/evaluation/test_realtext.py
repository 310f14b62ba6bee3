import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from toy_corpus import Fixed, corpus, out_of_author

from overlooked.errors import CorpusError
from overlooked.evaluation.rankers.ranker import Text
from overlooked.evaluation.ranking.realtext import RealNote, Trial, load_notes, masked, real_figures
from overlooked.statistics.figures import Figures
from refusals import refused


def write(folder: Path, positive: list[dict[str, Any]], negative: list[dict[str, Any]]) -> Path:
    with gzip.open(folder / "some_positive.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in positive)
    (folder / "some_negative.jsonl").write_text("".join(json.dumps(row) + "\n" for row in negative))
    return folder


def notes_of(*narratives: tuple[str, int]) -> list[RealNote]:
    return [RealNote(Text(narrative), label) for narrative, label in narratives]


def judged(notes: list[RealNote], phrase: str, *, budget: float = 0.02) -> Figures:
    records, ranker = corpus(), {"r": Fixed(phrase)}
    trial = Trial(notes, budget=budget, draws=20, seed=1)
    figures: Figures = real_figures(trial, records, ranker, out_of_author(records, ranker))["rankers"]["r"]
    return figures


def test_labels_come_from_the_field_and_not_from_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, [{"text": "a", "label": 1}], [{"text": "b", "label": 0}, {"text": "c", "label": 1}])
    assert sorted((note.text.narrative, note.label) for note in load_notes(folder)) == [
        ("a", 1),
        ("b", 0),
        ("c", 1),
    ]


def test_a_ranker_sees_neither_category_nor_a_date_that_is_none(tmp_path: Path) -> None:
    rows = [{"text": "a", "label": 1, "category": "labour", "date": None}]
    folder = write(tmp_path, rows, [{"text": "b", "label": 0, "date": "2020-01-02"}])
    assert [note.text for note in load_notes(folder)] == [Text("a"), Text("b", "", "2020-01-02")]


def test_a_folder_that_is_absent_or_lacks_a_kind_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "positive.jsonl").write_text('{"text": "a", "label": 1}\n')
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CorpusError, match=r"needs real texts as .*negative") as error:
            load_notes(folder)
        assert "\n" not in str(error.value)


def test_a_broken_line_is_told_with_its_number_and_without_its_words(tmp_path: Path) -> None:
    folder = write(tmp_path, [{"text": "a", "label": 1}], [{"text": "b", "label": 0}, {"text": "secret"}])
    with pytest.raises(CorpusError, match=r"some_negative\.jsonl:2: ") as error:
        load_notes(folder)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "data", [b"\xff\n", b"\x1f\x8b\x08", gzip.compress(b"a", mtime=0)[:-9], gzip.compress(b"\xff" * 99, mtime=0)]
)
def test_a_file_that_is_damaged_or_no_utf_8_is_told_in_one_line(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, [{"text": "a", "label": 1}], [])
    (tmp_path / "bad_negative.jsonl.gz").write_bytes(data)
    with refused(CorpusError, "bad_negative.jsonl.gz", "cannot be read"):
        load_notes(tmp_path)


@pytest.mark.parametrize(
    "note", [{"text": 1, "label": 0}, {"text": "a", "label": 2}, {"text": "a", "label": []}, [], 3]
)
def test_a_note_that_is_none_is_told_with_its_number(tmp_path: Path, note: dict[str, Any]) -> None:
    with refused(CorpusError, "negative.jsonl:1", "a label of 0 or 1"):
        load_notes(write(tmp_path, [{"text": "a", "label": 1}], [note]))


def test_texts_of_one_label_cannot_be_judged(tmp_path: Path) -> None:
    folder = write(tmp_path, [{"text": "a", "label": 1}], [{"text": "b", "label": 1}])
    with pytest.raises(CorpusError, match="both labels"):
        load_notes(folder)


def test_give_away_words_are_blanked_in_every_form_and_nothing_else() -> None:
    note = RealNote(Text("Sex-trafficking, enslaved, Slavery, EXPLOITED, forced  labour of workers, prostitutes."), 1)
    assert masked(note).text.narrative.split() == ["Sex-", ",", ",", ",", ",", "of", "workers,", "."]
    assert masked(RealNote(Text("traffic, labour, forced"), 0)).text.narrative == "traffic, labour, forced"


def test_masking_takes_from_a_ranker_what_the_give_away_words_gave() -> None:
    figures = judged(notes_of(*[("traffick case", 1)] * 5, *[("a van", 0)] * 50), "traffick")
    assert figures["as_written"]["auc"]["value"] == 1
    assert figures["masked"]["auc"]["value"] == 0.5


def test_false_alarms_at_the_budget_are_those_of_the_top_share_of_all_texts() -> None:
    # 100 texts, budget 4 %: 4 are read, of which 3 positives and 1 negative of 96
    notes = notes_of(("boss " * 9, 1), ("boss " * 8, 0), ("boss " * 7, 1), ("boss " * 6, 1), ("", 1), *[("", 0)] * 95)
    figures = judged(notes, "boss", budget=0.04)["as_written"]["at_budget"]
    assert figures["false_alarms_per_1000"]["value"] == pytest.approx(1000 / 96)
    assert figures["false_alarms_per_1000"]["n"] == 96
    assert figures["recall"]["value"] == 0.75
    assert figures["precision"]["value"] == 0.75


def test_thresholds_come_from_the_corpus() -> None:
    # every positive of the toy corpus holds "boss" once and no ordinary record does
    notes = notes_of(("boss", 1), ("", 1), ("boss", 0), *[("", 0)] * 9)
    figures = judged(notes, "boss")["as_written"]
    for cut in ("at_corpus_recall", "at_ordinary_share"):
        assert figures[cut]["false_alarms_per_1000"]["value"] == 100
        assert figures[cut]["recall"]["value"] == 0.5


def test_the_ranker_is_trained_on_the_corpus_alone() -> None:
    records, ranker = corpus(), Fixed("boss")
    scores = {"r": np.zeros(len(records))}
    real_figures(Trial(notes_of(("a", 1), ("b", 0)), 0.02, 5, 1), records, {"r": ranker}, scores)
    assert ranker.trained_on == [{"a", "b", "c", "z"}]


def test_kinds_of_exploitation_are_judged_apart() -> None:
    notes = [
        RealNote(Text("boss"), 1, "labour"),
        RealNote(Text(""), 1, "labour+sexual"),
        RealNote(Text(""), 0),
    ]
    types = judged(notes, "boss")["as_written"]["types"]
    assert types["labour"] == {"value": 0.75, "positives": 2}
    assert types["sexual"]["value"] == 0.5
