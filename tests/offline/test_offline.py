"""Nothing here reaches a network: not the tests, not what they start, not the package with what it imports."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from fence import FenceError
from joblib import Parallel, delayed

from overlooked.audit import VARIABLE, append

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "export.csv"
SOURCE = Path(__file__).parents[2] / "src" / "overlooked"
ELSEWHERE = "192.0.2.1"
"""An address of documentation, which nobody has (RFC 5737)."""
CLIENTS = frozenset(
    {
        *("urllib.request", "http.client", "http.server", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc.client"),
        *("socketserver", "socket", "ssl", "asyncio", "webbrowser"),
        *("urllib3", "requests", "httpx", "aiohttp", "websockets", "fsspec", "boto3", "certifi"),
    }
)
BROUGHT = frozenset({"socket", "ssl", "asyncio"})
"""Without a caller: joblib and multiprocessing load socket for their pipes, spaCy's and joblib's helpers the others."""


def reaching() -> None:
    with socket.socket() as here:
        here.connect((ELSEWHERE, 80))


@pytest.mark.parametrize(
    "code",
    [
        f"import socket; socket.create_connection(('{ELSEWHERE}', 80), 1)",
        f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('{ELSEWHERE}', 53))",
        "import socket; socket.getaddrinfo('force.example', 443)",
        "import socket; socket.gethostbyname('force.example')",
        "import socket; socket.socket().bind(('', 0))",
        "import urllib.request as r\ntry: r.urlopen('http://force.example')\nexcept Exception: pass",
    ],
)
def test_a_program_that_reaches_for_a_network_is_caught(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "FenceError" in done.stderr


def test_a_command_that_reaches_for_a_network_is_caught(tmp_path: Path) -> None:
    code = (
        "import socket, overlooked.running.running as run\n"
        "from overlooked.cli import main\n"
        f"def reach(*_): socket.create_connection(('{ELSEWHERE}', 80), 1)\n"
        "run.score_unit = reach\n"
        "main()"
    )
    arguments = ["screen", str(SAMPLE), "-o", str(tmp_path / "q.jsonl")]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert "FenceError" in done.stderr
    assert not (tmp_path / "q.jsonl").exists()


def test_a_test_that_reaches_for_a_network_is_caught() -> None:
    with pytest.raises(FenceError, match=ELSEWHERE):
        reaching()


def test_a_worker_process_that_reaches_for_a_network_is_caught() -> None:
    with pytest.raises(FenceError, match=ELSEWHERE):
        Parallel(n_jobs=2)(delayed(reaching)() for _ in range(2))


def test_the_own_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert socket.getaddrinfo("localhost", 80)


VERBS = {
    "screen": ["screen", str(SAMPLE), "-o", "queue.jsonl", "-o", "queue.html", "-o", "queue.xlsx", "-o", "queue.csv"],
    "explain": ["explain", str(SAMPLE), "--record", "NM/24/000037"],
    "teach": ["teach", "--sample", "-o", "lesson.html"],
    "mask": ["mask", str(SAMPLE), "-o", "masked.csv", "--jobs", "2"],
    "papers": ["papers", "-o", "papers"],
    "audit show": ["audit", "show"],
    "audit verify": ["audit", "verify"],
}


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
def test_no_command_loads_a_network_client_beyond_those_that_libraries_bring(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "audit.jsonl"))
    append(tmp_path / "audit.jsonl", {})
    code = "import sys; from overlooked.cli import app; app(standalone_mode=False); print('LOADED', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *VERBS[verb]], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    loaded = set(done.stdout.rpartition("LOADED ")[2].split())
    assert loaded & CLIENTS <= BROUGHT, sorted(loaded & CLIENTS)


SPARK_SESSION = SOURCE / "spark" / "session.py"
"""Asks whether the cluster that the user named can be reached; nothing else here knows of sockets."""


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_of_the_package_imports_a_network_client(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert named & CLIENTS == ({"socket"} if path == SPARK_SESSION else set())


def test_the_fence_is_on_the_path_of_what_tests_start() -> None:
    assert str(Path(__file__).parent) in os.environ["PYTHONPATH"].split(os.pathsep)
