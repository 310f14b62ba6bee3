import pytest
from toy_corpus import Fixed, corpus, read_signs

from overlooked.evaluation.judge import judge
from overlooked.evaluation.report.terminal import WIDTH, render


@pytest.fixture(scope="module")
def text() -> str:
    return render(judge(corpus(), {"model": Fixed("boss")}, read_signs, draws=20, jobs=1).figures)


def test_bad_news_stands_first(text: str) -> None:
    assert text.splitlines()[0] == "Bad news"
    assert text.splitlines()[2].startswith(" 1. ")


def test_every_ranker_and_every_author_has_a_line(text: str) -> None:
    starts = [line.split("  ")[0] for line in text.splitlines()]
    assert {"the count of 'boss'", "the function-word probe", "the length probe", "a", "b", "c", "z"} <= set(starts)


def test_no_line_is_wider_than_the_page(text: str) -> None:
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_figure_that_is_not_known_is_a_dash_with_its_reason(text: str) -> None:
    line = next(line for line in text.splitlines() if line.startswith("real auc "))
    assert "-" in line
    assert line.endswith("no folder of real text was given")
