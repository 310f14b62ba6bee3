"""Quality: how good the records are that came in. In comes row after row, out goes one frozen summary.

Everything is counted, nothing judged: a cut narrative is screened like any other, but whoever reads the queue
should know that its end is missing.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from overlooked.offences import load_offences, written_codes

SHORT_WORDS = 5
FIRST_DAY, LAST_DAY = "1990-01-01", "2049-12-31"
"""Days outside are typing errors or the zero of some calendar (1900, 1970); fixed, so that runs stay equal."""
LIMITS = (255, 1000, 1024, 2000, 2048, 4000, 4096, 8000, 32_000, 32_767, 65_535)
"""Field limits of record systems, data bases and Excel, in characters or bytes."""
NEARLY, ABOVE, HEAP, LEAST = 2, 50, 5, 100
"""A cut text is at most so much shorter than its limit; so far above it is looked; so many different texts make a
heap; no field for narratives is shorter than the last."""

_ENDS = ".!?:;)]}\"'”’…»*"


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


class Tally:
    """Counts while rows go by; `quality` is what they are so far."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._texts: set[int] = set()
        self._cells: set[int] = set()
        self._days: tuple[str, str] = ("", "")
        self._lengths: defaultdict[tuple[str, int, str], _Lengths] = defaultdict(_Lengths)

    def cell(self, source: str, column: int, text: str) -> None:
        """One narrative cell as the file holds it, before anything is mended."""
        if len(text) < LEAST:
            return
        is_open = text.rstrip()[-1:] not in _ENDS
        is_new = hash(text) not in self._cells
        self._cells.add(hash(text))
        plain = text.replace("\r\n", "\n")
        of_lines = plain.count("\n")
        for measure, length in (
            ("characters", len(plain)),
            ("with line ends", len(plain) + of_lines),
            ("bytes", len(plain.encode("utf-8", "replace")) + of_lines),
        ):
            self._lengths[source, column, measure].add(length, is_open=is_open, is_new=is_new)

    def narrative(self, text: str) -> None:
        """The narrative of a record that is kept."""
        words = " ".join(text.casefold().split())
        self.counts["short"] += len(words.split(maxsplit=SHORT_WORDS)) < SHORT_WORDS
        self.counts["same_words"] += hash(words) in self._texts
        self._texts.add(hash(words))

    def offence(self, title: str, code: str) -> None:
        """The offence of a record that is kept."""
        self.counts["offences_missing"] += not title and not code
        self.counts["codes_missing"] += not code
        self.counts["codes_unknown"] += bool(code) and not is_known_code(code)

    def day(self, given: str, day: str) -> None:
        """A date as given, and the ISO day read from it."""
        self.counts["dates_missing"] += not given
        self.counts["dates_unread"] += bool(given) and not day
        if not day:
            return
        if not FIRST_DAY <= day <= LAST_DAY:
            self.counts["dates_out_of_range"] += 1
            return
        first, last = self._days
        self._days = (min(first or day, day), max(last, day))

    @property
    def quality(self) -> Quality:
        """The summary of all rows so far."""
        cut: dict[tuple[str, int], tuple[int, tuple[int, ...]]] = {}
        for (source, column, _), lengths in self._lengths.items():
            cut[source, column] = max(cut.get((source, column), (0, ())), lengths.cut())
        first, last = self._days
        return Quality(
            **self.counts,
            cut=sum(count for count, _ in cut.values()),
            cut_at=tuple(sorted({limit for _, limits in cut.values() for limit in limits})),
            first_day=first,
            last_day=last,
        )


class _Lengths:
    """How long the texts of one column are, and how many of a length end inside a sentence."""

    def __init__(self) -> None:
        self._all: Counter[int] = Counter()
        self._open: Counter[int] = Counter()
        self._different: Counter[int] = Counter()

    def add(self, length: int, *, is_open: bool, is_new: bool) -> None:
        self._all[length] += 1
        self._open[length] += is_open
        self._different[length] += is_open and is_new

    def cut(self) -> tuple[int, tuple[int, ...]]:
        """How many texts are cut, and where: a limit leaves a heap of open ends at it and little above it.

        At a usual limit one such text is enough where none is longer; elsewhere the greatest length must be shared.
        """
        longest = max(self._all, default=0)
        found: dict[int, int] = {}
        for limit in LIMITS:
            heap = self._sum(self._different, limit - NEARLY, limit)
            above = self._sum(self._all, limit + 1, limit + ABOVE)
            if heap > above and (heap >= HEAP or longest <= limit):
                found[limit] = self._sum(self._open, limit - NEARLY, limit)
        is_usual = any(limit - NEARLY <= longest <= limit for limit in LIMITS)
        if not is_usual and self._different[longest] >= HEAP and self._open[longest] * 2 > self._all[longest]:
            found[longest] = self._open[longest]
        return sum(found.values()), tuple(found)

    @staticmethod
    def _sum(lengths: Counter[int], first: int, last: int) -> int:
        return sum(lengths[length] for length in range(first, last + 1))


@cache
def is_known_code(code: str) -> bool:
    """Whether a rule of `offences.toml` names this code or the class that it belongs to."""
    return bool(written_codes(code) & _known_codes())


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(code for rule in load_offences().rules for code in rule.codes)
