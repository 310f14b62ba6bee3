"""What a learner answered at one sitting, and the key of the pack that was answered."""

from dataclasses import dataclass

from overlooked.teaching.packs.marking import Mark, Sign

REVIEW, NO_REVIEW = "review", "no_review"
BEFORE, AFTER = "before", "after"
JUDGEMENTS = (REVIEW, NO_REVIEW, "")
SITTINGS = (BEFORE, "", AFTER)
"""When a learner answered, earliest first; "" where nobody said so."""


@dataclass(frozen=True, slots=True)
class KeyCase:
    """A case as the key holds it: whether it should be reviewed, how hard it is, and every sign, asserted or not."""

    case_id: str
    is_case: bool
    difficulty: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class AnsweredCase:
    """What a learner made of a case; `judgement` is "" where none was given."""

    case_id: str
    judgement: str
    marks: tuple[Mark, ...]
    wrote: bool

    @property
    def is_open(self) -> bool:
        """Whether the learner left the case as it was: no mark, no judgement, no word."""
        return not (self.judgement or self.marks or self.wrote)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one learner at one sitting; `cases` stand in the order of the `key`."""

    pack_id: str
    key: tuple[KeyCase, ...]
    learner: str
    group: str
    sitting: str
    saved_on: str
    cases: tuple[AnsweredCase, ...]

    @property
    def who(self) -> tuple[str, str] | None:
        """Team and name, by which two answers are told to be one learner's; None without a name."""
        return (self.group.casefold(), self.learner.casefold()) if self.learner else None
