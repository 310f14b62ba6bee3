"""A learner's marks against the key of a pack."""

from overlooked.teaching.packs.marking import Mark, Seen, Sign, marked

LOCKED = Sign("movement_restricted", 10, 30)
UNPAID = Sign("wages_withheld", 28, 50)
OWN_CARD = Sign("documents_retained", 60, 80, "negated")


def test_a_mark_that_touches_a_sign_and_names_it_hits_it() -> None:
    told = marked([LOCKED, UNPAID, OWN_CARD], [Mark("movement_restricted", 29, 35)])
    assert dict(told.seen) == {LOCKED: Seen.HIT, UNPAID: Seen.MISNAMED}
    assert told.false_marks == ()


def test_a_sign_that_no_mark_touches_is_missed() -> None:
    assert marked([LOCKED], [Mark("movement_restricted", 30, 40)]).seen[LOCKED] is Seen.MISSED


def test_a_mark_on_a_denial_is_false_and_says_what_it_touches() -> None:
    mark, nothing = Mark("documents_retained", 61, 62), Mark("violence", 90, 95)
    assert marked([LOCKED, OWN_CARD], [mark, nothing]).false_marks == ((mark, "negated"), (nothing, ""))


def test_two_marks_on_one_sign_count_once_and_one_mark_may_hit_two_signs() -> None:
    both = [Sign("threats", 0, 5), Sign("threats", 6, 9)]
    assert set(marked(both, [Mark("threats", 0, 9), Mark("threats", 1, 2)]).seen.values()) == {Seen.HIT}
