"""Quality: how good the records are that came in, in one frozen summary; settling makes it.

Everything is counted, nothing judged: a cut narrative is screened like any other, but whoever reads the queue
should know that its end is missing.
"""

from dataclasses import dataclass
from functools import cache

from overlooked.errors import RecordsError
from overlooked.offences import load_offences, written_codes

SHORT_WORDS = 5
FIRST_DAY, LAST_DAY = "1990-01-01", "2049-12-31"
"""Days outside are typing errors or the zero of some calendar (1900, 1970); fixed, so that runs stay equal."""


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What came in and in what state; counts of rows, but for the two days and `cut_at`, lengths of full fields.

    `repeated` rows stand twice, with id and words, and are set aside; `same_words` are kept under ids of their own;
    `ids_shared` had the id of another record and were given one.
    """

    rows: int = 0
    records: int = 0
    set_aside: int = 0
    furniture: int = 0
    empty: int = 0
    too_long: int = 0
    short: int = 0
    cut: int = 0
    cut_at: tuple[int, ...] = ()
    mended: int = 0
    repeated: int = 0
    same_words: int = 0
    ids_shared: int = 0
    offences_missing: int = 0
    codes_missing: int = 0
    codes_unknown: int = 0
    dates_missing: int = 0
    dates_unread: int = 0
    dates_out_of_range: int = 0
    first_day: str = ""
    last_day: str = ""

    def summary(self, first_reason: str) -> str:
        """One sentence: what came in, what was kept, what was set aside, and the first reason."""
        first = f"; first {first_reason}" if self.set_aside else ""
        return f"{self.rows:,} rows in: {self.records:,} records, {self.set_aside:,} set aside{first}."

    def refuse_none(self, first_reason: str) -> None:
        """RecordsError where every row is set aside."""
        if not self.records:
            raise RecordsError(f"no record can be read, every row is set aside; {first_reason or 'no file was given'}")

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person should know, a line each; none for records without fault."""
        told = {
            "that are a header again or a footer of the report, set aside": self.furniture,
            "with no narrative, set aside": self.empty,
            "with a narrative too long for one record, set aside": self.too_long,
            "that stand twice, set aside the second time": self.repeated,
            f"with a narrative of fewer than {SHORT_WORDS} words": self.short,
            f"cut inside a sentence at a field limit of {self._limits} characters or bytes, so that what "
            "follows was not read (ask for an export without a limit)": self.cut,
            "with wrongly decoded characters, such as Â£40 for £40, which were mended": self.mended,
            "with the words of an earlier record under another id, all kept": self.same_words,
            "with the id of another record, told apart as REF#2": self.ids_shared,
            "with an offence code that no rule here knows, so that the title decides": self.codes_unknown,
            "with neither offence nor code": self.offences_missing,
            "with a date that could not be read, kept without it": self.dates_unread,
            f"with a date before {FIRST_DAY[:4]} or after {LAST_DAY[:4]}": self.dates_out_of_range,
        }
        return tuple(f"Rows {what}: {count:,}." for what, count in told.items() if count)

    @property
    def _limits(self) -> str:
        return ", ".join(f"{limit:,}" for limit in self.cut_at)


def is_in_range(day: str) -> bool:
    """Whether an ISO day can be that of a record."""
    return FIRST_DAY <= day <= LAST_DAY


@cache
def is_known_code(code: str) -> bool:
    """Whether a rule of `offences.toml` names this code or the class that it belongs to."""
    return bool(written_codes(code) & _known_codes())


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(code for rule in load_offences().rules for code in rule.codes)
