"""What tests on Spark share: whether it is here, records with all that text may hold, a force's own cue."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from overlooked.screening import Screener, score_batch

ABSENT = find_spec("pyspark") is None or shutil.which("java") is None
MARKS = [
    pytest.mark.spark,
    pytest.mark.skipif(ABSENT, reason="needs pyspark and Java"),
    # PySpark leaves the sockets to its own Java to the collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
BATCH = 256

SIGN = "His boss has kept his passport and he has not been paid since March."
NARRATIVES = (
    SIGN,
    "“Nowhere to go”, he said – the boss’s van collects ‘the lads’ at 5am. £20 a day 🚐💷.",
    f"First line.\nSecond line.\r\nThird.\n\n{SIGN}",
    "Bike taken.",
    "Zażółć gęślą jaźń. Ştiu că nu are paşaport. 护照被拿走。",
    'Quotes " and \\ backslashes, tabs\tand a comma, semicolon; end',
    "No concerns. He has his own passport.",
    "x" * 5_000,
)
OWN_CUE = """
[[cue]]
id = "documents_retained.own"
weight = 2
pattern = "gaffer ..3 locker"
source = "guidance:own"
"""


def records(*narratives: str, offence: str = "Theft - shoplifting") -> pd.DataFrame:
    """Clean records, R0 first."""
    rows = [
        {"record_id": f"R{n}", "recorded_on": "2024-01-02", "force": "", "area": "", "offence": offence}
        | {"offence_code": "", "narrative": narrative}
        for n, narrative in enumerate(narratives)
    ]
    return pd.DataFrame(rows)


def locally(table: pd.DataFrame, screener: Screener) -> pd.DataFrame:
    """What `score_batch` gives for the whole table."""
    batches = [table.iloc[start : start + BATCH] for start in range(0, len(table), BATCH)]
    return pd.concat([score_batch(batch, screener) for batch in batches])


def own_cues(folder: Path) -> Path:
    """A file with one cue that no shipped one is like."""
    path = folder / "own.toml"
    path.write_text(OWN_CUE, encoding="utf-8")
    return path
