"""The first screen of the report: whether referrals became a record, whether they could be linked, and how soon."""

from collections.abc import Iterator

from overlooked.pages.blocks import Listing
from overlooked.pages.text import percent
from overlooked.reconcile.linking.links import Step
from overlooked.reconcile.measured.grouping import NO_LINK
from overlooked.reconcile.measured.wording import called, nation_called, some
from overlooked.statistics.figures import Figures

SHORT = 3
"""So many forces are named on the first screen."""


def headings(figures: Figures) -> tuple[Listing, ...]:
    """Sentences under three headings; a count that is not told is passed over."""
    return (
        Listing("Recorded or not", tuple(_recorded(figures))),
        Listing("Linked or not", tuple(_linked(figures))),
        Listing("In time or not", tuple(_timed(figures))),
    )


def plus_or_minus(leaf: Figures) -> str:
    """A rate as inspectors tell it: 51 %, plus or minus 2.5 points."""
    return f"{percent(leaf['value'])}, plus or minus {100 * leaf['half']:.2g} points"


def policy_sentences(figures: Figures) -> list[str]:
    """A sentence for each force that records nearly only after a positive decision on conclusive grounds."""
    nations = {row["group"]: row.get("nation") for row in figures["by"]["force"]}
    told = []
    for own in figures["policy"]["each"]:
        if own["only_after"]:
            nation = nations.get(own["force"])
            where = f" ({nation_called(nation)})" if nation else ""
            says = "records nearly only after a positive decision on conclusive grounds"
            told.append(f"{own['force']}{where} {says}{_gap(own)}.")
    return told


def _gap(own: Figures) -> str:
    after, before, difference = own["after"], own["before"], own["difference"]
    if None in (after["value"], before["value"]):
        return ""
    low, high = 100 * difference["low"], 100 * difference["high"]
    return (
        f": {percent(after['value'])} of {after['n']:,} then, {percent(before['value'])} of {before['n']:,} with "
        f"positive reasonable grounds before; the difference lies between {low:.0f} and {high:.0f} points"
    )


def _recorded(figures: Figures) -> Iterator[str]:
    counts, rate = figures["counts"], figures["rate"]
    if rate["value"] is not None:
        yield (
            f"{some(counts['needed'], 'referral')} needed a crime record; {counts['recorded']:,} have one as modern "
            f"slavery: {plus_or_minus(rate)}."
        )
    else:
        yield f"The recording rate is not told: {rate['reason']}."
    said = {
        "recorded_as_other": "stand under another offence alone",
        "unrecorded": "have no record that was found, and no code says why",
        "transfer_unconfirmed": "were transferred, and no other force's record was found",
    }
    missing = [f"{counts[name]:,} {words}" for name, words in said.items() if counts[name]]
    if missing:
        yield f"Of the others, {'; '.join(missing)}."
    apart = {
        "explained": "explained by a code",
        "pending": "wait for the decision on reasonable grounds",
        "unlinkable": "tell too little to be linked",
    }
    told = [f"{counts[name]:,} {words}" for name, words in apart.items() if counts[name]]
    if told:
        yield f"Counted apart, and in no rate: {'; '.join(told)}."
    sentences = policy_sentences(figures)
    yield from sentences[:SHORT]
    if len(sentences) > SHORT:
        yield f"So do {some(len(sentences) - SHORT, 'other force')}."


def _linked(figures: Figures) -> Iterator[str]:
    steps = {row["group"]: row["counts"]["referrals"] for row in figures["by"]["step"]}
    told = [f"{steps[step]:,} {called('step', step)}" for step in Step if steps.get(step)]
    yield f"Referrals tied to a record, by the surest step: {', '.join(told)}." if told else "No link is told."
    if steps.get(NO_LINK):
        yield f"{some(steps[NO_LINK], 'referral is', 'referrals are')} tied to none."
    if figures["checks"]["elsewhere"]:
        yield f"{some(figures['checks']['elsewhere'], 'referral is', 'referrals are')} tied to another force's record."
    crude = figures["crude"]["per_100"]
    if crude["value"] is not None:
        yield (
            f"There are {crude['value']:.0f} modern-slavery crimes per 100 referrals. No link is known from this: the "
            "crimes may be of other people."
        )


def _timed(figures: Figures) -> Iterator[str]:
    hours, waits = figures["hours"], figures["waits"]
    share = hours["within_24"]
    if share["value"] is not None:
        yield (
            f"Recorded within 24 hours of the report: {percent(share['value'])} of {share['n']:,} with crimes that "
            "tell both times."
        )
    else:
        yield f"The share recorded within 24 hours is not told: {share['reason']}."
    if hours["median"]["value"] is not None:
        quarter, median = hours["upper"]["value"], hours["median"]["value"]
        yield f"Half took up to {median:.0f} hours, and a quarter took more than {quarter:.0f}."
    long = {own["wait"]: own["counts"]["unrecorded"] for own in waits}
    if long.get("longer"):
        noun = "referral without a record is", "referrals without a record are"
        yield f"{some(long['longer'], *noun)} older than a year, by the latest day in the data."
