"""The whole suite runs offline, and no test writes to the audit log of whoever runs it.

The fence of `tests/offline` is up here and in every Python that a test starts.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FENCE = str(Path(__file__).parent / "tests" / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FENCE, os.environ.get("PYTHONPATH", ""))))
sys.path.insert(0, FENCE)

import fence  # noqa: E402, F401 - the folder is on the path only now


@pytest.fixture(scope="session", autouse=True)
def _log_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OVERLOOKED_AUDIT_LOG", str(tmp_path_factory.mktemp("audit") / "audit.jsonl"))
        yield
