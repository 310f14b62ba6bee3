"""The scored match: Splink on DuckDB weighs what names, birth date, force and the rest say for or against one person.

In come both tables, out come links and proposals, each with its match probability and the evidence in words. Nothing
leaves the machine; what does not fit into memory goes to a private folder that is removed.
"""

import logging
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from overlooked.reconcile.linking.candidates import block
from overlooked.reconcile.linking.comparisons import LEFT, MACROS, RIGHT, estimated_chances, scored_pairs
from overlooked.reconcile.linking.decision import best_readings, decided
from overlooked.reconcile.linking.evidence import evidence_of
from overlooked.reconcile.linking.folded import Folded, folded
from overlooked.reconcile.linking.links import Link, Links, Step
from overlooked.reconcile.linking.settings import Linking, load_linking

THREADS, MEMORY = 2, "1GB"
CLAIMING = frozenset({Step.CLERICAL, Step.EXACT})
"""Earlier steps that tie a referral to a victim; a reference ties it to a crime, whoever its victims are."""


def by_score(referrals: pd.DataFrame, crimes: pd.DataFrame, known: Links, settings: Linking | None = None) -> Links:
    """Links and proposals between referrals and crime rows by who the person is.

    The tables are as `tables.py` says. A pair that `known` links is not told again; one that it proposes is told only
    where it is now a link. `settings` are those of `linking.toml` unless given. The same tables and settings give the
    same links.
    """
    linking = settings or load_linking()
    own = folded(referrals, crimes, linking.rarity)
    if not own.referrals.num_rows or not own.victims.num_rows:
        return Links((), ())
    with _quiet(), _database(own) as connection:
        prior = linking.prior(len(crimes))
        chances = _chances(connection, own, linking, prior)
        if not block(connection, linking.most_pairs):
            return Links((), ())
        pairs = best_readings(_compared(connection, linking, prior, chances, "victims"), linking)
        pairs = pairs.loc[~_is_among(pairs, known.links)].reset_index(drop=True)
        claims: dict[int, set[int]] = defaultdict(set)
        for link in known.links:
            if link.step in CLAIMING:
                claims[link.crime].add(link.referral)

        def same(rivals: set[tuple[int, int]]) -> set[tuple[int, int]]:
            return _same_person(connection, rivals, linking, prior, chances)

        is_link = decided(pairs, crimes["crime_reference"], claims, same, linking)
    left = pairs.loc[~is_link]
    return Links(_links(pairs.loc[is_link], linking), _links(left.loc[~_is_among(left, known.proposals)], linking))


def _is_among(pairs: pd.DataFrame, links: tuple[Link, ...]) -> pd.Series:
    """Whether each pair is that of one of the links."""
    own = {(link.referral, link.crime) for link in links}
    return pd.Series(
        [pair in own for pair in zip(pairs["referral"], pairs["crime"], strict=True)], index=pairs.index, dtype=bool
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink tells its progress to a logger; here it is told nothing."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _database(own: Folded) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in memory with the three tables; it fetches nothing and spills to a folder that is removed."""
    with tempfile.TemporaryDirectory(prefix="overlooked-") as folder:
        options: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(":memory:", config=options)
        try:
            connection.execute("SET enable_progress_bar = false")
            for macro in MACROS:
                connection.execute(f"CREATE MACRO {macro}")
            for name in ("names", "referrals", "victims"):
                connection.register("arriving", getattr(own, name))
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
                connection.unregister("arriving")
            yield connection
        finally:
            connection.close()


def _chances(
    connection: duckdb.DuckDBPyConnection, own: Folded, linking: Linking, prior: float
) -> dict[tuple[str, str], float]:
    """The u of every level, from random rows: referrals as they stand, and victims."""
    dice = np.random.default_rng(linking.seed)
    straight = np.flatnonzero(own.referrals["form"].to_numpy(zero_copy_only=False) == "straight")
    sizes = []
    for table, rows in (("referrals", straight), ("victims", np.arange(own.victims.num_rows))):
        drawn = np.sort(dice.permutation(rows)[: linking.sample_rows]).astype("int32")
        sizes.append(len(drawn))
        connection.register("drawn", pa.table({"unique_id": drawn}))
        connection.execute(
            f"CREATE TEMP TABLE {table}_sample AS SELECT * FROM {table} JOIN names USING (name) "
            "WHERE unique_id IN (SELECT unique_id FROM drawn)"
        )
        connection.unregister("drawn")
    return estimated_chances(connection, linking, prior, ("referrals_sample", "victims_sample"), sizes[0] * sizes[1])


def _compared(
    connection: duckdb.DuckDBPyConnection,
    linking: Linking,
    prior: float,
    chances: dict[tuple[str, str], float],
    right: str,
) -> pd.DataFrame:
    """The pairs of table `pairs` that are worth a proposal: referral, crime, weight, probability, and every level."""
    for name, table, column in (("left_rows", "referrals", "l"), ("right_rows", right, "r")):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {table} JOIN names USING (name) "
            f"WHERE unique_id IN (SELECT {column} FROM pairs)"
        )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE compared_keys AS SELECT '0' AS match_key, '{LEFT}-__-' || l AS join_key_l, "
        f"'{RIGHT}-__-' || r AS join_key_r FROM pairs"
    )
    found = scored_pairs(connection, linking, prior, chances, linking.propose)
    levels = ", ".join(f"gamma_{name} AS {name}" for name in linking.comparisons)
    told: pd.DataFrame = connection.execute(
        "SELECT row_l AS referral, row_r AS crime, round(match_weight, 6) AS weight, "
        f"round(match_probability, 6) AS probability, {levels} FROM {found} ORDER BY row_l, row_r, unique_id_l"
    ).df()
    return told


def _same_person(
    connection: duckdb.DuckDBPyConnection,
    rivals: set[tuple[int, int]],
    linking: Linking,
    prior: float,
    chances: dict[tuple[str, str], float],
) -> set[tuple[int, int]]:
    """The pairs of referrals that would be linked if one of them stood in the other table."""
    connection.register("rivals", pd.DataFrame(sorted(rivals), columns=["one", "other"]))
    connection.execute("CREATE TEMP TABLE straight AS SELECT * FROM referrals WHERE form = 'straight'")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pairs AS SELECT a.unique_id AS l, b.unique_id AS r "
        "FROM rivals JOIN referrals a ON a.row = one JOIN straight b ON b.row = other ORDER BY l, r"
    )
    connection.unregister("rivals")
    own = best_readings(_compared(connection, linking, prior, chances, "straight"), linking)
    own = own.loc[own["sure"]]
    return set(zip(own["referral"].tolist(), own["crime"].tolist(), strict=True))


def _links(pairs: pd.DataFrame, linking: Linking) -> tuple[Link, ...]:
    levels = list(linking.comparisons)
    return tuple(
        Link(
            int(row["referral"]),
            int(row["crime"]),
            Step.SCORED,
            float(row["score"]),
            evidence_of({name: int(row[name]) for name in levels}, linking),
        )
        for row in pairs.to_dict("records")
    )
