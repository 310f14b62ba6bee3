"""`teach`: cases chosen from the corpus or from a force's confirmed records, and the pack in every form asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from overlooked import __version__
from overlooked.corpus import load_corpus, shipped_corpus
from overlooked.decisions import load_decisions
from overlooked.errors import SettingsError
from overlooked.manifest import made_with, write_manifest, write_run
from overlooked.outputs import companion, refuse_existing, sha256_of, whole_outputs
from overlooked.pages.text import some
from overlooked.queue import read_queue
from overlooked.reading.reader import load_reader
from overlooked.records.cells import shown
from overlooked.safeguarding import load_route
from overlooked.screening import Progress, unwatched
from overlooked.teaching.forms import writer
from overlooked.teaching.packs.cases import DIFFICULTIES, Case, corpus_case
from overlooked.teaching.packs.choice import Wanted, choose, sample_choice
from overlooked.teaching.packs.pack import SYNTHETIC, Approval, Pack
from overlooked.teaching.packs.real import real_cases
from overlooked.teaching.packs.solution import solution_of

CASES, SEED = 12, 20
TITLE = "Signs that were overlooked"
LONGEST = 120
"""No title or name has more characters: it stands on one slide."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a lesson is asked to be: how many cases, by which seed, narrowed to what, under which title.

    `sample` asks for the sample lesson, half of it about homeless people. Raises SettingsError for no cases, and for a
    title that is no line of readable text.
    """

    cases: int = CASES
    seed: int = SEED
    wanted: Wanted = field(default_factory=Wanted)
    title: str = TITLE
    sample: bool = False

    def __post_init__(self) -> None:
        """Refuse what no lesson can be."""
        if self.cases < 1:
            raise SettingsError(f"{self.cases} cases are asked for; a lesson has one or more")
        _refuse_unreadable("--title", self.title)


@dataclass(frozen=True, slots=True)
class RealRecords:
    """Where real records come from, and who approved them: all of it is needed.

    `safeguarding` is the file of the force's route; without one the general route stands in. Raises SettingsError for a
    name that is no line of readable text.
    """

    queue: Path
    decisions: Path
    approved_by: str
    safeguarding: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what is no name."""
        _refuse_unreadable("--approved-by", self.approved_by)


def _refuse_unreadable(option: str, told: str) -> None:
    if not any(map(str.isalnum, told)):
        raise SettingsError(f"{option} {shown(told)!r} holds no letter; give words that can be read")
    if not told.isprintable():
        raise SettingsError(f"{option} holds a line end or a sign that cannot be seen; give one line of plain words")
    if len(told) > LONGEST:
        raise SettingsError(f"{option} has {len(told):,} characters; give at most {LONGEST}")


def corpus_cases(progress: Progress = unwatched) -> list[Case]:
    """Every case of the shipped corpus."""
    records, reader, cases = load_corpus(shipped_corpus()), load_reader(), []
    for record in records:
        cases.append(corpus_case(record, reader))
        progress(1, len(records))
    return cases


def pack_of_corpus(request: Request, progress: Progress = unwatched) -> Pack:
    """A pack of synthetic records; SettingsError where there are too few."""
    cases = corpus_cases(progress)
    if request.sample:
        return Pack(request.title, request.seed, sample_choice(cases, request.cases, request.seed))
    return Pack(request.title, request.seed, choose(cases, request.cases, request.seed, request.wanted))


def write_sample(path: Path) -> None:
    """Write the sample lesson that stands in `docs/`: what `teach --sample` gives in the form of the path's ending."""
    pack = pack_of_corpus(Request(sample=True))
    writer(path)(pack, [solution_of(case) for case in pack.cases], path)


def pack_of_records(request: Request, given: RealRecords) -> Pack:
    """A pack of masked real records that an outcome confirms; it does not name their file, which may tell a place.

    Raises RecordsError for a view or no queue, DecisionsError where nothing is confirmed, SettingsError where too few
    are.
    """
    route = load_route(given.safeguarding)
    found = real_cases(read_queue(given.queue), load_decisions(given.decisions))
    chosen = choose(found.cases, request.cases, request.seed, request.wanted)
    taken_from = f"a queue whose SHA-256 begins {sha256_of(given.queue)[:16]}; the manifest of the lesson names it"
    return Pack(request.title, request.seed, chosen, Approval(given.approved_by, taken_from, found.told, route))


