"""Bad news of the reading: indicators missed, findings that are none, assertions misread."""

from collections.abc import Iterator, Mapping

from overlooked.evaluation.news.saying import FEW, Aim, Bad, Rules
from overlooked.pages.text import dot, percent, upper
from overlooked.statistics.figures import Figures

READER_F1 = 0.83  # two careful readers of the shipped train split; where it is measured, the measured one is told
INDICATORS = Aim(READER_F1, 0.0)
ASSERTION = Aim(0.90, 0.20)  # five classes; .20 is guessing
AS_PRESENT = Aim(0.05, 0.50)  # signs that are not asserted
FALSE_FINDINGS = Aim(0.10, 1.0)  # a record
TYPES = Aim(0.90, 0.0)  # of exploitation; two careful readers agree with F1 .94
CIRCUMSTANCE = Aim(0.90, 0.30)
CIRCUMSTANCE_FALSE = Aim(0.02, 0.30)


def _indicators(figures: Figures) -> Iterator[Bad]:
    indicators = figures["readings"]["indicators"]
    recall, f1 = indicators["micro"]["recall"], indicators["micro"]["f1"]
    if f1["value"] is not None and recall["value"] is not None:
        reader = "a second careful reader, elsewhere" if _readers(figures) is None else "a second careful reader"
        sentence = (
            f"It finds {percent(recall['value'])} of the {recall['n']} annotated indicators of positives, "
            f"F1 {dot(f1['value'])} ({reader}: {dot(_readers(figures) or READER_F1)})."
        )
        yield Bad(INDICATORS.lost(f1["value"]), sentence)
    each = {c: r for c, r in indicators["each"].items() if r["hits"] + r["missed"] >= FEW}
    weakest = sorted(each, key=lambda code: each[code]["f1"]["value"])[:3]
    if weakest:
        named = ", ".join(f"{code} ({dot(each[code]['f1']['value'])})" for code in weakest)
        yield Bad(INDICATORS.lost(each[weakest[0]]["f1"]["value"]), f"The indicators read worst, by F1: {named}.")


def _readers(figures: Figures) -> float | None:
    """Give the F1 of two readers' indicators, where the corpus has a second one."""
    second = figures["readings"]["second_reader"]
    f1: float | None = second["indicators"]["first_v_second"]["micro"]["f1"]["value"] if "records" in second else None
    return f1


def _second_reader(figures: Figures) -> Iterator[Bad]:
    """Where the reading agrees less with either reader than they do with one another."""
    second = figures["readings"]["second_reader"]
    for what in ("indicators", "exploitation"):
        if "records" not in second or "first_v_second" not in second[what]:
            continue
        sides = ("first_v_second", "reading_v_first", "reading_v_second")
        people, first, other = (second[what][side]["micro"]["f1"]["value"] for side in sides)
        if None in (people, first, other) or people == 0:
            continue
        sight = "" if figures["settings"]["sealed"] else ", with the cues written in sight of them"
        sentence = (
            f"Two careful readers agree on the {what} of the same {second['positives']} cases with F1 {dot(people)}; "
            f"the reading agrees with the first with {dot(first)}, with the second with {dot(other)}{sight}."
        )
        yield Bad(Aim(people, 0.0).lost(min(first, other)), sentence)


def _spans(figures: Figures) -> Iterator[Bad]:
    fits = figures["readings"]["spans"]["present"]
    touched, exact = fits["overlap"]["micro"], fits["trimmed"]["micro"]
    if touched["precision"]["value"] is not None and touched["recall"]["value"] is not None:
        sentence = (
            f"Of the {touched['precision']['n']} present findings {percent(touched['precision']['value'])} stand where "
            f"annotators marked the same sign; the same words are quoted of {percent(exact['recall']['value'])} of the "
            f"{touched['recall']['n']} marked spans."
        )
        yield Bad(INDICATORS.lost(touched["f1"]["value"]), sentence)


def _exploitation(figures: Figures) -> Iterator[Bad]:
    told = figures["readings"]["exploitation"]
    if "micro" in told and told["micro"]["precision"]["value"] is not None:
        rates = told["micro"]
        sentence = (
            f"Of the {rates['precision']['n']} types of exploitation that it tells of positives "
            f"{percent(rates['precision']['value'])} are marked, F1 {dot(rates['f1']['value'])}."
        )
        yield Bad(TYPES.lost(rates["f1"]["value"]), sentence)


def _circumstances(figures: Figures) -> Iterator[Bad]:
    for name, told in figures["readings"]["circumstances"]["told"].items():
        recall, false = told["all"]["recall"], told["all"]["false_rate"]
        if recall["value"] is not None:
            few = ", few" if recall["small"] else ""
            who = f"Of the records whose person is {NAMED[name]}, {percent(recall['value'])} are read so"
            yield Bad(CIRCUMSTANCE.lost(recall["value"]), f"{who} (n = {recall['n']}{few}).")
        if false["value"] is not None:
            who = (
                f"Of the records whose person is not {NAMED[name]}, {percent(false['value'])} are read so all the same"
            )
            yield Bad(CIRCUMSTANCE_FALSE.lost(false["value"]), f"{who} (n = {false['n']}).")


NAMED: Mapping[str, str] = {"homeless": "homeless", "child": "a child"}


def _false_findings(figures: Figures) -> Iterator[Bad]:
    for kind, what in (("ordinary", "an ordinary record"), ("hard_negative", "a hard negative")):
        leaf = figures["readings"]["false_findings"][kind]["per_record"]
        if leaf["value"] is not None:
            sentence = f"{upper(what)} gets {dot(leaf['value'])} false findings on average (n = {leaf['n']})."
            yield Bad(FALSE_FINDINGS.lost(leaf["value"]), sentence)


def _assertion(figures: Figures) -> Iterator[Bad]:
    traps = figures["readings"]["assertion"]["traps"]
    right, present = traps["right_of_found"], traps["read_as_present"]
    what = "signs that are denied, possible, past or another's"
    if right["value"] is not None:
        sentence = f"Of the {right['n']} {what} that it touches, it reads {percent(right['value'])} rightly."
        yield Bad(ASSERTION.lost(right["value"]), sentence)
    if present["value"] is not None:
        sentence = f"It takes {percent(present['value'])} of the {present['n']} {what} for present."
        yield Bad(AS_PRESENT.lost(present["value"]), sentence)
    for kind, row in figures["readings"]["assertion"]["classes"].items():
        right = row["right_of_found"]
        if kind != "present" and right["value"] is not None and right["n"] >= FEW:
            share = percent(right["value"])
            sentence = f"Of the {right['n']} {kind} signs that it touches, it reads {share} as {kind}."
            yield Bad(ASSERTION.lost(right["value"]), sentence)


RULES: Rules = (
    _indicators,
    _second_reader,
    _spans,
    _exploitation,
    _circumstances,
    _false_findings,
    _assertion,
)
