"""Made-up police notes, as many as asked for, and exports of them: everyday crimes, and a share that holds signs.

The same arguments give the same notes, and no two of them are alike. Memory stays the same for any count. Stories stand
in `narratives.toml`; they hold no sign. A note with signs is one of the train split with other numbers, or an everyday
note with the examples of some cues put in.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from overlooked.corpus import load_corpus
from overlooked.findings import Kind
from overlooked.reading.lexicon import load_lexicon

STORIES = Path(__file__).with_suffix(".toml")
CORPUS = Path(__file__).parents[1] / "corpus"
COLUMNS = ("record_id", "recorded_on", "offence", "force", "area", "narrative")
AREAS = ("North", "Harbour", "Moorside", "City")
SEED, BLOCK = 9, 10_000
FILLED, TRIES = 60, 3
"""How often each line is filled in beforehand, and how many variants a train narrative has."""
SHOUTED, ACCENTED = 0.03, 0.005
"""Shares of notes in capitals, and with a letter that has an accent."""

Row = tuple[str, ...]
Lines = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Stock:
    """Lines ready to be put together: `stories` line by line, each line filled in many times."""

    offences: Sequence[str]
    stories: Sequence[Lines]
    beside: Sequence[str]
    closing: Sequence[str]


def narratives(count: int, seed: int = SEED, share: float = 0.0) -> Iterator[str]:
    """So many notes; about `share` of them, 0 to 1, hold a sign that can stand alone."""
    return (told for _, told in _notes(count, seed, share))


def export(path: Path, count: int, seed: int = SEED, share: float = 0.0) -> None:
    """Write an export with the usual columns: CSV, Parquet or JSON Lines by the ending of `path`."""
    rows = _rows(count, seed, share)
    with _WRITERS[path.suffix](path) as write:
        while block := list(islice(rows, BLOCK)):
            write(pa.table(dict(zip(COLUMNS, map(list, zip(*block, strict=True)), strict=True))))


def _rows(count: int, seed: int, share: float) -> Iterator[Row]:
    first = date(2024, 1, 1)
    for number, (offence, told) in enumerate(_notes(count, seed, share), start=1):
        day = first + timedelta(days=number * 7 % 366)
        yield f"NM/24/{number:07d}", day.isoformat(), offence, "Northmoor", AREAS[number % len(AREAS)], told


def _notes(count: int, seed: int, share: float) -> Iterator[tuple[str, str]]:
    """Offence and narrative of each note."""
    stock, dice = _stock(seed), np.random.default_rng(seed)
    longest = max(map(len, stock.stories))
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        picks = dice.integers(0, 2**31, (size, longest + 10)).tolist()
        for number, (pick, chance) in enumerate(zip(picks, dice.random((size, 3)).tolist(), strict=True), start=start):
            offence, told = _everyday(stock, pick)
            if chance[0] < share:
                told = _with_signs(told, pick)
            yield offence, _finished(told, number, chance)


def _everyday(stock: Stock, pick: Sequence[int]) -> tuple[str, list[str]]:
    """The offence and the lines of a note: a story with lines left out, some lines beside it, an end."""
    which = pick[0] % len(stock.stories)
    bits, told = pick[1], []
    for place, line in enumerate(stock.stories[which]):
        if place == 0 or bits >> place & 3:
            told.append(line[pick[place + 2] % len(line)])
    told += [stock.beside[number % len(stock.beside)] for number in pick[-8 : -6 + bits % 3]]
    told.append(stock.closing[bits % len(stock.closing)])
    return stock.offences[which], told


def _with_signs(told: list[str], pick: Sequence[int]) -> list[str]:
    """The lines of a note that holds signs: of the train split, or with one to three cues' examples among the lines."""
    choice = pick[-1]
    if choice % 2:
        return [_signed()[choice % len(_signed())], told[-2], told[-1]]
    signs = [_examples()[number % len(_examples())] for number in pick[-2 - choice % 3 : -1]]
    return [*told[:3], *signs, *told[3 + len(signs) :]]


def _finished(told: list[str], number: int, chance: Sequence[float]) -> str:
    """One text with a number of its own, now and then in capitals or with an accent."""
    text = " ".join((f"Log {number:07d}.", *told))
    if chance[1] < ACCENTED:
        text = re.sub("[ae](?=[a-z]+ )", lambda letter: {"a": "á", "e": "é"}[letter[0]], text, count=3)
    return text.upper() if chance[2] < SHOUTED else text


