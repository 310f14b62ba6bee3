"""Standing: what a record stands as beside a referral: modern slavery, another crime, a code that explains, nothing.

In comes a row of crimes, out comes its `Standing` and the non-crime code that it bears, if that holds in its nation.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from overlooked.offences import classify, is_crime, written_codes
from overlooked.recording import NonCrimeCode, Recording


class Standing(StrEnum):
    """What a record stands as, in the order in which one decides over another."""

    TRANSFERRED = "transferred"
    SLAVERY = "slavery"
    CRIME = "crime"
    EXPLAINED = "explained"
    WAITING = "waiting"
    NOTHING = "nothing"


ORDER = {standing: place for place, standing in enumerate(Standing)}
"""The place of each in that order, from 0."""

SLAVERY_CLASSES = frozenset({"modern_slavery", "old_trafficking"})
SLAVERY_CODE = "106"
"""The Home Office class of modern slavery (recording rule ew_class_106)."""

_TREATED: Mapping[str, Standing] = {
    "open": Standing.WAITING,
    "explained": Standing.EXPLAINED,
    "explained_unless_evidence": Standing.EXPLAINED,
    "explained_if_received": Standing.TRANSFERRED,
}
_N_CODE = re.compile(r"\bN\s*0*\d{3}\b(?:\s*[/\\.\-]\s*\d+)?", re.IGNORECASE)
_N200 = re.compile(r"\bN\s*0*200\b(?:\s*[/\\.\-]\s*\d+)?", re.IGNORECASE)


class Stands(NamedTuple):
    """What a record stands as, and the code that says so."""

    standing: Standing
    code: NonCrimeCode | None


def stands(crime: Mapping[str, str], recording: Recording, nation: str) -> Stands:
    """What a row of crimes stands as in the nation of its force.

    A non-crime code comes first, wherever it is written; one that is unknown, or that is another nation's, explains
    nothing. Then class 106 by its code, then the title. What is registered and is no crime is `NOTHING`.
    """
    told = crime["offence"], crime["offence_code"], crime["recorded_on"]
    written = _N_CODE.findall(crime["offence_code"]) + _N200.findall(crime["offence"])
    if written:
        known = next((code for code in map(recording.code, written) if code and code.nation == nation), None)
        return Stands(_TREATED[known.treated], known) if known else Stands(Standing.NOTHING, None)
    if SLAVERY_CODE in written_codes(crime["offence_code"]):
        return Stands(Standing.SLAVERY, None)
    if not is_crime(*told):
        return Stands(Standing.NOTHING, None)
    return Stands(Standing.SLAVERY if classify(*told).code in SLAVERY_CLASSES else Standing.CRIME, None)
