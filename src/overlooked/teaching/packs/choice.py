"""The choice of cases for a lesson: balanced over difficulty, indicators, exploitation and offences, by a seed.

In come all cases that there are, out come as many as are asked for, in the order in which they are taught. Difficulties
take turns. Within one, the case is taken whose indicators, exploitation and offence have been seen least; where several
are equal, the lot decides: the SHA-256 of seed and case, so that the order of the input never does. Of a minimal pair
both are taken or none.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from overlooked.errors import SettingsError
from overlooked.indicators import INDICATOR_CODES, load_indicators
from overlooked.offences import classify, fold_title, load_offences
from overlooked.pages.text import some
from overlooked.records.cells import shown
from overlooked.teaching.packs.cases import GROUPS, Case, Difficulty

TURNS = (Difficulty.PLAIN, Difficulty.SUBTLE, Difficulty.LOOK_ALIKE, Difficulty.CLEARANCE, Difficulty.PAIR)
"""The order in which difficulties take turns."""

Unit = tuple[Case, ...]
"""What is taken together: one case, or the two of a pair."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a lesson is narrowed to; an empty choice narrows nothing, several codes of one kind widen it.

    `offence` is the code of a class, or words of the recorded title. Raises SettingsError for a name that is none, and
    for an offence without a letter or number.
    """

    indicators: tuple[str, ...] = ()
    offence: str = ""
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what nothing can fit."""
        for kind, told, known in (
            ("indicator", self.indicators, INDICATOR_CODES),
            ("about", self.about, tuple(GROUPS)),
        ):
            odd = [code for code in told if code not in known]
            if odd:
                raise SettingsError(
                    f"--{kind} {shown(odd[0])!r}: there is none of that name; there are {', '.join(known)}"
                )
        if self.offence and not fold_title(self.offence):
            raise SettingsError("--offence holds no word; give the code of a class, or words of a recorded title")

    def fits(self, unit: Unit) -> bool:
        """Whether one of a unit's cases is what is asked for, in all respects."""
        return any(self._fits(case) for case in unit)

    def _fits(self, case: Case) -> bool:
        return (
            (not self.indicators or bool(set(self.indicators) & set(case.indicators)))
            and (not self.about or bool(set(self.about) & set(case.about)))
            and (not self.offence or self._under(case))
        )

    def _under(self, case: Case) -> bool:
        if self.offence in load_offences().classes:
            return _class_of(case) == self.offence
        return f" {fold_title(self.offence)} " in f" {fold_title(case.offence)} "

    @property
    def told(self) -> str:
        """What it is narrowed to, in words; empty for nothing."""
        names = [load_indicators()[code].name for code in self.indicators]
        parts = [f"with {' or '.join(names)}" if names else "", f"under {shown(self.offence)}" if self.offence else ""]
        return " ".join(filter(None, [*parts, f"about {' or '.join(self.about)}" if self.about else ""]))


@dataclass(slots=True)
class _Seen:
    """How often each indicator, exploitation and offence stands in what was taken."""

    counts: Counter[str] = field(default_factory=Counter)

    def take(self, unit: Unit) -> None:
        """Count what a unit holds."""
        for case in unit:
            self.counts.update(_marks_of(case))

    def staleness(self, unit: Unit) -> float:
        """How often, on average, what the unit holds has been seen."""
        marks = [mark for case in unit for mark in _marks_of(case)]
        return sum(self.counts[mark] for mark in marks) / len(marks)


def choose(cases: Iterable[Case], count: int, seed: int, wanted: Wanted | None = None) -> tuple[Case, ...]:
    """So many of the cases that fit; SettingsError where there are fewer, with how many there are.

    The first is plain where there is a plain one; the rest stand by lot, so that their order tells nothing.
    """
    narrowed = wanted or Wanted()
    units = [unit for unit in _units(cases) if narrowed.fits(unit)]
    return _ordered(_balanced(units, count, seed, _Seen(), narrowed), seed)


def sample_choice(cases: Iterable[Case], count: int, seed: int) -> tuple[Case, ...]:
    """The choice for the sample lesson: half of the cases about homeless people, the other half about anybody else."""
    units, seen = _units(cases), _Seen()
    about = Wanted(about=("homeless",))
    homeless = [unit for unit in units if about.fits(unit)]
    others = [unit for unit in units if not about.fits(unit)]
    half = count // 2
    taken = _balanced(homeless, half, seed, seen, about)
    return _ordered([*taken, *_balanced(others, count - half, seed, seen, Wanted())], seed)


def _units(cases: Iterable[Case]) -> list[Unit]:
    """Single cases, and pairs; one of a pair whose other is not there teaches nothing and is dropped."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.pair or f"one {case.case_id}"].append(case)
    whole = [group for group in groups.values() if not group[0].pair or len(group) > 1]
    return [tuple(sorted(group, key=lambda case: case.case_id)) for group in whole]


def _balanced(units: Sequence[Unit], count: int, seed: int, seen: _Seen, wanted: Wanted) -> list[Case]:
    """Take units by turns until there are `count` cases."""
    left = {turn: [unit for unit in units if unit[0].difficulty is turn] for turn in TURNS}
    taken: list[Case] = []
    for turn in _turns(left) if count else ():
        room = count - len(taken)
        fitting = [unit for unit in left[turn] if len(unit) <= room]
        if fitting:
            unit = min(fitting, key=lambda unit: (seen.staleness(unit), _lot(seed, unit[0].case_id)))
            left[turn].remove(unit)
            seen.take(unit)
            taken += unit
        elif not any(len(unit) <= room for turn in TURNS for unit in left[turn]):
            break
        if len(taken) == count:
            break
    if len(taken) < count:
        raise SettingsError(_too_few(count, sum(map(len, units)), wanted))
    return taken


def _too_few(count: int, have: int, wanted: Wanted) -> str:
    told = f" {wanted.told}" if wanted.told else ""
    if not have:
        return f"no case fits{told}; narrow less" if told else "there are no cases to choose from"
    if have < count:
        is_one = "is" if have == 1 else "are"
        return (
            f"{count} cases are asked for and there {is_one} {have}{told}; give --cases {have} or fewer"
            f"{', or narrow less' if told else ''}"
        )
    return (
        f"{some(count, 'case')} cannot be made up: only pairs are left, and both of a pair are taken; give --cases "
        f"{count - 1 or 2}"
    )


def _turns(left: dict[Difficulty, list[Unit]]) -> Iterator[Difficulty]:
    while any(left.values()):
        yield from TURNS
    yield TURNS[0]


def _ordered(cases: Sequence[Case], seed: int) -> tuple[Case, ...]:
    by_lot = sorted(cases, key=lambda case: _lot(seed + 1, case.case_id))
    plain = next((case for case in by_lot if case.difficulty is Difficulty.PLAIN), None)
    return tuple(by_lot) if plain is None else (plain, *(case for case in by_lot if case is not plain))


def _marks_of(case: Case) -> tuple[str, ...]:
    """What a lesson is balanced over: indicators, exploitation, and the class of the offence."""
    kinds = [f"exploitation {kind}" for kind in case.exploitation]
    return (*case.indicators, *kinds, f"offence {_class_of(case)}")


def _class_of(case: Case) -> str:
    return case.offence_class or classify(case.offence, recorded_on=case.recorded_on).code


def _lot(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