@cache
def _examples() -> tuple[str, ...]:
    """Sentences that hold a sign which can stand alone."""
    signs = (cue for cue in load_lexicon().cues if cue.kind is Kind.INDICATOR and cue.is_sign)
    return tuple(cue.match for cue in signs if cue.match and not cue.needs_company)


@cache
def _signed() -> tuple[str, ...]:
    """Train narratives that tell of exploitation, each some times with other numbers."""
    dice = Random(SEED)  # noqa: S311 - dice for test data, not for a secret
    texts = [record.narrative for record in load_corpus(CORPUS) if record.label]

    def lower(figure: re.Match[str]) -> str:  # so that a time stays a time
        return str(dice.randint(1, int(figure[0])))

    return tuple(re.sub(r"[1-9]", lower, text) for text in texts for _ in range(TRIES))


@cache
def _stock(seed: int) -> Stock:
    """The lines of the stories, filled in."""
    told, dice = tomllib.loads(STORIES.read_text(encoding="utf-8")), Random(seed)  # noqa: S311 - as above
    slots = _slots(told["slots"], dice)

    def filled(line: str) -> list[str]:
        return [_mistyped(_fill(line, slots), dice) for _ in range(FILLED if "{" in line else 1)]

    return Stock(
        offences=[story["offence"] for story in told["story"]],
        stories=[[filled(line) for line in story["lines"]] for story in told["story"]],
        beside=[text for line in told["beside"]["lines"] for text in filled(line)],
        closing=[text for line in told["beside"]["closing"] for text in filled(line)],
    )


def _fill(line: str, slots: dict[str, Callable[[], str]]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: slots[slot[1]](), line)


def _slots(listed: dict[str, list[str]], dice: Random) -> dict[str, Callable[[], str]]:
    """What fills each slot: a word out of its list, or something made up."""
    letters, ways = "ABCDEFGHJKLMNOPRSTVWXY", ("Street", "Rd", "Ave", "Close", "Way")

    def of_list(words: list[str]) -> Callable[[], str]:
        return lambda: dice.choice(words)

    def plate(count: int) -> str:
        return "".join(dice.choices(letters, k=count))

    return {name: of_list(words) for name, words in listed.items()} | {
        "name": lambda: dice.choice(listed["name"]) if dice.random() < 0.2 else _name(dice),
        "street": lambda: f"{dice.randint(1, 240)} {_name(dice)} {dice.choice(ways)}",
        "time": lambda: f"{dice.randint(0, 23):02d}{dice.choice((':', '', '.', ':'))}{dice.randint(0, 59):02d}",
        "date": lambda: f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/{dice.choice(('2024', '24'))}",
        "sum": lambda: f"£{dice.randint(4, 1900)}{dice.choice(('', '.99', '.50'))}",
        "vrm": lambda: f"{plate(2)}{dice.randint(10, 74)} {plate(3)}",
        "collar": lambda: str(dice.randint(100, 9999)),
        "age": lambda: str(dice.randint(18, 70)),
    }


def _name(dice: Random) -> str:
    """A name that nobody has."""
    return "".join(map(dice.choice, _NAME))


_NAME = (
    ("Bar", "Cold", "Dray", "Fen", "Gar", "Hol", "Kes", "Lang", "Mor", "Pen", "Rath", "Sel", "Thor", "Wex", "Yar"),
    ("", "a", "en", "er", "in", "o", "ing", "el"),
    ("by", "combe", "den", "dyke", "field", "ham", "hurst", "ley", "mere", "stead", "thorpe", "ton", "wick", "worth"),
)


def _mistyped(line: str, dice: Random) -> str:
    """The line, one in twenty with two letters of a long word in the wrong order."""
    words = list(re.finditer(r"[a-z]{7,}", line)) if dice.random() < 0.05 else []
    if not words:
        return line
    at = dice.choice(words).start() + 3
    return line[:at] + line[at + 1] + line[at] + line[at + 2 :]


Write = Callable[[pa.Table], object]
_SCHEMA = pa.schema([(name, pa.string()) for name in COLUMNS])


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with pc.CSVWriter(path, _SCHEMA) as writer:
        yield writer.write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    with pq.ParquetWriter(path, _SCHEMA) as writer:
        yield writer.write_table


@contextmanager
def _jsonl(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8") as file:
        yield lambda table: file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in table.to_pylist())


_WRITERS: dict[str, Callable[[Path], AbstractContextManager[Write]]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".jsonl": _jsonl,
}
