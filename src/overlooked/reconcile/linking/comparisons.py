"""Comparisons: the levels of `linking.toml` as Splink's, each with its condition in DuckDB's SQL.

`u` is estimated by Splink from random pairs of the tables at hand, rid of the true pairs that such a draw holds, and
held to what `linking.toml` says where the tables are small.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator

from overlooked.reconcile.linking.settings import Comparison, Linking

MACROS = (
    # two words of five letters or more, one letter apart: added, dropped, changed, or two exchanged
    "one_letter(a, b) AS least(length(a), length(b)) >= 5 AND damerau_levenshtein(a, b) <= 1",
    "any_one_letter(a, b) AS len(list_filter(a, lambda x: len(list_filter(b, lambda y: one_letter(x, y))) > 0)) > 0",
    # the same with short words, where one letter makes another name more often; a first letter is seldom mistyped
    "close(a, b) AS least(length(a), length(b)) >= 3 AND a[1] = b[1] AND damerau_levenshtein(a, b) <= 1",
    "any_close(a, b) AS len(list_filter(a, lambda x: len(list_filter(b, lambda y: close(x, y))) > 0)) > 0",
    "without(a, b) AS list_filter(a, lambda x: NOT list_contains(b, x))",
    # words in common, and those that are not are close, or stand on one side alone
    """shared(a, b) AS list_has_any(a, b) AND (list_has_all(a, b) OR list_has_all(b, a)
    OR any_close(without(a, b), without(b, a)) OR any_one_letter(without(a, b), without(b, a)))""",
)
"""What the conditions call; the connection must know them."""

_NAME = {
    "": "{0}_l IS NULL OR {0}_r IS NULL",
    "exact": "{0}_l = {0}_r OR {0}_joined_l = {0}_joined_r",
    "part": "shared({0}_l, {0}_r) OR (list_has_any({0}_l, {0}_r) "
    "AND (list_has_all({0}_classes_l, {0}_classes_r) OR list_has_all({0}_classes_r, {0}_classes_l)))",
    "overlap": "list_has_any({0}_l, {0}_r)",
    "kin": "list_has_any({0}_kin_l, {0}_kin_r)",
    "edit": "one_letter({0}_joined_l, {0}_joined_r) OR any_one_letter({0}_l, {0}_r)",
    "close": "any_close({0}_l, {0}_r)",
    # a word of one surname is a forename of the other, and not of both
    "among": "list_has_any(without(surname_l, forename_l), forename_r) "
    "OR list_has_any(without(surname_r, forename_r), forename_l)",
    # Jaro-Winkler, for what was written as it was heard; it links only where forename and birth date agree
    "alike": "jaro_winkler_similarity({0}_joined_l, {0}_joined_r) >= 0.8",
    "sound": "list_has_any({0}_sound_l, {0}_sound_r)",
    "initial": "least(length({0}_joined_l), length({0}_joined_r)) = 1 "
    "AND substr({0}_joined_l, 1, 1) = substr({0}_joined_r, 1, 1)",
}
_SAME = {"": "{0}_l IS NULL OR {0}_r IS NULL", "same": "{0}_l = {0}_r"}
_DAYS = "date_diff('day', day_l, day_r)"

CONDITIONS: Mapping[str, Mapping[str, str]] = {
    "form": {"": "form_l IS NULL", "straight": "form_l = 'straight'", "crossed": "form_l = 'crossed'"},
    "forename": _NAME,
    "surname": _NAME,
    "birth": {
        "": "birth_year_l IS NULL OR birth_year_r IS NULL",
        "equal": "birth_day_l = birth_day_r AND NOT birth_default_l",
        "default": "birth_day_l = birth_day_r",
        "swapped": "birth_swapped_l = birth_day_r",
        "year_known": "birth_year_l = birth_year_r AND (birth_default_l OR birth_default_r)",
        "near": "NOT birth_default_l AND NOT birth_default_r AND (damerau_levenshtein(birth_day_l, birth_day_r) <= 1 "
        "OR (substr(birth_day_l, 6) = substr(birth_day_r, 6) "
        "AND abs(cast(birth_year_l AS INTEGER) - cast(birth_year_r AS INTEGER)) = 1))",
        "year": "birth_year_l = birth_year_r",
    },
    "sex": _SAME,
    "nationality": _SAME,
    "force": _SAME | {"exploitation": "exploitation_force_l = force_r OR exploitation_force_r = force_l"},
    "time": {
        "": "day_l IS NULL OR day_r IS NULL",
        "near": f"{_DAYS} BETWEEN -60 AND 60",
        "window": f"{_DAYS} BETWEEN -730 AND 548",
    },
    "place": _SAME,
}
"""By comparison and level; "" is where a side tells nothing, and the last level is whatever is left."""

RETAINED = ("row", "form")
LEFT, RIGHT = "referrals", "victims"
"""Names of the two tables for Splink, in the order of the alphabet, which it sorts them by."""


def settings(linking: Linking, prior: float, chances: Mapping[tuple[str, str], float] | None) -> SettingsCreator:
    """Splink's settings; `chances` are the u by comparison and level, None where they are to be estimated."""
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=prior,
        comparisons=[
            _comparison(own, chances, linking.rarity.least)
            for own in linking.comparisons.values()
            if chances is not None or own.is_estimated
        ],
        blocking_rules_to_generate_predictions=[],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
        additional_columns_to_retain=list(RETAINED),
    )


