"""A lesson as `teach` delivers it: from the corpus or from real records, whole, private and free of what was masked."""

import html
import json
import os
import re
import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cut_corpus import cut_cases
from made_records import decided, row, write
from office_files import parts

from overlooked.corpus import load_corpus, shipped_corpus
from overlooked.errors import DecisionsError, OutputError, RecordsError, SettingsError
from overlooked.ranking import Capacity
from overlooked.running.running import Means
from overlooked.screening import Screener
from overlooked.teaching import delivery, forms
from overlooked.teaching.delivery import (
    RealRecords,
    Request,
    pack_of_corpus,
    pack_of_records,
    real_records,
    teach_files,
)
from overlooked.teaching.packs.choice import Wanted
from overlooked.views.delivery import screen_files
from refusals import refused

NAMES = ("lesson.html", "lesson.pptx", "lesson.docx")
SIGN = "His boss {} has kept his passport since March and he has not been paid. He sleeps in the shed at the yard. "
STORIES = (
    ("Common assault", "Gheorghe Antonescu", "DC 4411 Hartley att'd 14 Mill Lane, Oldcastle. Rang 07700 900123."),
    (
        "Theft - shoplifting at Bilston's",
        "Dean Whitlow",
        "\U0001f600\u202eLawson\u202c said. Siobhán O'Hara, 3 Quay Rd.",
    ),
    (
        "Assault on PC 4411 Hartley",
        "Tomasz Kowalczyk",
        "\x07 Two men fought at Dockside, VRM AB12 CDE, p.q@example.com.",
    ),
)
SECRETS = (
    *("Gheorghe", "Antonescu", "4411", "Hartley", "Mill Lane", "Oldcastle", "07700", "900123", "Dean", "Whitlow"),
    *("Lawson", "Siobh", "O'Hara", "Quay", "Bilston", "Tomasz", "Kowalczyk", "Dockside", "AB12", "p.q@", "example.com"),
    *("NM/25", "000001", "Harbour", "Northmoor", "2025-03-1", "12 Mar", "Blackwood", "Marlowe"),
)
"""Names, places and numbers of the stories; id, force, area and day of the records; reviewer and note."""


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "corpus_cases", lambda _: list(cut_cases()))


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> RealRecords:
    """Made-up records, screened and confirmed as a force would."""
    folder = tmp_path_factory.mktemp("screened")
    records = [
        {
            "record_id": f"NM/25/{number:06}",
            "recorded_on": f"2025-03-1{number}",
            "force": "Northmoor",
            "area": "Harbour",
            "offence": offence,
            "narrative": SIGN.format(name) + more,
        }
        for number, (offence, name, more) in enumerate(STORIES, start=1)
    ]
    export, queue, decisions = folder / "in.jsonl", folder / "Harbour.jsonl", folder / "decisions.jsonl"
    export.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    screen_files(
        [export],
        [queue],
        Screener(None, None),
        capacity=Capacity(None),
        columns=None,
        force=False,
        means=Means(),
    )
    told = map(json.loads, queue.read_text(encoding="utf-8").splitlines())
    more: dict[str, Any] = {"reviewer": "Blackwood", "note": "Ask Marlowe.", "findings": ["harbour lane"]}
    rows = [json.dumps(decided(one, "nrm_referred", **more)) + "\n" for one in told]
    decisions.write_text("".join(rows), encoding="utf-8")
    return RealRecords(queue, decisions, "Pat <b>Price</b>")


def text_of(path: Path) -> str:
    """Every word of a form, in one text."""
    if zipfile.is_zipfile(path):
        held = [text for name, text in sorted(parts(path).items()) if "/slide" in name or "notesSlide" in name]
        held += [text for name, text in parts(path).items() if name in {"word/document.xml", "docProps/core.xml"}]
        return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", text)) for text in held)
    return html.unescape(path.read_text(encoding="utf-8"))


def bytes_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in (*NAMES, "lesson.html.manifest.json")]


def in_folder(folder: Path) -> list[Path]:
    return [folder / name for name in NAMES]


def test_every_record_of_the_corpus_is_a_case_and_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    records = load_corpus(shipped_corpus())[:3]
    monkeypatch.setattr(delivery, "load_corpus", lambda _: records)
    steps: list[tuple[int, int | None]] = []
    cases = delivery.corpus_cases(lambda done, total: steps.append((done, total)))
    assert [case.case_id for case in cases] == [record.record_id for record in records]
    assert steps == [(1, 3)] * 3


