"""Templates of pages, the hash that lets a page use one text and no other, and data that stands safely in a page."""

import hashlib
import json
from base64 import b64encode
from importlib.resources import files


def template(name: str) -> str:
    """The text of a template of `data/templates`."""
    return (files("overlooked") / "data" / "templates" / name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """The SHA-256 of a style or a script as a page's policy wants it, in base64 (Content Security Policy 3)."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def embedded(content: object) -> str:
    r"""JSON that is safe inside a script element: plain ASCII, and nothing that a parser of HTML could take for a tag.

    >>> embedded("</script>\u2028")
    '"\\u003c/script\\u003e\\u2028"'
    """
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
