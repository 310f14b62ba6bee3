"""What a force's reviewed records say, in sentences: the first screen, and the bad news, worst first.

In go the figures of reviews; out come sentences.
"""

from collections.abc import Callable, Iterator

from overlooked.evaluation.news.saying import Aim, Bad, Rules
from overlooked.pages.text import dot, percent
from overlooked.statistics.figures import Figures

RECALL = Aim(0.80, 0.20)
AT_LEAST = Aim(0.50, 0.0)  # of the cases, that the limits allow
PRECISION = Aim(0.10, 0.0)  # ten records read for a case
OPEN = Aim(0.0, 0.50)  # of the records read
UNREAD = Aim(0.0, 0.50)  # of the list
KAPPA = Aim(0.80, 0.20)  # .80: almost perfect, .20: slight (Landis and Koch 1977)
UNKNOWN_MISSED, UNCHECKED, ONE_READER, NO_CASE, SEVERAL_MODELS = 1.5, 0.3, 0.4, 1.0, 0.9
FEW_FOUND = 0.5
FAMILIES = ("offence_class", "area")


def bad_news_of_decisions(figures: Figures) -> list[str]:
    """Give the sentences, worst first; in a tie as the rules stand."""
    found = [bad for rule in RULES for bad in rule(figures) if bad.lost > 0]
    return [bad.sentence for bad in sorted(found, key=lambda bad: -bad.lost)]


def first_screen(figures: Figures) -> list[str]:
    """What the list found, what it is estimated to miss, what it takes, for whom it is worse, how far that carries."""
    return [_found(figures), _missed(figures), _effort(figures), _worse(figures), _carries(figures)]


def _found(figures: Figures) -> str:
    own, listed = figures["counts"]["in_list"], figures["input"]["list"]
    if not listed["records"]:
        return f"The decisions tell of no list: {figures['counts']['records']['case']} confirmed cases in all."
    read = f"{listed['read']:,} of the {listed['records']:,} records of the list were read"
    share = _told(figures["estimates"]["precision_of_list"], percent)
    known = f"; already known: {own['already_known']}" if own["already_known"] else ""
    still_open = f"; open: {own['open']}" if own["open"] else ""
    return f"{read}. Confirmed cases: {own['case']}, {share}{known}{still_open}."


def _missed(figures: Figures) -> str:
    leaf, recall = figures["estimates"]["missed"], figures["estimates"]["recall_of_list"]
    drawn, found = figures["input"]["slice"], figures["counts"]["in_slice"]
    if leaf["value"] is None and "least" not in leaf:
        return f"What the list misses is not known: {leaf['reason']}."
    if not drawn["records"]:
        return "Every record screened stands in the list: it misses none."
    slice_ = f"Of {drawn['records']:,} records drawn at random outside the list, {found['case']} are cases"
    if leaf["value"] == 0:
        least = "" if recall.get("low") is None else f", and the list may hold as little as {percent(recall['low'])}"
        return f"{slice_}: that does not show that none is missed; up to {leaf['high']:,.0f} may be (95 %){least}."
    outside = f"{_told(leaf, '{:,.0f}'.format)} cases are estimated to be missed"
    return f"{slice_}: {outside}; the list holds {_told(recall, percent)} of all cases."


def _effort(figures: Figures) -> str:
    leaf = figures["effort"]["per_case_in_list"]
    if leaf["value"] is None and "least" not in leaf:
        return f"Records read for each case: not known, {leaf['reason']}."
    return f"For each case of the list {_told(leaf, '{:.1f}'.format)} records are read."


def _worse(figures: Figures) -> str:
    if "band" not in figures["groups"]:
        return "For whom the list is worse is not known: no queue was given (--queue)."
    worst = _worst_gap(figures)
    if worst is None:
        return "No offence class or area of ten records in the list stands apart from the others beyond chance."
    return worst.sentence


def _carries(figures: Figures) -> str:
    scored, models = figures["input"]["scored"], len(figures["input"]["models"])
    of = f"the {scored:,} records of this screening" if scored else "the records that were read"
    by = "one model" if models == 1 else f"{models} models" if models else "a model that is not named"
    return f"These figures are of {of}, by {by}; they say nothing of another force, year or model."


def _told(leaf: Figures, said: Callable[[float], str]) -> str:
    """A leaf as value and limits, a range as least to most; `said` writes a number."""
    if leaf["value"] is None:
        if "least" not in leaf:
            return f"not known: {leaf['reason']}"
        ends = [said(leaf[end]["value"]) if leaf[end]["value"] is not None else "unknown" for end in ("least", "most")]
        limits = _limits(leaf.get("low"), leaf.get("high"), said)
        told = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} as open records turn out"
        return f"{told}{limits}"
    return f"{said(leaf['value'])}{_limits(leaf['low'], leaf['high'], said)}"


def _limits(low: float | None, high: float | None, said: Callable[[float], str]) -> str:
    if low is None:
        return ""
    return f" (95 %: {said(low)} or more)" if high is None else f" (95 %: {said(low)} to {said(high)})"


