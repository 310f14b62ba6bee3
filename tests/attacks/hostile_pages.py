"""Every page that a command writes, made of records in whose every field the same text stands."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import toy_report
from made_gaps import made_gaps
from made_records import decided, row, write
from told_rows import CRIME, REFERRAL, crimes, referrals
from toy_answers import CARD, answers, saved

from overlooked.evaluation.report.page import page_of
from test_cli import run

SIGN = "His boss has kept his passport since March and he has not been paid. "
COLUMNS = ("record_id", "recorded_on", "force", "area", "offence", "offence_code", "narrative", "extra")
DATES = {"referral_date", "reported_on", "recorded_on"}


def _ran(folder: Path, *arguments: str) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def queue_page(folder: Path, text: str) -> list[Path]:
    """The page of a queue, whose file of records bears the text as its name as far as a name can."""
    name = "".join(sign for sign in text if sign not in "/\0" and sign.isprintable())[:60] + ".csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerow([text] * 6 + [SIGN + text, text])
        table.writerow([f"2 {text}", text, *[""] * 6])
    _ran(folder, "screen", name, "-o", "queue.html")
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
    options = ("--real", "--approved-by", _line(text), "--title", _line(text), "--cases", "1")
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
    _ran(folder, "learners", *[path.name for path in sorted(folder.glob("*.json"))], "-o", "learners.html")
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
        _ran(folder, verb, "decisions.jsonl", "--queue", "queue.jsonl", "-o", page)
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
    _ran(folder, "reconcile", "referrals.csv", "crimes.csv", "-o", "out")
    return [folder / "out" / "report.html", folder / "out" / "share.html"]


PAGES: Mapping[str, Callable[[Path, str], list[Path]]] = {
    "queue": queue_page,
    "lesson": lesson_page,
    "learners": learners_page,
    "review": review_pages,
    "corpus": corpus_page,
    "reconcile": reconcile_pages,
}
