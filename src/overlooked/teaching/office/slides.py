"""A pack as slides for a classroom: each record, time to work on it, then the answer; the notes hold the answers.

In come a pack and its solutions, out comes a `.pptx` whose shapes, texts and tables a trainer can edit. It needs the
extra `teach` (python-pptx).
"""

from collections.abc import Sequence
from pathlib import Path

from overlooked.teaching.office.classroom import (
    SHORT_LINE,
    SHORT_TEXT,
    Grid,
    Listing,
    Run,
    answer,
    as_text,
    facts,
    foot,
    kind_of,
    legend,
    marked,
    origin,
    short,
    size_of,
)
from overlooked.teaching.office.deck import Deck
from overlooked.teaching.office.fitting import Paragraph
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.pack import Pack
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words

_SIGN_WIDTHS = (54, 170, 210, 430)
_RULE_WIDTHS = (190, 474, 200)


def write_slides(pack: Pack, solutions: Sequence[Solution], path: Path) -> None:
    """Write the slides of a pack to `path`, the solutions in the order of its cases; equal packs give equal bytes.

    Raises OSError where the disk does not take the file.
    """
    deck = Deck(pack.title, foot(pack))
    deck.opening(short(pack.title, SHORT_LINE), (size_of(pack), f"Pack {pack.pack_id}"))
    _tell_origin(deck, pack)
    deck.listing("How to use these slides", _points(lesson_words()["slides"]["how"]))
    for number, (case, solution) in enumerate(zip(pack.cases, solutions, strict=True), start=1):
        notes = as_text(pack, case, solution)
        _ask(deck, number, case, notes)
        _tell(deck, number, pack, case, solution)
    deck.save(path)


def _tell_origin(deck: Deck, pack: Pack) -> None:
    """Where the records come from; of real ones what a trainer must still read."""
    if pack.approval is None:
        deck.listing("No real person", _points(origin(pack)))
        return
    told = lesson_words()["approval"]
    deck.listing("Real records, masked and approved", [*_points(origin(pack)), [Run(told["opening"], bold=True)]])
    deck.listing("Before you show it", [*_points(told["checks"]), [Run(told["closing"], bold=True)]])


def _ask(deck: Deck, number: int, case: Case, notes: Sequence[str]) -> None:
    told = [
        run for name, value in facts(case) for run in (Run(f"{name} ", soft=True), Run(value, bold=True), Run("   "))
    ]
    story = ((0, len(case.narrative), Run(case.narrative)),)
    deck.record(f"Case {number}: the record", [told], case.narrative, story, notes=notes)
    deck.listing(f"Case {number}: your turn", _points(lesson_words()["slides"]["turn"]))
    deck.note(notes)


def _tell(deck: Deck, number: int, pack: Pack, case: Case, solution: Solution) -> None:
    """The answer: the marked narrative under the verdict, the tables, and what remains as lists on one slide."""
    caption = ([Run(short(solution.verdict, SHORT_TEXT), bold=True)], [Run(kind_of(pack, case), soft=True)])
    named = f"Case {number}, answer"
    deck.record(
        f"{named}: the words", caption, case.narrative, marked(case.narrative, solution), legend=legend(solution)
    )
    last = list[Paragraph]()
    for part in answer(case, solution):
        if isinstance(part, Grid):
            deck.grid(f"{named}: {_small(part.title)}", part, _RULE_WIDTHS if not part.looks else _SIGN_WIDTHS)
        else:
            last += _under(part)
    if last:
        deck.listing(f"{named}: what to do", last)


def _under(part: Listing) -> list[Paragraph]:
    return [[Run(part.title, bold=True)], *_points(part.items)]


def _points(items: Sequence[str]) -> list[Paragraph]:
    return [[Run(item)] for item in items]


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
