"""Why a record stands on the wrong side of the cut, and which single change would move it across.

In go a labelled record, the account of its score, and its place in its author's list, which is read to the depth of
the number of positives in it; out come causes without a word of the narrative. A positive that is not read is
*missed*, a negative that is read is *raised*. A cause is told only where its change moves the record towards the
right side, or where there is nothing to change.

| side | cause | what it says | its change |
|---|---|---|---|
| missed | no cue | no finding touches a span that is marked present | one more sign of an ordinary weight |
| missed | no company | a cue finds such a span, but is told only in company, and is alone | give it company |
| missed | other indicator | only findings of other indicators touch such a span | one more sign of an ordinary weight |
| missed | assertion | such a span is found, but not read as present | read it as present |
| missed | weight | such a span is read rightly, by a cue of less than an ordinary weight | give the cue that weight |
| missed | denial | a denial takes from the evidence of its indicator | let it clear nothing |
| missed | usual | what is usual for the offence weighs half | weigh it whole |
| missed | counter | counter-evidence takes from the score | set one mention aside |
| missed | few signs | every span that is marked present is read as present | none |
| raised | false cue | a present finding touches no annotated span | set it aside |
| raised | assertion | a span that is not marked present is read as present | read it as marked |
| raised | other indicator | a present finding touches only a span that is marked present of another | set it aside |
| raised | denial | a denial clears nothing | let it clear |
| raised | combination | act, means and gain add together | count them apart |
| raised | true sign | it is marked present as well: nothing to mend in the reading | set it aside |
| both | wording | the words around the signs add or take | leave them out |
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

import numpy as np

from overlooked.corpus import Annotation, LabelledRecord
from overlooked.evaluation.findings.spans import MarkedText, places, touching
from overlooked.evaluation.rankers.accounts import (
    Account,
    Change,
    clearing,
    in_company,
    ordinary_weight,
    read_as,
    set_aside,
    with_ordinary_weight,
    with_sign,
    without_combination,
    without_usual,
    without_wording,
)
from overlooked.findings import Assertion, Finding, Kind
from overlooked.scoring import score
from overlooked.statistics.figures import Figures, FloatArray
from overlooked.statistics.measures import read_at

PRESENT = Assertion.PRESENT
READING = frozenset({"no cue", "no company", "other indicator", "assertion", "false cue"})
"""The causes that lie in the reading; their changes are looked at before those that lie in the score."""

LAST = "true sign"
"""The cause whose change unsays what annotators saw too: told as the change only where no other one is enough."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause and what to change; `told` holds codes, cue ids, offsets and assertions."""

    name: str
    change: Change | None
    told: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its author's list: the scores of the others, and how many of the list are read."""

    others: FloatArray
    depth: int

    def is_read(self, total: float) -> bool:
        """Whether the record would rather be read than not with this score; ties at the cut share what is left."""
        return bool(read_at(np.append(self.others, total), self.depth)[-1] > 0.5)  # noqa: PLR2004 - a half

    def told(self, total: float) -> Figures:
        """The rank with this score, and the score at the cut."""
        scores = np.sort(np.append(self.others, total))[::-1]
        rank = int((self.others > total).sum()) + 1
        return {"rank": rank, "of": len(scores), "depth": self.depth, "cut": int(scores[self.depth - 1])}


def is_misplaced(record: LabelledRecord, account: Account, place: Place) -> bool:
    """Whether a positive is missed or a negative raised."""
    return place.is_read(account.strength.total) != bool(record.label)


def explained(record: LabelledRecord, account: Account, place: Place) -> Figures:
    """Give a misplaced record's place and score, its causes, that which moves it most first, and the change.

    `change` is the cause whose change alone moves the record across the cut: the least of those that lie in the
    reading, else of the others, a true sign last; null where it takes more than one. `takes` is how many it takes,
    that which moves it most first and true signs untouched; null where all of them are not enough.
    """
    strength = account.strength
    causes = sorted(((_moves(account, cause), cause) for cause in causes_of(record, account)), key=lambda c: -abs(c[0]))
    across = [(m, c) for m, c in causes if c.change and place.is_read(strength.total + m) == bool(record.label)]
    least = min(across, key=lambda c: (c[1].name == LAST, c[1].name not in READING, abs(c[0])), default=None)
    return {
        "record_id": record.record_id,
        "author": record.author,
        "label": record.label,
        "kind": record.kind,
        "side": "missed" if record.label else "raised",
        "total": strength.total,
        "score": score(strength.total, account.recipe),
        **place.told(strength.total),
        "parts": {
            "evidence": {code: amount for code, amount in strength.evidence.items() if amount},
            "combination": strength.combination,
            "against": strength.against,
            "wording": strength.wording,
        },
        "causes": [_told(cause, moves) for moves, cause in causes],
        "change": _told(least[1], least[0]) if least else None,
        "takes": 1 if least else _takes(record, account, place, [cause for _, cause in causes]),
    }


def causes_of(record: LabelledRecord, account: Account) -> list[Cause]:
    """Give the causes of a misplaced record, each once."""
    rules = RULES["missed" if record.label else "raised"]
    text = MarkedText(record.narrative, record.indicators, account.signs)
    found = [cause for rule in rules for cause in rule(text, account)]
    towards = 1 if record.label else -1
    unlike = {(c.name, *c.told.items()): c for c in found if towards * _moves(account, c) > 0}
    if record.label and not any(cause.name in READING for cause in found):
        return [*unlike.values(), Cause("few signs", None)]
    return list(unlike.values())


