"""Candidates: the pairs of a referral and a victim that are worth comparing, found by blocking rules in DuckDB.

A rule joins rows on what a true pair shares: a birth date, how names sound, the groups of forms that they belong to.
Every true pair that tells two names and a birth date meets by several rules, so that one wrong cell loses none.
"""

import duckdb

NAMED_AND_BORN = (("birth_day", "birth_day"), ("birth_swapped", "birth_day"))
"""The same birth date, or one with day and month exchanged, and any one name: the referral's key, the victim's."""
WHOLLY_NAMED = ("birth_year", "substr(birth_day, 6)")
"""A forename and a surname, and a birth date that agrees in the year or in day and month: the key of both."""
# The third rule stands in `_unborn`: a forename and a surname where a side tells no birth date.

TABLES = ("referrals", "victims")


def block(connection: duckdb.DuckDBPyConnection, most_pairs: int) -> int:
    """Makes the table `pairs` (l, r: unique ids of `referrals` and `victims`), and tells how many there are.

    The connection has these tables and `names`. Blocks of more than `most_pairs` pairs are left out: names that a whole
    community shares with nothing else to go by.
    """
    for table in TABLES:
        connection.execute(
            f"""CREATE TEMP TABLE {table}_keys AS
            SELECT unique_id, birth_day, birth_year, forename_key || '|' || unnest(surname_keys) AS names FROM (
                SELECT unique_id, birth_day, birth_year, surname_keys, unnest(forename_keys) AS forename_key
                FROM {table} JOIN names USING (name))"""
        )
    connection.execute("DELETE FROM victims_keys WHERE names NOT IN (SELECT names FROM referrals_keys)")
    rules = [_named_and_born(own, other, most_pairs) for own, other in NAMED_AND_BORN]
    rules += [_wholly_named(key, most_pairs) for key in WHOLLY_NAMED]
    rules.append(_unborn(most_pairs))
    connection.execute("CREATE TEMP TABLE found (l INTEGER, r INTEGER)")
    for rule in rules:
        connection.execute(f"INSERT INTO found {rule}")
    connection.execute("CREATE OR REPLACE TEMP TABLE pairs AS SELECT DISTINCT l, r FROM found ORDER BY l, r")
    for table in ("found", "referrals_keys", "victims_keys"):
        connection.execute(f"DROP TABLE {table}")
    return int(connection.execute("SELECT count(*) FROM pairs").fetchall()[0][0])


def _named_and_born(own: str, other: str, most_pairs: int) -> str:
    return f"""
        WITH l AS (SELECT *, {own} AS key FROM referrals JOIN names USING (name) WHERE {own} IS NOT NULL),
        r AS (SELECT *, {other} AS key FROM victims JOIN names USING (name)
              WHERE {other} IN (SELECT {own} FROM referrals)),
        fit AS ({_fit("l", "r", most_pairs)})
        SELECT l.unique_id, r.unique_id FROM l JOIN fit USING (key) JOIN r USING (key)
        WHERE list_has_any(l.forename_keys, r.forename_keys) OR list_has_any(l.surname_keys, r.surname_keys)"""


def _wholly_named(key: str, most_pairs: int) -> str:
    tables = [f"{side} AS (SELECT unique_id, names || '|' || {key} AS key FROM {table}_keys)" for side, table in _SIDES]
    return f"""
        WITH {", ".join(tables)}, fit AS ({_fit("l", "r", most_pairs)})
        SELECT DISTINCT l.unique_id, r.unique_id FROM l JOIN fit USING (key) JOIN r USING (key)"""


def _unborn(most_pairs: int) -> str:
    tables = [f"{side} AS (SELECT unique_id, birth_year, names AS key FROM {table}_keys)" for side, table in _SIDES]
    born = "birth_year IS NOT NULL"
    unborn = "birth_year IS NULL"
    tables += [f"{side}0 AS (SELECT * FROM {side} WHERE {unborn})" for side, _ in _SIDES]
    tables += [f"{side}1 AS (SELECT * FROM {side} WHERE {born})" for side, _ in _SIDES]
    joins = [
        f"SELECT {one}.unique_id AS l, {other}.unique_id AS r FROM {one} "
        f"JOIN ({_fit(one, other, most_pairs)}) USING (key) JOIN {other} USING (key)"
        for one, other in (("l0", "r0"), ("l0", "r1"), ("l1", "r0"))
    ]
    return f"WITH {', '.join(tables)} SELECT DISTINCT l, r FROM ({' UNION ALL '.join(joins)})"


_SIDES = tuple(zip(("l", "r"), TABLES, strict=True))


def _fit(one: str, other: str, most_pairs: int) -> str:
    """The keys whose block is not too large."""
    return (
        f"SELECT key FROM (SELECT key, count(*) AS n FROM {one} GROUP BY key) "
        f"JOIN (SELECT key, count(*) AS m FROM {other} GROUP BY key) USING (key) WHERE n * m <= {most_pairs}"
    )
