"""`papers`: a folder of drafts as Markdown and for Word, and what is left to the force; whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from overlooked import __version__
from overlooked.errors import OutputError, PapersError, printable
from overlooked.manifest import made_with, write_manifest
from overlooked.outputs import refuse_existing_folder, sha256_of, whole_folder
from overlooked.pages.text import some
from overlooked.papers.blocks import Block, blocks_of
from overlooked.papers.inputs import Inputs, Sources, read_inputs
from overlooked.papers.marks import questions
from overlooked.papers.tree import read_tree
from overlooked.papers.values import ONE_PAGE, PAPERS, Paper, foot_of, papers_of
from overlooked.papers.wording import table

MADE_WITH = ("overlooked", "markdown-it-py")


class Writer(Protocol):
    """What writes a paper for Word: `sheet.write_sheet`."""

    def __call__(self, blocks: Sequence[Block], path: Path, *, foot: str, one_page: bool) -> None:
        """Write the blocks to `path`."""


def papers_files(sources: Sources, folder: Path, *, writer: Writer | None, force: bool = False) -> tuple[str, ...]:
    """Write the papers into `folder`, for Word too where a `writer` is given; lines for the user come back.

    Raises OutputError before any work where the folder exists without `force`, was not made by an earlier run, holds an
    input, or papers that were filled in; ModelError and PapersError for what papers cannot be made from.
    """
    refuse_existing_folder(folder, force, inputs=sources.files)
    _refuse_filled_in(folder)
    inputs = read_inputs(sources)
    papers, foot = papers_of(inputs), foot_of(inputs)
    with whole_folder(folder, force=force) as draft:
        for paper in papers:
            _write(draft / f"{paper.name}.md", f"{paper.markdown}\n{foot}\n")
            if writer is not None:
                writer(_blocks(paper), draft / f"{paper.name}.docx", foot=foot, one_page=paper.name == ONE_PAGE)
        _write(draft / "README.md", readme(papers, foot, word=writer is not None))
        _note(sources, inputs, papers, draft, word=writer is not None)
    return (*_lines(inputs, papers), f"Written to {folder}: {', '.join(PAPERS)}; README.md says what is left.")


def _refuse_filled_in(folder: Path) -> None:
    """What a force has written into its papers is never replaced, whatever `force` says."""
    note = folder / "manifest.json"
    if not note.is_file():
        return
    made = read_tree(note).tree("settings", "papers")
    for path in sorted(folder.iterdir()):
        if (
            path != note
            and not path.name.startswith(".")
            and (path.is_dir() or made.text(path.name) != sha256_of(path))
        ):
            raise OutputError(f"{path} was changed or added since the papers were made; give another folder with -o")


def readme(papers: Sequence[Paper], foot: str, *, word: bool) -> str:
    """What each paper is, and what is left to the force, in one order and counted."""
    asked = {paper.name: questions(paper.markdown) for paper in papers}
    rows = [(f"`{name}`", told, str(len(asked[name]))) for name, told in PAPERS.items()]
    forms = "Each is there as Markdown and for Word." if word else "Each is there as Markdown."
    parts = [
        "# Papers for overlooked",
        f"Drafts for your data-protection officer. They make nothing lawful by themselves. {forms}",
        f"**{_left(papers)}** Each is marked, and highlighted in Word, as `[FORCE: ...]`.",
        table(("Paper", "What it is", "Places that are yours"), rows),
        "## What is left to you",
        *(f"### {name}\n\n" + "\n".join(f"- [ ] {one}" for one in asked[name]) for name in PAPERS if asked[name]),
        foot,
    ]
    return "\n\n".join(parts) + "\n"


def _left(papers: Sequence[Paper]) -> str:
    return f"{some(sum(len(questions(paper.markdown)) for paper in papers), 'place')} are yours to fill."


def _blocks(paper: Paper) -> tuple[Block, ...]:
    """The blocks of a paper; only a model's card can hold what is none of them."""
    try:
        return blocks_of(paper.markdown)
    except ValueError as error:
        raise PapersError(
            f"the model's card holds Markdown that {paper.name} cannot show for Word ({error}); make the model anew "
            "with `overlooked train`, or give --markdown-only"
        ) from error


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _note(sources: Sources, inputs: Inputs, papers: Sequence[Paper], draft: Path, *, word: bool) -> None:
    route = inputs.route
    write_manifest(
        draft / "manifest.json",
        versions=made_with("markdown-it-py", *(["python-docx"] if word else [])) | {"overlooked": __version__},
        hashes={"model": inputs.model.hash, "cues": inputs.model.lexicon_hash},
        hashed=[(route.file, route.sha256)] if route is not None else [],
        inputs=sources.files,
        settings={
            "papers": {path.name: sha256_of(path) for path in sorted(draft.iterdir())},
            "word": word,
        },
        counts={"places": Counter({paper.name: len(questions(paper.markdown)) for paper in papers})},
    )


def _lines(inputs: Inputs, papers: Sequence[Paper]) -> list[str]:
    told = [f"{len(papers)} papers. {_left(papers)}"]
    if not inputs.runs:
        told.append("No run was given: --run QUEUE.manifest.json tells the papers what you screened.")
    if inputs.report is None:
        told.append("No report was given: --report figures.json tells them what was measured.")
    if others := inputs.of_other_models:
        told.append(
            f"A run was made with another model ({', '.join(map(printable, others))}): give its folder with --model."
        )
    return told
