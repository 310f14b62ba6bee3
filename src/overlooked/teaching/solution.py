"""What the answer to a case tells: each sign and why it counts, the rules of that day, what to ask and what to do."""

from dataclasses import dataclass

from overlooked.findings import Finding


@dataclass(frozen=True, slots=True)
class ToldSign:
    """A sign of the answer, numbered as it is marked in the narrative.

    `name` is what it is called, `says` what the record asserts of it in a few words, `why` why it counts or does not,
    one sentence or more, `source` the guidance it stands on.
    """

    number: int
    sign: Finding
    name: str
    says: str
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldRule:
    """A rule of recording that applied on the day of the record; `note` says what of it is not certain, or nothing."""

    title: str
    rule: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer to a case.

    `verdict` is one sentence: review it, or not, and why; `signs` are what speaks for exploitation, `against` what
    speaks for an ordinary explanation with why it does or does not clear, `around` circumstances and settings.
    """

    verdict: str
    signs: tuple[ToldSign, ...]
    against: tuple[ToldSign, ...]
    around: tuple[ToldSign, ...]
    should_record: tuple[str, ...]
    rules: tuple[ToldRule, ...]
    questions: tuple[str, ...]
    safeguarding: tuple[str, ...]
