"""What slides and worksheet both tell: the words around the cases, and each answer as tables and lists.

In come a pack and its solutions, out come texts, tables and lists that know nothing of a file format. The words around
the cases stand in `lessons.toml`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from overlooked.findings import ASSERTIONS, pieces
from overlooked.pages.narrative import ORDER, look
from overlooked.pages.office.runs import LINE_END, Run
from overlooked.pages.text import upper
from overlooked.teaching.packs.cases import DIFFICULTIES, Case
from overlooked.teaching.packs.guidance import load_guidance
from overlooked.teaching.packs.pack import SYNTHETIC, Pack
from overlooked.teaching.packs.solution import Solution, ToldRule, ToldSign

LOOKS: Mapping[str, str] = {**ASSERTIONS, "counter": "counter-evidence", "aside": "circumstance or setting"}
"""What each look of a marked word means."""
SHORT_NAME, SHORT_LINE, SHORT_TEXT = 60, 120, 400
"""The most letters of what has a fixed room: a name in the foot, a fact or a title, a verdict over a narrative."""
SOURCE = "Source: "
_SIGNS = ("No.", "Sign", "Words", "Why it counts, or does not")
_RULES = ("Rule", "What it asks for")
_FOR, _AGAINST, _AROUND = "What speaks for exploitation", "What speaks against it", "Circumstances and setting"
_SAFE = "Keep the person safe"
_FIXED = "\N{NO-BREAK SPACE}"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of an answer; a cell may have several lines, and a row the look of its sign.

    A row of one cell is a heading over the rows below it.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of an answer."""

    title: str
    items: tuple[str, ...]


def short(text: str, most: int) -> str:
    """A text of no more than so many letters.

    >>> short("overlooked", 5)
    'over…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def quoted(text: str) -> str:
    """Words in quotation marks, single ones where they have double ones of their own.

    >>> quoted('says "no"')
    '‘says "no"’'
    """
    return f"‘{text}’" if '"' in text else f"“{text}”"


def foot(pack: Pack) -> str:
    """What stands below every slide and page."""
    approved = pack.approval
    if approved is None:
        return SYNTHETIC
    return f"Masked real records, approved by {short(approved.name, SHORT_NAME)}. Do not pass on."


def origin(pack: Pack) -> tuple[str, ...]:
    """Where the records come from, in sentences; of real ones also who approved them and what was left out."""
    approved = pack.approval
    if approved is None:
        return (SYNTHETIC, "Names, places and forces are made up. The offences and the rules are real ones.")
    told = (f"Approved by {approved.name}.", f"Taken from {approved.taken_from}.")
    return told + ((f"Left out: {'; '.join(approved.left_out)}.",) if approved.left_out else ())


def size_of(pack: Pack) -> str:
    """How many records a lesson has, in words."""
    number = len(pack.cases)
    return f"{number} record{'' if number == 1 else 's'} to read again"


def facts(case: Case) -> tuple[Run, ...]:
    """What is known of a record beside its narrative: the offence it was given, its day and its force."""
    known = day(case.recorded_on).replace(" ", _FIXED)
    told = {"Recorded as": case.offence, "on": known, "by": case.force.replace(" ", _FIXED)}
    return tuple(
        run
        for name, value in told.items()
        if value
        for run in (Run(f"{name}{_FIXED}", soft=True), Run(short(value, SHORT_LINE), bold=True), Run("   "))
    )


def day(text: str) -> str:
    """An ISO day in words, any other text as it is.

    >>> day("2025-03-04")
    '4 March 2025'
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def kind_of(pack: Pack, case: Case) -> str:
    """What sort of case it was, and which other one it is to be compared with."""
    told = [f"Kind of case: {DIFFICULTIES[case.difficulty]}"]
    if case.exploitation:
        told.append(f"exploitation: {', '.join(case.exploitation)}")
    others = [n for n, c in enumerate(pack.cases, 1) if case.pair and c.pair == case.pair and c is not case]
    return "; ".join([*told, *(f"compare it with case {n}" for n in others)]) + "."


def marked(narrative: str, solution: Solution) -> tuple[tuple[int, int, Run], ...]:
    """The narrative in stretches that follow one another: from, to, and how it looks; of two signs the inner one."""
    told = _all(solution)
    stretches = pieces([(sign.sign.start, sign.sign.end) for sign in told])
    last = {number: start for start, _, here in stretches for number in here}
    runs, done = [], 0
    for start, end, here in stretches:
        if done < start:
            runs.append((done, start, Run(narrative[done:start])))
        inner = min(here, key=lambda number: (len(told[number].sign.quote), ORDER.index(look(told[number].sign))))
        numbers = tuple(told[number].number for number in here if last[number] == start)
        runs.append((start, end, Run(narrative[start:end], look(told[inner].sign), numbers)))
        done = end
    return (*runs, (done, len(narrative), Run(narrative[done:])))


