"""Clerical review: possible links that a person answers, written and read back.

In come proposals, out goes `clerical.csv` with one row each and an empty column `same_person`; a file that was filled
in comes back as links that count, pairs that are refused, and proposals that stay open. A row is known again by the
keys of its referral and its crime, made of what identifies them, so that files in another order, a decision that came
since, an offence that was re-classed and a narrative that grew change nothing. What was answered stands in the next
file too.
"""

import difflib
import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from overlooked.errors import DecisionsError
from overlooked.pages.table import write_table
from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.records.cells import plain
from overlooked.records.files import open_tables
from overlooked.records.schema import fold
from overlooked.records.sources import open_sources
from overlooked.records.table import Table, reading

REFERRAL_KEY, CRIME_KEY, ANSWER = "referral_key", "crime_key", "same_person"
FOUND_SAME = "A person found them to be the same."

_REFERRAL_SIDE = {
    "nrm_reference": "nrm_reference",
    "referral_date": "referral_date",
    "referral_force": "force",
    "forename": "forename",
    "surname": "surname",
    "aliases": "aliases",
    "date_of_birth": "date_of_birth",
    "sex": "sex",
    "nationality": "nationality",
}
_CRIME_SIDE = {
    "crime_reference": "crime_reference",
    "recorded_on": "recorded_on",
    "crime_force": "force",
    "victim_forename": "victim_forename",
    "victim_surname": "victim_surname",
    "victim_date_of_birth": "victim_date_of_birth",
    "victim_sex": "victim_sex",
    "victim_nationality": "victim_nationality",
    "offence": "offence",
}
COLUMNS = (
    "referral_row",
    *_REFERRAL_SIDE,
    *_CRIME_SIDE,
    "score",
    "step",
    "evidence",
    REFERRAL_KEY,
    CRIME_KEY,
    ANSWER,
)

_IDENTIFIES_REFERRAL = (
    "nrm_reference",
    "referral_date",
    "first_responder",
    "force",
    "forename",
    "surname",
    "aliases",
    "date_of_birth",
    "sex",
    "nationality",
)
_IDENTIFIES_CRIME = (
    "crime_reference",
    "force",
    "reported_on",
    "victim_forename",
    "victim_surname",
    "victim_date_of_birth",
    "victim_sex",
    "victim_nationality",
)
_KEY_LENGTH = 16
_BETWEEN = "\x1f"
"""Stands in no cell."""
_SCORE_DIGITS = 4
_BATCH = 50_000
"""Rows whose text is in memory beside the table at a time."""
_YES, _NO, _UNSURE = "yes", "no", "unsure"
_ANSWERS = {"yes": _YES, "y": _YES, "no": _NO, "n": _NO, "unsure": _UNSURE, "": _UNSURE}


@dataclass(frozen=True, slots=True)
class Clerical:
    """What persons answered: links that count, proposals that stay open, and pairs that are not the same person."""

    links: Links
    refusals: tuple[Link, ...]

    @property
    def refused(self) -> frozenset[tuple[int, int]]:
        """The pairs of the refusals, as `joined` takes them."""
        return frozenset((link.referral, link.crime) for link in self.refusals)


NONE = Clerical(Links((), ()), ())
"""Where no file was filled in."""


class _Answer(NamedTuple):
    """One row of a filled file: where it stands, the keys of its pair, what was answered, and the link as proposed."""

    where: str
    pair: tuple[str, str]
    answer: str
    score: float
    step: Step
    evidence: str


