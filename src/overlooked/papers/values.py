"""The value of every place of the templates, and the templates themselves.

In come the inputs, out comes each paper as Markdown. Templates are `data/papers/*.md` with places such as `$version`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from string import Template

from overlooked import __version__
from overlooked.pages.text import some
from overlooked.papers import measured, runs
from overlooked.papers.card import card_of
from overlooked.papers.inputs import Inputs, Route
from overlooked.papers.wording import items, plain

PAPERS: Mapping[str, str] = {
    "before-you-run-this": "one page for whoever starts it and whoever reads the list",
    "model-card": "what the model is, is for and is not for; its figures, bad news first",
    "dpia": "data protection impact assessment, Data Protection Act 2018, section 64",
    "equality-impact": "equality impact assessment, Equality Act 2010, section 149",
    "ai-covenant": "the six principles of the NPCC Covenant, one by one",
    "atrs": "record for the Algorithmic Transparency Recording Standard, both tiers",
}
"""The papers in the order in which they are read, and what each is."""
ONE_PAGE = "before-you-run-this"
MOST_POINTS, MOST_OF_ROUTE = 3, 2_400
"""So many points, and letters of the route, that the one page stays one."""
NO_ROUTE = (
    "- **Immediate danger:** call 999.\n"
    "- **Otherwise:** [FORCE: your safeguarding route: who is called, day and night, for an adult and for a child?]"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as Markdown."""

    name: str
    markdown: str


def template(name: str) -> Template:
    """The template of a paper."""
    return Template((files("overlooked") / "data" / "papers" / f"{name}.md").read_text(encoding="utf-8"))


def papers_of(inputs: Inputs) -> tuple[Paper, ...]:
    """All papers, filled but for what only the force can answer."""
    values = values_of(inputs)
    return tuple(Paper(name, template(name).substitute(values)) for name in PAPERS)


def foot_of(inputs: Inputs) -> str:
    """What stands below every page."""
    return f"Draft made by overlooked {__version__}, model {inputs.model.hash}. {measured.footing(inputs)}"


def values_of(inputs: Inputs) -> dict[str, str]:
    """The value of each place, as Markdown."""
    made = inputs.made.tree("corpus")
    return {
        "version": __version__,
        "model_hash": inputs.model.hash,
        "cue_hash": plain(inputs.model.lexicon_hash[:16]),
        "cue_count": f"{len(inputs.model.weights.cues):,}",
        "word_count": f"{len(inputs.model.weights.words):,}",
        "corpus_records": f"{made.count('records'):,}",
        "corpus_version": plain(made.text("version")),
        "other_models": _other_models(inputs),
        "card": card_of(inputs.card).about,
        "status": measured.status(inputs),
        "news": measured.news(inputs),
        "top_news": measured.news(inputs, measured.TOP),
        "figures": measured.figures(inputs),
        "missed": measured.missed(inputs),
        "missed_short": measured.missed(inputs, MOST_POINTS),
        "groups": measured.groups(inputs),
        "swaps": measured.swaps(inputs),
        **{f"worst_{family}": measured.worst(inputs, family) for family in measured.PEOPLE},
        "depth": runs.depth(inputs),
        "runs": runs.tables(inputs),
        "run_sentences": runs.sentences(inputs),
        "hashes": runs.hashes(inputs),
        "faults": runs.faults(inputs),
        "scale": runs.scale(inputs),
        "route": _route(inputs.route),
    }


def _other_models(inputs: Inputs) -> str:
    others = ", ".join(plain(name) for name in inputs.of_other_models)
    if not others:
        return ""
    return (
        f"**A run was made with another model ({others}).** Give its folder with `--model`, and make these papers anew."
    )


def _route(route: Route | None) -> str:
    """The steps; a general route asks the force for its own."""
    if route is None:
        return NO_ROUTE
    steps = [
        f"**{plain(step.when)}:** {plain(step.do)}" + (f" **Contact:** {plain(step.contact)}" if step.contact else "")
        for step in route.steps
    ]
    ends = list(accumulate(map(len, steps)))
    shown = [step for step, end in zip(steps, ends, strict=True) if end <= MOST_OF_ROUTE]
    if left := len(steps) - len(shown):
        shown.append(f"**{some(left, 'more step')}** of the route: have it in full beside this page.")
    whose = f"Route: {plain(route.title)}. Whose it is: {plain(route.owner)}."
    own = "" if route.is_own else " [FORCE: your own safeguarding route, given with --safeguarding]"
    return f"{items(shown)}\n\n{whose}{own}"
