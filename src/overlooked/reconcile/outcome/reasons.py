"""Reasons: why a referral has its outcome, in plain sentences with the rule and its source.

In come the name of a reason and what is known, out comes its text. Sentences, and which recording rules they cite, are
data (`data/outcomes.toml`); what a cited rule or code leaves in doubt is told as "not verified".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from overlooked.notation import from_toml
from overlooked.recording import TREATMENTS, NonCrimeCode, Rule

NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and what it cites: the first of `rules` that held, the non-crime code, or a source of its own."""

    text: str
    rules: tuple[str, ...]
    cites_code: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that is added where every fact of `where` has one of the values."""

    where: Mapping[str, tuple[str, ...]]
    text: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """All sentences of `data/outcomes.toml`: reasons by name, notes in order, what is said also.

    `facts` are all that the sentences and the conditions of notes name.
    """

    reasons: Mapping[str, Reason]
    notes: tuple[Note, ...]
    also: Mapping[str, str]
    facts: tuple[str, ...]


@cache
def load_reasons() -> Reasons:
    """The shipped sentences."""
    table = from_toml((files("overlooked") / "data" / "outcomes.toml").read_text("utf-8"))
    reasons = {
        name: Reason(
            told["text"], tuple(told.get("rules", ())), told.get("cites_code", False), tuple(told.get("source", ()))
        )
        for name, told in table["reason"].items()
    }
    notes = [
        Note({key: tuple(values) for key, values in told["where"].items()}, told["text"]) for told in table["note"]
    ]
    texts = [*(reason.text for reason in reasons.values()), *(note.text for note in notes)]
    named = [*re.findall(r"\{(\w+)\}", " ".join(texts)), *(key for note in notes for key in note.where)]
    return Reasons(MappingProxyType(reasons), tuple(notes), MappingProxyType(table["also"]), tuple(sorted({*named})))


def reason_of(
    name: str,
    facts: Mapping[str, str],
    rules: Mapping[str, Rule],
    nation: str,
    code: NonCrimeCode | None = None,
) -> str:
    """The reason of that name in words, with what it cites and the notes that fit.

    `facts` are columns of the referral and of the record that decided, and what else the sentences name; `rules` those
    by code that held on the day of the referral in the `nation` of its force.
    """
    reason = load_reasons().reasons[name]
    rule = next((rules[code] for code in reason.rules if code in rules), None)
    told = {key: " ".join(facts.get(key, "").split()) or NOT_TOLD for key in load_reasons().facts}
    told["code"] = code.code if code else ""
    parts = [reason.text.format_map(told)]
    if code and reason.cites_code:
        meaning = f"{code.meaning.rstrip('.')}; {TREATMENTS[code.treated]}"
        parts.append(_cited(meaning, code.source, certain=code.certain))
    elif rule:
        parts.append(_cited(rule.title, rule.source, certain=rule.certain))
    elif reason.source:
        parts.append(f"Source: {reason.source[0]}.")
    known = told | {"reason": name, "rule": rule.code if rule else "", "nation": nation}
    return " ".join([*parts, *(note.text.format_map(told) for note in load_reasons().notes if _fits(note, known))])


def _fits(note: Note, known: Mapping[str, str]) -> bool:
    return all(known.get(key, "").casefold() in values for key, values in note.where.items())


def _cited(told: str, source: Sequence[str], *, certain: bool) -> str:
    return f"{told} ({source[0]}{'' if certain else '; not verified'})."