def clerical_table(
    proposals: Sequence[Link], referrals: pd.DataFrame, crimes: pd.DataFrame, answered: Clerical = NONE
) -> pd.DataFrame:
    """One row a proposal, by referral and then the highest score; both sides stand beside each other.

    Pairs that were `answered` yes or no follow with their answer, so that the file of the next run holds it too.
    """
    given = {_pair(link): _YES for link in answered.links.links} | {_pair(link): _NO for link in answered.refusals}
    open_ones = sorted((link for link in proposals if _pair(link) not in given), key=_by_referral)
    ordered = [*open_ones, *sorted([*answered.links.links, *answered.refusals], key=_by_referral)]
    referral = referrals.iloc[[link.referral for link in ordered]].reset_index(drop=True)
    crime = crimes.iloc[[link.crime for link in ordered]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "referral_row": referral["row"],
            **{name: referral[column] for name, column in _REFERRAL_SIDE.items()},
            **{name: crime[column] for name, column in _CRIME_SIDE.items()},
            "score": [round(float(link.score), _SCORE_DIGITS) for link in ordered],
            "step": [link.step.value for link in ordered],
            "evidence": [link.evidence for link in ordered],
            REFERRAL_KEY: list(_keys(referral, "R", _IDENTIFIES_REFERRAL)),
            CRIME_KEY: list(_keys(crime, "C", _IDENTIFIES_CRIME)),
            ANSWER: [given.get(_pair(link), "") for link in ordered],
        },
        columns=list(COLUMNS),
    )


def write_clerical(
    proposals: Sequence[Link], referrals: pd.DataFrame, crimes: pd.DataFrame, path: Path, answered: Clerical = NONE
) -> None:
    """Write the table as CSV, to be filled in: yes, no or unsure in the last column."""
    write_table(clerical_table(proposals, referrals, crimes, answered), path)


def _pair(link: Link) -> tuple[int, int]:
    return link.referral, link.crime


def _by_referral(link: Link) -> tuple[int, float, int]:
    return link.referral, -link.score, link.crime


def load_clerical(path: Path, referrals: pd.DataFrame, crimes: pd.DataFrame) -> Clerical:
    """The answers of a filled file (CSV, a workbook, or what else `screen` reads) as links between these tables.

    "yes" is a link by clerical review with score 1, "no" refuses the pair, "unsure" or nothing leaves it a proposal.
    Rows of a table that are equal in what identifies them share an answer. Raises DecisionsError with the row for an
    answer that is none of these, a pair that is answered in two ways, and an answer that fits nothing in the tables
    (without an answer nothing is lost, and the row is passed over); RecordsError for a file that cannot be read.
    """
    answers = list(_answers(path))
    of_referral = _positions(referrals, "R", _IDENTIFIES_REFERRAL, {answer.pair[0] for answer in answers})
    of_crime = _positions(crimes, "C", _IDENTIFIES_CRIME, {answer.pair[1] for answer in answers})
    found: dict[str, list[Link]] = {_YES: [], _NO: [], _UNSURE: []}
    for answer in _settled(answers):
        if answer.answer == _UNSURE and not (answer.pair[0] in of_referral and answer.pair[1] in of_crime):
            continue
        for side, key, known in zip(("referral", "crime"), answer.pair, (of_referral, of_crime), strict=True):
            if key not in known:
                raise DecisionsError(
                    f"{answer.where}: no {side} of the given files is the one that was answered; "
                    "its reference, name or birth date changed, or it is gone: remove the row, or give the same files"
                )
        for pair in [(one, other) for one in of_referral[answer.pair[0]] for other in of_crime[answer.pair[1]]]:
            found[answer.answer].append(_link(pair, answer))
    yes, no, unsure = (tuple(sorted(found[told], key=_pair)) for told in (_YES, _NO, _UNSURE))
    return Clerical(Links(yes, unsure), no)


def _link(pair: tuple[int, int], answer: _Answer) -> Link:
    if answer.answer == _YES:
        evidence = f"{FOUND_SAME} {answer.evidence.removeprefix(FOUND_SAME).strip()}".strip()
        return Link(*pair, Step.CLERICAL, 1.0, evidence)
    return Link(*pair, answer.step, answer.score, answer.evidence)