def teach_files(
    outputs: Sequence[Path],
    request: Request,
    *,
    real: RealRecords | None = None,
    force: bool = False,
    progress: Progress = unwatched,
) -> str:
    """Choose, write every output in the form of its ending, and tell in a few lines what the lesson holds.

    Beside the first output stand its manifest and times. Raises the errors of choosing and reading before anything is
    written, OutputError before any work where an output exists.
    """
    writers = {path: writer(path) for path in outputs}
    given = (real.queue, real.decisions, real.safeguarding) if real else ()
    inputs = [path for path in given if path is not None]
    beside = {ending: companion(outputs[0], ending) for ending in ("manifest.json", "run.json")}
    refuse_existing([*outputs, *beside.values()], force, inputs=inputs)
    started = datetime.now(UTC)
    pack = pack_of_records(request, real) if real else pack_of_corpus(request, progress)
    solutions = [solution_of(case) for case in pack.cases]
    with whole_outputs({**{str(path): path for path in outputs}, **beside}, force=force) as drafts:
        for path in outputs:
            writers[path](pack, solutions, drafts[str(path)])
        write_manifest(
            drafts["manifest.json"],
            versions=made_with() | {"overlooked": __version__},
            hashes={"pack": pack.pack_id},
            inputs=inputs,
            settings=_settings(pack, request, outputs),
            counts={"cases": len(pack.cases), "to_review": sum(case.is_case for case in pack.cases)},
        )
        write_run(drafts["run.json"], started=started, finished=datetime.now(UTC), rows=len(pack.cases))
    return "\n".join(
        (*_told(pack), f"Written: {', '.join(map(str, outputs))}; manifest and times beside {outputs[0].name}.")
    )


def _settings(pack: Pack, request: Request, outputs: Sequence[Path]) -> dict[str, object]:
    approved = {"approved_by": pack.approval.name, "left_out": list(pack.approval.left_out)} if pack.approval else {}
    return {
        "cases": request.cases,
        "seed": request.seed,
        "sample": request.sample,
        "indicators": list(request.wanted.indicators),
        "offence": request.wanted.offence,
        "about": list(request.wanted.about),
        "title": request.title,
        "outputs": [path.name for path in outputs],
        **approved,
    }


def _told(pack: Pack) -> list[str]:
    """What the lesson holds, and whose words they are."""
    review = sum(case.is_case for case in pack.cases)
    lines = [
        f"{some(len(pack.cases), 'case')}, {review} to review and {len(pack.cases) - review} not, pack {pack.pack_id}."
    ]
    counts = {told: sum(case.difficulty == kind for case in pack.cases) for kind, told in DIFFICULTIES.items()}
    lines.append("; ".join(f"{count} {told}" for told, count in counts.items() if count) + ".")
    if pack.approval is None:
        return [*lines, SYNTHETIC]
    masked = (
        f"Real records, masked, approved by {pack.approval.name}. A masked story can still identify somebody: a "
        "trainer must read every page before a class sees it."
    )
    left_out = pack.approval.left_out
    return [*lines, masked, *([f"Left out: {'; '.join(left_out)}."] if left_out else [])]


def real_records(
    queue: Path | None, decisions: Path | None, *, real: bool, approved_by: str, safeguarding: Path | None = None
) -> RealRecords | None:
    """Where real records come from, or None for the shipped corpus; SettingsError for half of what they need."""
    if queue is None:
        if real or approved_by or decisions:
            raise SettingsError("--real, --approved-by and --decisions go with a queue: give the queue too")
        return None
    if not (real and approved_by.strip() and decisions is not None):
        raise SettingsError(
            f"{queue} holds a force's records: a lesson of them needs --real, --approved-by NAME and --decisions FILE; "
            "without a queue the lesson is made of synthetic records"
        )
    return RealRecords(queue, decisions, approved_by.strip(), safeguarding)
