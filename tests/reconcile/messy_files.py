"""Tables as the messy files that forces send: other column names and order, dates in many forms, blanks, repeats."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

import pandas as pd
import xlsxwriter
from messy_hazards import without_marks

REFERRAL_NAMES = {
    "nrm_reference": "NRM Ref",
    "referral_date": "Date of Referral",
    "referral_type": "Referral Type",
    "first_responder": "First Responder",
    "force": "Police Force",
    "forename": "First Name",
    "surname": "Last Name",
    "aliases": "Alias",
    "date_of_birth": "DOB",
    "age_status": "Adult/Child",
    "sex": "Gender",
    "nationality": "Nationality",
    "exploitation_place": "Location of Exploitation",
    "exploitation_force": "Exploitation Force",
    "rg_decision": "RG Decision",
    "rg_decision_date": "RG Decision Date",
    "cg_decision": "CG Decision",
    "crime_or_cad_reference": "Crime/CAD Ref",
}
CRIME_NAMES = {
    "crime_reference": "Crime Ref",
    "force": "Force",
    "reported_on": "Date Reported",
    "recorded_on": "Date Recorded",
    "offence": "Offence Title",
    "offence_code": "HO Code",
    "victim_forename": "Victim Forename",
    "victim_surname": "Victim Surname",
    "victim_date_of_birth": "Victim DOB",
    "victim_sex": "Victim Sex",
    "victim_nationality": "Victim Nationality",
    "narrative": "MO Text",
    "status": "Status",
}
DAYS = ("%d/%m/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y", "%d.%m.%Y", "%d/%m/%y")
MOMENTS = ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%d-%b-%Y %H:%M", "%Y-%m-%dT%H:%M:00")
BLANK, REPEATED = 0.01, 0.01
"""Shares of rows after which a blank row stands, or the same row once more."""

Cell = str | date | datetime


@dataclass(frozen=True, slots=True)
class Written:
    """The files, and for each table the data row (1 is the first) in which its rows stand, in the tables' order."""

    referrals: Path
    crimes: Path
    forces: Path
    referral_rows: tuple[int, ...]
    crime_rows: tuple[int, ...]


def write(
    folder: Path,
    referrals: tuple[pd.DataFrame, str],
    crimes: tuple[pd.DataFrame, str],
    forces: Mapping[str, str],
    seed: int,
) -> Written:
    """Writes both tables in the form named beside each, "xlsx", "csv" or "utf8", and the nation of each force."""
    dice = Random(seed)  # noqa: S311 - dice for rows, not for a secret
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    places: list[tuple[int, ...]] = []
    for name, (table, form), names in (("referrals", referrals, REFERRAL_NAMES), ("crimes", crimes, CRIME_NAMES)):
        columns = dice.sample(list(names), len(names))
        rows, stand = _messed(table[columns], dice, dates=form == "xlsx")
        path = folder / f"{name}.{'xlsx' if form == 'xlsx' else 'csv'}"
        (_workbook if form == "xlsx" else _csv)(path, [names[column] for column in columns], rows, form)
        paths.append(path)
        places.append(stand)
    nations = folder / "forces.toml"
    nations.write_text("".join(f'"{name}" = "{nation}"\n' for name, nation in forces.items()), encoding="utf-8")
    return Written(paths[0], paths[1], nations, places[0], places[1])


def _messed(table: pd.DataFrame, dice: Random, *, dates: bool) -> tuple[list[list[Cell]], tuple[int, ...]]:
    rows: list[list[Cell]] = []
    stand = []
    for cells in table.itertuples(index=False):
        rows.append([_cell(column, cell, dice, dates=dates) for column, cell in zip(table.columns, cells, strict=True)])
        stand.append(len(rows))
        if dice.random() < REPEATED:
            rows.append(list(rows[-1]))
        if dice.random() < BLANK:
            rows.append([""] * len(table.columns))
    return rows, tuple(stand)


def _cell(column: str, cell: str, dice: Random, *, dates: bool) -> Cell:
    """A date in one of the forms that people use, birth years with all their digits; else the cell."""
    if not cell or not column.endswith(("_date", "date_of_birth", "_on")):
        return cell
    moment = datetime.fromisoformat(cell)
    if dates and dice.random() < 0.8:
        return moment if "T" in cell else moment.date()
    if "T" in cell:
        return moment.strftime(dice.choice(MOMENTS))
    return moment.strftime(dice.choice([form for form in DAYS if "y" not in form] if "birth" in column else DAYS))


def _csv(path: Path, header: list[str], rows: list[list[Cell]], form: str) -> None:
    """CSV; in cp1252 letters that it lacks lose their marks, as in systems that know no others."""
    with path.open("w", encoding="cp1252" if form == "csv" else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[_in_cp1252(str(cell)) if form == "csv" else cell for cell in row] for row in rows])


def _in_cp1252(text: str) -> str:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return without_marks(text).encode("cp1252", errors="replace").decode("cp1252")
    return text


def _workbook(path: Path, header: list[str], rows: list[list[Cell]], _: str) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(2025, 1, 1)})  # noqa: DTZ001 - Excel knows no zone
        day, minute = (book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, header)
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, minute if isinstance(cell, datetime) else day)
                elif cell:
                    sheet.write_string(at, column, cell)
