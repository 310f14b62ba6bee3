"""The two tables that are reconciled: referrals and crimes, with the columns that every part of this package reads.

Both are pandas tables with a plain index from 0. Every column is text, "" where nothing is told, but `row` (1 is the
first data row of its file); `source` is that file, or a sheet of it. Days are ISO days; `reported_on` and `recorded_on`
of crimes are ISO moments where the file tells a time ("2026-03-31T09:30"). A date that cannot be read is "" and stands
in the notes.
"""

REFERRAL_COLUMNS = (
    "nrm_reference",
    "referral_date",
    "referral_type",
    "first_responder",
    "force",
    "forename",
    "surname",
    "aliases",
    "date_of_birth",
    "age_status",
    "sex",
    "nationality",
    "exploitation_place",
    "exploitation_force",
    "rg_decision",
    "rg_decision_date",
    "cg_decision",
    "crime_or_cad_reference",
)
CRIME_COLUMNS = (
    "crime_reference",
    "force",
    "reported_on",
    "recorded_on",
    "offence",
    "offence_code",
    "victim_forename",
    "victim_surname",
    "victim_date_of_birth",
    "victim_sex",
    "victim_nationality",
    "narrative",
    "status",
)
"""One row a victim: a crime with several victims has several rows with one reference."""

REFERRAL_TYPES = ("NRM", "DtN")
DECISIONS = ("positive", "negative", "pending", "")
PLACES = ("uk", "overseas", "both", "unknown", "")
