"""Files of cues, columns and forces made to harm: one line each, and bounds on what they make the program do."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overlooked.errors import KnowledgeError, OverlookedError
from overlooked.notation import DOTS_LIMIT, SETTINGS_LIMIT
from overlooked.reading import matching
from overlooked.reading.cues import MOST_CUES, MOST_PHRASES, MOST_SLOTS, read_cues
from overlooked.reading.lexicon import Lexicon, own_cues
from overlooked.reading.matching import Matcher
from overlooked.reading.neutral import NeutralReader
from overlooked.reconcile.people.forces import load_forces
from overlooked.records.columns import chosen_columns
from overlooked.safeguarding import load_route
from refusals import refused
from test_cli import PLAIN, SIGN, export, fault, run

READERS: dict[str, Callable[[Path], object]] = {
    "cues": lambda path: read_cues([own_cues(path)]),
    "columns": chosen_columns,
    "forces": lambda path: load_forces(path, ["Northmoor Police"]),
    "safeguarding": load_route,
}


def cue(pattern: str, number: int = 0) -> str:
    return f'[[cue]]\nid = "threats.own{number}"\nweight = 1\npattern = "{pattern}"\nsource = "guidance:own"\n'


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"#" * (SETTINGS_LIMIT + 1), "longer than 1 MiB"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a" + b".a" * (DOTS_LIMIT + 1) + b" = 1", "nested too deeply"),
        (b"a = " + b"{a = " * 100_000, "nested too deeply"),
        (b"a = " + b"9" * 100_000, ""),
        (b"a = 1\na = 1", ""),
        (b'a = "\x81"', ""),
        (b'a = "\0"', ""),
        (b'"\\u001b[2J\\u202e" = [1]', ""),
        (b'"' + b"A" * 500_000 + b'" = [1]', ""),
    ],
    ids=["long", "arrays", "dots", "tables", "digits", "twice", "bytes", "nul", "escape", "name"],
)
def test_a_file_of_settings_made_to_harm_is_refused_in_one_short_line(
    tmp_path: Path, kind: str, text: bytes, says: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(text)
    with refused(OverlookedError, "own.toml", says) as _:
        READERS[kind](path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
@pytest.mark.parametrize("kind", READERS)
def test_a_pipe_and_a_folder_are_refused_before_they_are_read(tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "own.toml")
    with refused(OverlookedError, "own.toml", "no plain file"):
        READERS[kind](tmp_path / "own.toml")
    with refused(OverlookedError, tmp_path.name):
        READERS[kind](tmp_path)


def test_more_cues_slots_or_phrases_than_anybody_writes_are_refused() -> None:
    with refused(KnowledgeError, f"more than {MOST_CUES:,} cues"):
        read_cues([("own.toml", "[[cue]]\n" * (MOST_CUES + 1))])
    with refused(KnowledgeError, f"more than {MOST_SLOTS} slots"):
        read_cues([("own.toml", cue("boss " * (MOST_SLOTS + 1)))])
    words = ", ".join(f'"w{number}"' for number in range(1000))
    many = "".join(cue("ALL|one " * 10, number) for number in range(60))
    with refused(KnowledgeError, f"more than {MOST_PHRASES:,} phrases"):
        read_cues([("own.toml", f"[classes.ALL]\nwords = [{words}]\n{many}")])


def route(title: str, owner: str, when: str, do: str, contact: str) -> str:
    """A route of one step as a file."""
    step = f'[[step]]\nwhen = "{when}"\ndo = "{do}"\ncontact = "{contact}"\n'
    return f'title = "{title}"\nowner = "{owner}"\nreview_on = 2030-01-31\n{step}'


def found(pattern: str, narrative: str) -> list[str]:
    """The cues found in a narrative by a lexicon of one."""
    cues, classes = read_cues([("own.toml", cue(pattern))])
    lexicon = Lexicon(cues, classes, "", "")
    view = NeutralReader(lexicon.vocabulary()).view(narrative)
    return [match.cue.id for match in Matcher(lexicon).matches(view)]


def test_a_pattern_of_many_gaps_is_tried_in_steps_that_do_not_multiply(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [0]
    step = matching._fill

    def counted(*arguments: Any) -> object:  # noqa: ANN401 - passed on
        steps[0] += 1
        assert steps[0] < 200_000
        return step(*arguments)

    monkeypatch.setattr(matching, "_fill", counted)
    assert found("boss? ..6 " + "boss ..6 boss? ..6 " * 9 + "passport", "His passport: " + "boss " * 60) == []
    assert steps[0] > 1000


def test_a_long_pattern_is_found_where_it_stands() -> None:
    pattern = "gaffer ..2 van ..2 yard? ..2 shed ..2 boots ..2 kettle"
    assert found(pattern, "Gaffer, a van, a shed, boots and a kettle.") == ["threats.own0"]
    assert found(pattern, "Gaffer, a van, a kettle, boots and a shed.") == []


@pytest.mark.slow
def test_what_a_cue_file_calls_its_cues_never_steers_a_terminal(tmp_path: Path) -> None:
    export(tmp_path, [("A1", SIGN), ("A2", PLAIN)])
    path = tmp_path / "own.toml"
    for name in ('"\\u001b[2J"', '"threats.\\u009b31m"', '"threats.\\u202e"'):
        path.write_text(cue("boss").replace('"threats.own0"', name), encoding="utf-8")
        assert fault("screen", "export.csv", "-o", "q.jsonl", "--cues", "own.toml", cwd=tmp_path).isprintable()
    path.write_text('kind = "circumstance"\n' + cue("boss").replace("threats.own0", "kettle.own"), encoding="utf-8")
    done = run("explain", "export.csv", "--record", "A1", "--cues", "own.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(line.isprintable() for line in done.stdout.splitlines())


@pytest.mark.parametrize("key", ["title", "owner", "when", "do", "contact"])
@pytest.mark.parametrize("sign", ["\\u001b[2J", "\\u202e", "\\u2028", "\\n", "\\u0000", "\\ufeff", "\\u009b"])
def test_a_route_that_would_steer_whatever_shows_it_is_refused_without_the_sign(
    tmp_path: Path, key: str, sign: str
) -> None:
    texts = dict.fromkeys(("title", "owner", "when", "do", "contact"), "Go.") | {key: f"Go{sign}there."}
    (tmp_path / "own.toml").write_text(route(**texts), encoding="utf-8")
    with refused(KnowledgeError, "own.toml", key, "cannot be seen") as _:
        load_route(tmp_path / "own.toml")
