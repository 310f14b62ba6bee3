"""How well links and outcomes agree with the truth of messy tables: the bad news has its own figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from messy_truth import Truth

from overlooked.reconcile.linking.links import Links, Step
from overlooked.reconcile.outcome.outcomes import Told

OF_THE_MATTER = frozenset({Step.CLERICAL, Step.REFERENCE})
"""Steps that tie a referral to a crime, not to a victim: a row of another victim is then neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Links against the truth.

    `precision` is right links of right and wrong ones, `recall` found pairs of those that the tables hold evidence for;
    `false_to_similar` is the share of links that go to somebody who looks alike, `similar_linked` the share of
    look-alike pairs that were linked; all are None where there is nothing to divide by. `proposed` is the share of
    evident pairs that were not linked but proposed, `proposals_right` the share of proposals that are right.
    `by_step`: step, links, right, wrong, neither, similar, precision. `by_hazard` and `by_evidence`: pairs, linked,
    proposed, recall. `by_kind`: kind of look-alike, pairs, linked, proposed.
    """

    precision: float | None
    recall: float | None
    false_to_similar: float | None
    similar_linked: float | None
    proposed: float | None
    proposals_right: float | None
    by_step: pd.DataFrame
    by_hazard: pd.DataFrame
    by_evidence: pd.DataFrame
    by_kind: pd.DataFrame


def measured(links: Links, truth: Truth) -> Measured:
    """The links and proposals of a run against the truth; a link of true pairs without evidence counts as right."""
    made, proposals = _told(links, truth)
    evident = truth.links.loc[truth.links["evidence"] != ""]
    pairs = _found(evident, made, proposals)
    similar = _found(truth.similar, made, proposals)
    wrong_alike = int((made["verdict"].eq("wrong") & made["similar"]).sum())
    judged = made["verdict"].isin(["right", "wrong"]).sum()
    return Measured(
        precision=_share(made["verdict"].eq("right").sum(), judged),
        recall=_share(pairs["linked"].sum(), len(pairs)),
        false_to_similar=_share(wrong_alike, len(made)),
        similar_linked=_share(_wrongly(similar, made), len(similar)),
        proposed=_share(pairs["proposed"].sum(), len(pairs)),
        proposals_right=_share(proposals["verdict"].eq("right").sum(), len(proposals)),
        by_step=_by_step(made),
        by_hazard=_recall(pairs.assign(hazard=pairs["hazards"].str.split()).explode("hazard").dropna(), "hazard"),
        by_evidence=_recall(pairs, "evidence"),
        by_kind=similar.groupby("kind").agg(
            pairs=("linked", "size"), linked=("linked", "sum"), proposed=("proposed", "sum")
        ),
    )


def outcome_accuracy(told: Sequence[Told], truth: Truth) -> float:
    """The share of referrals whose outcome is the right one; each referral must be told exactly once."""
    table = confusion(told, truth)
    right = sum(int(table.loc[outcome, outcome]) for outcome in table.index.intersection(table.columns))
    return right / int(table.to_numpy().sum())


def confusion(told: Sequence[Told], truth: Truth) -> pd.DataFrame:
    """Referrals by right outcome (rows) and told outcome (columns)."""
    outcomes = pd.Series([str(one.outcome) for one in told], index=[one.referral for one in told], name="told")
    right = truth.outcomes.set_index("referral")["outcome"].rename("right")
    if sorted(outcomes.index) != sorted(right.index):
        raise ValueError(f"{len(right)} referrals need one outcome each, {len(outcomes)} are told")
    return pd.crosstab(right, outcomes.reindex(right.index))


def _told(links: Links, truth: Truth) -> tuple[pd.DataFrame, pd.DataFrame]:
    right, matter, similar = (_pairs(table) for table in (truth.links, truth.matters, truth.similar))
    tables = []
    for part in (links.links, links.proposals):
        rows = [
            (link.referral, link.crime, str(link.step), _verdict(link.step, (link.referral, link.crime), right, matter))
            for link in part
        ]
        table = pd.DataFrame(rows, columns=["referral", "crime", "step", "verdict"])
        tables.append(
            table.assign(similar=[pair in similar for pair in zip(table["referral"], table["crime"], strict=True)])
        )
    return tables[0], tables[1]


def _verdict(step: Step, pair: tuple[int, int], right: set[tuple[int, int]], matter: set[tuple[int, int]]) -> str:
    if pair in right:
        return "right"
    return "neither" if pair in matter and step in OF_THE_MATTER else "wrong"


def _pairs(table: pd.DataFrame) -> set[tuple[int, int]]:
    return set(zip(table["referral"].tolist(), table["crime"].tolist(), strict=True))


def _found(pairs: pd.DataFrame, made: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    """The pairs with whether each was linked, and whether it was only proposed."""
    linked, proposed = _pairs(made), _pairs(proposals)
    own = list(zip(pairs["referral"], pairs["crime"], strict=True))
    return pairs.assign(
        linked=[pair in linked for pair in own], proposed=[pair in proposed and pair not in linked for pair in own]
    ).astype({"linked": bool, "proposed": bool})


def _wrongly(similar: pd.DataFrame, made: pd.DataFrame) -> int:
    wrong = _pairs(made.loc[made["verdict"] == "wrong"])
    return sum(pair in wrong for pair in zip(similar["referral"], similar["crime"], strict=True))


def _by_step(made: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for step, own in made.groupby("step"):
        verdicts = {name: int(own["verdict"].eq(name).sum()) for name in ("right", "wrong", "neither")}
        alike = int((own["verdict"].eq("wrong") & own["similar"]).sum())
        precision = _share(verdicts["right"], verdicts["right"] + verdicts["wrong"])
        rows.append({"step": step, "links": len(own), **verdicts, "similar": alike, "precision": precision})
    columns = ["step", "links", "right", "wrong", "neither", "similar", "precision"]
    return pd.DataFrame(rows, columns=columns).set_index("step")


def _recall(pairs: pd.DataFrame, by: str) -> pd.DataFrame:
    table = pairs.groupby(by).agg(pairs=("linked", "size"), linked=("linked", "sum"), proposed=("proposed", "sum"))
    return table.assign(recall=table["linked"] / table["pairs"])


def _share(part: float, whole: float) -> float | None:
    return float(part) / float(whole) if whole else None
