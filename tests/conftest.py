"""No test writes to the audit log of whoever runs it, nor does a program that a test starts."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _log_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OVERLOOKED_AUDIT_LOG", str(tmp_path_factory.mktemp("audit") / "audit.jsonl"))
        yield