def _comparison(own: Comparison, chances: Mapping[tuple[str, str], float] | None, rarest: float) -> dict[str, Any]:
    conditions = CONDITIONS[own.name]
    levels: list[dict[str, Any]] = [
        {"sql_condition": conditions[""].format(own.name), "label_for_charts": "not told", "is_null_level": True}
    ]
    for level in own.levels:
        is_last = level is own.levels[-1]
        made: dict[str, Any] = {
            "sql_condition": "ELSE" if is_last else conditions[level.name].format(own.name),
            "label_for_charts": level.name,
            "m_probability": level.m,
        }
        if chances is not None:
            made["u_probability"] = chances[own.name, level.name]
            if level.frequency:
                made |= {
                    "tf_adjustment_column": level.frequency,
                    "tf_minimum_u_value": rarest,
                    "disable_tf_exact_match_detection": True,
                }
        levels.append(made)
    return {"output_column_name": own.name, "comparison_levels": levels}


def estimated_chances(
    connection: duckdb.DuckDBPyConnection, linking: Linking, prior: float, tables: tuple[str, str], pairs: int
) -> dict[tuple[str, str], float]:
    """The u of every level, from all pairs of two small random tables where `linking` says so.

    A draw holds the true pairs' share of them, `prior` times m, which is taken out again.
    """
    api = DuckDBAPI(connection)
    inputs = [
        api.register(table, table_name=f"sampled_{name}", dataset_display_name=name)
        for table, name in zip(tables, (LEFT, RIGHT), strict=True)
    ]
    linker = Linker(inputs, settings(linking, prior, None), log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e12, min_count_per_level=None, num_chunks=1)
    told = linker.misc.save_model_to_json()
    found = {
        (own["output_column_name"], level["label_for_charts"]): float(level.get("u_probability", 0.0))
        for own in told["comparisons"]
        for level in own["comparison_levels"]
    }
    chances = {}
    for own in linking.comparisons.values():
        for level in own.levels:
            chances[own.name, level.name] = level.u
            if own.is_estimated:
                seen = max(found.get((own.name, level.name), 0.0) - prior * level.m, 0.0)
                chances[own.name, level.name] = (seen * pairs + level.u * linking.held_by) / (pairs + linking.held_by)
    return chances


def scored_pairs(
    connection: duckdb.DuckDBPyConnection,
    linking: Linking,
    prior: float,
    chances: Mapping[tuple[str, str], float],
    least: float,
) -> str:
    """The table with the pairs of `compared_keys` that score `least` or more, out of `left_rows` and `right_rows`."""
    api = DuckDBAPI(connection)
    inputs = [
        api.register(table, table_name=f"whole_{name}", dataset_display_name=name)
        for table, name in (("left_rows", LEFT), ("right_rows", RIGHT))
    ]
    linker = Linker(inputs, settings(linking, prior, chances), log_level=None)
    blocked = api.register("compared_keys", table_name="blocked")
    linker.table_management.register_blocked_pairs_for_predict(blocked)
    found = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
    return found.physical_name
