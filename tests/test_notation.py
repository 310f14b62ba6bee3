"""What a text from outside can do to the readers of JSON and TOML."""

import pytest

from overlooked.notation import from_json, from_toml

DEEP = 100_000


@pytest.mark.parametrize("text", ["[" * DEEP, '{"a":' * DEEP, "NaN", "-Infinity", "1e999", '"\\ud800"', "", "{"])
def test_a_json_text_that_says_nothing_sound_is_a_value_error(text: str) -> None:
    for form in (text, text.encode()):
        with pytest.raises(ValueError, match=r"."):
            from_json(form)


@pytest.mark.parametrize("text", ["a = " + "[" * DEEP, f"a = {'9' * 10_000}", "a", "a = 2024-13-45"])
def test_a_toml_text_that_says_nothing_sound_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_toml(text)


def test_whole_letters_beyond_the_basic_plane_are_read_from_their_halves() -> None:
    assert from_json(r'"\ud83d\ude00"') == "\U0001f600"


def test_half_characters_in_the_bytes_of_a_json_text_are_refused_as_those_that_are_spelled_out() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        from_json(b'"\xed\xa0\x80"')
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        assert from_json('{"a": "é"}'.encode(encoding)) == {"a": "é"}
