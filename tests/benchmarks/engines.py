"""Which engine can say which narratives may hold a deciding cue: `python tests/benchmarks/engines.py`.

Every engine gets the same cues of the installed lexicon and the same narratives, in a process of its own with a limit
on time and memory. Engines that are not installed are left out, and it is said. Told are the time to build, peak
memory, narratives a second on one core, the share passed, and the share of narratives with a deciding match, as the
plain matcher finds it, that the engine loses.
"""

import argparse
import importlib.util
import json
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import expressions
import pyarrow as pa
from peers import deciding
from table import write_between

from overlooked.corpus import load_corpus
from overlooked.reading.cues import Cue
from overlooked.reading.reader import COMPANY, load_reader

sys.path.insert(0, str(Path(__file__).parents[1]))
from narratives import narratives

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
ROUNDS, SECONDS, GIGABYTES = 3, 100, 6
TAKEN, LONGEST = "patterns taken: ", 16_000
"""Hyperscan takes no pattern with more characters."""

Ids = Collection[int]
Find = Callable[[Sequence[str]], Iterable[Ids | bool]]
"""Narratives in; for each the numbers of the cues that may match, or only whether some may."""


def passes(found: Ids | bool, cues: Sequence[Cue]) -> bool:
    """Whether a narrative passes: a cue that can stand alone, or enough indicators of those that cannot."""
    if isinstance(found, bool):
        return found
    told = [cues[number] for number in found]
    return not all(cue.needs_company for cue in told) or len({cue.indicator for cue in told}) >= COMPANY


def by_re2(patterns: Sequence[str]) -> Find:
    """A set of google-re2; it answers with ids, and with none where its memory did not do."""
    import re2  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, one engine a process

    options = re2.Options()
    options.max_mem, options.case_sensitive, options.dot_nl = 4 << 30, False, True
    several = re2.Set.SearchSet(options)
    for pattern in patterns:
        several.Add(pattern)
    several.Compile()
    return lambda texts: (several.Match(text) or () for text in texts)


def by_hyperscan(patterns: Sequence[str]) -> Find:
    """A database of hyperscan in block mode, each pattern told once a text."""
    import hyperscan as hs  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, one engine a process

    flags = hs.HS_FLAG_CASELESS | hs.HS_FLAG_SINGLEMATCH | hs.HS_FLAG_DOTALL

    def built(ids: Sequence[int]) -> Any:  # noqa: ANN401 - hyperscan is optional and has no types
        database = hs.Database(mode=hs.HS_MODE_BLOCK)
        told = [patterns[number].encode() for number in ids]
        database.compile(expressions=told, ids=list(ids), elements=len(ids), flags=[flags] * len(ids))
        return database

    def taken(ids: Sequence[int]) -> list[int]:
        """Those that it takes; it refuses all where one is too large."""
        try:
            built(ids)
        except hs.error:
            middle = len(ids) // 2
            return taken(ids[:middle]) + taken(ids[middle:]) if middle else []
        return list(ids)

    short = [number for number, pattern in enumerate(patterns) if len(pattern) < LONGEST]
    kept = [number for start in range(0, len(short), 64) for number in taken(short[start : start + 64])]
    print(f"{TAKEN}{len(kept)}", file=sys.stderr)
    database = built(kept)

    def find(text: str) -> Ids:
        found: list[int] = []
        database.scan(text.encode(), match_event_handler=lambda number, *_: found.append(number))
        return found

    return lambda texts: map(find, texts)


def by_daachorse(literals: Sequence[Collection[str]]) -> Find:
    """A double-array Aho-Corasick automaton over literals."""
    import daachorse  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, one engine a process

    owners = expressions.owners(literals)
    words, cues = list(owners), list(owners.values())
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(words)

    def find(text: str) -> Ids:
        hits = {hit for _, _, hit in automaton.find_overlapping(expressions.spaced(text))}
        return {cue for hit in hits for cue in cues[hit]}

    return lambda texts: map(find, texts)


def by_polars(literals: Sequence[Collection[str]]) -> Find:
    """Polars' Aho-Corasick over the same literals: yes or no, with no company counted."""
    import polars as pl  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, one engine a process

    words = list(expressions.owners(literals))

    def find(texts: Sequence[str]) -> list[bool]:
        plain = pl.Series(texts).str.to_lowercase().str.replace_all(r"\W+", " ")
        return (" " + plain + " ").str.contains_any(words).to_list()  # type: ignore[no-any-return]  # polars is optional

    return find


def by_sift(_: object) -> Find:
    """The project's own kernel, compiled by numba; it also counts the named cues."""
    from overlooked.sifting.sift import load_sift  # noqa: PLC0415 - numba is imported only here

    sift = load_sift()
    return lambda texts: sift.sift(pa.array(texts)).reached.tolist()


@dataclass(frozen=True)
class Engine:
    """A way to look: the package it needs, what it makes of a cue, and how it looks."""

    package: str
    of_cue: Callable[[Cue], object]
    make: Callable[..., Find]


