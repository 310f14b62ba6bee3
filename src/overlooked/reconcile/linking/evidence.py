"""Evidence: what a scored pair agrees in and what not, in one plain sentence for the person who checks it."""

from collections.abc import Mapping

from overlooked.reconcile.linking.settings import Level, Linking

SUBJECTS = {
    "surname": "surname",
    "forename": "forename",
    "birth": "birth date",
    "sex": "sex",
    "nationality": "nationality",
    "force": "force",
    "time": "the crime",
    "place": "place",
}
"""What is told of, in this order, as a sentence calls it."""


def evidence_of(values: Mapping[str, int], linking: Linking) -> str:
    """The sentence of a pair, from the level that each comparison fell into.

    Surname and forename that agree alike are told together, and what a side does not tell comes last.
    """
    levels = {name: linking.comparisons[name].level(values[name]) for name in SUBJECTS}
    form = linking.comparisons["form"].level(values["form"])
    parts = []
    surname, forename = levels.pop("surname"), levels.pop("forename")
    if surname and forename and surname.says == forename.says:
        parts.append(_with(f"surname and forename {surname.says[1]}", form))
    else:
        names = {"surname": surname, "forename": forename}
        parts.append(_with(" and ".join(f"{name} {own.says[0]}" for name, own in names.items() if own), form))
    parts += [f"{SUBJECTS[name]} {own.says[0]}" for name, own in levels.items() if own]
    missing = [SUBJECTS[name] for name in ("surname", "forename", "birth") if values[name] < 0]
    if missing:
        parts.append(f"no {' and no '.join(missing)} to compare")
    told = "; ".join(filter(None, parts))
    return told[:1].upper() + told[1:] + "."


def _with(names: str, form: Level | None) -> str:
    return f"{names} {form.says[0]}".strip() if names and form else names