def legend(solution: Solution) -> tuple[Run, ...]:
    """The looks that an answer uses, each with what it means."""
    used = {look(told.sign) for told in _all(solution)}
    return tuple(Run(LOOKS[name], name) for name in ORDER if name in used)


def answer(case: Case, solution: Solution) -> tuple[Grid | Listing, ...]:
    """All that an answer tells beside its verdict and the marked narrative, in order; no part is empty."""
    parts: tuple[Grid | Listing, ...] = (
        signs(solution),
        should_record(solution),
        rules(case, solution),
        questions(solution),
        *safeguarding(solution),
    )
    return tuple(part for part in parts if (part.rows if isinstance(part, Grid) else part.items))


def signs(solution: Solution) -> Grid:
    """What the marked words tell: what speaks for exploitation, what against it, and what stands around."""
    parts = {_FOR: solution.signs, _AGAINST: solution.against, _AROUND: solution.around}
    rows, looks = list[tuple[str, ...]](), list[str]()
    for title, told in parts.items():
        alike = _alike(told)
        if alike:
            rows += [(title,), *map(_signs, alike)]
            looks += ["", *(look(own[0].sign) for own in alike)]
    return Grid("What the marked words tell", _SIGNS, tuple(rows), tuple(looks))


def should_record(solution: Solution) -> Listing:
    """What should have been recorded."""
    return Listing("What should have been recorded", solution.should_record)


def rules(case: Case, solution: Solution) -> Grid:
    """The rules of recording that held on the day of the record, with their source and what of them is not certain."""
    return Grid(rules_title(case), _RULES, tuple(map(_rule, solution.rules)))


def rules_title(case: Case) -> str:
    """What the rules of that day are called."""
    known = day(case.recorded_on)
    return "The rules" if known == case.recorded_on else f"The rules on {known}"


def questions(solution: Solution) -> Listing:
    """What to ask first."""
    return Listing("Ask first", solution.questions)


def safeguarding(solution: Solution) -> tuple[Listing, ...]:
    """The steps for safety by when they are taken: at once, then, and to refer and report; no part is empty."""
    steps = load_guidance().steps
    when = {step: at for code, at in (("first", 0), ("adult", 2), ("last", 2)) for step in steps[code].texts}
    titles = (f"{_SAFE}: first", f"{_SAFE}: then", f"{_SAFE}: refer and report")
    told = [tuple(step for step in solution.safeguarding if when.get(step, 1) == at) for at in range(len(titles))]
    return tuple(Listing(title, items) for title, items in zip(titles, told, strict=True) if items)


def as_text(pack: Pack, case: Case, solution: Solution) -> tuple[str, ...]:
    """The whole answer as lines of plain text."""
    lines = [f"Record {case.case_id}", solution.verdict, kind_of(pack, case)]
    for part in answer(case, solution):
        lines += ["", part.title.upper()]
        if isinstance(part, Listing):
            lines += [f"- {item}" for item in part.items]
        else:
            lines += [_row_as_text(row) for row in part.rows]
    return tuple(lines)


def _row_as_text(row: Sequence[str]) -> str:
    return f"{row[0]}:" if len(row) == 1 else " | ".join(" ".join(LINE_END.split(cell)) for cell in row)


def _alike(signs: Sequence[ToldSign]) -> list[list[ToldSign]]:
    """The signs in groups of which the same is told."""
    groups = defaultdict[tuple[str, ...], list[ToldSign]](list)
    for told in signs:
        groups[(look(told.sign), told.name, told.says, told.why, *told.source)].append(told)
    return list(groups.values())


def _signs(alike: Sequence[ToldSign]) -> tuple[str, ...]:
    told = alike[0]
    name = told.name if told.says == ASSERTIONS["present"] else f"{told.name}\n({told.says})"
    why = f"{told.why}\n{SOURCE}{'; '.join(told.source)}" if told.source else told.why
    numbers = ", ".join(str(own.number) for own in alike)
    return (numbers, upper(name), "\n".join(quoted(own.sign.quote) for own in alike), why)


def _rule(told: ToldRule) -> tuple[str, ...]:
    return (
        told.title,
        "\n".join([told.rule, *([f"Note: {told.note}"] if told.note else []), f"{SOURCE}{told.source}"]),
    )


def _all(solution: Solution) -> list[ToldSign]:
    return sorted((*solution.signs, *solution.against, *solution.around), key=lambda told: told.number)
