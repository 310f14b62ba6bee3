"""The whole suite runs offline: the fence of `tests/offline` is up here and in every Python that a test starts."""

import os
import sys
from pathlib import Path

FENCE = str(Path(__file__).parent / "tests" / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FENCE, os.environ.get("PYTHONPATH", ""))))
sys.path.insert(0, FENCE)

import fence  # noqa: E402, F401 - the folder is on the path only now
