"""Tools that need an environment of their own: made under a folder, run as a process, figures back as JSON."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "others"
NEEDS: Mapping[str, tuple[str, ...]] = {
    "medspacy_context": ("medspacy==1.3.1", "numpy<2", "setuptools"),
    "asreview_default": ("asreview==3.0.8",),
}
"""What each script of `others` needs installed. medspaCy pins spaCy 3.7.5, which wants an older numpy."""


def python_of(folder: Path, name: str) -> Path:
    """The interpreter of the environment for a script, made and filled if it is not there."""
    home = folder / name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "filled").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *NEEDS[name]], check=True)
        (home / "filled").touch()
    return python


def measured(folder: Path, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that a script of `others` gives for what is given: versions, rows, seconds of each round."""
    with tempfile.TemporaryDirectory() as place:
        into, out = Path(place) / "given.json", Path(place) / "figures.json"
        into.write_text(json.dumps(given), encoding="utf-8")
        alone = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        command = [python_of(folder, name).absolute(), SCRIPTS / f"{name}.py", into, out]
        env = alone | {"OMP_NUM_THREADS": "1"}
        subprocess.run(command, check=True, env=env, cwd=place, stdout=subprocess.DEVNULL)  # it may leave files there
        return json.loads(out.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # figures by name