@pytest.mark.usefixtures("corpus")
def test_a_pack_of_the_corpus_follows_the_seed_and_what_it_is_narrowed_to() -> None:
    assert pack_of_corpus(Request(seed=3)).pack_id == pack_of_corpus(Request(seed=3)).pack_id
    assert pack_of_corpus(Request(seed=3)).pack_id != pack_of_corpus(Request(seed=4)).pack_id
    homeless = pack_of_corpus(Request(4, wanted=Wanted(about=("homeless",)))).cases
    assert sum("homeless" in case.about for case in homeless) >= 2
    sample = pack_of_corpus(Request(sample=True))
    assert sample.approval is None
    assert sum("homeless" in case.about for case in sample.cases) >= 5
    with refused(SettingsError, "100 cases are asked for", "about addiction"):
        pack_of_corpus(Request(100, wanted=Wanted(about=("addiction",))))


@pytest.mark.usefixtures("corpus")
def test_a_lesson_is_delivered_privately_in_every_form_and_twice_with_equal_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        told = teach_files(in_folder(folder), Request(4))
    assert "4 cases, " in told
    assert "synthetic" in told
    assert bytes_of(folders[0]) == bytes_of(folders[1])
    assert {path.name for path in folders[0].iterdir()} == {*NAMES, "lesson.html.manifest.json", "lesson.html.run.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders[0].iterdir()} == {0o600}
    manifest = json.loads((folders[0] / "lesson.html.manifest.json").read_text())
    assert manifest["hashes"]["pack"] in told
    assert manifest["settings"]["outputs"] == list(NAMES)
    assert str(tmp_path) not in json.dumps(manifest)


def test_what_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "corpus_cases", None)
    (tmp_path / "lesson.html").write_text("mine")
    with refused(OutputError, "lesson.html exists; give --force"):
        teach_files([tmp_path / "lesson.html"], Request())
    (tmp_path / "new.html.manifest.json").write_text("mine")
    with refused(OutputError, "new.html.manifest.json exists"):
        teach_files([tmp_path / "new.html"], Request())
    with refused(OutputError, "named for two outputs"):
        teach_files([tmp_path / "a.html", tmp_path / "." / "a.html"], Request())
    with refused(OutputError, "there is no folder"):
        teach_files([tmp_path / "none" / "a.html"], Request())
    assert (tmp_path / "lesson.html").read_text() == "mine"


@pytest.mark.usefixtures("corpus")
def test_a_stop_while_the_last_form_is_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    writer = forms.writer
    monkeypatch.setattr(delivery, "writer", lambda path: stopped if path.suffix == ".docx" else writer(path))
    with pytest.raises(KeyboardInterrupt):
        teach_files(in_folder(tmp_path), Request(2))
    assert list(tmp_path.iterdir()) == []


