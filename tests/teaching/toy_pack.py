"""A pack of three made-up cases with their answers, for tests of what is written from a pack. No real person."""

from overlooked.findings import Assertion, Finding, Kind
from overlooked.teaching.packs.cases import ANNOTATED, Case, Difficulty
from overlooked.teaching.packs.pack import Approval, Pack
from overlooked.teaching.packs.solution import Solution, ToldRule, ToldSign

LOCKED = (
    "0915 hrs \U0001f512 call to unit 4. Male, 50s, says the lads <lock> him in at night & hold his bank card. "
    "Boss answered for him. Own coat on.\nNo offences disclosed, MSHT checklist nil."
)
PAID = "Dispute over pay. Both men have payslips and their own keys; wages were a week late. Advised civil matter."
CHILD = "15yo stopped with a man she called Uncle, 90 miles from home, two phones. She said nobody made her go."


def sign(narrative: str, quote: str, indicator: str, **more: object) -> Finding:
    told = {"kind": Kind.INDICATOR, "assertion": Assertion.PRESENT, "clears": True} | more
    start = narrative.index(quote)
    return Finding(
        kind=Kind(str(told["kind"])),
        indicator=indicator,
        quote=quote,
        start=start,
        end=start + len(quote),
        assertion=Assertion(str(told["assertion"])),
        cue=ANNOTATED,
        clears=bool(told["clears"]),
    )


CASES = (
    Case(
        "T-0001",
        LOCKED,
        "Common assault <b>",
        "2025-03-04",
        "Northmoor",
        is_case=True,
        difficulty=Difficulty.CLEARANCE,
        exploitation=("labour",),
        signs=(
            sign(LOCKED, "the lads <lock> him in at night", "movement_restricted"),
            sign(LOCKED, "hold his bank card", "finances_controlled"),
            sign(LOCKED, "Boss answered for him", "spoken_for"),
            sign(LOCKED, "MSHT checklist nil", "disposed", kind=Kind.COUNTER, clears=False),
        ),
        about=("homeless",),
        why="Locked in and without his card; the checklist clears nothing.",
    ),
    Case(
        "T-0002",
        PAID,
        "Non-crime: dispute",
        "2024-11-20",
        "Estuary",
        is_case=False,
        difficulty=Difficulty.LOOK_ALIKE,
        exploitation=(),
        signs=(
            sign(PAID, "have payslips", "wages_withheld", assertion=Assertion.NEGATED),
            sign(PAID, "their own keys", "movement_restricted", assertion=Assertion.NEGATED),
        ),
        about=(),
        why="Late wages, and both are free.",
    ),
    Case(
        "T-0003",
        CHILD,
        "Missing person",
        "2026-07-01",
        "Greyport",
        is_case=True,
        difficulty=Difficulty.SUBTLE,
        exploitation=("sexual", "criminal"),
        signs=(
            sign(CHILD, "15yo", "child", kind=Kind.CIRCUMSTANCE),
            sign(CHILD, "90 miles from home, two phones", "missing_or_found"),
            sign(CHILD, "nobody made her go", "threats", assertion=Assertion.NEGATED, clears=False),
        ),
        about=("children",),
        why="A child far from home with an adult and goods; her denial clears nothing.",
    ),
)

PACK = Pack("Signs that were overlooked", 7, CASES)
REAL_PACK = Pack("Signs that were overlooked", 7, CASES, Approval("A. Trainer", "queue.jsonl", ("2 quote a source",)))


def solution(case: Case) -> Solution:
    """An answer with something in every part."""
    told = [
        ToldSign(number, own, own.indicator.replace("_", " ").capitalize(), str(own.assertion), "It counts.", ("ILO",))
        for number, own in enumerate(case.signs, start=1)
    ]
    return Solution(
        verdict="Review it." if case.is_case else "No case: an ordinary dispute.",
        signs=tuple(t for t in told if t.sign in case.to_find),
        against=tuple(t for t in told if t.sign.kind == "counter" or t.sign.assertion == "negated"),
        around=tuple(t for t in told if t.sign.kind in {"circumstance", "setting"}),
        should_record=("Modern slavery, section 1.",) if case.is_case else (),
        rules=(ToldRule("Record within 24 hours", "A crime is recorded within a day.", "NCRS", "Not verified."),),
        questions=("Where do you sleep?", "Who holds your card?"),
        safeguarding=("Speak to the person alone.",),
    )


SOLUTIONS = tuple(map(solution, CASES))
