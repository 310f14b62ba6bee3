"""The figures of reconciling that may leave the building: small counts are not told, nor what gives them back.

In goes the tree of `figures`, out comes a tree of the same form:

* no count of 1 to 4, and none that some sum of the counts that are told gives back, across all tables (`subtraction`);
* what is told is rounded to the nearest five;
* a rate, in whole percent, only where 20 or more needed a record, where both counts behind it are told, and where
  neither those recorded nor those not recorded are fewer than five, but for none at all;
* a count that no table holds, only where neither it nor the rest of its whole is small.

Names, references, first responders and the day of a single record are not in the tree, or go here.
"""

from collections.abc import Iterator, Mapping, Sequence

from overlooked.reconcile.measured import counting, timing
from overlooked.reconcile.measured.comparing import BASE
from overlooked.reconcile.measured.news import bad_news
from overlooked.reconcile.tables.columns import REFERRAL_COLUMNS
from overlooked.statistics.figures import Figures, known, unknown
from overlooked.statistics.subtraction import guarded
from overlooked.statistics.suppression import rounded_to_five, small

ALL = ("all",)
NOT_RATED = f"fewer than {BASE} are behind it, or a count is that is not told"
NOT_COMPARED = "one of the two rates is not told"
_UNTOLD = ("crimes", "untimed")
"""Crimes of any offence, and those without a time of day: they tie the outcomes to the hours, and rates would go."""
_WHOLE = 2
_GROUPED = frozenset(REFERRAL_COLUMNS) - {"nrm_reference", "forename", "surname", "aliases", "date_of_birth"}
"""Where these are empty is a group, or nearly one, of a table that is guarded."""
_MONTH = len("2026-03")

Key = tuple[str, ...]
Told = Mapping[Key, int | None]


def shared(figures: Figures) -> Figures:
    """Give the tree that may leave. A count that is not told is None, a number that is not has its reason."""
    counts, sums = _counted(figures)
    told = guarded(counts, sums, hidden=_hidden(counts))
    rated = _rated(figures["counts"], told, ALL, "recorded", "needed")
    day, of = figures["latest"]["day"], figures["input"]["referrals"]
    uncertain = figures["uncertain"]
    tree = figures | {
        "share": True,
        "input": _input(figures["input"], told),
        "latest": figures["latest"] | {"day": day and day[:_MONTH]},
        "counts": _counts(figures["counts"], told, ALL),
        "rate": _leaf(figures["rate"], rated),
        "bounds": {
            name: _leaf(leaf, rated and told[*ALL, "unlinkable"] is not None)
            for name, leaf in figures["bounds"].items()
        },
        "uncertain": {
            "pairs": _free(uncertain["pairs"]),
            "referrals": _free(uncertain["referrals"], of),
            "unlinked": _free(uncertain["unlinked"], of),
            "all": _leaf(uncertain["all"], rated and _free(uncertain["referrals"], of) is not None),
        },
        "crude": _crude(figures),
        "by": {name: [_row(name, row, told) for row in rows] for name, rows in figures["by"].items()},
        "ribbons": [own | {"count": _rounded(told["ribbon", own["stage"], own["step"]])} for own in figures["ribbons"]],
        "policy": figures["policy"] | {"each": [_policy(own) for own in figures["policy"]["each"]]},
        "hours": _hours(figures["hours"], told),
        "waits": [own | {"counts": _counts(own["counts"], told, ("wait", own["wait"]))} for own in figures["waits"]],
        "comparisons": _comparisons(figures["comparisons"], told),
        "checks": _checks(figures["checks"], figures["input"]),
    }
    return tree | {"bad_news": bad_news(tree)}


def _counted(figures: Figures) -> tuple[dict[Key, int], list[tuple[Key, list[Key]]]]:
    """All counts of the tables, and which are sums of which."""
    counts: dict[Key, int] = {(*ALL, name): number for name, number in figures["counts"].items()}
    counts |= {(*ALL, name): number for name, number in figures["hours"]["counts"].items() if name not in _UNTOLD}
    sums = [*_sums(ALL, counting.SUMS), *_sums(ALL, timing.SUMS)]
    for name, rows in figures["by"].items():
        counts |= {(name, row["group"], column): number for row in rows for column, number in row["counts"].items()}
        for row in rows:
            sums += _sums((name, row["group"]), counting.SUMS)
            sums += _sums((name, row["group"]), timing.SUMS[:1]) if "timed" in row["counts"] else []
        sums += [((*ALL, column), [(name, row["group"], column) for row in rows]) for column in _columns(rows)]
    return counts | _of_ribbons(figures) | _of_waits(figures), sums + list(_further_sums(figures))


def _hidden(counts: Mapping[Key, int]) -> list[Key]:
    """How many referrals there are, where few of them needed no record: else that a record was needed would go."""
    return [key for key, n in counts.items() if key[-1] == "referrals" and small(n - counts[*key[:-1], "needed"])]


def _input(read: Figures, told: Told) -> Figures:
    tree = {name: _free(number) for name, number in read.items()}
    return tree | (dict.fromkeys(("referrals", "referral_rows")) if told[*ALL, "referrals"] is None else {})


def _sums(where: Key, sums: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[Key, list[Key]]]:
    return [((*where, whole), [(*where, part) for part in parts]) for whole, parts in sums]


def _columns(rows: Sequence[Figures]) -> list[str]:
    return list(rows[0]["counts"]) if rows else []


def _of_ribbons(figures: Figures) -> dict[Key, int]:
    return {("ribbon", own["stage"], own["step"]): own["count"] for own in figures["ribbons"]}


