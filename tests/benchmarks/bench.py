"""Speed and memory of the main path, as ratios in one run: `make bench`.

Every figure is measured beside scikit-learn's TF-IDF transform and logistic regression on the same texts in the
same process, in turn, and the median of the rounds is told. Nothing here is asserted.
"""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from overlooked.corpus import load_corpus
from overlooked.reading.reader import load_reader
from overlooked.screening import Screener, score_batch

CORPUS = Path(__file__).parents[2] / "corpus"
ROUNDS = 5


def seconds(action: Callable[[], object]) -> float:
    """Process time of one call, in seconds."""
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> None:
    """Print one table: narratives a second on one core, and the ratio to scikit-learn's scoring."""
    corpus = load_corpus(CORPUS)
    texts = [record.narrative for record in corpus]
    table = pd.DataFrame(
        {
            "record_id": [record.record_id for record in corpus],
            "recorded_on": [record.recorded_on for record in corpus],
            "offence": [record.offence for record in corpus],
            "offence_code": "",
            "narrative": texts,
        }
    )
    baseline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1000))
    baseline.fit(texts, [record.label for record in corpus])
    reader, screener = load_reader(), Screener()
    score_batch(table.head(20), screener)
    jobs: dict[str, Callable[[], object]] = {
        "scikit-learn TF-IDF + logistic regression": lambda: baseline.predict_proba(texts),
        "neutral view": lambda: [reader.view(text) for text in texts],
        "reading (findings)": lambda: [reader.read(text) for text in texts],
        "score_batch (queue rows)": lambda: score_batch(table, screener),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            times[name].append(seconds(job))
    first = times["scikit-learn TF-IDF + logistic regression"]
    print(f"{len(texts)} narratives, median {statistics.median(len(t.split()) for t in texts):.0f} words, one core")
    for name, spent in times.items():
        ratio = statistics.median(b / a for a, b in zip(spent, first, strict=True))
        print(f"{name:45} {len(texts) / statistics.median(spent):8.0f}/s   {ratio:5.2f} of scikit-learn's speed")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
