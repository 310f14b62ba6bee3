"""The queue as one page for a browser: no outside request, nothing in a record can run.

`queue.html`, `base.css`, `queue.css`, `route.css` and `queue.js` of the templates are joined into one file; the records
stand in it as JSON, in blocks that the script reads. The policy of the page forbids everything but this one style and
this one script.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from pathlib import Path
from string import Template
from typing import Any

from overlooked.findings import ASSERTIONS, Assertion, Kind, pieces
from overlooked.offences import load_offences
from overlooked.pages.templates import embedded, policy_hash, template
from overlooked.pages.words import BANDS, ELEMENT_TITLES, HOMELESS, glossary
from overlooked.queue import Queue, rows
from overlooked.safeguarding import RECENT_DAYS, RECENT_SAID, Route, load_route, route_block

BLOCK = 500
"""Records in one block of JSON: a browser reads many small texts with less memory than one large."""

_HERE = "<!-- records -->"


def write_page(
    queue: Queue,
    path: Path,
    *,
    summary: str,
    notes: Sequence[str] = (),
    state: Sequence[str] = (),
    warnings: Sequence[str] = (),
    route: Route | None = None,
) -> None:
    """Write the page: `summary` and `notes` say what was screened, `warnings` what a reader must know first.

    `state` tells the state of the records, folded into one line so that the list is not pushed off the screen. So is
    the `route`, the general one where none is given. Which records are young the script decides on the day when the
    page is opened, so that equal queues give equal bytes.
    """
    style = template("base.css") + template("queue.css") + template("route.css")
    script = template("queue.js")
    page = Template(template("queue.html")).substitute(
        style=style,
        style_hash=policy_hash(style),
        script=script,
        script_hash=policy_hash(script),
        words=embedded(_words()),
        route=route_block(route or load_route()),
        recent_days=RECENT_DAYS,
        summary=_paragraphs("summary", (summary, *notes)),
        warnings="\n".join(filter(None, (_state(state), _paragraphs("warning", warnings)))),
    )
    before, _, after = page.partition(_HERE)
    with path.open("w", encoding="utf-8", errors="xmlcharrefreplace", newline="\n") as file:
        file.write(before)
        for block in _blocks(map(_record, rows(queue))):
            file.write(f'<script type="application/json" class="records">{embedded(block)}</script>\n')
        file.write(after)


def _paragraphs(name: str, lines: Iterable[str]) -> str:
    return "\n".join(f'<p class="{name}">{escape(line)}</p>' for line in lines)


def _state(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    title = f"The state of the records: {len(lines)} to know"
    return f'<details class="warning"><summary>{title}</summary><ul>{items}</ul></details>'


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    narrative = row["narrative"]
    findings = sorted(row["findings"], key=lambda f: (f["start"], f["end"], _KINDS.index(f["kind"]), f["indicator"]))
    wide = [place for place, letter in enumerate(narrative) if letter > "\uffff"]
    spans = [(f["start"], f["end"]) for f in findings]
    told = {name: row[name] for name in ("rank", "score", "narrative", "reason", "exploitation", "indicators")}
    texts = ("record_id", "band", "offence", "offence_code", "offence_class", "recorded_on", "force", "area")
    return {
        **told,
        **{name: row[name] or "" for name in texts},
        "suspect": bool(row["suspect_may_be_victim"]),
        "traits": _traits(findings),
        "findings": [
            {name: f[name] for name in ("kind", "indicator", "quote", "assertion")} | {"clears": bool(f["clears"])}
            for f in findings
        ],
        "pieces": [(_units(start, wide), _units(end, wide), here) for start, end, here in pieces(spans)],
    }


_KINDS = tuple(Kind)


def _traits(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """What can be filtered beside signs: present circumstances and settings, and whatever is named."""
    return sorted(
        {
            f"{f['kind']}:{f['indicator']}"
            for f in findings
            if f["kind"] == Kind.NAMED
            or (f["kind"] in {Kind.CIRCUMSTANCE, Kind.SETTING} and f["assertion"] == Assertion.PRESENT)
        }
    )


def _units(offset: int, wide: Sequence[int]) -> int:
    """An offset in the units of a browser, which counts a letter beyond U+FFFF twice; `wide` holds their places."""
    return offset + bisect_left(wide, offset)


def _words() -> dict[str, Any]:
    return {
        "glossary": glossary(),
        "assertions": ASSERTIONS,
        "bands": BANDS,
        "elements": ELEMENT_TITLES,
        "homeless": [f"{Kind.CIRCUMSTANCE}:{code}" for code in HOMELESS],
        "recent": {"days": RECENT_DAYS, "said": RECENT_SAID},
        "classes": {code: told.name for code, told in load_offences().classes.items()},
    }


def _blocks(records: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], ...]]:
    rest = iter(records)
    while block := tuple(islice(rest, BLOCK)):
        yield block
