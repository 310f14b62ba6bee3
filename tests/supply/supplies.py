"""What the program stands on: known weak points, the bill of materials, the licences: `make audit`.

Reads `requirements/all.txt` and `.venv/shipped`, where it is installed; writes `requirements/sbom.cdx.json` (CycloneDX
1.6, the same bytes for the same lock) and `requirements/licences.md`. Ends with 1 where a locked package has a known
vulnerability, was not looked up though others were, or has a licence that is not allowed; where the advisory service
answers for none, a line says so and the rest is done.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from licences import held, licence_elsewhere, list_of, refusals
from locks import ALL, FOLDER, ROOT, Bill, Pin, load_lock, pins_of

SBOM, LICENCES = FOLDER / "sbom.cdx.json", FOLDER / "licences.md"
SHIPPED = ROOT / ".venv" / "shipped"
UNREACHED = "the advisory service could not be reached from here: known vulnerabilities were NOT looked up"
_TOOLS = Path(sys.executable).parent


def advisories(pins: Sequence[Pin]) -> tuple[int, list[str]]:
    """How many pins the advisory service knows, and a sentence for each that is vulnerable or was not looked up.

    Every pin is asked for, wherever its marker holds. No sentence where the service knows none: it was not reached.
    """
    told = [each for run in _runs(pins) for each in _asked(run)]
    skipped = [f"{each['name']}: was not looked up: {each['skip_reason']}" for each in told if "skip_reason" in each]
    known = len(told) - len(skipped)
    found = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no release'}"
        for each in told
        for flaw in each.get("vulns", ())
    ]
    return known, [*found, *skipped] if known else []


def _runs(pins: Sequence[Pin]) -> list[list[Pin]]:
    """The pins in lists that hold no package twice: pip-audit takes no two versions of one."""
    runs: list[list[Pin]] = []
    for pin in pins:
        fitting = next((run for run in runs if all(pin.name != other.name for other in run)), None)
        if fitting is None:
            runs.append([pin])
        else:
            fitting.append(pin)
    return runs


def _asked(pins: Sequence[Pin]) -> list[dict[str, Any]]:
    """What pip-audit tells of each pin; nothing where it was not reached. RuntimeError where it stops otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.txt"), Path(folder, "answer.json")
        asked.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in pins), encoding="utf-8")
        command = [str(_TOOLS / "pip-audit"), "-r", str(asked), "--no-deps", "--disable-pip", "-f", "json"]
        done = subprocess.run([*command, "-o", str(answer)], capture_output=True, text=True, check=False)
        if answer.is_file() and answer.stat().st_size:
            return list(json.loads(answer.read_text(encoding="utf-8"))["dependencies"])
    if "requests.exceptions." in done.stderr or "Could not connect" in done.stderr:
        return []
    raise RuntimeError(f"pip-audit ended with {done.returncode}: {done.stderr[-400:]}")


def bill_of(shipped: Path, pins: Sequence[Pin]) -> Bill:
    """The bill of materials of an environment, with what is locked for other Pythons and platforms added.

    ValueError where the environment holds what is not locked.
    """
    command = [str(_TOOLS / "cyclonedx-py"), "environment", str(shipped), "--pyproject", str(ROOT / "pyproject.toml")]
    command += ["--spec-version", "1.6", "--output-reproducible", "--output-format", "JSON"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    bill: Bill = json.loads(done.stdout)
    return with_all_pins(bill, pins)


def with_all_pins(bill: Bill, pins: Sequence[Pin]) -> Bill:
    """A bill with a component for each pin; one that is not installed has its marker and its other version's licence.

    ValueError for a component that is no pin.
    """
    installed = pins_of(bill)
    strange = sorted(set(installed) - {(pin.name, pin.version) for pin in pins})
    if strange:
        raise ValueError(f"{strange[0][0]} {strange[0][1]} is installed and not locked; run `make clean audit`")
    licences = {name: part.get("licenses", []) for (name, _), part in installed.items()}
    elsewhere = [
        {
            "bom-ref": f"{pin.name}=={pin.version}",
            "licenses": licences.get(pin.name, licence_elsewhere(pin.name)),
            "name": pin.name,
            "properties": [{"name": "overlooked:where", "value": str(pin.marker)}],
            "purl": f"pkg:pypi/{pin.name}@{pin.version}",
            "type": "library",
            "version": str(pin.version),
        }
        for pin in pins
        if (pin.name, pin.version) not in installed
    ]
    parts = sorted([*bill["components"], *elsewhere], key=lambda part: part["bom-ref"])
    return bill | {"components": parts}


def main() -> int:
    """Do all three, print what was seen, and give 1 for a vulnerability or a licence that cannot stay."""
    pins = load_lock(ALL)
    known, faults = advisories(pins)
    print(f"{ALL.name}: {len(pins)} pins; {known} looked up for known vulnerabilities" if known else UNREACHED)
    bill = bill_of(SHIPPED, pins)
    SBOM.write_text(json.dumps(bill, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    packages = held(bill)
    LICENCES.write_text(list_of(packages), encoding="utf-8")
    print(f"{len(packages)} packages in {SBOM.name} and {LICENCES.name}")
    faults += refusals(packages)
    print("\n".join(faults) or "nothing that cannot stay")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
