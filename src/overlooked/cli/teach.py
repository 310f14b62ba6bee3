"""`teach`, `learners` and `gaps`."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from overlooked.cli.app import app, say
from overlooked.cli.audited import audited
from overlooked.cli.bar import Bar
from overlooked.cli.options import Force, Reason, Safeguarding
from overlooked.errors import SettingsError


@app.command(epilog="Example: overlooked teach --sample -o lesson.html -o lesson.pptx -o worksheet.docx")
def teach(
    output: Annotated[
        list[Path],
        typer.Option("--output", "-o", help="Where it goes: .html lesson, .pptx slides, .docx worksheet; may repeat."),
    ],
    queue: Annotated[
        Path | None, typer.Argument(metavar="[QUEUE]", help="A canonical queue; without one, the synthetic corpus.")
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="The sample lesson: half of its cases are about homeless people.")
    ] = False,
    cases: Annotated[int, typer.Option(min=1, max=100, help="How many cases.")] = 12,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Only cases with this indicator, such as debt_bondage; may repeat.")
    ] = None,
    offence: Annotated[str, typer.Option(help="Only under this offence: a class, or words of its title.")] = "",
    about: Annotated[
        list[str] | None, typer.Option(help="Only about homeless, children, disability, suspects, ...; may repeat.")
    ] = None,
    real: Annotated[bool, typer.Option("--real", help="Make it of real records, masked; needs the two below.")] = False,
    approved_by: Annotated[str, typer.Option(help="Who approved it: the pack carries the name.")] = "",
    decisions: Annotated[
        Path | None, typer.Option(help="The decisions on the queue: only records that an outcome confirms are taken.")
    ] = None,
    safeguarding: Safeguarding = None,
    title: Annotated[str, typer.Option(help="The title of the lesson.")] = "Signs that were overlooked",
    seed: Annotated[int, typer.Option(help="Seed of the choice; the same seed gives the same pack.")] = 20,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Make a lesson: what records told and nobody acted on, to mark, check and teach."""
    from overlooked.outputs import companion
    from overlooked.teaching.delivery import Request, real_records, teach_files
    from overlooked.teaching.packs.choice import Wanted

    wanted = Wanted(tuple(indicator or ()), offence, tuple(about or ()))
    given = real_records(queue, decisions, real=real, approved_by=approved_by, safeguarding=safeguarding)
    if sample and (given or wanted != Wanted()):
        raise SettingsError("--sample is a lesson of its own: no queue, --indicator, --offence or --about goes with it")
    request = Request(cases, seed, wanted, title, sample)
    with audited("teach", [queue, decisions], reason) if given else nullcontext() as entry:
        with Bar("Reading the corpus") as bar:
            told = teach_files(output, request, real=given, force=force, progress=bar)
        if entry:
            beside = [companion(output[0], ending) for ending in ("manifest.json", "run.json")]
            entry.as_told(beside[0], "cases")
            entry.wrote([*output, *beside])
    say(told)


@app.command(epilog="Example: overlooked learners answers/ -o learners.html")
def learners(
    answers: Annotated[
        list[Path], typer.Argument(help="Answers that learners saved from one lesson: files, folders or globs.")
    ],
    output: Annotated[
        list[Path], typer.Option("--output", "-o", help="Where the report goes: .html, or .json; may repeat.")
    ],
    seed: Annotated[int, typer.Option(min=0, help="Seed of the resampling.")] = 20,
    safeguarding: Safeguarding = None,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Tell what learners saw, missed and falsely marked, without ranking anybody."""
    from overlooked.audit import hashed
    from overlooked.safeguarding import load_route
    from overlooked.teaching.learners.answers import answers_files, load_answers
    from overlooked.teaching.learners.forms import refuse_learners, render_learners, write_learners

    route = load_route(safeguarding)
    with audited("learners", answers, reason) as entry:
        files = answers_files(answers)
        refuse_learners(output, force, inputs=[*files, *([safeguarding] if safeguarding else [])])
        loaded = load_answers(files)
        entry.read(hashed(files), len(loaded))
        told = render_learners(write_learners(loaded, output, force=force, seed=seed, route=route))
        entry.wrote(output)
    say(told)


@app.command(epilog="Example: overlooked gaps decisions.jsonl --queue queue.jsonl -o gaps.html")
def gaps(
    decisions: Annotated[Path, typer.Argument(help="Decisions, JSON Lines or CSV.")],
    output: Annotated[
        list[Path], typer.Option("--output", "-o", help="Where the report goes: .html, or .json; may repeat.")
    ],
    queue: Annotated[
        Path | None,
        typer.Option(help="The canonical queue that they were made on; offence, area and date are there."),
    ] = None,
    safeguarding: Safeguarding = None,
    force: Force = False,
    reason: Reason = "",
) -> None:
    """Tell where signs were overlooked: confirmed records by offence, area and quarter."""
    from overlooked.decisions import load_decisions
    from overlooked.teaching.gaps.report import gaps_files

    with audited("gaps", [decisions, queue], reason) as entry:
        told = gaps_files(decisions, output, queue=queue, force=force, safeguarding=safeguarding)
        entry.wrote(output, rows=len(load_decisions(decisions)))
    say(told)