def test_no_secret_of_real_records_is_in_any_form_or_told(screened: RealRecords, tmp_path: Path) -> None:
    told = teach_files(in_folder(tmp_path), Request(3), real=screened)
    for text in (told, *map(text_of, in_folder(tmp_path))):
        kept = text.replace("harbouring", "")
        assert not [secret for secret in SECRETS if secret.lower() in kept.lower()]
    assert "“boss [name 1] has kept his passport”" in text_of(tmp_path / "lesson.docx")
    manifest = (tmp_path / "lesson.html.manifest.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["inputs"][0]["file"] == "Harbour.jsonl"
    assert [secret for secret in SECRETS if secret in manifest] == ["Harbour"]
    assert str(tmp_path.parent) not in manifest


def test_the_offence_of_a_real_record_is_its_class_where_the_title_holds_what_is_masked(screened: RealRecords) -> None:
    told = {case.offence for case in pack_of_records(Request(3), screened).cases}
    assert told == {"Common assault", "Theft from a shop", "Violence without injury"}


def test_the_approval_stands_before_the_first_record_in_each_form_and_its_name_is_text(
    screened: RealRecords, tmp_path: Path
) -> None:
    teach_files(in_folder(tmp_path), Request(1), real=screened)
    page = (tmp_path / "lesson.html").read_text(encoding="utf-8")
    assert page.index('<section id="approval"') < page.index('id="case-1"')
    assert "Pat &lt;b&gt;Price&lt;/b&gt;" in page
    assert "<b>Price" not in page
    slides = parts(tmp_path / "lesson.pptx")
    told = [f"ppt/slides/slide{number}.xml" for number in (1, 2)]
    assert any("Pat &lt;b&gt;Price&lt;/b&gt;" in slides[name] for name in told)
    assert not any("has kept his passport" in slides[name] for name in told)
    paper = text_of(tmp_path / "lesson.docx")
    assert paper.index("Pat <b>Price</b>") < paper.index("has kept his passport")


def test_real_records_give_equal_bytes_twice(screened: RealRecords, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        teach_files(in_folder(folder), Request(2), real=screened)
    assert bytes_of(folders[0]) == bytes_of(folders[1])


def given(folder: Path, rows: Sequence[dict[str, Any]], outcome: str = "recorded_106") -> RealRecords:
    return RealRecords(*write(folder, rows, [decided(one, outcome) for one in rows or [row(1)]]), "A. Name")


def test_a_view_an_empty_queue_and_no_confirmed_record_are_refused(tmp_path: Path) -> None:
    own = given(tmp_path, [row(1)], outcome="already_known")
    with refused(DecisionsError, "no record may be taught from", "1 have no outcome that confirms them"):
        pack_of_records(Request(1), own)
    with refused(RecordsError, "queue.csv: a view of a queue"):
        pack_of_records(Request(1), RealRecords(tmp_path / "queue.csv", own.decisions, "A"))
    with refused(RecordsError, "no queue; give the canonical file"):
        pack_of_records(Request(1), RealRecords(tmp_path, own.decisions, "A"))
    own.queue.write_text("")
    with refused(RecordsError, "the queue holds no record"):
        pack_of_records(Request(1), own)
    with refused(SettingsError, "2 cases are asked for and there is 1"):
        pack_of_records(Request(2), given(tmp_path, [row(1)]))


def test_an_output_never_replaces_the_queue_or_the_decisions(tmp_path: Path) -> None:
    own = given(tmp_path, [row(1)])
    (tmp_path / "q.html").symlink_to(own.queue)
    before = own.queue.read_bytes()
    with refused(OutputError, "q.html", "is also an input"):
        teach_files([tmp_path / "q.html"], Request(1), real=own, force=True)
    assert own.queue.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="only there a name may hold any byte")
def test_a_file_name_that_is_no_utf_8_is_spelled_out_in_the_manifest(tmp_path: Path) -> None:
    own = given(tmp_path, [row(1)])
    queue, lesson = (tmp_path / os.fsdecode(name) for name in (b"q\xff.jsonl", b"l\xff.html"))
    own.queue.rename(queue)
    teach_files([lesson], Request(1), real=RealRecords(queue, own.decisions, "A. Name"))
    manifest = json.loads(Path(f"{lesson}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"][0]["file"] == queue.name


Q, D = Path("queue.jsonl"), Path("decisions.jsonl")


@pytest.mark.parametrize(
    ("queue", "decisions", "real", "name"),
    [
        (None, None, True, ""),
        (None, None, False, "A"),
        (None, D, False, ""),
        (Q, None, False, ""),
        (Q, D, False, "A"),
        (Q, None, True, "A"),
        (Q, D, True, " \n"),
    ],
)
def test_half_of_what_real_records_need_is_refused(
    queue: Path | None, decisions: Path | None, real: bool, name: str
) -> None:
    with refused(SettingsError, "--real", "--approved-by"):
        real_records(queue, decisions, real=real, approved_by=name)


def test_all_of_what_real_records_need_and_none_of_it_are_taken() -> None:
    assert real_records(None, None, real=False, approved_by="") is None
    assert real_records(Q, D, real=True, approved_by=" A. Name ") == RealRecords(Q, D, "A. Name")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("\u200b", "holds no letter"),
        (" . ", "holds no letter"),
        ("A\nB", "a line end or a sign that cannot be seen"),
        ("A\u202eB", "a sign that cannot be seen"),
        (os.fsdecode(b"A\xff"), "a sign that cannot be seen"),
        ("A" * 500, "has 500 characters; give at most 120"),
    ],
)
def test_a_name_or_title_that_nobody_can_read_is_refused(told: str, says: str) -> None:
    with refused(SettingsError, "--approved-by", says):
        RealRecords(Q, D, told)
    with refused(SettingsError, "--title", says):
        Request(title=told)


def test_a_lesson_of_no_cases_is_refused() -> None:
    with refused(SettingsError, "0 cases"):
        Request(0)
