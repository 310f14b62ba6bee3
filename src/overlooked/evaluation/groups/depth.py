"""Whether the ranking serves every group of possible victims alike.

In go labelled records and out-of-author scores; out come, for each group, the share of its positives that
are read and the share of its negatives that are read for nothing, when every author's list is read to the
depth of the number of positives in it. At that depth a perfect ranking reads all positives and no negative.
Authors without positives have no such depth and are left out.
"""

from collections.abc import Sequence

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import two_class_authors
from overlooked.evaluation.ranking.ordering import Sheet
from overlooked.statistics.figures import Figures, FloatArray, Mask
from overlooked.statistics.intervals import proportion
from overlooked.statistics.measures import read_at


def group_figures(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> Figures:
    """Give recall and false flags of all, and by homelessness, age band, gender and kind of exploitation."""
    read = read_in_each_list(records, sheet, scores)
    judged = np.isin(sheet.authors, two_class_authors(records))
    homeless = np.array(["homeless" if r.victim.get("homeless") else "housed" for r in records])
    figures: Figures = {
        "all": _rates(sheet, read, judged),
        "housing": _by(sheet, read, judged, homeless),
        "age": _by(sheet, read, judged, _of_victim(records, "age_band")),
        "gender": _by(sheet, read, judged, _of_victim(records, "gender")),
    }
    kinds = sorted({kind for record in records for kind in record.exploitation})
    figures["exploitation"] = {
        kind: {"recall": _rates(sheet, read, judged & _exploited_for(records, kind))["recall"]} for kind in kinds
    }
    return figures


def read_in_each_list(records: Sequence[LabelledRecord], sheet: Sheet, scores: FloatArray) -> FloatArray:
    """Give for each record the share of it that is read, every author's list to the number of its positives."""
    read = np.zeros(len(scores))
    for author in two_class_authors(records):
        at = sheet.authors == author
        read[at] = read_at(scores[at], float(sheet.labels[at].sum()))
    return read


def _by(sheet: Sheet, read: FloatArray, judged: Mask, values: np.ndarray) -> Figures:
    return {str(value): _rates(sheet, read, judged & (values == value)) for value in np.unique(values)}


def _rates(sheet: Sheet, read: FloatArray, at: Mask) -> Figures:
    positives, negatives = at & (sheet.labels == 1), at & (sheet.labels == 0)
    return {
        "recall": proportion(read[positives].sum(), int(positives.sum()), nobody="no positive of this group"),
        "false_flags": proportion(read[negatives].sum(), int(negatives.sum()), nobody="no negative of this group"),
    }


def _of_victim(records: Sequence[LabelledRecord], field: str) -> np.ndarray:
    return np.array([str(record.victim.get(field) or "unknown") for record in records])


def _exploited_for(records: Sequence[LabelledRecord], kind: str) -> Mask:
    return np.array([kind in record.exploitation for record in records])
