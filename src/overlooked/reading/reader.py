"""The reader: a narrative into findings. In comes the text of one record, out come its signs with quotes.

Overlapping matches of one indicator in one sentence are one sign: the strongest cue speaks for it.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from overlooked.findings import CHILD, Assertion, Finding, Kind
from overlooked.reading.assertion import Assertions, load_assertions
from overlooked.reading.clearance import clears
from overlooked.reading.context import Context
from overlooked.reading.foldings import UNKNOWN
from overlooked.reading.lexicon import Lexicon, load_lexicon, nothing_collected
from overlooked.reading.matching import Match, Matcher
from overlooked.reading.neutral import NeutralReader, View

COMPANY = 4
"""Signs that need company are company to one another from so many indicators on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one narrative: its findings, and the neutral words of the sentences that assert a sign.

    `alone` holds the signs that would be findings too, had they company.
    """

    findings: tuple[Finding, ...]
    words: frozenset[str]
    alone: tuple[Finding, ...] = ()


class Reader:
    """Reads narratives with one lexicon and one set of assertion rules."""

    def __init__(self, lexicon: Lexicon, assertions: Assertions) -> None:
        """Prepare the vocabulary and the cue index once for many narratives."""
        self.lexicon = lexicon
        self.assertions = assertions
        self._neutral = NeutralReader(lexicon.vocabulary() | assertions.triggers.vocabulary(), load_wording())
        self._matcher = Matcher(lexicon)
        self._last = View("")

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every neutral form that this reader can see."""
        return self._neutral.vocabulary

    def view(self, narrative: str) -> View:
        """The neutral view of a narrative in its vocabulary; the last one is kept, for it is asked for again."""
        last = self._last
        if last.narrative != narrative:
            last = self._last = self._neutral.view(narrative)
        return last

    def read(self, narrative: str, recorded_on: str = "", candidates: Collection[int] | None = None) -> Reading:
        """The findings of a narrative, in the order in which their quotes stand.

        `recorded_on`, an ISO date, tells what is long past. `candidates` are places in `lexicon.cues` of all cues that
        may stand in the narrative, each once, as a sift tells them; without them every cue is tried.
        """
        view = self.view(narrative)
        matches = list(self._matcher.matches(view, candidates))
        if not matches:
            return Reading((), frozenset())
        context = self.assertions.context(view, recorded_on)
        asserted = [(match, self.assertions.of(context, match)) for match in matches]
        tells = [pair for pair in asserted if _tells(*pair)]
        accompanied = _in_company(tells)
        told = _strongest(accompanied)
        dropped = len(accompanied) < len(tells)
        alone = _strongest([pair for pair in tells if pair[0].cue.needs_company]) if dropped else []
        sentences = {match.sentence for match, assertion in told if _is_asserted_sign(match, assertion)}
        words = {form for number in sentences for form in view.forms[slice(*view.sentences[number])]}
        return Reading(_findings(context, told), frozenset(words - {UNKNOWN}), _findings(context, alone))


@cache
def load_reader(cues: Path | None = None) -> Reader:
    """The reader with the shipped knowledge, and a force's own cues from the file `cues`."""
    with nothing_collected():
        return Reader(load_lexicon(cues), load_assertions())


@cache
def load_wording() -> frozenset[str]:
    """The everyday words that the wording term may weigh, from `data/wording.toml`."""
    data = tomllib.loads((files("overlooked") / "data" / "wording.toml").read_text(encoding="utf-8"))
    return frozenset(data["words"])


def _tells(match: Match, assertion: Assertion) -> bool:
    return match.cue.is_sign or match.cue.denies or assertion is not Assertion.PRESENT


def _in_company(told: list[tuple[Match, Assertion]]) -> list[tuple[Match, Assertion]]:
    """Drop the signs that need company where they have none: no sign that can stand alone, nor enough of their own."""
    asserted = [match.cue for match, assertion in told if _is_asserted_sign(match, assertion)]
    kinds = {cue.indicator for cue in asserted}
    if len(kinds) >= COMPANY or not all(cue.needs_company for cue in asserted):
        return told
    return [(match, assertion) for match, assertion in told if not match.cue.needs_company]