def _worst_gap(figures: Figures) -> Bad | None:
    """The group that is farthest below the others in recall, else in precision, where chance is excluded."""
    if "band" not in figures["groups"]:
        return None
    for what, said, weight in (
        ("recall_gap", "In {} the list finds a smaller share of the cases than in the others ({}).", 0.6),
        (
            "precision_gap",
            "Of the records of {} in the list fewer are cases than of the others, so more are read ({}).",
            0.2,
        ),
    ):
        below = [
            (own[what]["value"], family, group, own[what])
            for family in FAMILIES
            for group, own in figures["groups"][family].items()
            if own.get(what, {}).get("high") is not None and own[what]["high"] < 0
        ]
        if below:
            value, family, group, leaf = min(below, key=lambda told: told[:3])
            limits = f"{100 * value:+.0f} points, 95 %: {100 * leaf['low']:+.0f} to {100 * leaf['high']:+.0f}"
            return Bad(weight, said.format(f"{family.replace('_', ' ')} {group}", limits))
    return None


def _totals(figures: Figures) -> Iterator[Bad]:
    estimates = figures["estimates"]
    leaf, recall = estimates["missed"], estimates["recall_of_list"]
    if leaf["value"] is None and "least" not in leaf:
        yield Bad(UNKNOWN_MISSED, f"What the list misses cannot be told: {leaf['reason']}.")
        return
    lower = recall.get("least", recall)
    if lower["value"] is not None:
        least = f"The list may hold as little as {percent(recall['low'])} of the cases of all records screened"
        sentence = f"{least}: estimate {_told(recall, percent)}."
        yield Bad(max(RECALL.lost(lower["value"]), AT_LEAST.lost(recall["low"])), sentence)
    rests = leaf.get("least", leaf)
    if rests["small"]:
        sentence = f"What is missed rests on {rests['found']} cases found among {rests['n']} drawn at random: few."
        yield Bad(FEW_FOUND, sentence)
    if figures["input"]["sizes_from"] == "decisions":
        yield Bad(
            UNCHECKED, "Without the queue nothing tells whether the whole slice and list were read: give --queue."
        )


def _list(figures: Figures) -> Iterator[Bad]:
    own, listed = figures["counts"]["in_list"], figures["input"]["list"]
    if not figures["counts"]["records"]["case"]:
        read = figures["effort"]["records_read"]
        yield Bad(NO_CASE, f"No case is confirmed among the {read:,} records read.")
    leaf = figures["estimates"]["precision_of_list"]
    if own["case"] and leaf["value"] is not None:
        sentence = f"Of the list {_told(leaf, percent)} are cases (n = {leaf['n']:,})."
        yield Bad(PRECISION.lost(leaf["value"]), sentence)
    unread = listed["records"] - listed["read"]
    if unread:
        sentence = f"{unread:,} of the {listed['records']:,} records of the list were not read; they count as open."
        yield Bad(max(UNREAD.lost(unread / listed["records"]), 0.01), sentence)


def _records(figures: Figures) -> Iterator[Bad]:
    told, counts = figures["input"], figures["counts"]
    total = sum(counts["records"].values())
    still_open = counts["records"]["open"]
    if still_open:
        sentence = f"{still_open:,} of the {total:,} records read are open: figures that depend on them are ranges."
        yield Bad(max(OPEN.lost(still_open / total), 0.01), sentence)
    if len(told["models"]) > 1:
        yield Bad(SEVERAL_MODELS, f"The decisions are on the queues of {len(told['models'])} models.")
    for count, weight, sentence in (
        (counts["confirmed_against_no_signs"], 0.4, "{} records decided as no_signs were confirmed all the same."),
        (counts["outcomes_differ"], 0.4, "{} records have readings with different outcomes; the lead's holds."),
        (told["not_in_queue"], 0.3, "{} records decided on are not in the queue and are left out of its figures."),
        (int(told["quotas"]), 0.2, "Places of the list were kept for offence classes: it is not the ranking alone."),
    ):
        if count:
            yield Bad(weight, sentence.format(f"{count:,}"))


def _agreement(figures: Figures) -> Iterator[Bad]:
    twice = {name: own for name, own in figures["agreement"].items() if own["records"]}
    if not twice:
        yield Bad(ONE_READER, "No record was read twice: how far two reviewers agree is not known.")
    for name, own in twice.items():
        leaf = own["signs_or_none"]["kappa"]
        if leaf["value"] is not None:
            who = name.replace("_", " and ")
            sentence = f"On signs or none, {who} reading agree with a kappa of {_told(leaf, dot)} (n = {leaf['n']})."
            yield Bad(KAPPA.lost(leaf["value"]), sentence)


def _groups(figures: Figures) -> Iterator[Bad]:
    worst = _worst_gap(figures)
    if worst is not None:
        yield worst


RULES: Rules = (
    _totals,
    _list,
    _records,
    _agreement,
    _groups,
)
