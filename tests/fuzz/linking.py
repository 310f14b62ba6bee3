"""Targets of what ties referrals to crimes: both tables, references, people, forces, and what a person answered."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import files
import pandas as pd
from draw import Draw

from overlooked.pages.table import write_table
from overlooked.reconcile.linking.identity import by_identity, fit, person_of_crime, person_of_referral
from overlooked.reconcile.linking.links import Link, Links, Step, joined
from overlooked.reconcile.linking.referenced import by_reference
from overlooked.reconcile.linking.references import (
    calls,
    candidates,
    canonical,
    canonicals,
    near,
    opaque,
    shape,
    without_letters,
)
from overlooked.reconcile.outcome.clerical import (
    ANSWER,
    COLUMNS,
    Clerical,
    clerical_table,
    load_clerical,
    write_clerical,
)
from overlooked.reconcile.outcome.outcomes import outcomes_of
from overlooked.reconcile.outcome.table import write_outcomes
from overlooked.reconcile.people.anonymity import anonymity, is_birth_date, is_reference, is_told, name_words
from overlooked.reconcile.people.forces import fold, load_forces, usual_name
from overlooked.reconcile.people.names import (
    aliases,
    are_kin,
    birth,
    core,
    name_tokens,
    nationality,
    phonetic,
    plain,
    sex,
)
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, DECISIONS, PLACES, REFERRAL_COLUMNS, REFERRAL_TYPES
from overlooked.reconcile.tables.reading import Read, read_crimes, read_referrals
from overlooked.recording import NATIONS, load_recording
from overlooked.records.cells import BROKEN
from overlooked.views.table import write_rejects

REFERRAL = {
    "nrm_reference": "NRM-2025-012345",
    "referral_date": "2025-03-12",
    "referral_type": "NRM",
    "first_responder": "Border Force",
    "force": "Northmoor Police",
    "forename": "Jan",
    "surname": "Nowak",
    "aliases": "Big J",
    "date_of_birth": "17/05/1990",
    "sex": "M",
    "nationality": "Poland",
    "exploitation_place": "UK",
    "rg_decision": "pending",
    "crime_or_cad_reference": "CR/045678/25, CAD 1234 of 12/03/25",
}
CRIME = {
    "crime_reference": "CR/045678/25",
    "force": "Northmoor",
    "reported_on": "12/03/2025 09:15",
    "recorded_on": "2025-03-13T10:00",
    "offence": "Common assault",
    "offence_code": "105/1",
    "victim_forename": "Jan",
    "victim_surname": "Nowak",
    "victim_date_of_birth": "1990-05-17",
    "victim_sex": "male",
    "victim_nationality": "Polish",
    "narrative": "His boss has kept his passport. CAD 1234 of 12/03/25, NRM 2025/012345.",
}
_CELLS = (
    *("", "N/K", "UNKNOWN", "1 January 1990", "1990-01-01", "31/02/2020", "0001-01-01", "9999-12-31", "45000"),
    *("N200/1", "N200/6", "n200-06", "N200/9", "106", "positive", "negative", "GMP", "Scotland", "both", "DtN"),
    *("CR 45678-2025", "45678/25", "CR/045679/25", "CAD 1234", "12/03/25", "O'Brien-Smith", "Nguyễn", "Bill", "XX"),
    *("A" * 1001, "1" * 1001, "1" * 30, "LOG " * 9, "ß123456", "1990-ab-cd", "_x0041_", "'", "NRM" * 40, "a1" * 99),
)


def referrals(data: bytes) -> None:
    """A file of referrals, in any form."""
    _check_referrals(_read(data, REFERRAL, read_referrals))


def crimes(data: bytes) -> None:
    """A file of crimes, in any form."""
    _check_crimes(_read(data, CRIME, read_crimes))


def _read(data: bytes, usual: Mapping[str, str], read: Callable[[Sequence[Path]], Read]) -> Read:
    draw = Draw(data)
    kind = draw.number(4)
    if kind == 0:
        path = files.file("in.csv", draw.rest())
    elif kind == 1:
        path = files.file("in.jsonl", draw.rest())
    elif kind == 2:
        parts = files.sheet_parts((tuple(usual), tuple(usual.values())))
        path = files.file("in.xlsx", files.workbook(draw, parts))
    else:
        path = files.file("in.jsonl", _rows(draw, usual))
    found = read([path])
    rows = [*zip(*(found.table[name] for name in ("source", "row")), strict=True)]
    rows += [*zip(*(found.rejects[name] for name in ("source", "row")), strict=True)]
    assert len(set(rows)) == len(rows) == found.rows_in, "a row stands twice"
    assert list(found.table.index) == list(range(len(found.table)))
    for name in found.table.columns.difference(["row"]):
        assert not any(map(BROKEN.search, found.table[name])), name
    assert all(map(str.isprintable, (*found.notes, *found.rejects["reason"]))), found.notes
    write_rejects([found.rejects], files.folder() / "rejects.csv")
    return found


def _rows(draw: Draw, usual: Mapping[str, str]) -> bytes:
    """A few rows in which a few cells are others."""
    rows = []
    for _ in range(1 + draw.number(3)):
        row: dict[str, object] = dict(usual)
        for _ in range(draw.number(5)):
            row[draw.pick(sorted(usual))] = draw.pick(_CELLS) if draw.number(3) else draw.text()
        rows.append(row)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _check_referrals(found: Read) -> None:
    table = found.table
    assert {*REFERRAL_COLUMNS, "source", "row"} == set(table.columns)
    for name in ("referral_date", "rg_decision_date", "date_of_birth"):
        assert all(not day or date.fromisoformat(day) for day in table[name])
    assert set(table["referral_type"]) <= {*REFERRAL_TYPES, ""}
    assert set(table["rg_decision"]) | set(table["cg_decision"]) <= set(DECISIONS)
    assert set(table["exploitation_place"]) <= set(PLACES)


def _check_crimes(found: Read) -> None:
    table = found.table
    assert {*CRIME_COLUMNS, "source", "row"} == set(table.columns)
    for name in ("reported_on", "recorded_on", "victim_date_of_birth"):
        assert all(not day or datetime.fromisoformat(day) for day in table[name])


def linking(data: bytes) -> None:
    """Two tables of few rows: each referral has one outcome, and what a person is asked can be answered."""
    draw = Draw(data)
    there = read_referrals([files.file("referrals.jsonl", _rows(draw, REFERRAL))]).table
    here = read_crimes([files.file("crimes.jsonl", _rows(draw, CRIME))]).table
    links = joined([by_reference(there, here), by_identity(there, here)])
    _check_links((*links.links, *links.proposals), len(there), len(here))
    nations = load_forces(None, [*there["force"], *there["exploitation_force"], *here["force"]]).nations
    told = outcomes_of(there, here, links, load_recording(), nations)
    assert [one.referral for one in told] == list(range(len(there)))
    write_outcomes(told, there, files.folder() / "outcomes.csv")
    everything = (*links.links, *links.proposals)
    table = clerical_table(everything, there, here).assign(**{ANSWER: "yes"})
    write_table(table, files.folder() / "filled.csv")
    answered = load_clerical(files.folder() / "filled.csv", there, here) if everything else None
    assert answered is None or {_pair(link) for link in answered.links.links} >= set(map(_pair, everything))


def _check_links(links: Sequence[Link], referrals_: int, crimes_: int) -> None:
    assert len(set(map(_pair, links))) == len(links), "a pair stands twice"
    for link in links:
        assert 0 <= link.referral < referrals_
        assert 0 <= link.crime < crimes_
        assert 0 <= link.score <= 1, link
        assert link.evidence.isprintable(), link


def _pair(link: Link) -> tuple[int, int]:
    return link.referral, link.crime


@cache
def _small() -> tuple[pd.DataFrame, pd.DataFrame, bytes]:
    """Two small tables, and the file that asks whether they are the same people."""
    rows = [REFERRAL, REFERRAL | {"nrm_reference": "", "forename": "=Ali"}, REFERRAL | {"nrm_reference": "7"}]
    there = _table(REFERRAL_COLUMNS, rows)
    here = _table(CRIME_COLUMNS, [CRIME, CRIME | {"crime_reference": ""}])
    asked = [Link(at, row, Step.SCORED, 0.4, "Names agree.") for at in range(3) for row in range(2)]
    write_clerical(asked, there, here, files.folder() / "asked.csv")
    return there, here, (files.folder() / "asked.csv").read_bytes()


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    blank = dict.fromkeys(columns, "")
    table = pd.DataFrame([{**blank, **row} for row in rows], columns=list(columns), dtype="str")
    return table.assign(source="in.csv", row=range(1, len(rows) + 1))


def clerical(data: bytes) -> None:
    """A file that a person filled in; what is read can be written, and is read so again."""
    there, here, asked = _small()
    draw = Draw(data)
    kind = draw.number(3)
    content = draw.rest() if kind == 0 else draw.edits(asked) if kind == 1 else _filled(draw, asked)
    answered = load_clerical(files.file("clerical.csv", content), there, here)
    links = (*answered.links.links, *answered.links.proposals, *answered.refusals)
    assert len(set(map(_pair, links))) == len(links), "a pair stands twice"
    assert all(0 <= link.score <= 1 for link in links), links
    again = files.folder() / "again.csv"
    write_clerical(answered.links.proposals, there, here, again, answered)
    same = load_clerical(again, there, here) if links else answered
    assert _pairs_of(same) == _pairs_of(answered)


def _pairs_of(answered: Clerical) -> list[list[tuple[int, int]]]:
    return [[*map(_pair, told)] for told in (answered.links.links, answered.links.proposals, answered.refusals)]


def _filled(draw: Draw, asked: bytes) -> bytes:
    """The file with answers, and a few cells that are others."""
    lines = [line.split(",") for line in asked.decode("utf-8-sig").splitlines()]
    answers = ("yes", "no", "unsure", "", "Y", "NO.", "maybe", "ja", "=yes")
    for line in lines[1:]:
        line[-1] = draw.pick(answers)
    for _ in range(draw.number(4)):
        line = draw.pick(lines)
        cell = draw.pick(("nan", "inf", "-1", "1e999", "", "clerical", "exact", *_CELLS)) if draw.number(3) else None
        line[draw.number(len(COLUMNS)) % len(line)] = cell if cell is not None else draw.text()
    return "\r\n".join(map(",".join, lines)).encode()


def forces(data: bytes) -> None:
    """A file of nations: every name that is asked for has one, equal for two spellings."""
    draw = Draw(data)
    names = ["Northmoor Police", "GMP", "Devon & Cornwall", draw.pick(("", "N/K", "Eastlea")), draw.text()]
    for name in names:
        assert fold(fold(name)) == fold(name)
        assert usual_name(name) == usual_name(name.upper())
    assert {*load_forces(None, names).nations} == {name for name in names if is_told(name)}
    found = load_forces(files.file("forces.toml", draw.rest()), names)
    assert set(found.nations.values()) <= set(NATIONS)
    assert {*found.nations} == {name for name in names if is_told(name)}
    assert all(map(str.isprintable, found.notes))


def references(data: bytes) -> None:
    """What a text holds of references, and a column like its cells."""
    text = data.decode("utf-8", "replace")
    cells = [*text.split("\n"), text, ""]
    assert list(canonicals(pd.Series(cells, dtype="str"))) == [*map(canonical, cells)]
    for cell in cells:
        folded = canonical(cell)
        assert canonical(folded) == folded
        assert opaque(opaque(cell)) == opaque(cell)
        assert all(found["day"] is None or isinstance(found["day"], date) for found in map(_told, calls(cell)))
        without_letters(folded)
        assert folded not in (others := list(near(folded)))
        assert all(map(canonical, others[:20]))
    for key in list(candidates(text))[:200]:
        assert canonical(key) == key, key
    for cell in cells[:20]:
        own = pd.Series([opaque(cell)], dtype="str")
        assert not opaque(cell) or own.str.contains(f"^{shape(cell)}$", regex=True).all(), cell


def _told(call: Any) -> Mapping[str, object]:  # noqa: ANN401 - a call log
    return {"number": call.number, "day": call.day}


def people(data: bytes) -> None:
    """Cells of a person: whatever they hold is folded, and what is folded stays."""
    text = data.decode("utf-8", "replace")
    cells = [*text.split("\n", 3), text]
    for cell in cells:
        tokens = name_tokens(cell)
        assert plain(plain(cell)) == plain(cell)
        assert name_tokens(" ".join(tokens)) == tokens
        assert nationality(nationality(cell)) == nationality(cell)
        assert all(map(str.isalpha, tokens))
        assert set(core(tokens)) <= set(tokens)
        born = birth(cell)
        assert birth(born.day or born.year) == born
        assert not born.swapped or birth(born.swapped).swapped in {"", born.day}
        assert sex(sex(cell)) == sex(cell)
        assert is_told(cell) or not name_words(cell)
        assert isinstance(is_birth_date(cell) or is_reference(cell), bool)
        for name in (*tokens, *(word for alias in aliases(cell) for word in alias), cell):
            phonetic(name)
            assert not are_kin(name, name)
    padded = [*cells, *cells]
    referral = dict.fromkeys(REFERRAL_COLUMNS, "") | dict(
        zip(("forename", "surname", "aliases", "date_of_birth"), padded, strict=False)
    )
    crime = dict(zip(("victim_forename", "victim_surname", "victim_date_of_birth"), reversed(padded), strict=False))
    who = person_of_referral(referral)
    assert fit(who, person_of_crime(crime)) == fit(person_of_crime(crime), who)
    anonymity(referral)
    assert isinstance(joined([Links((), ())]), Links)
