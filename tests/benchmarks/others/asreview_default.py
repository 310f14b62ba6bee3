"""ASReview's default model over given texts: `python asreview_default.py GIVEN.json FIGURES.json`.

Features, training on the labelled ones and ranking of all, as when a project starts or is trained anew from its texts.
"""

import json
import sys
import time
from pathlib import Path

import asreview  # type: ignore[import-not-found]  # lives in an environment of its own
import numpy as np
import pandas as pd
from asreview.learner import ActiveLearningCycle  # type: ignore[import-not-found]  # the same
from asreview.models.models import get_ai_config  # type: ignore[import-not-found]  # the same


def main() -> None:
    """Read texts, labels of the first of them and rounds; write versions and the seconds of each round."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    labels = np.array(given["labels"])
    table = pd.DataFrame({"title": "", "abstract": given["texts"]})
    seconds = []
    for _ in range(given["rounds"]):
        start = time.process_time()
        cycle = ActiveLearningCycle.from_meta(get_ai_config()["value"])
        features = cycle.transform(table)
        cycle.fit(features[: len(labels)], labels)
        found = len(cycle.rank(features))
        seconds.append(time.process_time() - start)
    versions = f"ASReview {asreview.__version__}, {get_ai_config()['label']}"
    told = {"versions": versions, "seconds": seconds, "rows": len(given["texts"]), "found": found}
    Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
