from hypothesis import given
from hypothesis import strategies as st

from overlooked.reading.phrases import PhraseIndex

FORMS = st.lists(st.sampled_from("abc"), max_size=12)
PHRASES = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple), max_size=8)


def test_a_phrase_is_found_with_its_items_and_its_value() -> None:
    index = PhraseIndex([(("not", "allowed", "out"), "kept"), (("allowed",), "let")])
    forms = ["he", "is", "not", "allowed", "out"]
    assert list(index.within(forms, 0, 5)) == [(2, 5, "kept"), (3, 4, "let")]


def test_a_phrase_that_goes_on_behind_the_last_item_is_not_found() -> None:
    index = PhraseIndex([(("not", "allowed", "out"), 1), (("not", "allowed"), 2)])
    assert list(index.within(["not", "allowed", "out"], 0, 2)) == [(0, 2, 2)]
    assert list(index.within(["not", "allowed", "out"], 0, 1)) == []


@given(FORMS, PHRASES)
def test_the_index_finds_what_looking_everywhere_finds(forms: list[str], phrases: list[tuple[str, ...]]) -> None:
    everywhere = {
        (start, start + len(phrase), phrase)
        for phrase in phrases
        for start in range(len(forms))
        if tuple(forms[start : start + len(phrase)]) == phrase
    }
    assert set(PhraseIndex((p, p) for p in phrases).within(forms, 0, len(forms))) == everywhere
