"""Packs that are hard to write down, and what a file for office programs holds. No real person."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toy_pack import CASES, solution

from overlooked.teaching.packs.pack import Pack
from overlooked.teaching.packs.solution import Solution

NASTY = "=1+1 <a:t>&amp;]]> \x00\x0b\x1b[31m \udc80 \ufffe \u202eeman\t_x000D_ {{x}} 🔒 <w:br/> " + "w" * 400
STORY = "Called again at 0915 hrs. He sleeps in the van, and the boss holds the card! Nobody asked him alone? "


def hostile() -> tuple[Pack, tuple[Solution, ...]]:
    """A pack in which every text of a record, and every sentence of an answer, is hostile."""
    case = replace(
        CASES[1], narrative=f"{CASES[1].narrative}\r\n{NASTY}", offence=NASTY, force=NASTY, recorded_on=NASTY
    )
    told = replace(
        solution(case),
        verdict=NASTY,
        should_record=(NASTY,),
        questions=(NASTY,),
        safeguarding=(),
        rules=tuple(replace(rule, title=NASTY, rule=NASTY) for rule in solution(case).rules),
        against=tuple(replace(sign, name=NASTY, why=NASTY) for sign in solution(case).against),
    )
    return Pack(NASTY, 1, (case,)), (told,)


def long() -> tuple[Pack, tuple[Solution, ...]]:
    """A pack with a narrative that no slide holds, and an answer with many long signs."""
    case = replace(CASES[0], narrative=f"{CASES[0].narrative}\n\n{STORY * 60}\n{STORY * 20}")
    told = solution(case)
    many = tuple(
        replace(sign, number=10 * n + sign.number, name=f"{sign.name} {n}", why=STORY * (9 if n else 60))
        for n in range(6)
        for sign in told.signs
    )
    return Pack("Long", 1, (case,)), (replace(told, signs=many, questions=(STORY * 40, *(STORY for _ in range(20)))),)


def parts(path: Path) -> Mapping[str, str]:
    """The XML of a file, by part."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def times(path: Path) -> set[tuple[int, ...]]:
    """The times that stand in a file."""
    with zipfile.ZipFile(path) as package:
        return {member.date_time for member in package.infolist()}


def squeezed(text: str) -> str:
    """A text without its spaces and line ends, so that it can be found however it was broken."""
    return re.sub(r"\s+", "", text)
