"""The look of the slides: python-pptx's own template made wide, with the colours of the pages and four layouts.

Colours and fonts stand in the theme, places and sizes in the layouts: a trainer changes them once for all slides.
"""

import pptx
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from overlooked.pages.office.office import themed

WIDE, HIGH, MARGIN = 960, 540, 48
"""A slide of 16 by 9, and the rim that stays empty, in points."""
ROOM = WIDE - 2 * MARGIN
TOP, BOTTOM = 100, 486
"""Between them stands what a slide shows."""
INSET = 7.2
"""What a shape keeps empty at either side of its text."""
TITLE, LIST, RECORD, TABLE = "Title Slide", "Title and Content", "Content with Caption", "Title Only"
TITLE_SIZE, LIST_SIZE, FACTS_SIZE, FOOT_SIZE = 28, 20, 16, 12
_TITLE_PLACE = (MARGIN, 28, ROOM, 56)
_PLACES = {
    TITLE: {0: (MARGIN, 150, ROOM, 130), 1: (MARGIN, 300, ROOM, 120)},
    LIST: {0: _TITLE_PLACE, 1: (MARGIN, TOP, ROOM, BOTTOM - TOP)},
    RECORD: {0: _TITLE_PLACE, 2: (MARGIN, TOP - 6, ROOM, 32), 1: (MARGIN, TOP + 32, ROOM, BOTTOM - TOP - 32)},
    TABLE: {0: _TITLE_PLACE},
}
_FOOT_PLACES = {"ftr": (MARGIN, 502, 700, 24), "sldNum": (WIDE - MARGIN - 100, 502, 100, 24)}


def empty() -> Presentation:
    """A presentation without slides, in the look of the pages."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDE), Pt(HIGH)
    presentation.element.find(qn("p:sldSz")).attrib.pop("type")
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = themed(theme.blob)  # noqa: SLF001 - python-pptx has no word for a theme
    _set_master(presentation.slide_master)
    for layout in list(presentation.slide_layouts):
        if layout.name in _PLACES:
            _set_layout(layout)
        else:
            presentation.slide_layouts.remove(layout)
    return presentation


def place(shape: Shape, left: float, top: float, width: float, height: float) -> None:
    """Put a shape where it belongs, in points."""
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _set_master(master: SlideMaster) -> None:
    """Ground, line under the title, sizes, and the places of the foot."""
    ground = master.element.find(qn("p:cSld")).find(qn("p:bg"))
    ground.getparent().replace(ground, _ground("bg2"))
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _set_text(title, TITLE_SIZE, "tx2")
    for number, level in enumerate(styles.find(qn("p:bodyStyle"))):
        _set_text(level, LIST_SIZE if number == 0 else LIST_SIZE - 2, "tx1")
    for shape in list(master.placeholders):
        kind = _kind(shape)
        if kind == "dt":
            shape.element.getparent().remove(shape.element)
        else:
            place(shape, *(_FOOT_PLACES | {"title": _TITLE_PLACE, "body": _PLACES[LIST][1]})[kind])
            _keep_size(shape)
            if kind in _FOOT_PLACES:
                _set_foot(shape, "l" if kind == "ftr" else "r")
    _rule_under_title(master)


def _set_layout(layout: SlideLayout) -> None:
    if layout.name == RECORD:
        facts, story = (next(s for s in layout.placeholders if s.placeholder_format.idx == n) for n in (2, 1))
        story.element.addprevious(facts.element)  # the order of reading
        _as_sheet(story)
        _style(facts, FACTS_SIZE)
    for shape in list(layout.placeholders):
        if _kind(shape) == "dt":
            shape.element.getparent().remove(shape.element)
        elif shape.placeholder_format.idx in _PLACES[layout.name]:
            place(shape, *_PLACES[layout.name][shape.placeholder_format.idx])
            _keep_size(shape)
            if shape.placeholder_format.idx == 0:
                _style(shape, 40 if layout.name == TITLE else TITLE_SIZE, keep=True)
                shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    if layout.name == TITLE:
        _style(next(s for s in layout.placeholders if s.placeholder_format.idx == 1), LIST_SIZE)


def _style(shape: Shape, size: int, *, keep: bool = False) -> None:
    """The first level of a placeholder: without a bullet, its size; `keep` leaves colour and font to the master."""
    face = "" if keep else '<a:latin typeface="+mn-lt"/>'
    level = f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{100 * size}" b="0" cap="none">{face}'
    old = shape.element.txBody.find(qn("a:lstStyle"))
    old.getparent().replace(old, parse_xml(f"<a:lstStyle {nsdecls('a')}>{level}</a:defRPr></a:lvl1pPr></a:lstStyle>"))


def _as_sheet(shape: Shape) -> None:
    """A narrative stands on a white sheet."""
    _style(shape, LIST_SIZE)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Pt(2 * INSET)
    frame.margin_top = frame.margin_bottom = Pt(INSET)


def _set_foot(shape: Shape, side: str) -> None:
    level = shape.element.txBody.find(qn("a:lstStyle")).find(qn("a:lvl1pPr"))
    level.set("algn", side)
    _set_text(level, FOOT_SIZE, "tx1")
    level.find(qn("a:defRPr")).append(parse_xml(f'<a:latin {nsdecls("a")} typeface="+mn-lt"/>'))


def _set_text(level: BaseOxmlElement, size: int, colour: str) -> None:
    run = level.find(qn("a:defRPr"))
    run.set("sz", str(100 * size))
    fill = run.find(qn("a:solidFill"))
    fill.getparent().replace(
        fill, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{colour}"/></a:solidFill>')
    )


def _keep_size(shape: Shape) -> None:
    """Text is measured before it is placed; no program need shrink it."""
    shape.text_frame.auto_size = MSO_AUTO_SIZE.NONE


def _kind(shape: Shape) -> str:
    return str(shape.element.ph.get("type", "obj"))


def _ground(colour: str) -> BaseOxmlElement:
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:effectLst/>'
    return parse_xml(f"<p:bg {nsdecls('p', 'a')}><p:bgPr>{fill}</p:bgPr></p:bg>")


def _rule_under_title(master: SlideMaster) -> None:
    """A thin line across the top of every slide, which says nothing."""
    where = f'<a:off x="{Pt(MARGIN)}" y="{Pt(20)}"/><a:ext cx="{Pt(ROOM)}" cy="0"/>'
    line = (
        f"<p:cxnSp {nsdecls('p', 'a')}>"
        '<p:nvCxnSpPr><p:cNvPr id="99" name="Line"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr><a:xfrm>{where}</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="25400">'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )
    master.shapes.element.append(parse_xml(line))
