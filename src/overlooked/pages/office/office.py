"""What files for office programs share: colours and fonts of their theme, what they say of themselves, and no time.

In comes a finished package, out goes a file that is the same for the same content.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from overlooked.pages.office.runs import colours

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The day on which every file says that it was made."""
AUTHOR = "overlooked"
LANGUAGE = "en-GB"
LONGEST = 255
"""The most letters that a property may have (ISO/IEC 29500-2)."""
TITLE_FONT, TEXT_FONT = "Georgia", "Arial"
"""Both are on every Windows and macOS; LibreOffice has Arial's widths in Liberation Sans."""
_COLOURS = {
    "dk1": "ink",
    "lt1": "sheet",
    "dk2": "accent",
    "lt2": "paper",
    "accent1": "accent",
    "accent2": "present-ink",
    "accent3": "negated-ink",
    "accent4": "counter-ink",
    "accent5": "other-ink",
    "accent6": "aside-ink",
    "hlink": "accent",
    "folHlink": "soft",
}
"""The slots of a theme, and the colours of the pages that fill them."""
_FIRST = (1980, 1, 1, 0, 0, 0)
_TEMPLATES = (
    "ppt/slideMasters/",
    "ppt/slideLayouts/",
    "ppt/notesMasters/",
    "ppt/presentation.xml",
    "word/settings.xml",
    "word/styles.xml",
)
"""The parts of a package that hold no text of ours, whose language is that of their makers."""


class Properties(Protocol):
    """What a file says of itself, as python-pptx and python-docx both name it."""

    title: str
    author: str
    last_modified_by: str
    comments: str
    language: str
    keywords: str
    created: datetime
    modified: datetime
    revision: int


def themed(theme: bytes) -> bytes:
    """The theme of a template with the colours of the pages, and with fonts that are everywhere."""
    text = theme.decode("utf-8")
    for slot, colour in _COLOURS.items():
        fill = f'<a:{slot}><a:srgbClr val="{colours()[colour]}"/></a:{slot}>'
        text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", fill, text, count=1, flags=re.DOTALL)
    for scheme, font in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT)):
        text = re.sub(rf'(<a:{scheme}>\s*<a:latin typeface=)"[^"]*"', rf'\1"{font}"', text)
    return re.sub(r'(<a:(?:clrScheme|fontScheme|theme)\b[^>]* name=)"[^"]*"', r'\1"overlooked"', text).encode()


def name(properties: Properties, title: str, comment: str) -> None:
    """Set what a file says of itself; nothing of it depends on the day or the machine."""
    properties.title = title[:LONGEST]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = comment[:LONGEST]
    properties.language = LANGUAGE
    properties.keywords = ""
    properties.created = properties.modified = MADE
    properties.revision = 1


def settle(package: bytes, path: Path) -> None:
    """Write the package to `path` with no time in it, its styles in British English.

    Raises OSError where the disk does not take it.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            if member.startswith(_TEMPLATES):
                content = content.replace(b'"en-US"', f'"{LANGUAGE}"'.encode())
            told = zipfile.ZipInfo(member, _FIRST)
            told.compress_type, told.create_system, told.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(told, content)