def _of_waits(figures: Figures) -> dict[Key, int]:
    return {("wait", own["wait"], name): number for own in figures["waits"] for name, number in own["counts"].items()}


def _further_sums(figures: Figures) -> Iterator[tuple[Key, list[Key]]]:
    """Ribbons add up to their stages and steps, waits to their outcomes."""
    ribbons = list(_of_ribbons(figures))
    for place, name in ((1, "stage"), (2, "step")):
        for row in figures["by"][name]:
            yield (name, row["group"], "referrals"), [key for key in ribbons if key[place] == row["group"]]
    for outcome in timing.WAITING:
        yield (*ALL, str(outcome)), [key for key in _of_waits(figures) if key[-1] == outcome]


def _rounded(number: int | None) -> int | None:
    return None if number is None else rounded_to_five(number)


def _free(number: int, of: int | None = None) -> int | None:
    """A count that no table holds; with `of`, the rest of that is not small either."""
    return None if small(number) or (of is not None and small(of - number)) else rounded_to_five(number)


def _counts(counts: Mapping[str, int], told: Told, where: Key) -> dict[str, int | None]:
    return {name: _rounded(told[*where, name]) for name in counts}


def _rated(counts: Mapping[str, int], told: Told, where: Key, hits: str, whole: str) -> bool:
    """Whether a rate may be told: its counts are, many are behind it, and neither side of it is small."""
    return None not in (told[*where, hits], told[*where, whole]) and _is_rate(counts[hits], counts[whole])


def _is_rate(hits: int, whole: int) -> bool:
    return whole >= BASE and not small(hits) and not small(whole - hits)


def _leaf(leaf: Figures, may: bool, reason: str = NOT_RATED) -> Figures:
    """A leaf in whole percent, with its n rounded, or the reason why it is not told."""
    if not may:
        return unknown(reason)
    if leaf["value"] is None:
        return leaf
    kept = {name: round(leaf[name], _WHOLE) for name in ("low", "high", "half") if name in leaf}
    return known(round(leaf["value"], _WHOLE), n=rounded_to_five(leaf["n"]), **kept)


def _row(name: str, row: Figures, told: Told) -> Figures:
    where, counts = (name, row["group"]), row["counts"]
    own = row | {
        "counts": _counts(counts, told, where),
        "rate": _leaf(row["rate"], _rated(counts, told, where, "recorded", "needed")),
    }
    if "within_24" in row:
        own["within_24"] = _leaf(row["within_24"], _rated(counts, told, where, "within_24", "timed"))
    return own


def _crude(figures: Figures) -> Figures:
    crimes, leaf = figures["crude"]["crimes"], figures["crude"]["per_100"]
    may = crimes >= BASE and figures["input"]["referrals"] >= BASE and leaf["value"] is not None
    return {"crimes": _free(crimes), "per_100": known(round(leaf["value"])) if may else unknown(NOT_RATED)}


def _policy(own: Figures) -> Figures:
    """A force's policy without a number: those at one stage of one force stand in no table that is guarded."""
    kept = own["only_after"] and min(own["after"]["n"], own["before"]["n"]) >= BASE
    hidden = {name: unknown(NOT_RATED) for name in ("after", "before", "difference")}
    return {"force": own["force"], "only_after": kept, **hidden}


def _behind(leaf: Figures) -> tuple[int, int]:
    return round((leaf["value"] or 0) * leaf["n"]), leaf["n"]


def _hours(hours: Figures, told: Told) -> Figures:
    counts = hours["counts"]
    may = _rated(counts, told, ALL, "within_24", "timed")
    enough = told[*ALL, "timed"] is not None and counts["timed"] >= BASE
    quartiles = {}
    for name in ("lower", "median", "upper"):
        leaf = hours[name]
        n = rounded_to_five(counts["timed"])
        quartiles[name] = known(round(leaf["value"]), n=n) if enough else unknown(NOT_RATED)
    return {
        "counts": {name: _rounded(told.get((*ALL, name))) for name in counts},
        "impossible": None,
        "within_24": _leaf(hours["within_24"], may),
        **quartiles,
    }


def _comparisons(comparisons: Figures, told: Told) -> Figures:
    return comparisons | {"each": [_comparison(own, told) for own in comparisons["each"]]}


def _comparison(own: Figures, told: Told) -> Figures:
    groups = [own["group"], *([own["against"]] if own["against"] != "others" else [])]
    cells = [told[own["of"], group, name] for group in groups for name in ("recorded", "needed")]
    may = None not in cells and all(_is_rate(*_behind(own[name])) for name in ("rate", "other"))
    return own | {name: _leaf(own[name], may, NOT_COMPARED) for name in ("rate", "other", "difference")}


def _checks(checks: Figures, read: Figures) -> Figures:
    of, times, repeated = read["referrals"], checks["times"], checks["repeated"]
    return {
        "empty": {
            kind: {name: None if name in _GROUPED else _free(n, read[kind]) for name, n in fields.items()}
            for kind, fields in checks["empty"].items()
        },
        "unknown_codes": {code: _free(number) for code, number in checks["unknown_codes"].items()},
        "times": {
            "records": _free(times["records"], times["of"]),
            "of": _free(times["of"]),
            "linked": _free(times["linked"], times["records"]),
        },
        "repeated": {"people": _free(repeated["people"]), "referrals": _free(repeated["referrals"], of)},
        "elsewhere": _free(checks["elsewhere"], of),
    }