def _takes(record: LabelledRecord, account: Account, place: Place, causes: Sequence[Cause]) -> int | None:
    """Give after how many changes, one upon the other, the record stands on its right side."""
    changes = [cause.change for cause in causes if cause.change and cause.name != LAST]
    mended = list(accumulate(changes, lambda changed, change: change(changed), initial=account))
    return next((n for n, m in enumerate(mended) if not is_misplaced(record, m, place)), None)


def _moves(account: Account, cause: Cause) -> int:
    return cause.change(account).strength.total - account.strength.total if cause.change else 0


def _told(cause: Cause, moves: int) -> Figures:
    return {"cause": cause.name, **cause.told, "moves": moves}


def _of(finding: Finding, **more: str) -> Figures:
    """Give what is told of a finding."""
    own = {"indicator": finding.indicator, "cue": finding.cue, "start": finding.start, "end": finding.end}
    return own | {"read": finding.assertion.value} | more


def _present(text: MarkedText) -> list[Annotation]:
    return [annotation for annotation in text.annotations if annotation.assertion is PRESENT]


def _own(text: MarkedText, annotation: Annotation) -> list[Finding]:
    return [finding for finding in touching(text, annotation) if finding.indicator == annotation.indicator]


def _unread(text: MarkedText, account: Account) -> Iterator[Cause]:
    """Give the spans that are marked present and not read so."""
    alone = replace(text, findings=account.alone)
    for annotation in _present(text):
        own, others = _own(text, annotation), touching(text, annotation)
        if any(finding.assertion is PRESENT for finding in own):
            continue
        start, end = places(text.narrative, annotation.quote)[0]
        missing = {"indicator": annotation.indicator, "start": start, "end": end}
        sign = with_sign(annotation.indicator, start, end)
        lonely = [finding for finding in _own(alone, annotation) if finding.assertion is PRESENT]
        if lonely:
            yield Cause("no company", in_company, _of(lonely[0]))
        elif own:
            yield Cause("assertion", read_as(own[0], PRESENT), _of(own[0], marked=PRESENT.value))
        elif others:
            instead = {"cue": others[0].cue, "read": others[0].assertion.value, "read_indicator": others[0].indicator}
            yield Cause("other indicator", sign, missing | instead)
        else:
            yield Cause("no cue", sign, missing)


def _light(text: MarkedText, account: Account) -> Iterator[Cause]:
    """Give the cues that read a marked span rightly and weigh less than an ordinary one."""
    cues = account.weights.cues
    for annotation in _present(text):
        for finding in _own(text, annotation):
            weight = cues.get(finding.cue, 0)
            if finding.assertion is PRESENT and weight < ordinary_weight(cues):
                told = {"indicator": finding.indicator, "cue": finding.cue, "weight": weight}
                yield Cause("weight", with_ordinary_weight(finding.cue), told)


def _denials(text: MarkedText, account: Account) -> Iterator[Cause]:
    """Give the denials that count, and those that clear nothing, save those that a reading as present would end."""
    misread = [cause.told for cause in _unread(text, account) if cause.name == "assertion"]
    for finding in account.signs:
        if finding.assertion is Assertion.NEGATED and _of(finding, marked=PRESENT.value) not in misread:
            yield Cause("denial", clearing(finding, not finding.clears), _of(finding))


def _usual(text: MarkedText, account: Account) -> Iterator[Cause]:  # noqa: ARG001 - rules are called alike
    for indicator in account.offence.usual:
        told = {"indicator": indicator, "offence_class": account.offence.code}
        yield Cause("usual", without_usual(indicator), told)


def _counter(text: MarkedText, account: Account) -> Iterator[Cause]:  # noqa: ARG001 - rules are called alike
    for finding in account.findings:
        if finding.kind is Kind.COUNTER and finding.assertion is PRESENT:
            told = _of(finding)
            yield Cause("counter", set_aside(finding), {"group": told.pop("indicator"), **told})


def _false(text: MarkedText, account: Account) -> Iterator[Cause]:
    """Give the present signs of a negative, by what annotators marked there."""
    for finding in account.signs:
        if finding.assertion is not PRESENT:
            continue
        marked = _annotation_at(text, finding)
        if marked is None:
            yield Cause("false cue", set_aside(finding), _of(finding))
        elif marked.assertion is not PRESENT:
            told = _of(finding, marked=marked.assertion.value, marked_indicator=marked.indicator)
            yield Cause("assertion", read_as(finding, marked.assertion), told)
        elif marked.indicator != finding.indicator:
            told = _of(finding, marked=marked.assertion.value, marked_indicator=marked.indicator)
            yield Cause("other indicator", set_aside(finding), told)
        else:
            yield Cause("true sign", set_aside(finding), _of(finding))


def _annotation_at(text: MarkedText, finding: Finding) -> Annotation | None:
    """Give the annotation that a finding touches: one of its indicator before others, a present one before others."""
    alone = MarkedText(text.narrative, text.annotations, (finding,))
    met = [annotation for annotation in text.annotations if touching(alone, annotation)]
    order = sorted(met, key=lambda a: (a.indicator != finding.indicator, a.assertion is not PRESENT))
    return next(iter(order), None)


def _combination(text: MarkedText, account: Account) -> Iterator[Cause]:  # noqa: ARG001 - rules are called alike
    yield Cause("combination", without_combination)


def _wording(text: MarkedText, account: Account) -> Iterator[Cause]:  # noqa: ARG001 - rules are called alike
    yield Cause("wording", without_wording)


RULES: Mapping[str, tuple[Callable[[MarkedText, Account], Iterator[Cause]], ...]] = {
    "missed": (_unread, _light, _denials, _usual, _counter, _wording),
    "raised": (_false, _denials, _combination, _wording),
}
