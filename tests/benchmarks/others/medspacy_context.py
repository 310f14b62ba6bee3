"""medspaCy's targets and ConText over given patterns and texts: `python medspacy_context.py GIVEN.json FIGURES.json`.

Runs in an environment of its own, for medspaCy pins an older spaCy. The slow sentence splitter gives way to spaCy's.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import medspacy.context  # type: ignore[import-not-found]  # noqa: F401 - tells spaCy of the part; in an environment of its own
import spacy
from medspacy.ner import TargetRule  # type: ignore[import-not-found]  # the same


def main() -> None:
    """Read patterns, texts and rounds; write versions and the seconds of each round."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    matcher: Any = nlp.add_pipe("medspacy_target_matcher")
    matcher.add([TargetRule(cue, "SIGN", pattern=tokens) for cue, tokens in given["patterns"]])
    nlp.add_pipe("medspacy_context")
    list(nlp.pipe(given["texts"][:5]))
    seconds = []
    for _ in range(given["rounds"]):
        start = time.process_time()
        found = sum(len(doc.ents) for doc in nlp.pipe(given["texts"]))
        seconds.append(time.process_time() - start)
    versions = f"medspaCy {version('medspacy')}, spaCy {version('spacy')}"
    told = {"versions": versions, "seconds": seconds, "rows": len(given["texts"]), "found": found}
    Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
