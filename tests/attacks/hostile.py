"""Texts that a page, a paper, a table or a terminal must show and never obey, and what stands in a page."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

TEXTS = (
    "<script>zapped=1</script>",
    "</script><script>zapped=1</script>",
    "<img src=x onerror=zapped=1>",
    "\"><svg onload='zapped=1'>",
    "' onmouseover='zapped=1' x='",
    "javascript:zapped=1",
    "<!--<script>",
    "]]><style>*{background:url(//force.example)}</style>",
    "</textarea></title><base href=//force.example>",
    "{{7*7}} ${zapped} $style",
    "\u2028zapped=1\u2029",
    "\u202eread from the right\u2066",
    "\ufeff\u200b\x1b[31m\x07\x9b2J",
    "&lt;b&gt;&#60;b&#62;",
)
HOSTILE = " ".join(TEXTS)


class _Elements(HTMLParser):
    """Counts the elements of a page with their attributes, and keeps what could lead out or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[tuple[str, ...]] = Counter()
        self.policies: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.found[tag, *sorted(told)] += 1
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(told["content"])
        leads = [value for name, value in told.items() if name in {"href", "src", "action", "data", "xlink:href"}]
        self.odd += [f"{tag} {value}" for value in leads if not value.startswith("#")]
        self.odd += [f"{tag} {name}" for name in told if name.startswith("on") or name in {"style", "srcdoc"}]
        self.odd += [tag for _ in range(tag in {"base", "iframe", "object", "embed", "link", "img"})]


def elements_of(path: Path) -> Counter[tuple[str, ...]]:
    """The elements of a page, or of a Markdown file as a reader that lets HTML through shows it.

    A page without its policy, and anything with a way out or code in an attribute, fails here.
    """
    page, text = _Elements(), path.read_text(encoding="utf-8")
    is_page = path.suffix == ".html"
    page.feed(
        text if is_page else MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    )
    page.close()
    assert [policy.startswith("default-src 'none'; style-src 'sha256-") for policy in page.policies] == [True] * is_page
    for policy in page.policies:
        assert "base-uri 'none'; form-action 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
    assert page.odd == []
    return page.found
