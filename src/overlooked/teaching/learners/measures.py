"""Measures of counted answers: what became of signs, how cases were judged, and false marks for each case.

In go counts and the draws of learners, out come leaves with intervals that draw learners.
"""

from collections.abc import Sequence

import numpy as np

from overlooked.statistics.clusters import ratio, share
from overlooked.statistics.figures import Figures, FloatArray
from overlooked.statistics.intervals import resample
from overlooked.teaching.learners.counts import Counts

DRAWS = 2000


def draws(learners: int, seed: int) -> FloatArray:
    """How often each of `DRAWS` draws holds each learner."""
    return resample(range(learners), DRAWS, np.random.default_rng(seed))


def seen(counts: Counts, signs: Sequence[int], weights: FloatArray) -> Figures:
    """How many of these signs were found, named as something else, and missed."""
    own = list(signs)
    hit, misnamed = (part[:, own].sum(axis=1) for part in (counts.hit, counts.misnamed))
    n = np.full(counts.learners, float(len(own)))
    parts = {"recall": hit, "misnamed": misnamed, "missed": n - hit - misnamed}
    return {name: share(part, n, weights, nobody="no sign to find") for name, part in parts.items()}


def per_case(counts: Counts, false: FloatArray, weights: FloatArray) -> Figures:
    """False marks for each learner and case; `false` is how many each learner made in all."""
    return ratio(false, np.full(counts.learners, float(len(counts.key))), weights, nobody="no case")


def judged(counts: Counts, cases: Sequence[int], weights: FloatArray) -> Figures:
    """How often the judgement of these cases was right, of cases (sensitivity) and of records that are none."""
    yes = [at for at in cases if counts.key[at].is_case]
    none = [at for at in cases if not counts.key[at].is_case]
    reasons = {
        "right": (list(cases), "nobody judged one"),
        "sensitivity": (yes, "nobody judged one" if yes else "none of them should be reviewed"),
        "specificity": (none, "nobody judged one" if none else "all of them should be reviewed"),
    }
    return {
        name: share(counts.right[:, own].sum(axis=1), counts.judged[:, own].sum(axis=1), weights, nobody=reason)
        for name, (own, reason) in reasons.items()
    }
