"""The answer to a case as HTML: what stands in the record why it counts, what to record, ask and do."""

from collections.abc import Iterable, Sequence

from overlooked.pages.html import items, said, shown
from overlooked.pages.narrative import look, narrative
from overlooked.teaching.packs.cases import DIFFICULTIES, Case
from overlooked.teaching.packs.solution import Solution, ToldRule, ToldSign
from overlooked.teaching.page.worksheet import day


def answer(case: Case, solution: Solution, number: int, *, partner: int = 0) -> str:
    """Give the answer to the case of this number; `partner` is the number of the other case of its pair, or 0."""
    parts = [
        _told("Signs", solution.signs, "No sign of exploitation stands in this record."),
        _told("What speaks against, and whether it clears", solution.against),
        _told("Circumstances and settings: they weigh nothing alone", solution.around),
        _list("What should have been recorded", solution.should_record),
        _rules(f"Rules of recording on {day(case.recorded_on) or 'that day'}", solution.rules),
        _list("First questions", solution.questions, numbered=True),
        _list("Safeguarding", solution.safeguarding),
    ]
    return f"""<details class="answer" id="answer-{number}">
<summary><h3>Answer to case {number}</h3></summary>
<p class="verdict {"review" if case.is_case else "no-review"}">{said(solution.verdict)}</p>
<p class="facts">{_facts(case)}</p>{_pair(partner)}
<div class="narrative">{narrative(case.narrative, case.signs)}</div>
<div class="parts">
{"".join(parts)}</div>
</details>"""


def _facts(case: Case) -> str:
    told = [case.offence or "no offence given", DIFFICULTIES[case.difficulty]]
    if case.exploitation:
        told.append(f"{' and '.join(case.exploitation)} exploitation")
    return " ".join(f"<span>{shown(fact)}</span>" for fact in told)


def _pair(partner: int) -> str:
    if not partner:
        return ""
    return (
        f'\n<p class="pair">This case and case {partner} are a pair. They differ in a few words, and those words make '
        "one of them a case. Read them side by side.</p>"
    )


def _told(title: str, signs: Sequence[ToldSign], none: str = "") -> str:
    if not signs:
        return f"<section><h4>{title}</h4><p>{none}</p></section>\n" if none else ""
    return f'<section><h4>{title}</h4><ul class="told">{"".join(map(_sign, signs))}</ul></section>\n'


def _sign(told: ToldSign) -> str:
    quote = " ".join(told.sign.quote.split())
    source = f'<p class="source">{shown("; ".join(told.source))}</p>' if told.source else ""
    return (
        f'<li class="{look(told.sign)}"><span class="number"><span class="quiet">Sign </span>{told.number}</span><div>'
        f"<h5>{shown(told.name)}</h5><p><q>{shown(quote)}</q> "
        f'<span class="says">{shown(told.says)}</span></p><p>{said(told.why)}</p>{source}</div></li>'
    )


def _list(title: str, told: Iterable[str], *, numbered: bool = False) -> str:
    inside, kind = items(told), "ol" if numbered else "ul"
    return f"<section><h4>{title}</h4><{kind}>{inside}</{kind}></section>\n" if inside else ""


def _rules(title: str, rules: Sequence[ToldRule]) -> str:
    if not rules:
        return ""
    told = "".join(
        f"<li><h5>{shown(rule.title)}</h5><p>{said(rule.rule)}</p>"
        + (f'<p class="unsure">{said(rule.note)}</p>' if rule.note else "")
        + f'<p class="source">{shown(rule.source)}</p></li>'
        for rule in rules
    )
    return f'<section><h4>{shown(title)}</h4><ul class="rules">{told}</ul></section>\n'
