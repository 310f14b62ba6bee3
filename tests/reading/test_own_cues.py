"""A force's own file of cues: what it may hold, and what is told of one that cannot be used."""

from pathlib import Path

import pytest

from overlooked.errors import KnowledgeError
from overlooked.reading.cues import read_cues
from overlooked.reading.lexicon import own_cues
from refusals import refused

CUE = """
[[cue]]
id = "documents_retained.own"
weight = 2
pattern = "gaffer ..3 passport"
source = "guidance:own"
"""


def test_a_file_with_the_mark_that_notepad_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(CUE, encoding="utf-8-sig")
    cues, _ = read_cues([own_cues(path)])
    assert [cue.id for cue in cues] == ["documents_retained.own"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CUE.replace("[[cue]]", "[[cues]]"), "unknown key 'cues'; did you mean 'cue'?"),
        (CUE.replace("[[cue]]", "[cue]"), "wants tables, each headed [[cue]]"),
        ("cue = [1]", "wants tables, each headed [[cue]]"),
        ("classes = 1", "wants tables such as [classes.TAKE]"),
        ("[classes.TAKE]\nwords = [1]", "a list `words`"),
        ("[classes.TAKE]\nwords = 'take'", "a list `words`"),
        ("kind = 'colour'" + CUE, "kind 'colour': wants one of indicator"),
        (CUE.replace('"documents_retained.own"', "1"), "id 1: wants a text in one line"),
        (CUE.replace('own"\n', 'own\\u202e"\n', 1), "wants a text in one line"),
        (CUE.replace("= 2", "= nan"), "weight nan: wants a number from 0 to 3"),
        (CUE.replace("= 2", "= 1e300"), "wants a number from 0 to 3"),
        (CUE.replace("= 2", "= 'much'"), "wants a number from 0 to 3"),
        (CUE.replace('"gaffer ..3 passport"', "['gaffer']"), "wants a text in one line"),
        (CUE + "sign = 'no'", "sign 'no': wants true or false"),
        (CUE + "unless = 'ex'", "unless 'ex': wants a list of words"),
        (CUE + "not_after = [1]", "wants a list of words"),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_one_line_that_says_what_would_be_right(text: str, says: str) -> None:
    with refused(KnowledgeError, "own.toml", says):
        read_cues([("own.toml", text)])