def _settled(answers: Sequence[_Answer]) -> list[_Answer]:
    """One answer a pair; an answer counts over none. DecisionsError where two answers differ."""
    settled: dict[tuple[str, str], _Answer] = {}
    for answer in answers:
        earlier = settled.setdefault(answer.pair, answer)
        if answer.answer in {earlier.answer, _UNSURE}:
            continue
        if earlier.answer != _UNSURE:
            raise DecisionsError(
                f"{answer.where}: {ANSWER} is another than in {earlier.where} for the same pair; keep one"
            )
        settled[answer.pair] = answer
    return list(settled.values())


def _answers(path: Path) -> Iterator[_Answer]:
    needed = {fold(name): name for name in (REFERRAL_KEY, CRIME_KEY, ANSWER)}
    wanted = needed | {fold(name): name for name in ("score", "step", "evidence")}
    if path.is_dir():
        raise DecisionsError(f"{path} is a folder; give the clerical.csv in it, filled in")
    for source in open_sources([path], (".csv",)).sources:
        with reading(source):
            tables = open_tables(source, wanted)
        for table in tables:
            columns = {wanted[fold(name)]: at for at, name in enumerate(table.names) if fold(name) in wanted}
            missing = [name for name in needed.values() if name not in columns]
            if missing:
                raise DecisionsError(
                    f"{source}: no column {missing[0]!r}; give the clerical.csv of an earlier run, filled in"
                )
            yield from _rows(str(source), table, columns)


def _rows(source: str, table: Table, columns: Mapping[str, int]) -> Iterator[_Answer]:
    for number, row in enumerate(table.rows(), start=1):
        where = f"{source}: row {number}"
        if row.fault:
            raise DecisionsError(f"{where} cannot be read: {row.fault}")
        told = {name: plain(row.cells[at]) for name, at in columns.items() if at < len(row.cells)}
        if any(map(plain, row.cells)):
            answer = _answer(where, told.get(ANSWER, ""))
            keys = told.get(REFERRAL_KEY, ""), told.get(CRIME_KEY, "")
            step = Step(told["step"]) if told.get("step") in set(Step) else Step.SCORED
            yield _Answer(where, keys, answer, _score(told.get("score", "")), step, told.get("evidence", ""))


def _answer(where: str, told: str) -> str:
    answer = _ANSWERS.get(told.casefold().strip(" ."))
    if answer is None:
        nearest = difflib.get_close_matches(told.casefold(), (_YES, _NO, _UNSURE), n=1, cutoff=0.0)[0]
        raise DecisionsError(
            f"{where}: {ANSWER} holds no answer; did you mean {nearest!r}? It is yes, no, unsure or empty"
        )
    return answer


def _score(told: str) -> float:
    try:
        score = float(told.replace(",", "."))
    except ValueError:
        return 0.0
    return 0.0 if math.isnan(score) else min(max(score, 0.0), 1.0)


def _positions(
    table: pd.DataFrame, letter: str, identifies: Sequence[str], wanted: Collection[str]
) -> dict[str, list[int]]:
    """Where the wanted keys stand in a table."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, key in enumerate(_keys(table, letter, identifies)):
        if key in wanted:
            found[key].append(position)
    return found


def _keys(table: pd.DataFrame, letter: str, identifies: Sequence[str]) -> Iterator[str]:
    """The key of each row; of one without a reference its narrative counts too, where it has one.

    The letter first keeps a spreadsheet from taking a key for a number.
    """
    for start in range(0, len(table), _BATCH):
        batch = table.iloc[start : start + _BATCH]
        rows = zip(*(batch[name].tolist() for name in identifies), strict=True)
        for at, cells in enumerate(rows):
            has_more = not cells[0] and "narrative" in batch
            text = _BETWEEN.join([*map(str, cells), *([str(batch["narrative"].iloc[at])] if has_more else [])])
            yield letter + hashlib.sha256(text.casefold().encode("utf-8", "replace")).hexdigest()[:_KEY_LENGTH]
