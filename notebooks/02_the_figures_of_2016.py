# %% [markdown]
# # The figures of 2016
# In 2015/16, 3,146 people were referred in the United Kingdom, and 884 modern-slavery crimes were recorded in England
# and Wales. What could be said then, and what could have been said if the records had been linked?
#
# **The two totals are real, all else here is made up**: people, forces, referrals, crimes, and how many referrals
# became a crime record. What follows shows what linking can tell. It says nothing about any force.
# `corpus/referrals_2016/README.md` tells how the files were made.

# %%
from pathlib import Path

import pandas as pd

from overlooked.reconcile.linking.links import Links
from overlooked.reconcile.linking.referenced import by_reference
from overlooked.reconcile.measured.figures import RowCounts, figures_of
from overlooked.reconcile.outcome.outcomes import outcomes_of
from overlooked.reconcile.people.forces import load_forces
from overlooked.reconcile.reconciling import reconcile
from overlooked.reconcile.tables.reading import read_crimes, read_referrals
from overlooked.recording import load_recording
from overlooked.statistics.intervals import wilson

FOLDER = Path(__file__).parents[1] / "corpus" / "referrals_2016"

referrals = read_referrals([FOLDER / "referrals.csv"]).table
crimes = read_crimes([FOLDER / "crimes.csv"]).table
names = {name for table in (referrals, crimes) for name in table["force"]}
nations = load_forces(FOLDER / "forces.toml", names | set(referrals["exploitation_force"])).nations

# %% [markdown]
# ## What could be said then
# One total divided by another. The crimes are those of England and Wales, the referrals those of all nations; and a
# crime may be of somebody whom nobody referred. The ratio would be the same if not one of these made-up referrals had
# been recorded, and the same if 884 had been.

# %%
nation_of_crime = crimes["force"].map(nations)
slavery = crimes["offence_code"] == "106"
ours = int((slavery & (nation_of_crime == "england_wales")).sum())
per_100 = 100 * ours / len(referrals)
print(f"{ours} crimes beside {len(referrals):,} referrals: {per_100:.0f} per 100. No link is known.")

# %% [markdown]
# ## What references alone say
# The baseline: a crime reference that stands beside a referral, or a referral that a narrative names. 21 of the
# made-up forces quote none, so whatever they recorded looks unrecorded.

# %%
baseline = by_reference(referrals, crimes)
by_references = outcomes_of(referrals, crimes, baseline, load_recording(), nations)
tied = {referrals["force"][link.referral] for link in baseline.links}
print(f"Made-up forces with referrals: {referrals['force'].nunique()}; with one tied by a reference: {len(tied)}.")

# %% [markdown]
# ## What linking says
# References, then equal names, birth date and force, then the scored match. Made-up referrals that needed no record
# do not occur: the codes that explain one came later than 2016, so `explained` stays at 0.

# %%
done = reconcile(referrals, crimes, nations)


def counted(told: tuple) -> pd.Series:
    return pd.Series([str(one.outcome) for one in told]).value_counts()


outcomes = ["recorded", "recorded_as_other", "explained", "unlinkable", "unrecorded"]
table = pd.DataFrame({"by references": counted(by_references), "by all steps": counted(done.told)})
print(table.reindex(outcomes).fillna(0).astype(int).to_string())

# %% [markdown]
# By nation and force, with 95 % intervals (Wilson). Of the made-up referrals that needed a crime record: the share
# that has one as modern slavery.

# %%
figures = figures_of(referrals, crimes, done.told, done.links, RowCounts(len(referrals), len(crimes)), nations)
rows = figures["by"]["force"]
by_force = pd.DataFrame([row["counts"] | {"force": row["group"], "nation": row["nation"]} for row in rows])


def with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    pairs = zip(rows["recorded"], rows["needed"], strict=True)
    intervals = [wilson(int(recorded), int(needed)) if needed else (0.0, 1.0) for recorded, needed in pairs]
    rate = (100 * rows["recorded"] / rows["needed"]).round().astype("Int64").astype(str)
    rates = [f"{own} % ({100 * low:.0f} to {100 * high:.0f})" for own, (low, high) in zip(rate, intervals, strict=True)]
    return rows[["referrals", "needed", "recorded", "recorded_as_other", "unrecorded"]].assign(rate=rates)


print(with_rates(by_force.groupby("nation").sum(numeric_only=True)).to_string(), "\n")
print(with_rates(by_force.set_index("force").head(8)).to_string())

# %% [markdown]
# Four made-up forces have no referral and so no line here. In six no modern-slavery crime was recorded at all; a
# record that such a force's referrals have stands in another force.

# %%
silent = sorted(set(nations) - set(crimes.loc[slavery, "force"]))
print("No modern-slavery crime:", ", ".join(silent))

# %% [markdown]
# ## By stage of the decision
# A policy shows itself: Strathmoor stands in Scotland as it was then, and records only after a positive decision on
# conclusive grounds. Made up, and found from the rows alone.

# %%
for own in figures["policy"]["each"]:
    if own["only_after"]:
        after, before = own["after"], own["before"]
        shares = [f"{leaf['value']:.0%} of {leaf['n']}" for leaf in (after, before)]
        print(f"{own['force']}, made up: {shares[0]} recorded after it, {shares[1]} before it")
stages = pd.DataFrame([row["counts"] | {"stage": row["group"]} for row in figures["by"]["stage"]]).set_index("stage")
print(with_rates(stages).to_string())

# %% [markdown]
# ## What is uncertain
# Pairs that are likely, and not sure enough, decide nothing. They wait for a person in `clerical.csv`.

# %%
uncertain, rate = figures["uncertain"], figures["rate"]
print(f"{uncertain['pairs']} uncertain links of {uncertain['referrals']} made-up referrals wait for a person.")
print(f"Recording rate {rate['value']:.1%}; were all of them the same person, {uncertain['all']['value']:.1%}.")

# %% [markdown]
# ## How far this is right
# The pair is made up, so the truth is known (`truth.csv`). Precision: of the links, those to the referred person.
# Recall: of the pairs that the tables give away, those that are linked. Accuracy: referrals whose outcome is the
# right one. On real records they will be other numbers: these hazards were invented by the people who wrote the
# linking.

# %%
truth = pd.read_csv(FOLDER / "truth.csv", dtype=str, keep_default_na=False)


def pairs_of(column: str) -> set[tuple[int, int]]:
    rows = zip(truth["referral_row"], truth[column], strict=True)
    return {(int(row) - 1, int(crime) - 1) for row, crimes in rows for crime in crimes.split(";") if crime}


evident, hidden = pairs_of("crime_rows"), pairs_of("hidden_rows")


def judged(links: Links, told: tuple) -> dict[str, str]:
    made = {(link.referral, link.crime) for link in links.links}
    right = [str(one.outcome) == truth["outcome"][one.referral] for one in told]
    return {
        "links": f"{len(made)}",
        "precision": f"{len(made & (evident | hidden)) / len(made):.3f}",
        "recall": f"{len(made & evident) / len(evident):.3f}",
        "accuracy": f"{sum(right) / len(right):.3f}",
    }


measured = {"by references": judged(baseline, by_references), "by all steps": judged(done.links, done.told)}
print(pd.DataFrame(measured).to_string(), "\n")
right = truth["outcome"].rename("right outcome")
print(pd.crosstab(right, pd.Series([str(one.outcome) for one in done.told], name="told")).to_string())
