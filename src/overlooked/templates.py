"""Templates of pages: in comes a name, out comes the text; and the hash that lets a page use that text and no other."""

import hashlib
from base64 import b64encode
from importlib.resources import files


def template(name: str) -> str:
    """The text of a template of `data/templates`."""
    return (files("overlooked") / "data" / "templates" / name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """The SHA-256 of a style or a script as a page's policy wants it, in base64 (Content Security Policy 3)."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()
