"""Errors to read: the negatives that stand highest and the positives that stand lowest, each on a page of its own.

In go labelled records, what the model says of them out of author, and the explained records of `tallies`; out come
pages grouped by cause, for people to read. They hold narratives: they go into a page and never into the figures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.errors.tallies import SIDES
from overlooked.evaluation.rankers.folds import Scored
from overlooked.findings import Finding
from overlooked.statistics.figures import Figures

EACH = 15
"""So many pages of each side: as many as are read in one sitting."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """One misplaced record: its words, what was found and what was marked in it, and what would move it.

    `side` is missed or raised; `causes` and `change` are as `causes.explained` tells them; `told` holds rank, score and
    the rest of what is explained.
    """

    record: LabelledRecord
    findings: tuple[Finding, ...]
    told: Figures

    @property
    def side(self) -> str:
        """Whether a positive is missed or a negative raised."""
        return str(self.told["side"])

    @property
    def narrative(self) -> str:
        """The words of the record."""
        return self.record.narrative

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """What annotators marked."""
        return self.record.indicators

    @property
    def causes(self) -> list[Figures]:
        """The causes, that which moves the record most first."""
        return list(self.told["causes"])

    @property
    def change(self) -> Figures | None:
        """The least single change that moves the record across the cut, or None."""
        change: Figures | None = self.told["change"]
        return change

    @property
    def cause(self) -> str:
        """The cause that the page stands under: the change's, else that which moves the record most."""
        return str((self.change or self.causes[0])["cause"]) if self.change or self.causes else "none"


def errors_to_read(
    records: Sequence[LabelledRecord], scored: Scored, causes: Sequence[Figures] | None, *, each: int = EACH
) -> list[Misplaced]:
    """Give the pages of both sides, `each` at most, those missed first, by cause, the most frequent first.

    Authors' lists share no exact scale, so how far a record stands from its own list's cut tells which are worst.
    `causes` are the explained records, `figures["causes"]["records"]`; None, as for a sealed split, gives no page.
    """
    if causes is None or scored.accounts is None:
        return []
    at = {record.record_id: i for i, record in enumerate(records)}
    pages = []
    for side in SIDES:
        own = sorted((told for told in causes if told["side"] == side), key=_from_the_cut)[:each]
        found = [(at[told["record_id"]], told) for told in own]
        pages += _by_cause([Misplaced(records[i], scored.accounts[i].findings, told) for i, told in found])
    return pages


def _from_the_cut(told: Figures) -> tuple[int, str]:
    return -abs(told["total"] - told["cut"]), str(told["record_id"])


def _by_cause(pages: Sequence[Misplaced]) -> list[Misplaced]:
    """Give the pages cause by cause; within one, as they came."""
    count = Counter(page.cause for page in pages)
    return sorted(pages, key=lambda page: (-count[page.cause], page.cause))
