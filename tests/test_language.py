import spacy
from spacy import displacy
from spacy.language import Language

from overlooked.language import GROUPS
from overlooked.reading.reader import find_indicators

TOLD = "His boss has kept his passport since March. There is no sign that she was locked in the cellar."


def pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("overlooked_indicators")
    return nlp


def test_a_blank_pipeline_carries_the_findings_as_spans_by_assertion() -> None:
    doc = pipeline()(TOLD)
    for assertion, group in GROUPS.items():
        told = [(f.indicator, f.cue) for f in find_indicators(TOLD) if f.assertion is assertion]
        assert [(span.label_, span.id_) for span in doc.spans[group]] == told


def test_a_span_holds_the_words_of_its_finding() -> None:
    doc = pipeline()(TOLD)
    texts = [span.text for span in doc.spans["overlooked_present"]]
    assert any("boss has kept his passport" in text for text in texts)


def test_displacy_draws_the_spans() -> None:
    html = displacy.render(pipeline()(TOLD), style="span", options={"spans_key": "overlooked_present"}, jupyter=False)
    assert "documents_retained" in html


def test_an_empty_text_has_empty_groups() -> None:
    doc = pipeline()("")
    assert all(len(doc.spans[group]) == 0 for group in GROUPS.values())


def test_texts_may_come_as_a_stream() -> None:
    docs = list(pipeline().pipe([TOLD, "Nothing here."]))
    assert [bool(doc.spans["overlooked_present"]) for doc in docs] == [True, False]
