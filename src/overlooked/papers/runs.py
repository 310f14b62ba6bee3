"""What the runs say: rows in, what was read, what stands in the queue, and how deep that is.

In come the manifests that `screen` wrote, out comes Markdown.
"""

from collections.abc import Iterator

from overlooked.pages.text import some
from overlooked.papers.inputs import Inputs
from overlooked.papers.tree import Tree
from overlooked.papers.wording import items, plain, table

NO_RUN = (
    "**Not measured on your records.** No run was given: `overlooked screen RECORDS -o queue.jsonl` writes "
    "`queue.jsonl.manifest.json`; give it with `--run`."
)
FEW, MOST_RUNS, SHORT = 3, 4, 40
"""So many files of a run are named, and runs told, where one line must do; and so many letters of a name."""
_RANKED = "ranked"
"""The stratum of the records that stand in the queue by rank; of every other, records are drawn at random."""
_NO_FAULTS = {"rows", "records", "set_aside", "first_day", "last_day", "cut_at"}


def tables(inputs: Inputs) -> str:
    """A table of each run: its inputs, counts and settings."""
    told = (f"**Run from {_files(run)}**\n\n{table(('What', 'In this run'), _rows(run))}" for run in inputs.runs)
    return "\n\n".join(told) or NO_RUN


def sentences(inputs: Inputs) -> str:
    """What each run read and queued, in a sentence a run."""
    told = [_sentence(run) for run in inputs.runs[:MOST_RUNS]]
    more = len(inputs.runs) - MOST_RUNS
    return items([*told, *([f"… and {some(more, 'more run')}."] if more > 0 else [])]) or NO_RUN


def depth(inputs: Inputs) -> str:
    """How the depth of the runs stands to the depth that the report measured."""
    measured = inputs.report.tree("settings").number("budget") if inputs.report else None
    if measured is None or not inputs.runs or inputs.of_decisions:
        return "How much is missed at your own depth is not known here."
    shares = [_share(run) for run in inputs.runs]
    least, most = (f"{100 * end:.2g} %" for end in (min(shares), max(shares)))
    own = least if least == most else f"{least} to {most}"
    if min(shares) < measured:
        less = f"less than the {100 * measured:g} % that was measured: **expect to miss more.**"
        return f"Your queue holds {own} of the records scored, {less}"
    return f"Your queue holds {own} of the records scored; {100 * measured:g} % was measured."


def hashes(inputs: Inputs) -> str:
    """What has to be kept to make a run again: file, SHA-256, and what the run was made with."""
    rows = [
        (plain(one.text("file")), f"{plain(one.text('sha256'))}", _made_with(run))
        for run in inputs.runs
        for one in run.trees("inputs")
    ]
    return table(("Input", "SHA-256", "Made with"), rows) or NO_RUN


def faults(inputs: Inputs) -> str:
    """What is wrong with the records that came in, as the runs counted it."""
    return items(f"{_files(run)}: {_faults(run)}." for run in inputs.runs) if inputs.runs else NO_RUN


def scale(inputs: Inputs) -> str:
    """How many records the runs scored, in half a sentence."""
    if not inputs.runs:
        return "not known: no run was given"
    scored = sum(run.tree("counts").count("scored") for run in inputs.runs)
    return f"{some(scored, 'record')} scored in {some(len(inputs.runs), 'run')}"


def _files(run: Tree) -> str:
    names = [plain(one.text("file"), SHORT) for one in run.trees("inputs")]
    more = [f"{len(names) - FEW} more"] if len(names) > FEW else []
    return ", ".join([*names[:FEW], *more]) or "no file"


def _made_with(run: Tree) -> str:
    told = run.tree("hashes")
    version, model, cues = run.tree("versions").text("overlooked"), told.text("model"), told.text("cues")[:16]
    return f"overlooked {plain(version)}, model {plain(model)}, cues {plain(cues)}"


def _drawn(run: Tree) -> int:
    return sum(one.count("drawn") for name, one in run.tree("counts", "strata").named() if name != _RANKED)


def _share(run: Tree) -> float:
    counts = run.tree("counts")
    return counts.count("queue") / counts.count("scored") if counts.count("scored") else 1.0


def _rows(run: Tree) -> Iterator[tuple[str, str]]:
    counts, settings = run.tree("counts"), run.tree("settings")
    for key, words in (
        ("rows_in", "rows that came in"),
        ("set_aside", "rows set aside, each with its reason"),
        ("left_out", "left out, recorded as modern slavery already"),
        ("scored", "records scored"),
        ("named", "that name a referral, slavery or trafficking"),
        ("training_text", "that are text the model was made with, which flatters it"),
        ("queue", "records in the queue"),
    ):
        yield words, f"{counts.count(key):,}"
    yield "drawn at random from the rest, to see what is missed", f"{_drawn(run):,}"
    yield "share of the scored that stands in the queue", f"{_share(run):.1%}"
    bands = run.tree("counts", "bands")
    yield (
        "bands of all that were scored",
        ", ".join(f"{plain(name)}: {bands.count(name):,}" for name in sorted(bands.content)),
    )
    yield "limit asked for", f"{settings.count('limit'):,}" if "limit" in settings else "none: every record is kept"
    yield "made with", _made_with(run)


def _sentence(run: Tree) -> str:
    counts = run.tree("counts")
    return (
        f"{_files(run)}: {counts.count('scored'):,} records scored, **{counts.count('queue'):,} to read** "
        f"({_share(run):.1%}), {_drawn(run):,} of them drawn at random."
    )


def _faults(run: Tree) -> str:
    quality = run.tree("counts", "quality")
    told = [
        f"{plain(key.replace('_', ' '))} {quality.count(key):,}"
        for key in sorted(quality.content)
        if key not in _NO_FAULTS and quality.count(key)
    ]
    return "; ".join(told) or "nothing was found amiss"
