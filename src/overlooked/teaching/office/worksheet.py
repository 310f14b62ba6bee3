"""A pack on paper: a page to work on for each record, and the answers on pages of their own at the end.

In come a pack and its solutions, out comes a `.docx`. It needs the extra `teach` (python-docx).
"""

from collections.abc import Sequence
from pathlib import Path

from overlooked.pages.office.paper import FACTS, NARRATIVE, SMALL_LIST, Paper
from overlooked.pages.office.runs import Run
from overlooked.pages.words import glossary
from overlooked.safeguarding import LEAD, sentences_of
from overlooked.teaching.office.classroom import Listing, answer, facts, foot, kind_of, legend, marked, origin, size_of
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.pack import Pack
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words

ROWS, ASK_LINES, RECORD_LINES = 6, 3, 2
"""The room to write in: rows for marked words, whatever the record holds, and lines for the two questions."""
_FILL_IN = ("Line", "Words", "Indicator", "Why it counts")
_FILL_IN_WIDTHS = (1.4, 5.6, 4.4, 5.6)
_SIGN_WIDTHS = (1.2, 2.8, 3.4, 9.6)
_RULE_WIDTHS = (3.6, 13.4)
_INDICATOR_WIDTHS = (4.6, 12.4)


def write_worksheet(pack: Pack, solutions: Sequence[Solution], path: Path) -> None:
    """Write the worksheet of a pack to `path`, the solutions in the order of its cases; equal packs give equal bytes.

    Raises OSError where the disk does not take the file.
    """
    paper = Paper(pack.title, foot(pack))
    _open(paper, pack)
    _tell_indicators(paper)
    for number, case in enumerate(pack.cases, start=1):
        _ask(paper, number, case)
    paper.case(numbered=False)
    paper.heading("Answers", 1)
    paper.text([Run("Take the pages from here on out before you hand the worksheet over.", bold=True)])
    for number, (case, solution) in enumerate(zip(pack.cases, solutions, strict=True), start=1):
        _tell(paper, number, pack, case, solution)
    paper.save(path)


def _open(paper: Paper, pack: Pack) -> None:
    """The title page; of real records also what a trainer must still read, on a page to take out.

    What to do for somebody at risk now has a page of its own, which stays.
    """
    paper.opening(pack.title, f"Worksheet: {size_of(pack)}")
    paper.text([Run(" ".join(origin(pack)) if pack.approval is None else foot(pack), bold=True)])
    paper.heading("How to work", 2)
    paper.items(lesson_words()["worksheet"]["how"])
    paper.heading("Who worked on this sheet", 2)
    paper.table("Who worked on this sheet", ("Name or number", "Team", "Day"), [("", "", "")], (7.4, 5.4, 4.2))
    paper.text([Run(f"Pack {pack.pack_id}", soft=True)])
    if pack.approval is not None:
        told = lesson_words()["approval"]
        paper.heading("For the trainer: before you hand it out", 1, on_new_page=True)
        paper.items(origin(pack))
        paper.text([Run(told["opening"], bold=True)])
        paper.items(told["checks"], boxes=True)
        paper.text([Run(told["closing"], bold=True)])
        paper.heading(LEAD, 1, on_new_page=True)
        paper.items(sentences_of(pack.approval.route))


def _tell_indicators(paper: Paper) -> None:
    entries = glossary()["indicator"].values()
    paper.heading(f"The {len(entries)} indicators", 1, on_new_page=True)
    rows = [(entry["name"], entry["meaning"]) for entry in entries]
    paper.table("The indicators and what they mean", ("Indicator", "What it means"), rows, _INDICATOR_WIDTHS)


def _ask(paper: Paper, number: int, case: Case) -> None:
    """A record, and room for what a learner sees in it."""
    told = lesson_words()["worksheet"]
    paper.case(numbered=True)
    paper.heading(f"Case {number}", 1)
    paper.text(facts(case), FACTS)
    paper.narrative([(0, len(case.narrative), Run(case.narrative))], NARRATIVE)
    paper.heading("Words that make you think again", 2)
    paper.table(f"Case {number}: to fill in", _FILL_IN, [("",) * len(_FILL_IN)] * ROWS, _FILL_IN_WIDTHS)
    paper.text([Run(told["judgement"], bold=True), Run("   ☐ yes   ☐ no")])
    paper.text([Run(told["ask"], bold=True)], on_same_page=True)
    paper.lines(ASK_LINES)
    paper.text([Run(told["record"], bold=True)], on_same_page=True)
    paper.lines(RECORD_LINES)


def _tell(paper: Paper, number: int, pack: Pack, case: Case, solution: Solution) -> None:
    """The answer to a case, on a page of its own."""
    paper.heading(f"Case {number}: the answer", 2, on_new_page=True)
    paper.text([Run(solution.verdict, bold=True)])
    paper.text([Run(f"Record {case.case_id}. {kind_of(pack, case)}", soft=True)], FACTS)
    paper.narrative(marked(case.narrative, solution), "Answer")
    looks = [run for look in legend(solution) for run in (look, Run("   "))]
    if looks:
        paper.text([Run("Marked in the record: ", soft=True), *looks], FACTS)
    for part in answer(case, solution):
        paper.heading(part.title, 3)
        if isinstance(part, Listing):
            paper.items(part.items, SMALL_LIST)
        else:
            widths = _SIGN_WIDTHS if part.looks else _RULE_WIDTHS
            paper.table(f"Case {number}: {part.title}", part.heads, part.rows, widths, part.looks)
