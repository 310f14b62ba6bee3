"""All that is measured of what the reading finds, put together.

In go the readings of labelled records, the accounts of their scores and the readings of a second reader; out comes one
tree of figures.
"""

from collections.abc import Mapping, Sequence

from overlooked.evaluation.findings.exploited import exploitation_figures, suspect_figures
from overlooked.evaluation.findings.readings import Reading, reading_figures
from overlooked.evaluation.findings.second import SecondReading, second_figures
from overlooked.evaluation.findings.surroundings import circumstance_figures, setting_figures
from overlooked.evaluation.rankers.accounts import Account
from overlooked.statistics.figures import Figures, FloatArray


def finding_figures(
    readings: Sequence[Reading],
    accounts: Sequence[Account] | None,
    second: Mapping[str, SecondReading],
    weights: FloatArray,
) -> Figures:
    """Give the figures of indicators, spans, assertions, circumstances, settings, exploitation, suspects and readers.

    `accounts` are null where the model does not tell what its scores are made of; `weights` holds the bootstrap's
    draws, one column a reading.
    """
    records = [reading.record for reading in readings]
    return reading_figures(readings, weights) | {
        "circumstances": circumstance_figures(readings),
        "settings": setting_figures(readings),
        "exploitation": exploitation_figures(records, accounts, weights),
        "suspects": suspect_figures(records, accounts),
        "second_reader": second_figures(readings, accounts, second, weights),
    }