def _is_asserted_sign(match: Match, assertion: Assertion) -> bool:
    return match.cue.kind is Kind.INDICATOR and match.cue.is_sign and assertion is Assertion.PRESENT


def _is_child(match: Match, assertion: Assertion) -> bool:
    cue = match.cue
    return cue.kind is Kind.CIRCUMSTANCE and cue.indicator == CHILD and assertion is Assertion.PRESENT


def _strongest(asserted: Sequence[tuple[Match, Assertion]]) -> list[tuple[Match, Assertion]]:
    """Of overlapping matches of one indicator and assertion the strongest; a topic gives way to an asserted sign."""
    signs: dict[tuple[str, int], list[Match]] = {}
    for match, assertion in asserted:
        if _is_asserted_sign(match, assertion):
            signs.setdefault((match.cue.indicator, match.sentence), []).append(match)
    asserted = [(match, assertion) for match, assertion in asserted if not _is_said_by(match, assertion, signs)]
    kept: dict[tuple[Kind, str, Assertion], _Apart] = {}
    order = sorted(asserted, key=lambda pair: (-pair[0].cue.weight, pair[0].first - pair[0].last, pair[0].cue.id))
    for match, assertion in order:
        kept.setdefault((match.cue.kind, match.cue.indicator, assertion), _Apart()).add(match)
    return [(match, assertion) for (_, _, assertion), group in kept.items() for match in group.matches]


class _Apart:
    """Matches of which none overlaps another one, in the order of their words."""

    def __init__(self) -> None:
        self.matches: list[Match] = []

    def add(self, match: Match) -> None:
        """Take a match in, but for one that overlaps what is here."""
        at = bisect_left(self.matches, match.first, key=lambda other: other.first)
        before, behind = self.matches[max(0, at - 1) : at], self.matches[at : at + 1]
        if all(other.last <= match.first for other in before) and all(match.last <= other.first for other in behind):
            self.matches.insert(at, match)


def _is_said_by(match: Match, assertion: Assertion, signs: Mapping[tuple[str, int], Sequence[Match]]) -> bool:
    """Whether an asserted sign of the same indicator speaks for the words of a topic, or of a sign inside its own.

    "Has not had wages in two years" speaks for "had wages", which its own "not" would deny. `signs` are filed by
    indicator and sentence; a match reaches into the next sentence at most.
    """
    if match.cue.denies or (match.cue.is_sign and assertion is not Assertion.NEGATED):
        return False
    beside = range(match.sentence - 1, match.sentence + 2)
    same = [sign for number in beside for sign in signs.get((match.cue.indicator, number), ())]
    if match.cue.is_sign:
        return any(sign.first <= match.first and match.last <= sign.last for sign in same)
    return any(match.first < sign.last and sign.first < match.last for sign in same)


def _findings(context: Context, told: Sequence[tuple[Match, Assertion]]) -> tuple[Finding, ...]:
    """The findings of matches, in the order in which their quotes stand."""
    signs = {match.sentence for match, assertion in told if _is_asserted_sign(match, assertion)}
    is_child = any(_is_child(match, assertion) for match, assertion in told)
    findings = {_finding(context, match, assertion, signs, is_child=is_child) for match, assertion in told}
    return tuple(sorted(findings, key=lambda f: (f.start, f.end, f.kind, f.indicator, f.cue)))


def _finding(
    context: Context, match: Match, assertion: Assertion, signs: Collection[int], *, is_child: bool
) -> Finding:
    quote, start, end = context.view.quote(match.first, match.last)
    cue = match.cue
    speaks_against = assertion is Assertion.NEGATED or cue.kind is Kind.COUNTER
    counts = not speaks_against or clears(context, match, signs, is_child=is_child)
    return Finding(cue.kind, cue.indicator, quote, start, end, assertion, cue.id, clears=counts)


def find_indicators(narrative: str) -> list[Finding]:
    """The findings of one narrative with the shipped cues.

    >>> [finding] = find_indicators("His boss has kept his passport since March.")
    >>> finding.indicator, str(finding.assertion)
    ('documents_retained', 'present')
    """
    return list(load_reader().read(narrative).findings)
