"""Checks: what in the two tables and their links makes the figures less than they look.

In come the tables and the links, out come counts: empty fields, codes that nobody knows, times that cannot be, people
who are referred more than once, records of another force, and the crude ratio that is no link rate.
"""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from overlooked.reconcile.linking.links import Links
from overlooked.reconcile.outcome.standing import Standing, stands
from overlooked.reconcile.people.forces import usual_name
from overlooked.reconcile.people.names import birth, core, name_tokens
from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS
from overlooked.recording import NATIONS, Recording, fold_code
from overlooked.statistics.figures import Figures, known, unknown

REFERRAL_CODES = "N200/"
_A_MOMENT = len("2026-03-31T09")


def empty_fields(referrals: pd.DataFrame, crimes: pd.DataFrame) -> Figures:
    """Give for each table how many cells of each column are empty."""
    both = {"referrals": (referrals, REFERRAL_COLUMNS), "crimes": (crimes, CRIME_COLUMNS)}
    return {kind: {name: int((table[name] == "").sum()) for name in columns} for kind, (table, columns) in both.items()}


def unknown_codes(crimes: pd.DataFrame, recording: Recording) -> dict[str, int]:
    """Give how many records bear each referral code that the recording rules do not know."""
    found: Counter[str] = Counter()
    for written, number in crimes["offence_code"].value_counts().items():
        code = fold_code(str(written))
        if code.startswith(REFERRAL_CODES) and code not in recording.codes:
            found[code] += int(number)
    return dict(sorted(found.items()))


def impossible_times(crimes: pd.DataFrame, links: Links) -> Figures:
    """Give how many records, and linked ones among them, were recorded before they were reported."""
    both = crimes.loc[(crimes["reported_on"] != "") & (crimes["recorded_on"] != ""), ["reported_on", "recorded_on"]]
    days = both["recorded_on"].str[:10] < both["reported_on"].str[:10]
    moments = (both["recorded_on"].str.len() >= _A_MOMENT) & (both["reported_on"].str.len() >= _A_MOMENT)
    before = both.index[days | (moments & (both["recorded_on"] < both["reported_on"]))]
    linked = {link.crime for link in links.links}
    return {"records": len(before), "of": len(both), "linked": len(linked & set(before.tolist()))}


def repeated_people(referrals: pd.DataFrame) -> Figures:
    """Give how many people, equal by names and a birth date that is no default, have how many referrals in all."""
    people = Counter(filter(None, map(_person, *(referrals[n] for n in ("forename", "surname", "date_of_birth")))))
    several = [number for number in people.values() if number > 1]
    return {"people": len(several), "referrals": sum(several)}


def _person(forename: str, surname: str, born: str) -> str:
    names, day = [core(name_tokens(str(text))) for text in (forename, surname)], birth(str(born))
    if not (all(names) and day.day) or day.is_default:
        return ""
    return "|".join([" ".join(names[0]), " ".join(names[1]), day.day])


def elsewhere(referrals: pd.DataFrame, crimes: pd.DataFrame, links: Links) -> int:
    """Give how many referrals are linked to a record of a force that neither referred nor is told to be concerned."""
    own = [referrals[name].tolist() for name in ("force", "exploitation_force")]
    linked = sorted({link.crime for link in links.links})
    forces = dict(zip(linked, crimes["force"].iloc[linked].tolist(), strict=True))
    found = set()
    for link in links.links:
        concerned = {usual_name(column[link.referral]) for column in own if column[link.referral]}
        there = forces[link.crime]
        if there and concerned and usual_name(there) not in concerned:
            found.add(link.referral)
    return len(found)


def crude(referrals: pd.DataFrame, crimes: pd.DataFrame, recording: Recording) -> Figures:
    """Give the crimes that stand as modern slavery, and how many that are for 100 referrals: no link is known from it.

    Each crime counts once, however many victims its rows tell; one without a reference counts by its row.
    """
    kinds = crimes.groupby(["offence", "offence_code"], sort=False).size().index.tolist()
    own = [kind for kind in kinds if _is_slavery({"offence": kind[0], "offence_code": kind[1]}, recording)]
    wanted = crimes["offence_code"].isin([code for _, code in own]) & crimes["offence"].isin([o for o, _ in own])
    rows = crimes.loc[wanted, ["offence", "offence_code", "force", "crime_reference"]]
    pairs = set(own)
    rows = rows.loc[[pair in pairs for pair in zip(rows["offence"], rows["offence_code"], strict=True)]]
    told = rows[rows["crime_reference"] != ""]
    number = len(told[["force", "crime_reference"]].drop_duplicates()) + len(rows) - len(told)
    if not len(referrals):
        return {"crimes": number, "per_100": unknown("there is no referral")}
    return {"crimes": number, "per_100": known(100 * number / len(referrals))}


def _is_slavery(kind: Mapping[str, str], recording: Recording) -> bool:
    return stands({**kind, "recorded_on": ""}, recording, NATIONS[0]).standing is Standing.SLAVERY


def unverified(referrals: pd.DataFrame, crimes: pd.DataFrame, nations: Mapping[str, str], rules: Recording) -> Figures:
    """Give the recording rules and codes that hold here, and those of them that were not read in full or are inferred.

    Rules are those on recording of each nation of the tables on the first and on the last day of a referral.
    """
    days = sorted(str(day)[:10] for day in referrals["referral_date"].unique() if day)
    ends = [pd.Timestamp(day).date() for day in (days[0], days[-1])] if days else [None]
    held = {
        rule.code: rule
        for nation in sorted(set(nations.values()))
        for day in ends
        for rule in rules.rules_on(day, nation)
        if rule.topic == "recording"
    }
    used = {fold_code(str(written)) for written in crimes["offence_code"].unique()} & rules.codes.keys()
    codes = {code: rules.codes[code] for code in sorted(used)}
    return {
        "in_use": len(held) + len(codes),
        "rules": [{"title": rule.title, "doubt": rule.doubt} for rule in held.values() if not rule.certain],
        "codes": [{"title": code.code, "doubt": code.doubt} for code in codes.values() if not code.certain],
    }
