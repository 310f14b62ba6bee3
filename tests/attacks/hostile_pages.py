"""Every page and paper that a command writes, made of inputs in whose every field the same text stands."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import toy_report
from made_gaps import made_gaps
from made_papers import DECISIONS, MANIFEST, REPORT, written
from made_records import decided, row, write
from told_rows import CRIME, REFERRAL, crimes, referrals
from toy_answers import CARD, answers, saved

from overlooked.evaluation.report.page import page_of
from overlooked.safeguarding.route import LONGEST
from test_cli import run

SIGN = "His boss has kept his passport since March and he has not been paid. "
COLUMNS = ("record_id", "recorded_on", "force", "area", "offence", "offence_code", "narrative", "extra")
DATES = {"referral_date", "reported_on", "recorded_on"}


def _ran(folder: Path, *arguments: str) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def route(folder: Path, text: str) -> tuple[str, str]:
    """The option for a force's route in whose every place the text stands, as far as a line can hold it."""
    line = "".join(filter(str.isprintable, text)).strip()
    told = {key: json.dumps(line[:longest]) for key, longest in LONGEST.items()}
    step = "[[step]]\n" + "".join(f"{key} = {told[key]}\n" for key in ("when", "do", "contact"))
    head = f"title = {told['title']}\nowner = {told['owner']}\nreview_on = 2020-01-31\n"
    (folder / "own.toml").write_text(head + 2 * step, encoding="utf-8")
    return "--safeguarding", "own.toml"


def queue_page(folder: Path, text: str) -> list[Path]:
    """The page of a queue, whose file of records bears the text as its name as far as a name can."""
    name = "".join(sign for sign in text if sign not in "/\0" and sign.isprintable())[:60] + ".csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerow([text] * 6 + [SIGN + text, text])
        table.writerow([f"2 {text}", text, *[""] * 6])
    _ran(folder, "screen", name, "-o", "queue.html", *route(folder, text))
    return [folder / "queue.html"]


def lesson_page(folder: Path, text: str) -> list[Path]:
    """A lesson of real records."""
    told = {"record_id": text, "offence": text, "force": text, "area": text}
    rows = [row(number) | told | {"record_id": f"{number} {text}"} for number in (1, 2)]
    for own in rows:
        own["narrative"] += f" {text}"
    rows = [row(1) | own for own in rows]
    for own in rows:
        own["record_hash"] = ""
    write(folder, rows, [decided(own, "recorded_106", reviewer=text, note=text) for own in rows])
    options = ("--real", "--approved-by", _line(text), "--title", _line(text), "--cases", "1", *route(folder, text))
    _ran(folder, "teach", "queue.jsonl", *options, "--decisions", "decisions.jsonl", "-o", "lesson.html")
    return [folder / "lesson.html"]


def _line(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:70]


def learners_page(folder: Path, text: str) -> list[Path]:
    """The report on learners; enough of them that their group is told."""
    told = [answers({"T-0001": [CARD]}, {"T-0001": "review"}, learner=f"{n} {text}", group=text) for n in range(9)]
    for own in told:
        for case in own["cases"]:
            case |= {"ask_next": text, "should_record": text}
    saved(folder, *told)
    files = [path.name for path in sorted(folder.glob("*.json"))]
    _ran(folder, "learners", *files, "-o", "learners.html", *route(folder, text))
    return [folder / "learners.html"]


def review_pages(folder: Path, text: str) -> list[Path]:
    """Where signs were overlooked, and how far the ranking can be trusted, by decisions."""
    made = made_gaps()
    for name in ("area", "offence", "force", "recorded_on", "reason", "offence_code"):
        made.queue[name] = text
    for own in made.decisions:
        own |= {"note": text, "reviewer": text, "cue_hash": text}
    made.write(folder)
    for verb, page in (("gaps", "gaps.html"), ("evaluate", "report.html")):
        _ran(folder, verb, "decisions.jsonl", "--queue", "queue.jsonl", "-o", page, *route(folder, text))
    return [folder / "gaps.html", folder / "report.html"]


def corpus_page(folder: Path, text: str) -> list[Path]:
    """The report on a corpus, with a record to read."""
    told: Mapping[str, Any] = {**toy_report.MISPLACED, "author": text}
    figures = toy_report.figures()
    figures["causes"]["records"] = [told]
    page = page_of(figures, [toy_report.error(f"boss keeps passport {text}")])
    (folder / "corpus.html").write_text(page, encoding="utf-8", errors="xmlcharrefreplace")
    return [folder / "corpus.html"]


def reconcile_pages(folder: Path, text: str) -> list[Path]:
    """The report on referrals, and the one to share."""
    for name, table, own in (("referrals", referrals, REFERRAL), ("crimes", crimes, CRIME)):
        planted = {key: value if key in DATES else text for key, value in own.items()}
        frame = table(*[planted] * 12)
        frame.drop(columns=["row", "source"], errors="ignore").assign(extra=range(12)).to_csv(
            folder / f"{name}.csv", index=False
        )
    _ran(folder, "reconcile", "referrals.csv", "crimes.csv", "-o", "out", *route(folder, text))
    return [folder / "out" / "report.html", folder / "out" / "share.html"]


KEPT = {"kind", "measure", "family"}
"""What a report is told by; with another word in it, it is another report or none."""


def _filled(tree: Any, text: str) -> Any:  # noqa: ANN401 - JSON of any form
    """The tree with the text in the place of every text in it."""
    if isinstance(tree, dict):
        return {key: value if key in KEPT else _filled(value, text) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_filled(one, text) for one in tree]
    return text if isinstance(tree, str) else tree


def manifest(text: str) -> dict[str, Any]:
    """The manifest of a run with the text as every text, as a band, as a stratum and as a fault."""
    told: dict[str, Any] = _filled(MANIFEST, text)
    for key, one in (("bands", 3), ("strata", {"size": 3, "drawn": 3}), ("quality", 3)):
        told["counts"][key] |= {text: one}
    return told


def report(text: str) -> dict[str, Any]:
    """A report with the text as every text, as a figure, as a group and as a kind of swap."""
    told: dict[str, Any] = _filled(REPORT, text)
    told["headline"][text] = told["headline"]["auc"]
    told["swaps"]["kinds"][text] = told["swaps"]["kinds"]["gender"]
    return told


def papers(folder: Path, text: str) -> list[Path]:
    """All papers, of a report on a corpus and of one on decisions."""
    run_of, own = written(folder, manifest(text), "run.json"), route(folder, text)
    found: list[Path] = []
    for name, tree in (("corpus", report(text)), ("decisions", _filled(DECISIONS, text))):
        figures = written(folder, tree, f"{name}.json")
        _ran(folder, "papers", "-o", name, "--run", run_of.name, "--report", figures.name, *own)
        found += sorted((folder / name).glob("*.md"))
    return found


PAGES: Mapping[str, Callable[[Path, str], list[Path]]] = {
    "queue": queue_page,
    "lesson": lesson_page,
    "learners": learners_page,
    "review": review_pages,
    "corpus": corpus_page,
    "reconcile": reconcile_pages,
}
MADE = {**PAGES, "papers": papers}
"""The same and what is written as Markdown."""
