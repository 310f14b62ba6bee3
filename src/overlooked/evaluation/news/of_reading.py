"""Bad news of the reading: indicators missed, findings that are none, assertions misread."""

from collections.abc import Iterator

from overlooked.evaluation.figures import Figures
from overlooked.evaluation.news.saying import FEW, Aim, Bad, Rules, dot, percent, upper

READER_F1 = 0.83  # a second, blind reader of the same records
INDICATORS = Aim(READER_F1, 0.0)
ASSERTION = Aim(0.90, 0.20)  # five classes; .20 is guessing
AS_PRESENT = Aim(0.05, 0.50)  # signs that are not asserted
FALSE_FINDINGS = Aim(0.10, 1.0)  # a record


def _indicators(figures: Figures) -> Iterator[Bad]:
    indicators = figures["readings"]["indicators"]
    recall, f1 = indicators["micro"]["recall"], indicators["micro"]["f1"]
    if f1["value"] is not None and recall["value"] is not None:
        sentence = (
            f"It finds {percent(recall['value'])} of the {recall['n']} annotated indicators of positives, "
            f"F1 {dot(f1['value'])} (a second careful reader: {dot(READER_F1)})."
        )
        yield Bad(INDICATORS.lost(f1["value"]), sentence)
    each = {c: r for c, r in indicators["each"].items() if r["hits"] + r["missed"] >= FEW}
    weakest = sorted(each, key=lambda code: each[code]["f1"]["value"])[:3]
    if weakest:
        named = ", ".join(f"{code} ({dot(each[code]['f1']['value'])})" for code in weakest)
        yield Bad(INDICATORS.lost(each[weakest[0]]["f1"]["value"]), f"The indicators read worst, by F1: {named}.")


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
    _false_findings,
    _assertion,
)
