"""Cues and word classes: the grammar of what a sign looks like, read from TOML and checked.

A cue is a sequence of slots in one sentence, or two such sequences in neighbouring sentences:

    CONTROLLER ..6 KEEP|TAKE ..4 DOCUMENT
    lost|robbed ..6 drugs|wraps // owes|owe ..4 him|them

A slot is a set of literals (lower case, words of a phrase joined by `_`) and word classes (upper case);
`?` at its end makes it optional; `..n` before it lets up to n tokens stand between, 6 at most, and none
where it is not said. `not_after` and `not_before` list what cancels a cue directly beside it, `unless` what cancels it
anywhere in its sentence. A weak sign that means something only beside others has `company = true`: it is told where
the record holds a sign that can stand alone, or weak signs of several indicators. There is no regular expression and
no fuzzy match: variants are spelled out.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from overlooked.errors import KnowledgeError
from overlooked.findings import Kind
from overlooked.indicators import INDICATOR_CODES
from overlooked.notation import from_toml
from overlooked.reading.foldings import SHAPES
from overlooked.reading.neutral import fold_phrase

GAP_LIMIT = 6
MOST_SLOTS, MOST_CUES, MOST_PHRASES = 20, 10_000, 500_000
"""No pattern has more slots in a sentence; no file has more cues, and none looks for more phrases in all its slots."""
CUE_KEYS = frozenset({"id", "weight", "pattern", "sign", "source", "match", "near_miss"}) | {
    "company",
    "denies",
    "not_after",
    "not_before",
    "unless",
}
NEGATIONS = frozenset({"not", "no", "never", "nobody", "none", "neither", "nor", "nothing", "without"})
"""Forms that make a cue itself a negation ("not been paid"): a sign that lies in what is not."""
SOURCES = ("guidance:", "train:")
"""Where a cue may come from: guidance by name, or a record of the train split by id."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a cue: the phrases that fill it, the room before it, whether it may be missing."""

    phrases: frozenset[tuple[str, ...]]
    gap: int
    optional: bool
    negates: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign or a topic in the words of the record. `weight` is an expert's, 0 to 3.

    A sign says the bad thing; a topic only names the matter and is never `present`; a topic that `denies` says the
    good thing ("free to come and go"), so that, plainly told, it negates its indicator. A sign that `needs_company`
    counts only in a record that holds another sign which does not.
    """

    id: str
    kind: Kind
    indicator: str
    weight: float
    pattern: str
    parts: tuple[tuple[Slot, ...], ...]
    is_sign: bool
    source: str
    denies: bool = False
    needs_company: bool = False
    match: str = ""
    near_miss: str = ""
    not_after: frozenset[tuple[str, ...]] = frozenset()
    not_before: frozenset[tuple[str, ...]] = frozenset()
    unless: frozenset[tuple[str, ...]] = frozenset()

    def sets(self) -> Iterator[frozenset[tuple[str, ...]]]:
        """The sets of phrases that the cue looks for, in its slots and beside them."""
        yield from (slot.phrases for part in self.parts for slot in part)
        yield from (self.not_after, self.not_before, self.unless)

    def phrases(self) -> Iterator[tuple[str, ...]]:
        """Every phrase that the cue looks for."""
        return chain.from_iterable(self.sets())


def read_cues(
    texts: Iterable[tuple[str, str]],
) -> tuple[tuple[Cue, ...], Mapping[str, frozenset[tuple[str, ...]]]]:
    """The cues and word classes of TOML texts, each told with its file's name.

    A class that stands in several texts is one class with all their words.
    """
    tables = [(name, _parse(name, text)) for name, text in texts]
    for name, table in tables:
        _check_table(name, table)
    classes = _classes(tables)
    cues = tuple(cue for name, table in tables for cue in _cues(name, table, classes))
    _refuse_twins(cues)
    return cues, classes


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return from_toml(text)
    except ValueError as error:
        raise KnowledgeError(f"{name}: not valid TOML: {error}") from error


def _check_table(file: str, table: dict[str, Any]) -> None:
    for key, told in table.items():
        if key not in _TABLE:
            near = difflib.get_close_matches(key, _TABLE, n=1, cutoff=0)[0]
            raise KnowledgeError(f"{file}: unknown key {key!r}; did you mean {near!r}?")
        if not isinstance(told, _TABLE[key]):
            raise KnowledgeError(f"{file}: {key!r} wants {_TABLE_FORMS[key]}")
    if not all(isinstance(cue, dict) for cue in table.get("cue", ())):
        raise KnowledgeError(f"{file}: 'cue' wants {_TABLE_FORMS['cue']}")
    if table.get("kind", Kind.INDICATOR) not in list(Kind):
        raise KnowledgeError(f"{file}: kind {table['kind']!r}: wants one of {', '.join(Kind)}")


_TABLE: Mapping[str, type] = {"kind": str, "classes": dict, "cue": list}
_TABLE_FORMS = {"kind": "a text", "classes": "tables such as [classes.TAKE]", "cue": "tables, each headed [[cue]]"}


def _are_texts(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(text, str) for text in told)


def _classes(tables: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, frozenset[tuple[str, ...]]]:
    classes: dict[str, frozenset[tuple[str, ...]]] = {}
    for file, table in tables:
        for name, entry in table.get("classes", {}).items():
            words = entry.get("words") if isinstance(entry, dict) else None
            if not (name.isupper() and words and _are_texts(words)):
                raise KnowledgeError(f"{file}: class {name}: wants an upper-case name and a list `words`")
            phrases = frozenset(fold_literal(word) for word in words)
            classes[name] = classes.get(name, frozenset()) | phrases - {()}
    return classes


@lru_cache(maxsize=2**16)
def fold_literal(literal: str) -> tuple[str, ...]:
    """The neutral forms of a literal; the words of a phrase may be joined by `_`."""
    return (literal,) if literal in SHAPES else fold_phrase(literal.replace("_", " "))


def _cues(file: str, table: dict[str, Any], classes: Mapping[str, frozenset[tuple[str, ...]]]) -> Iterator[Cue]:
    phrases = 0
    if len(table.get("cue", ())) > MOST_CUES:
        raise KnowledgeError(f"{file}: more than {MOST_CUES:,} cues; keep those that find something")
    for number, entry in enumerate(table.get("cue", ()), start=1):
        where = f"{file}: cue {entry.get('id', f'number {number}')}"
        unknown = sorted(set(entry) - CUE_KEYS)
        if unknown:
            near = difflib.get_close_matches(unknown[0], CUE_KEYS, n=1) or sorted(CUE_KEYS)
            raise KnowledgeError(f"{where}: unknown key {unknown[0]!r}; did you mean {near[0]!r}?")
        for key in ("id", "weight", "pattern", "source"):
            if key not in entry:
                raise KnowledgeError(f"{where}: no {key!r}")
        for key, told in entry.items():
            if not _fits(key, told):
                raise KnowledgeError(f"{where}: {key} {told!r}: wants {_wants(key)}")
        if not entry["source"].startswith(SOURCES):
            raise KnowledgeError(f"{where}: source {entry['source']!r}: wants one of {', '.join(SOURCES)}...")
        cue = _cue(where, table, entry, classes)
        phrases += sum(map(len, cue.sets()))
        if phrases > MOST_PHRASES:
            raise KnowledgeError(
                f"{where}: with it the cues look for more than {MOST_PHRASES:,} phrases; use fewer words"
            )
        yield cue


_FLAGS, _PHRASES = frozenset({"sign", "company", "denies"}), frozenset({"not_after", "not_before", "unless"})
HEAVIEST = 3


def _fits(key: str, told: object) -> bool:
    """Whether a key of a cue holds what it should."""
    if key == "weight":
        return type(told) in (int, float) and 0 <= told <= HEAVIEST  # type: ignore[operator]  # a number
    if key in _FLAGS:
        return isinstance(told, bool)
    if key in _PHRASES:
        return _are_texts(told)
    return isinstance(told, str) and told.isprintable()


def _wants(key: str) -> str:
    if key == "weight":
        return f"a number from 0 to {HEAVIEST}"
    if key in _FLAGS:
        return "true or false"
    return "a list of words and word classes" if key in _PHRASES else "a text in one line, in quotes"


def _cue(
    where: str,
    table: dict[str, Any],
    entry: dict[str, Any],
    classes: Mapping[str, frozenset[tuple[str, ...]]],
) -> Cue:
    kind = Kind(table.get("kind", Kind.INDICATOR))
    indicator = entry["id"].split(".")[0]
    if kind is Kind.INDICATOR and indicator not in INDICATOR_CODES:
        near = difflib.get_close_matches(indicator, INDICATOR_CODES, n=1) or list(INDICATOR_CODES)
        raise KnowledgeError(f"{where}: the id begins with no indicator; did you mean {near[0]!r}?")
    parts = tuple(_parse_part(where, part, classes) for part in entry["pattern"].split("//"))
    if not 1 <= len(parts) <= 2:  # noqa: PLR2004 - one sentence or two neighbours, as the grammar says
        raise KnowledgeError(f"{where}: a pattern spans one sentence, or two divided by //")
    return Cue(
        id=entry["id"],
        kind=kind,
        indicator=indicator,
        weight=float(entry["weight"]),
        pattern=entry["pattern"],
        parts=parts,
        is_sign=bool(entry.get("sign", True)),
        denies=bool(entry.get("denies", False)),
        needs_company=bool(entry.get("company", False)),
        source=entry["source"],
        match=entry.get("match", ""),
        near_miss=entry.get("near_miss", ""),
        not_after=_named(where, entry.get("not_after", ()), classes),
        not_before=_named(where, entry.get("not_before", ()), classes),
        unless=_named(where, entry.get("unless", ()), classes),
    )


def _parse_part(where: str, text: str, classes: Mapping[str, frozenset[tuple[str, ...]]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    gap = 0
    for word in text.split():
        if word.startswith(".."):
            if not word[2:].isdecimal() or not 1 <= int(word[2:]) <= GAP_LIMIT:
                raise KnowledgeError(f"{where}: gap {word!r}: wants ..1 to ..{GAP_LIMIT}")
            gap = int(word[2:])
            continue
        if len(slots) == MOST_SLOTS:
            raise KnowledgeError(f"{where}: a pattern of more than {MOST_SLOTS} slots; make it several cues")
        slots.append(_slot(where, word, gap, classes))
        gap = 0
    if not slots or all(slot.optional for slot in slots):
        raise KnowledgeError(f"{where}: pattern {text!r} holds no slot that must be there")
    return tuple(slots)


def _slot(where: str, word: str, gap: int, classes: Mapping[str, frozenset[tuple[str, ...]]]) -> Slot:
    phrases = _named(where, word.rstrip("?").split("|"), classes)
    if not phrases:
        raise KnowledgeError(f"{where}: slot {word!r} holds no word that the neutral view shows")
    negates = not NEGATIONS.isdisjoint(chain.from_iterable(phrases))
    return Slot(phrases, gap, optional=word.endswith("?"), negates=negates)


def _named(
    where: str, names: Iterable[str], classes: Mapping[str, frozenset[tuple[str, ...]]]
) -> frozenset[tuple[str, ...]]:
    """The phrases that word classes and literals stand for; those of one class alone are shared."""
    literals: set[tuple[str, ...]] = set()
    members: list[frozenset[tuple[str, ...]]] = []
    for name in names:
        if not name.isupper():
            literals.add(fold_literal(name))
        elif name in classes:
            members.append(classes[name])
        else:
            near = difflib.get_close_matches(name, classes, n=1)
            raise KnowledgeError(f"{where}: no word class {name}" + (f"; did you mean {near[0]}?" if near else ""))
    literals.discard(())
    return members[0] if len(members) == 1 and not literals else frozenset(literals).union(*members)


def _refuse_twins(cues: Iterable[Cue]) -> None:
    seen: set[str] = set()
    for cue in cues:
        if cue.id in seen:
            raise KnowledgeError(f"cue {cue.id}: the id stands twice; ids are unique over all files")
        seen.add(cue.id)
