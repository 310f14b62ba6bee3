"""What to know first: what makes the figures less than they look, worst first, in sentences without a name."""

from collections.abc import Iterator, Mapping

from overlooked.pages.text import percent
from overlooked.reconcile.measured.wording import some
from overlooked.statistics.figures import Figures

EMPTY = 0.2
"""A field that is empty in more than this share is told of."""
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "referrals": ("forename", "surname", "date_of_birth", "nrm_reference", "referral_date", "force", "rg_decision"),
    "crimes": (
        "crime_reference",
        "victim_forename",
        "victim_surname",
        "victim_date_of_birth",
        "reported_on",
        "recorded_on",
    ),
}
"""The fields that links, outcomes and times rest on."""


def bad_news(figures: Figures) -> list[str]:
    """Sentences, worst first. A count that is not told is None, and then nothing is told of it."""
    return [
        *_of_links(figures),
        *_of_rows(figures["input"]),
        *_of_fields(figures),
        *_of_rules(figures["unverified"]),
        *_of_records(figures["checks"]),
        *_of_days(figures["latest"]),
    ]


def _of_links(figures: Figures) -> Iterator[str]:
    hidden, bounds, waiting = figures["counts"]["unlinkable"], figures["bounds"], figures["uncertain"]
    if hidden:
        between = ""
        if bounds["all"]["value"] is not None:
            low, high = (percent(bounds[name]["value"]) for name in ("none", "all"))
            between = f" If all of them needed a record, the rate lies between {low} and {high}."
        yield f"{some(hidden, 'referral')} cannot be linked: too little is told of the person.{between}"
    if waiting["referrals"]:
        told = f"{some(waiting['pairs'], 'possible link')} of {some(waiting['referrals'], 'referral')}"
        change = ""
        if waiting["all"]["value"] is not None and figures["rate"]["value"] is not None:
            now, then = (percent(leaf["value"]) for leaf in (figures["rate"], waiting["all"]))
            change = f" They count as no link: the rate is {now}, and {then} if all of them were the same person."
        yield f"{told} wait for a person in clerical.csv.{change}"
    yield (
        "Links are estimates. How often they are right was measured on made-up people alone; look through some of "
        "your own before a figure leaves the building."
    )


def _of_rows(read: Figures) -> Iterator[str]:
    aside = {"referral": read["referrals_set_aside"], "crime": read["crimes_set_aside"]}
    told = [f"{some(number, f'row of {kind}s', f'rows of {kind}s')}" for kind, number in aside.items() if number]
    if told:
        yield f"Set aside, and in no figure: {' and '.join(told)}."


def _of_fields(figures: Figures) -> Iterator[str]:
    for kind, fields in IDENTITY.items():
        rows, empty = figures["input"][kind], figures["checks"]["empty"][kind]
        shares = {name: empty[name] / rows for name in fields if rows and empty[name] is not None}
        told = [f"{name} ({percent(share)})" for name, share in shares.items() if share > EMPTY]
        if told:
            yield f"Often empty in the {kind}: {', '.join(told)}. What is empty cannot link."


def _of_rules(unverified: Figures) -> Iterator[str]:
    number = len(unverified["rules"]) + len(unverified["codes"])
    if number:
        yield (
            f"{number} of the {unverified['in_use']} recording rules and codes that decide here are not verified in "
            "full: they are inferred, or their wording was not read. They are listed under How it is counted."
        )


def _of_records(checks: Figures) -> Iterator[str]:
    codes = {code: number for code, number in checks["unknown_codes"].items() if number}
    if codes:
        each = ", ".join(f"{code} ({number:,})" for code, number in codes.items())
        yield f"Referral codes in use that the rules do not know, and that explain nothing: {each}."
    times = checks["times"]
    if times["records"]:
        yield f"{some(times['records'], 'record tells', 'records tell')} a time of recording before that of the report."
    repeated = checks["repeated"]
    if repeated["people"]:
        yield (
            f"{some(repeated['people'], 'person', 'people')} by name and birth date "
            f"{'has' if repeated['people'] == 1 else 'have'} {some(repeated['referrals'], 'referral')}: each of these "
            "counts by itself, and one crime record may serve several."
        )


def _of_days(latest: Figures) -> Iterator[str]:
    if latest["stands_apart"]:
        yield (
            f"The latest day told, {latest['day']}, stands a month or more after all others: is it a slip? Waiting is "
            "counted to it."
        )
