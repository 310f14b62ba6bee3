"""Outputs: whole or not at all, private, never over something by accident, equal for equal runs."""

import errno
import json
import os
import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from overlooked.errors import OutputError
from overlooked.manifest import made_with, write_manifest, write_run
from overlooked.outputs import (
    canonical_json,
    companion,
    refuse_existing,
    refuse_existing_folder,
    sha256_of,
    whole_folder,
    whole_output,
    whole_outputs,
)
from refusals import refused

on_posix = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")


class StopHereError(Exception):
    """What a test breaks off with."""


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def file_with(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def fill_the_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_output_appears_with_what_was_written(tmp_path: Path) -> None:
    with whole_output(tmp_path / "queue.jsonl") as draft:
        draft.write_text("all of it", encoding="utf-8")
    assert (tmp_path / "queue.jsonl").read_text(encoding="utf-8") == "all of it"
    assert names_in(tmp_path) == ["queue.jsonl"]


def test_a_draft_is_hidden_stands_in_the_same_folder_and_keeps_the_suffix(tmp_path: Path) -> None:
    with whole_output(tmp_path / "queue.parquet") as draft:
        assert draft.parent == tmp_path.resolve()
        assert draft.name.startswith(".")
        assert draft.suffix == ".parquet"
        assert not (tmp_path / "queue.parquet").exists()


@on_posix
def test_drafts_and_outputs_are_private_even_where_a_writer_opens_them_anew(tmp_path: Path) -> None:
    with whole_output(tmp_path / "out") as draft:
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        draft.unlink()
        file_with(draft, "x").chmod(0o644)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600


@pytest.mark.parametrize("stop", [StopHereError, KeyboardInterrupt])
def test_a_run_that_breaks_off_leaves_nothing_behind(tmp_path: Path, stop: type[BaseException]) -> None:
    with suppress(stop), whole_output(tmp_path / "out") as draft:
        draft.write_text("half", encoding="utf-8")
        raise stop
    assert names_in(tmp_path) == []


def test_a_run_that_breaks_off_leaves_the_old_output_as_it_was(tmp_path: Path) -> None:
    old = file_with(tmp_path / "out", "old")
    with suppress(StopHereError), whole_output(old, force=True) as draft:
        draft.write_text("half", encoding="utf-8")
        raise StopHereError
    assert old.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["out"]


def test_an_existing_output_is_replaced_only_by_force(tmp_path: Path) -> None:
    old = file_with(tmp_path / "out", "old")
    with refused(OutputError, "out exists; give --force to replace it"), whole_output(old):
        pass
    with whole_output(old, force=True) as draft:
        draft.write_text("new", encoding="utf-8")
    assert old.read_text(encoding="utf-8") == "new"


def test_an_output_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    with refused(OutputError, "exists"), whole_output(tmp_path / "out"):
        file_with(tmp_path / "out", "somebody else's")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "somebody else's"
    assert names_in(tmp_path) == ["out"]


def test_an_output_without_its_folder_is_refused(tmp_path: Path) -> None:
    with refused(OutputError, "no folder", "missing"), whole_output(tmp_path / "missing" / "out"):
        pass


def test_an_output_that_is_a_folder_is_refused_even_by_force(tmp_path: Path) -> None:
    with refused(OutputError, "is a folder"), whole_output(tmp_path, force=True):
        pass


@on_posix
def test_an_output_that_is_no_plain_file_is_refused_even_by_force(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with refused(OutputError, "no plain file"), whole_output(tmp_path / "pipe", force=True):
        pass


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with refused(OutputError, "no permission"), whole_output(tmp_path / "out"):
        pass


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    with refused(OutputError, "out cannot be written", os.strerror(errno.ENOSPC)), whole_output(tmp_path / "out"):
        fill_the_disk()
    assert names_in(tmp_path) == []


def test_an_error_that_is_not_the_disks_stays_itself(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_output(tmp_path / "out"):
        (tmp_path / "no such input").read_text(encoding="utf-8")


@on_posix
def test_a_link_is_written_through(tmp_path: Path) -> None:
    real = file_with(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to(real)
    with whole_output(tmp_path / "link", force=True) as draft:
        draft.write_text("new", encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


def test_files_that_belong_together_appear_together(tmp_path: Path) -> None:
    paths = {"queue": tmp_path / "q.jsonl", "manifest": tmp_path / "q.jsonl.manifest.json"}
    with whole_outputs(paths) as drafts:
        drafts["queue"].write_text("q", encoding="utf-8")
        drafts["manifest"].write_text("m", encoding="utf-8")
        assert not any(path.exists() for path in paths.values())
    assert [path.read_text(encoding="utf-8") for path in paths.values()] == ["q", "m"]


def test_no_draft_is_made_where_one_of_the_files_is_refused(tmp_path: Path) -> None:
    file_with(tmp_path / "b", "old")
    with refused(OutputError, "b exists"), whole_outputs({"a": tmp_path / "a", "b": tmp_path / "b"}):
        pass
    assert names_in(tmp_path) == ["b"]


def test_where_the_last_file_cannot_take_its_place_the_others_go_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = file_with(tmp_path / "old", "old")
    paths = {"old": old, "new": tmp_path / "new", "last": tmp_path / "last"}
    replace = Path.replace

    def fail_at_the_last(draft: Path, target: Path) -> Path:
        if target.name == "last":
            raise OSError(errno.EACCES, "busy")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_last)
    with refused(OutputError, "busy"), whole_outputs(paths, force=True) as drafts:
        drafts["old"].write_text("replaced", encoding="utf-8")
    assert old.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["old"]


def test_a_long_run_can_refuse_at_the_start(tmp_path: Path) -> None:
    there = file_with(tmp_path / "there", "x")
    refuse_existing([tmp_path / "new"], force=False)
    refuse_existing([there], force=True)
    with refused(OutputError, "there exists"):
        refuse_existing([tmp_path / "new", there], force=False)


def test_an_output_never_replaces_an_input(tmp_path: Path) -> None:
    records = file_with(tmp_path / "export.csv", "narrative\n")
    with refused(OutputError, "export.csv", "input"):
        refuse_existing([records], force=True, inputs=[records])


def test_two_outputs_do_not_share_a_name(tmp_path: Path) -> None:
    with refused(OutputError, "two outputs"):
        refuse_existing([tmp_path / "a", tmp_path / "." / "a"], force=True)


def test_a_folder_appears_whole_and_private(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "model") as draft:
        file_with(draft / "manifest.json", "{}")
        assert names_in(tmp_path) == [draft.name]
    assert names_in(tmp_path) == ["model"]
    assert os.name != "posix" or stat.S_IMODE((tmp_path / "model" / "manifest.json").stat().st_mode) == 0o600


def test_a_folder_is_replaced_as_a_whole_by_force_alone(tmp_path: Path) -> None:
    for name in ("manifest.json", "stale.txt"):
        (tmp_path / "model").mkdir(exist_ok=True)
        file_with(tmp_path / "model" / name, "old")
    with refused(OutputError, "model exists"), whole_folder(tmp_path / "model"):
        pass
    with whole_folder(tmp_path / "model", force=True) as draft:
        file_with(draft / "manifest.json", "new")
    assert names_in(tmp_path) == ["model"]
    assert names_in(tmp_path / "model") == ["manifest.json"]


def test_a_folder_run_that_breaks_off_leaves_the_old_folder(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    file_with(tmp_path / "model" / "manifest.json", "old")
    with suppress(StopHereError), whole_folder(tmp_path / "model", force=True) as draft:
        file_with(draft / "manifest.json", "half")
        raise StopHereError
    assert (tmp_path / "model" / "manifest.json").read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["model"]


def test_the_old_folder_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    file_with(tmp_path / "model" / "manifest.json", "old")
    rename = Path.rename

    def fail_for_drafts(source: Path, target: Path) -> Path:
        if source.name.startswith(".") and not source.name.endswith(".old"):
            raise OSError(errno.EACCES, "busy")
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", fail_for_drafts)
    with refused(OutputError, "busy"), whole_folder(tmp_path / "model", force=True):
        pass
    assert (tmp_path / "model" / "manifest.json").read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["model"]


def test_a_folder_of_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    file_with(tmp_path / "letters" / "to my mother.txt", "dear")
    with refused(OutputError, "not made by an earlier run"), whole_folder(tmp_path / "letters", force=True):
        pass
    with refused(OutputError, "not made by an earlier run"):
        refuse_existing_folder(tmp_path / "letters", force=True)
    assert names_in(tmp_path / "letters") == ["to my mother.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with refused(OutputError, "is a file"), whole_folder(file_with(tmp_path / "f", ""), force=True):
        pass


def test_the_hash_of_a_file_is_its_sha_256(tmp_path: Path) -> None:
    path = file_with(tmp_path / "abc", "abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with refused(OutputError, "cannot be read"):
        sha256_of(tmp_path / "gone")


def test_canonical_json_does_not_know_in_which_order_keys_came() -> None:
    assert canonical_json({"b": [1], "a": "é"}) == canonical_json({"a": "é", "b": [1]})
    assert "é" in canonical_json({"a": "é"})
    assert canonical_json({}).endswith("\n")


def test_canonical_json_takes_only_what_json_can_hold() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"share": float("nan")})
    with pytest.raises(TypeError, match="set"):
        canonical_json({"names": {"a"}})


def test_companions_bear_the_whole_name_of_their_output() -> None:
    assert companion(Path("out/queue.jsonl"), "rejects.csv") == Path("out/queue.jsonl.rejects.csv")


def write_a_manifest(path: Path, source: Path) -> bytes:
    write_manifest(
        path,
        versions=made_with("pandas"),
        hashes={"model": "aa", "cues": "bb"},
        inputs=[source],
        settings={"limit": 200, "columns": source},
        counts={"rows_in": 3},
    )
    return path.read_bytes()


def test_a_manifest_is_equal_for_equal_input_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    here = write_a_manifest(tmp_path / "m", file_with(tmp_path / "in.csv", "x"))
    there = write_a_manifest(tmp_path / "n", file_with(tmp_path / "elsewhere" / "in.csv", "x"))
    assert here == there
    assert str(tmp_path) not in here.decode()


def test_a_manifest_tells_versions_hashes_inputs_settings_and_counts(tmp_path: Path) -> None:
    found = json.loads(write_a_manifest(tmp_path / "m", file_with(tmp_path / "in.csv", "abc")))
    assert set(found["versions"]) == {"python", "pandas"}
    assert found["inputs"] == [{"file": "in.csv", "sha256": sha256_of(tmp_path / "in.csv")}]
    assert found["settings"] == {"limit": 200, "columns": "in.csv"}
    assert found["counts"] == {"rows_in": 3}


def test_the_run_file_holds_times_and_speed(tmp_path: Path) -> None:
    started = datetime(2025, 3, 1, 12, tzinfo=UTC)
    write_run(tmp_path / "run", started=started, finished=started + timedelta(seconds=4), rows=100)
    found = json.loads((tmp_path / "run").read_text(encoding="utf-8"))
    assert found["started"] == "2025-03-01T12:00:00+00:00"
    assert (found["seconds"], found["rows"], found["rows_per_second"]) == (4.0, 100, 25.0)


def test_a_run_that_took_no_time_has_no_speed(tmp_path: Path) -> None:
    now = datetime(2025, 3, 1, tzinfo=UTC)
    write_run(tmp_path / "run", started=now, finished=now, rows=1)
    assert json.loads((tmp_path / "run").read_text(encoding="utf-8"))["rows_per_second"] is None
