"""A lesson as one page: read, mark, check and print without a network; nothing in a record can run.

`lesson.html`, `base.css`, `lesson.css` and `lesson.js` of the templates are joined into one file. Cases, worksheets and
answers stand in it as HTML, so that it can be read and printed without the script. The script lets a learner mark
words, sets the marks against the key by the rules of `marking`, and saves the answers. The policy of the page forbids
everything but this one style and this one script.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from typing import Any

from overlooked.findings import ASSERTIONS
from overlooked.indicators import load_indicators
from overlooked.pages.html import items, said, shown
from overlooked.pages.narrative import legend
from overlooked.pages.templates import embedded, policy_hash, template
from overlooked.pages.text import unhidden
from overlooked.safeguarding import route_block
from overlooked.teaching.packs.cases import Case
from overlooked.teaching.packs.pack import SYNTHETIC, Approval, Pack, indicators_of
from overlooked.teaching.packs.solution import Solution
from overlooked.teaching.packs.words import lesson_words
from overlooked.teaching.page.answer import answer
from overlooked.teaching.page.worksheet import worksheet

PROMISE = (
    "Police records as they were written, each filed under an ordinary offence or none. Some carry signs that somebody "
    "was exploited; some only look like it. Find out which, and by which words."
)
MASKED = "These records are masked records of real people. Read the page about them before anybody else sees this."


def write_lesson(pack: Pack, solutions: Sequence[Solution], path: Path) -> None:
    """Write the page of a pack, with one solution for each of its cases, in their order.

    `path` is a draft of `outputs.whole_output`. The same pack and solutions give the same bytes; ValueError where the
    solutions are not as many as the cases.
    """
    path.write_text(page_of(pack, solutions), encoding="utf-8", newline="\n")


def page_of(pack: Pack, solutions: Sequence[Solution]) -> str:
    """Give the page as text."""
    style = template("base.css") + template("lesson.css") + (template("route.css") if pack.approval else "")
    script = template("lesson.js")
    words, total = lesson_words(), len(pack.cases)
    numbered = list(enumerate(zip(pack.cases, solutions, strict=True), start=1))
    sort = "masked record" if pack.approval else "synthetic record"
    return Template(template("lesson.html")).substitute(
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
        title=shown(pack.title),
        count=f"{total} records" if total != 1 else "one record",
        promise=shown(PROMISE),
        origin=shown(MASKED if pack.approval else SYNTHETIC),
        approval=_approval(pack.approval, words["approval"]["checks"]) if pack.approval else "",
        steps=items(words["page"]["steps"]),
        signs=_signs(),
        contents="".join(_link(number) for number, _ in numbered),
        cases="\n".join(worksheet(case, number, total, sort) for number, (case, _) in numbered),
        legend=legend(),
        answers="\n".join(
            answer(case, told, number, partner=_partner(pack.cases, case)) for number, (case, told) in numbered
        ),
        choices=_choices(),
        pack_id=pack.pack_id,
        pack=embedded(_data(pack)),
    )


def _approval(approval: Approval, checks: Iterable[str]) -> str:
    left_out = items(approval.left_out) or "<li>nothing</li>"
    boxes = "".join(f'<li><i class="box" aria-hidden="true"></i> {said(check)}</li>' for check in checks)
    return (
        f"{route_block(approval.route)}\n"
        '<section id="approval" aria-labelledby="approval-title">\n'
        '<h2 id="approval-title">Before you teach with these records</h2>\n'
        "<p>Names, numbers and addresses were masked by a program. A masked story can still tell whose it is, and no "
        "program can see that: somebody who can must read each record first.</p>\n"
        f'<dl class="facts"><div><dt>Approved by</dt><dd>{shown(approval.name)}</dd></div>'
        f"<div><dt>Taken from</dt><dd>{shown(approval.taken_from)}</dd></div>"
        f"<div><dt>Left out</dt><dd><ul>{left_out}</ul></dd></div></dl>\n"
        f'<h3>What a person must still read for</h3>\n<ol class="checks">{boxes}</ol>\n</section>\n'
    )


def _signs() -> str:
    return "".join(
        f"<div><dt>{shown(sign.name)}</dt><dd>{shown(sign.meaning)}</dd></div>" for sign in load_indicators().values()
    )


def _choices() -> str:
    """A button for each indicator, with its name and meaning."""
    return "\n".join(
        f'<button type="button" value="{sign.code}"><b>{shown(sign.name)}</b> '
        f"<span>{shown(sign.meaning)}</span></button>"
        for sign in load_indicators().values()
    )


def _link(number: int) -> str:
    name = f'<b><span class="quiet">Case </span>{number}</b>'
    return f'<li><a href="#case-{number}">{name} <span class="state"></span></a></li>'


def _partner(cases: Sequence[Case], case: Case) -> int:
    """The number of the other case of a minimal pair; 0 where it has none in the pack."""
    others = [n for n, other in enumerate(cases, start=1) if case.pair == other.pair and other is not case]
    return others[0] if case.pair and others else 0


def _data(pack: Pack) -> dict[str, Any]:
    """What the script needs beside the page: the key, names, and by case the numbers and quotes of the key's signs."""
    return {
        "pack": pack.pack_id,
        "key": pack.key,
        "names": {code: sign.name for code, sign in load_indicators().items()},
        "assertions": {str(assertion): words for assertion, words in ASSERTIONS.items()},
        "signs": [_key_signs(case) for case in pack.cases],
    }


def _key_signs(case: Case) -> list[dict[str, Any]]:
    """The signs of the key with the numbers that they bear in the narrative; of two that are equal, the first's."""
    numbers = {sign: number for number, sign in reversed([*enumerate(case.signs, start=1)])}
    return [
        {"number": numbers[sign], "quote": " ".join(unhidden(sign.quote).split())} for sign in indicators_of(case.signs)
    ]
