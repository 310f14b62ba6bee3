"""The route: a force's own file or the general one, refused in one line where it cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from overlooked.errors import KnowledgeError
from overlooked.notation import SETTINGS_LIMIT
from overlooked.safeguarding import lines_of, load_route, recent_said, route_block, rows_of, sentences_of
from overlooked.safeguarding.route import LONGEST, MOST_STEPS
from overlooked.teaching.packs.guidance import load_guidance
from refusals import refused

STEP = '[[step]]\nwhen = "At once"\ndo = "Go there"\n'
HEAD = 'title = "Northmoor"\nowner = "DCI, modern slavery"\nreview_on = 2027-03-31\n'


def a_file(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_bytes(text.encode())
    return path


def test_without_a_file_the_general_route_says_that_the_force_has_not_entered_its_own() -> None:
    told = sentences_of(load_route())
    assert "the force has not entered its own route" in told[-1]
    assert "--safeguarding FILE" in told[-1]
    assert "999" in told[0]
    assert any("08000 121 700" in sentence for sentence in told)


def test_the_general_route_words_nothing_that_the_guidance_of_the_lessons_says_already() -> None:
    guidance = load_guidance()
    known = [*guidance.safeguarding((), ()), *guidance.safeguarding((), ("child",))]
    left = " ".join(step.do for step in load_route().steps)
    for sentence in known:
        left = left.replace(sentence, "")
    assert " ".join(left.split()) == (
        "Do not tell immigration enforcement. Ask without naming anybody where you are not sure."
    )


def test_a_route_of_the_force_stands_in_its_order_with_its_owner(tmp_path: Path) -> None:
    text = f'{HEAD}{STEP}contact = "101, ask for the duty officer"\n[[step]]\nwhen = "Then"\ndo = "Write it down."\n'
    route = load_route(a_file(tmp_path, text))
    assert [(step.when, step.contact) for step in route.steps] == [
        ("At once", "101, ask for the duty officer"),
        ("Then", ""),
    ]
    assert (route.is_own, route.file, route.review_on) == (True, "own.toml", date(2027, 3, 31))
    assert "--safeguarding" not in sentences_of(route)[-1]


@pytest.mark.parametrize("text", [f"\ufeff{HEAD}{STEP}", f"{HEAD}{STEP}".replace("\n", "\r\n")])
def test_a_file_from_a_windows_editor_is_read(tmp_path: Path, text: str) -> None:
    assert load_route(a_file(tmp_path, text)).title == "Northmoor"


def test_the_example_of_the_documentation_is_a_route(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
    first, last = '    title = "Northmoor Police"', "    overlooked screen export.csv -o queue.html --safeguarding"
    example = page[page.index(first) : page.index(last)]
    assert load_route(a_file(tmp_path, example)).steps[0].contact == "999"


def test_a_day_may_be_a_text(tmp_path: Path) -> None:
    told = (HEAD + STEP).replace("2027-03-31", '"2027-03-31"')
    assert load_route(a_file(tmp_path, told)).review_on == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}stepp = 1\n{STEP}", ["unknown key 'stepp'", "did you mean 'step'?"]),
        (f'{HEAD}{STEP}call = "999"\n', ["step 1", "unknown key 'call'", "did you mean"]),
        (STEP, ["key 'title' is missing", "title, owner, review_on, step"]),
        (f'{HEAD}[[step]]\nwhen = "Now"\n', ["step 1", "key 'do' is missing", "when, do, contact"]),
        (f"{HEAD}step = []\n", ["'step' wants one [[step]] or more"]),
        (f'{HEAD}step = "go"\n', ["'step' wants one [[step]] or more"]),
        (f"{HEAD}step = [1]\n", ["step 1", "wants a table with when, do, contact"]),
        (HEAD + STEP * (MOST_STEPS + 1), [f"{MOST_STEPS + 1} steps", f"at most {MOST_STEPS}"]),
        (f'{HEAD}{STEP}contact = " "\n', ["step 1", "'contact' wants a text that says something"]),
        (f'{HEAD}{STEP}contact = "…"\n', ["'contact' wants a text that says something"]),
        (f"{HEAD}{STEP}contact = 999\n", ["'contact' wants a text that says something, not '999'"]),
        (f'{HEAD}{STEP}contact = "{"9" * (LONGEST["contact"] + 1)}"\n', ["201 characters", "at most 200"]),
        (f'{HEAD}{STEP}contact = """9\n9"""\n', ["'contact' holds a line end"]),
        (f'{HEAD}{STEP}contact = "9\\u202e9"\n', ["a sign that cannot be seen"]),
        ((HEAD + STEP).replace("2027-03-31", "2027"), ["'review_on' wants a day such as 2027-03-31, not '2027'"]),
        ((HEAD + STEP).replace("2027-03-31", "2027-03-31T10:00:00"), ["'review_on' wants a day"]),
        ("title =", ["not valid TOML"]),
        (f"a = {'[' * 5000}", ["not valid TOML"]),
        ("#" * (SETTINGS_LIMIT + 1), ["longer than 1 MiB", "one page of text"]),
    ],
)
def test_a_route_that_cannot_be_used_is_one_line_with_the_key(tmp_path: Path, text: str, words: list[str]) -> None:
    with refused(KnowledgeError, "own.toml", *words):
        load_route(a_file(tmp_path, text))


def test_a_file_that_is_no_text_or_not_there_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with refused(KnowledgeError, "not valid TOML"):
        load_route(tmp_path / "own.toml")
    with refused(KnowledgeError, "none.toml cannot be read"):
        load_route(tmp_path / "none.toml")


def test_text_of_a_route_is_only_ever_shown(tmp_path: Path) -> None:
    block = route_block(load_route(a_file(tmp_path, (HEAD + STEP).replace("Go there", "<script>alert(1)</script>"))))
    assert "<script>" not in block
    assert "&lt;script&gt;" in block


def test_the_line_that_is_always_seen_has_the_first_step() -> None:
    assert "<summary><b>If somebody may be at risk now:</b> in immediate danger, 999. " in route_block(load_route())
    assert rows_of(load_route())[0] == ("If somebody may be at risk now: in immediate danger, 999.",)


def test_a_terminal_says_when_the_route_was_to_be_reviewed() -> None:
    route = load_route()
    late = "The route was to be reviewed on 2027-05-31."
    assert late not in lines_of(route, date(2027, 5, 31))
    assert lines_of(route, date(2027, 6, 1))[-1] == late
    assert len(lines_of(route, date(2027, 5, 31), whole=False)) == 1


def test_young_records_are_counted_in_words() -> None:
    assert recent_said(0) == []
    assert recent_said(1)[0].startswith("One record here was recorded within the last 28 days")
    assert recent_said(1200)[0].startswith("1,200 records here were recorded within the last 28 days")
