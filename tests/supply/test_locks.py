import re
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from locks import ALL, CORE, ROOT, Pin, load_lock
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
OURS = "overlooked"
PLACES = [
    {"python_full_version": f"3.{minor}.0", "python_version": f"3.{minor}", "sys_platform": platform}
    for minor, platform in product((11, 12, 13, 14), ("linux", "win32", "darwin"))
]


def wanted(extras: list[str]) -> list[Requirement]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in EXTRAS[extra])]
    return [requirement for line in lines if (requirement := Requirement(line)).name != OURS]


def holding(pins: list[Pin], place: dict[str, str]) -> list[Pin]:
    return [pin for pin in pins if pin.marker is None or pin.marker.evaluate(place)]


@pytest.mark.parametrize(("path", "extras"), [(CORE, []), (ALL, sorted(EXTRAS))], ids=["core", "all"])
def test_every_dependency_is_locked_within_its_bounds_for_every_python_and_platform(
    path: Path, extras: list[str]
) -> None:
    pins = load_lock(path)
    for place in PLACES:
        locked = {pin.name: pin.version for pin in holding(pins, place)}
        for requirement in wanted(extras):
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not locked for {place}: run `make lock`"
            assert version in requirement.specifier, f"{requirement} is locked as {version}: run `make lock`"


@pytest.mark.parametrize("path", [CORE, ALL], ids=["core", "all"])
def test_no_package_is_locked_twice_for_one_place_and_each_has_hashes(path: Path) -> None:
    pins = load_lock(path)
    for place in PLACES:
        names = [pin.name for pin in holding(pins, place)]
        assert len(names) == len(set(names))
    hashes = [told for pin in pins for told in pin.hashes]
    assert all(pin.hashes for pin in pins)
    assert [told for told in hashes if not re.fullmatch(r"sha256:[0-9a-f]{64}", told)] == []


def test_what_both_locks_hold_is_the_same() -> None:
    assert [pin for pin in load_lock(CORE) if pin not in load_lock(ALL)] == []


@pytest.mark.parametrize("path", [CORE, ALL], ids=["core", "all"])
def test_no_lock_names_an_index_or_a_file(path: Path) -> None:
    assert not re.search(r"://|--index|--find-links|--trusted|^-|@", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", ["numpy>=2", "--index-url https://index.example/simple", "numpy @ file:///numpy.whl"])
def test_a_line_that_pins_nothing_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "lock.txt").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no pin"):
        load_lock(tmp_path / "lock.txt")
