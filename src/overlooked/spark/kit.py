"""The kit: what a worker screens with. Read on the driver, sent with the job, unpacked once a worker process."""

import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from overlooked import __version__
from overlooked.errors import RunError
from overlooked.model import FILES, default_model_folder
from overlooked.screening import Reads, Screener

MODEL, MANIFEST = "model", "manifest.json"


@dataclass(frozen=True)
class Kit:
    """The files of the model folder and the force's own cues, by name, and the version that read them."""

    version: str
    model: tuple[tuple[str, bytes], ...]
    cues: tuple[str, bytes] | None
    reads: Reads = Reads.ALL

    @property
    def screener(self) -> Screener:
        """The screener of this kit, one for all tasks of a process. RunError where the worker has another version."""
        return _unpacked(self)


def packed(screener: Screener) -> Kit:
    """The kit of a screener. Raises ModelError and KnowledgeError here, where the user can see them."""
    screener.refuse_own_cues()
    folder, cues = screener.model_folder or default_model_folder(), screener.cues
    return Kit(
        version=__version__,
        model=tuple((name, (folder / name).read_bytes()) for name in (*FILES, MANIFEST) if screener.model),
        cues=(cues.name, cues.read_bytes()) if cues else None,
        reads=screener.reads,
    )


@lru_cache(maxsize=1)
def _unpacked(kit: Kit) -> Screener:
    if kit.version != __version__:
        raise RunError(f"a worker has overlooked {__version__} and the driver {kit.version}; install the same on all")
    with tempfile.TemporaryDirectory(prefix="overlooked-") as place:
        folder = Path(place) / MODEL
        folder.mkdir()
        for name, data in kit.model:
            (folder / name).write_bytes(data)
        cues = Path(place) / kit.cues[0] if kit.cues else None
        if cues and kit.cues:
            cues.write_bytes(kit.cues[1])
        screener = Screener(folder, cues, kit.reads)
        # Both are read while the files are there; nothing asks for them later.
        _ = screener.weights
        if kit.reads is not Reads.EXHAUSTIVE:
            _ = screener.sift
    return screener
