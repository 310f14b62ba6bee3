import json
from collections.abc import Sequence
from typing import Any

import licences
import pytest
import supplies
import wheels
from licences import Held, held, is_allowed, list_of, refusals
from locks import ALL, Bill, Pin, load_lock, pins_of
from packaging.markers import Marker
from packaging.utils import canonicalize_name
from packaging.version import Version

BILL: Bill = json.loads(supplies.SBOM.read_text(encoding="utf-8"))


def pin(name: str, version: str = "1.0", marker: str | None = None) -> Pin:
    return Pin(canonicalize_name(name), Version(version), Marker(marker) if marker else None, ())


def component(name: str, version: str = "1.0", *names: str) -> dict[str, Any]:
    told = [{"license": {"name": each}} for each in names]
    return {"bom-ref": f"{name}=={version}", "name": name, "version": version, "licenses": told}


def test_the_bill_that_is_shipped_holds_what_is_locked_and_nothing_else() -> None:
    assert set(pins_of(BILL)) == {(each.name, each.version) for each in load_lock(ALL)}, "run `make audit`"
    assert (BILL["bomFormat"], BILL["specVersion"]) == ("CycloneDX", "1.6")


def test_the_bill_names_no_time_no_number_of_its_own_and_no_folder() -> None:
    assert "serialNumber" not in BILL
    assert "timestamp" not in BILL["metadata"]
    assert "file:" not in json.dumps(BILL)


def test_the_list_of_licences_is_that_of_the_bill_and_all_may_stay() -> None:
    packages = held(BILL)
    assert supplies.LICENCES.read_text(encoding="utf-8") == list_of(packages), "run `make audit`"
    assert refusals(packages) == []


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0", "MIT AND GPL-2.0-only", licences.NONE, "Mine"])
def test_a_strong_copyleft_or_an_unknown_licence_is_refused_by_name(licence: str) -> None:
    [told] = refusals([Held("good", "1", "MIT"), Held("bad", "2.1", licence)])
    assert told.startswith(f"bad 2.1: licence {licence!r}")


def test_of_two_licences_to_choose_from_one_is_enough_and_of_two_that_bind_both_are_needed() -> None:
    assert is_allowed("GPL-3.0-only OR MIT")
    assert is_allowed("MIT AND ISC")
    assert not is_allowed("GPL-3.0-only AND MIT")


def test_an_old_classifier_counts_only_where_nothing_better_is_named() -> None:
    old = "License :: OSI Approved :: BSD License"
    bill = {"components": [component("b", "1", "MIT", old), component("a", "1", old), component("c")]}
    assert [one.licence for one in held(bill)] == ["BSD-3-Clause", "MIT", licences.NONE]


def test_what_is_locked_for_another_python_is_in_the_bill_with_its_marker_and_licence() -> None:
    pins = [pin("tool"), pin("tool", "2.0", "python_full_version >= '3.12'"), pin("nowhere")]
    bill = supplies.with_all_pins({"components": [component("tool", "1.0", "MIT")]}, pins)
    other = pins_of(bill)[canonicalize_name("tool"), Version("2.0")]
    assert "3.12" in other["properties"][0]["value"]
    assert [one.licence for one in held(bill)] == [licences.NONE, "MIT", "MIT"]


def test_what_is_installed_and_not_locked_stops_the_bill() -> None:
    with pytest.raises(ValueError, match=r"stowaway 1\.0 is installed and not locked"):
        supplies.with_all_pins({"components": [component("stowaway")]}, [pin("tool")])


def service(monkeypatch: pytest.MonkeyPatch, **answers: dict[str, Any]) -> None:
    """An advisory service that tells of each pin what is given, and that it does not know any other."""

    def asked(pins: Sequence[Pin]) -> list[dict[str, Any]]:
        unknown = {"skip_reason": "not found"}
        return [{"name": each.name, "version": str(each.version)} | answers.get(each.name, unknown) for each in pins]

    monkeypatch.setattr(supplies, "_asked", asked)


def test_a_known_vulnerability_is_told_with_the_release_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    service(monkeypatch, weak={"vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}, sound={"vulns": []})
    assert supplies.advisories([pin("weak"), pin("sound")]) == (2, ["weak 1.0: PYSEC-1, mended in 1.1"])


def test_a_package_that_alone_was_not_looked_up_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    service(monkeypatch, sound={"vulns": []})
    known, faults = supplies.advisories([pin("odd"), pin("sound")])
    assert (known, len(faults)) == (1, 1)
    assert faults[0].startswith("odd: was not looked up")


def test_a_service_that_knows_no_package_at_all_was_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    service(monkeypatch)
    assert supplies.advisories([pin("one"), pin("two")]) == (0, [])


def test_two_versions_of_a_package_are_both_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    service(monkeypatch, tool={"vulns": []}, other={"vulns": []})
    assert supplies.advisories([pin("tool"), pin("other"), pin("tool", "2.0")]) == (3, [])


def resolver(monkeypatch: pytest.MonkeyPatch, *without: str, says: str = "Because {}==1 has no usable wheels") -> None:
    """A uv that stops at the first package that has no wheel and may not be built."""

    def resolved(_lock: object, _python: str, _platform: str, built: Sequence[str], _options: object) -> str | None:
        return next((says.format(name) for name in without if name not in built), None)

    monkeypatch.setattr(wheels, "_resolved", resolved)


def test_every_package_without_a_wheel_is_named_and_the_check_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resolver(monkeypatch, "pyspark", "slow-c", "old_c")
    assert wheels.main() == 1
    assert "Python 3.14, Windows: no wheel of slow-c, old_c" in capsys.readouterr().out


def test_a_name_with_a_marker_is_understood_too(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, "contourpy", says="Because {}{{python_full_version < '3.12'}}==1.3.3 has no usable wheels")
    assert wheels.without_wheel(ALL, "3.11", "linux") == ["contourpy"]


def test_without_an_index_the_check_says_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resolver(monkeypatch, "any", says="error: Request failed after 3 retries cause: Failed to fetch: numpy")
    assert wheels.main() == 0
    assert wheels.UNREACHED in capsys.readouterr().out


def test_another_reason_of_uv_is_not_taken_for_a_missing_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, "any", says="error: hash of {} does not match")
    with pytest.raises(RuntimeError, match="does not match"):
        wheels.without_wheel(ALL, "3.11", "linux")
