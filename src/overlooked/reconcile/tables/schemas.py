"""The schemas of both tables, and which of them a file is: crimes given as referrals are told from how they begin.

In come the names of a file's columns, out comes a refusal in one line where the two files are swapped.
"""

from overlooked.reconcile.tables.columns import CRIME_COLUMNS, REFERRAL_COLUMNS
from overlooked.records.columns import NoColumnError
from overlooked.records.schema import Schema, fold
from overlooked.records.table import Table

_NEEDED = "name, date of birth or reference"
REFERRALS = Schema(
    REFERRAL_COLUMNS,
    needed=("surname", "forename", "aliases", "date_of_birth", "nrm_reference", "crime_or_cad_reference"),
    what=_NEEDED,
    joined=("crime_or_cad_reference", "aliases"),
    data="referral_columns.toml",
    option="--referral-columns",
)
CRIMES = Schema(
    CRIME_COLUMNS,
    needed=("victim_surname", "victim_forename", "victim_date_of_birth", "crime_reference"),
    what=_NEEDED,
    joined=("narrative",),
    data="crime_columns.toml",
    option="--crime-columns",
)

_OWN = {
    REFERRALS: ("nrm_reference", "referral_date", "referral_type", "first_responder", "rg_decision", "cg_decision"),
    CRIMES: ("reported_on", "recorded_on", "offence", "offence_code", "narrative", "status"),
}
"""Columns that files of this kind have and those of the other kind have not, or one of."""
_CLEAR = 2


def refuse_swapped(where: str, table: Table, schema: Schema) -> None:
    """NoColumnError where the usual names of a table's columns are clearly those of the other file."""
    other = CRIMES if schema is REFERRALS else REFERRALS
    own, others = _own_columns(table, schema), _own_columns(table, other)
    if others >= _CLEAR and others > own:
        kind = "crimes" if other is CRIMES else "referrals"
        raise NoColumnError(f"{where}: these are {kind}: give the referrals first, and the crimes behind them")


def _own_columns(table: Table, schema: Schema) -> int:
    usual = schema.ranks[0] | schema.ranks[1]
    found = {usual.get(fold(name)) for name in table.names}
    return len(found.intersection(_OWN[schema]))
