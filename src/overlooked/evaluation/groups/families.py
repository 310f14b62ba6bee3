"""Families of groups: by whom a record tells of, and by how it was recorded.

In go labelled records; out come, for each family, the group or groups that each record belongs to. Groups are as the
writer of a record imagined the person at its centre; a record may stand in several groups of one family.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.offences import classify

Groups = Sequence[tuple[str, ...]]
"""The groups of each record, in the order of the records."""

LENGTHS = ("short", "middle", "long")


def families(records: Sequence[LabelledRecord]) -> dict[str, Groups]:
    """Give every family with the groups of each record.

    Gender, age band, nationality, housing and exploitation tell of the possible victim; offence, length and author of
    the record. Lengths are thirds of these records by number of words.
    """
    of_each: Mapping[str, Callable[[LabelledRecord], tuple[str, ...]]] = {
        "gender": lambda record: (_told(record, "gender"),),
        "age": lambda record: (_told(record, "age_band"),),
        "nationality": lambda record: (nationality_group(_told(record, "nationality")),),
        "housing": lambda record: ("homeless" if record.victim.get("homeless") else "housed",),
        "exploitation": lambda record: record.exploitation,
        "offence": lambda record: (classify(record.offence, "", record.recorded_on).code,),
        "author": lambda record: (record.author,),
    }
    told: dict[str, Groups] = {name: [of(record) for record in records] for name, of in of_each.items()}
    return told | {"length": _lengths(records)}


def nationality_group(nationality: str) -> str:
    """Give the group of a nationality as `data/nationality_groups.toml` has it, or "other"."""
    return _group_of_nationality().get(nationality.strip().lower(), "other")


@cache
def _group_of_nationality() -> Mapping[str, str]:
    text = (files("overlooked") / "data" / "nationality_groups.toml").read_text(encoding="utf-8")
    return {nationality: group for group, own in tomllib.loads(text).items() for nationality in own}


def _told(record: LabelledRecord, field: str) -> str:
    return str(record.victim.get(field) or "unknown")


def _lengths(records: Sequence[LabelledRecord]) -> Groups:
    words = np.array([len(record.narrative.split()) for record in records])
    thirds = np.quantile(words, [1 / 3, 2 / 3])
    return [(LENGTHS[int(third)],) for third in np.searchsorted(thirds, words)]
