"""The bands as rules: what a person who reads by band finds in each.

In go labelled records and what their out-of-author scores are made of; out comes for each band, strongest first, what
it holds by kind, its precision, and the share of all positives in it and the bands above it.
"""

from collections.abc import Sequence

import numpy as np

from overlooked.corpus import KINDS, LabelledRecord
from overlooked.evaluation.rankers.accounts import Account
from overlooked.sampling import BANDS, NO_BAND
from overlooked.scoring import band
from overlooked.statistics.figures import Figures, unknown
from overlooked.statistics.intervals import proportion
from overlooked.statistics.ordinary import Ordinary, expected_precision


def band_figures(
    records: Sequence[LabelledRecord], accounts: Sequence[Account] | None, prevalence: float | None = None
) -> Figures:
    """Give the figures of each band, by the rule that the queue uses; unknown where the model gives no accounts."""
    if accounts is None:
        return unknown("the model does not tell what its scores are made of")
    stands = np.array([band(account.strength) or NO_BAND for account in accounts])
    kinds = np.array([record.kind for record in records])
    positives_of_all = sum(record.label for record in records)
    total = {kind: int((kinds == kind).sum()) for kind in KINDS}
    figures, passed = {}, 0
    for name in BANDS:
        holds = {kind: int(((stands == name) & (kinds == kind)).sum()) for kind in KINDS}
        size, positives = sum(holds.values()), sum(holds[kind] for kind, label in KINDS.items() if label)
        passed += positives
        ordinary = Ordinary(holds["ordinary"], total["ordinary"], "stand in it")
        figures[name] = {
            "records": size,
            "positives": positives,
            "holds": holds,
            "precision": ordinary.told(proportion(positives, size, nobody="no record stands in the band")),
            "recall": proportion(passed, positives_of_all),
            "ordinary_in_it": ordinary.figures,
            "expected_precision": expected_precision(positives, positives_of_all, ordinary, prevalence),
        }
    return figures