ENGINES: Mapping[str, Engine] = {
    "re2 Set, whole cues": Engine("re2", expressions.whole, by_re2),
    "re2 Set, whole cues, open gaps": Engine("re2", expressions.whole_open, by_re2),
    "re2 Set, two rarest slots": Engine("re2", expressions.pair, by_re2),
    "hyperscan, whole cues": Engine("hyperscan", expressions.whole, by_hyperscan),
    "hyperscan, whole cues, open gaps": Engine("hyperscan", expressions.whole_open, by_hyperscan),
    "hyperscan, two rarest slots": Engine("hyperscan", expressions.pair, by_hyperscan),
    "daachorse, rarest slot": Engine("daachorse", expressions.rarest, by_daachorse),
    "polars, rarest slot": Engine("polars", expressions.rarest, by_polars),
    "numba, the sift": Engine("numba", lambda cue: cue, by_sift),
}


def measure(name: str, rows: int, count: int) -> dict[str, float]:
    """Build one engine over the first `count` cues, spread over the lexicon, and run it; all figures by name."""
    cues = deciding()
    cues = cues[:: max(1, len(cues) // count)][:count]
    engine = ENGINES[name]
    start = time.perf_counter()
    find = engine.make([engine.of_cue(cue) for cue in cues])
    built = time.perf_counter() - start
    texts = list(narratives(rows))
    list(find(texts[:50]))
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        passed = [passes(found, cues) for found in find(texts)]
        spent.append(time.process_time() - start)
    dev = [record for record in load_corpus(ROOT / "corpus", split="dev") if not record.label]
    on_dev = [passes(found, cues) for found in find([record.narrative for record in dev])]
    held = [passes(truth, cues) for truth in _truly([record.narrative for record in dev], cues)]
    lost = sum(hold and not passed for hold, passed in zip(held, on_dev, strict=True))
    return {
        "built": built,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "speed": rows / statistics.median(spent),
        "passed": sum(passed) / rows,
        "dev": sum(on_dev) / len(dev),
        "held": sum(held) / len(dev),
        "lost": lost / max(1, sum(held)),
    }


def _truly(texts: Iterable[str], cues: Sequence[Cue]) -> Iterable[Ids]:
    """The numbers of the cues that the plain matcher finds."""
    reader, numbers = load_reader(), {cue.id: number for number, cue in enumerate(cues)}
    for text in texts:
        matches = reader._matcher.matches(reader.view(text))
        yield {numbers[match.cue.id] for match in matches if match.cue.id in numbers}


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))


def attempt(name: str, rows: int, count: int) -> dict[str, float] | str:
    """The figures of one engine, measured in a process of its own, or in words why there are none."""
    command = [sys.executable, __file__, "--one", name, "--rows", str(rows), "--cues", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_limited)
    if done.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        return f"not done in {SECONDS} s of one core"
    if done.returncode:
        return f"fails ({(done.stderr.strip().splitlines() or [f'signal {-done.returncode}'])[-1][:60]})"
    taken = [float(told.removeprefix(TAKEN)) for told in done.stderr.splitlines() if told.startswith(TAKEN)]
    return {"taken": taken[0] if taken else count, **json.loads(done.stdout)}


def line(name: str, count: int, told: dict[str, float] | str) -> str:
    """One line of the table."""
    if isinstance(told, str):
        return f"| {name} | {count:,} | {told} | | | | | |"
    taken = f"{told['taken']:,.0f} of {count:,}"
    return (
        f"| {name} | {taken} | {told['built']:.1f} s | {told['memory']:,.0f} MB | {told['speed']:,.0f} "
        f"| {told['passed']:.1%} | {told['dev']:.0%} (truly {told['held']:.0%}) | {told['lost']:.1%} |"
    )


HEAD = """| engine | cues taken | build | peak memory | notes/s | everyday notes passed | dev negatives passed | lost |
|---|---|---|---|---|---|---|---|"""


def main() -> None:
    """Measure every installed engine with a growing number of cues, and write the table."""
    parser = argparse.ArgumentParser(description="Measure engines that could find narratives with a deciding cue.")
    parser.add_argument("--rows", type=int, default=2_000, help="made-up narratives")
    parser.add_argument("--cues", type=int, nargs="*", default=[25, 100, 1_000, 10**6], help="how many cues")
    parser.add_argument("--only", help="engines whose name holds this")
    parser.add_argument("--one", help="measure this engine in this process and print its figures")
    asked = parser.parse_args()
    every = len(deciding())
    counts = [min(count, every) for count in asked.cues]
    if asked.one:
        print(json.dumps(measure(asked.one, asked.rows, counts[0])))
        return
    lines = [HEAD]
    for name, engine in ENGINES.items():
        if asked.only and asked.only not in name:
            continue
        if importlib.util.find_spec(engine.package) is None:
            print(f"{name}: {engine.package} is not installed, left out")
            continue
        for count in counts[-1:] if engine.make is by_sift else counts:
            told = attempt(name, asked.rows, count)
            lines.append(line(name, count, told))
            print(lines[-1], flush=True)
            if isinstance(told, str):
                break  # more cues would not do better
    if not asked.only:
        write_between(PAGE, "engines", "\n".join(lines))


if __name__ == "__main__":
    main()
