"""The made-up year 2015/16 that is shipped: referrals, crimes, the nation of each force, and what is true of them.

    python tests/reconcile/year_2016.py

writes `corpus/referrals_2016` again, the same bytes each time. Nobody in it is a real person and no force exists.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from messy import Messy, like_2016
from messy_truth import Truth

FOLDER = Path(__file__).parents[2] / "corpus" / "referrals_2016"
SEED = 2016


def files(year: Messy) -> Mapping[str, str]:
    """The text of each file by its name."""
    tables = {"referrals.csv": year.referrals, "crimes.csv": year.crimes}
    texts = {name: _csv(table.drop(columns="row")) for name, table in tables.items()}
    nations = "".join(f'"{force}" = "{nation}"\n' for force, nation in year.forces.items())
    return texts | {"forces.toml": nations, "truth.csv": _csv(truth_of_referrals(year.truth))}


def truth_of_referrals(truth: Truth) -> pd.DataFrame:
    """One row a referral: `referral_row, outcome, crime_rows, hidden_rows`; rows count from 1, with semicolons between.

    `crime_rows` are of the referred person, and the tables tell it; `hidden_rows` are too, and nothing tells it.
    """
    right = truth.outcomes.sort_values("referral", ignore_index=True)
    evident = truth.links["evidence"] != ""
    return pd.DataFrame(
        {
            "referral_row": right["referral"] + 1,
            "outcome": right["outcome"],
            "crime_rows": _rows(truth.links.loc[evident], len(right)),
            "hidden_rows": _rows(truth.links.loc[~evident], len(right)),
        }
    )


def _rows(links: pd.DataFrame, referrals: int) -> "pd.Series[str]":
    joined = (links["crime"] + 1).astype(str).groupby(links["referral"]).agg(";".join)
    return joined.reindex(range(referrals), fill_value="")


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


def main() -> None:
    """Write the folder."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in files(like_2016(SEED)).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
