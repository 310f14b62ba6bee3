"""The learning curve: what one more author to learn from brings.

In go rankers and labelled records; out come, for 1, 2, 3, ... authors to learn from, the mean figures over the authors
left out. Authors who wrote one class alone teach nobody here, since a model needs both.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from overlooked.corpus import LabelledRecord
from overlooked.evaluation.rankers.folds import two_class_authors
from overlooked.evaluation.rankers.ranker import Ranker, scores_of, text_of
from overlooked.evaluation.rankers.tasks import Progress, run_all, silent
from overlooked.evaluation.ranking.ordering import Sheet, order_figures
from overlooked.statistics.figures import Figures, FloatArray


def learning_curve(
    rankers: Mapping[str, Ranker],
    records: Sequence[LabelledRecord],
    sheet: Sheet,
    *,
    learn_from: Sequence[LabelledRecord] = (),
    jobs: int = 1,
    progress: Progress = silent,
) -> dict[str, dict[str, Figures]]:
    """Give the figures of each ranker by the number of authors that it learned from.

    The teachers of an author stand in alphabetical order, turned by the author's place in the alphabet, so that
    every teacher comes first for some author. They are the other authors, or those of `learn_from`.
    """
    source = learn_from or records
    teachers = two_class_authors(source)
    most = len(teachers) if learn_from else len(teachers) - 1
    authors = sorted({record.author for record in records})
    turned = [_turned([t for t in teachers if learn_from or t != a], n) for n, a in enumerate(authors)]
    places = [[i for i, record in enumerate(records) if record.author == author] for author in authors]
    tasks = [
        partial(_taught, rankers, source, order[:most], [records[i] for i in at])
        for order, at in zip(turned, places, strict=True)
    ]
    results = run_all(tasks, jobs=jobs, stage="learning curve", progress=progress)
    curve: dict[str, dict[str, Figures]] = {key: {} for key in rankers}
    for key in rankers:
        for size in range(1, most + 1):
            scores = np.empty(len(records))
            for at, result in zip(places, results, strict=True):
                scores[at] = result[key][size - 1]
            curve[key][str(size)] = {name: mean.figures for name, mean in order_figures(records, sheet, scores).items()}
    return curve


def _turned(authors: Sequence[str], first: int) -> list[str]:
    start = first % len(authors)
    return [*authors[start:], *authors[:start]]


def _taught(
    rankers: Mapping[str, Ranker],
    source: Sequence[LabelledRecord],
    teachers: Sequence[str],
    test: Sequence[LabelledRecord],
) -> dict[str, list[FloatArray]]:
    """The scores of the test records by each ranker, taught by the first teacher, the first two, ..."""
    texts = [text_of(record) for record in test]
    lessons = [
        [record for record in source if record.author in teachers[:size]] for size in range(1, len(teachers) + 1)
    ]
    return {key: [scores_of(ranker.fit(lesson), texts) for lesson in lessons] for key, ranker in rankers.items()}
