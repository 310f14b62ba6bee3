"""A message is one clear line, whatever it quotes."""

from overlooked.errors import LONGEST, RecordsError


def test_a_message_is_one_line_and_spells_out_what_would_hide_or_steer() -> None:
    assert str(RecordsError("no column 'a\nb\x1b[31m\u202e\ud800' – é")) == (
        r"no column 'a\nb\x1b[31m\u202e\ud800' – é"
    )


def test_a_long_message_keeps_how_it_begins_and_how_it_ends() -> None:
    told = str(RecordsError(f"unknown key {'x' * 10_000}; did you mean 'narrative'?"))
    assert told.startswith("unknown key xxx")
    assert told.endswith("did you mean 'narrative'?")
    assert len(told) <= LONGEST + 3
