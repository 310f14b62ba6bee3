"""Slides with real placeholders, tables and notes: texts and tables come in, slides are added on which they fit.

Everything is measured before it is placed. What one slide cannot hold goes on on the next, and its title counts them.
"""

import io
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from overlooked.pages.office import office
from overlooked.pages.office.runs import LINE_END, Run, colours, plain
from overlooked.teaching.office.classroom import Grid
from overlooked.teaching.office.fitting import (
    GAP,
    Paragraph,
    Row,
    height,
    list_pages,
    paragraphs,
    row_height,
    story_height,
    story_pages,
    table_pages,
)
from overlooked.teaching.office.letters import count
from overlooked.teaching.office.theme import (
    BOTTOM,
    FACTS_SIZE,
    INSET,
    LIST,
    MARGIN,
    RECORD,
    ROOM,
    TABLE,
    TITLE,
    TOP,
    empty,
    place,
)

TITLE_SIZES, TITLE_LINES = (40, 32, 24), 2
_UNDERLINES = {
    "present": "sng",
    "negated": "dbl",
    "counter": "heavy",
    "hypothetical": "dotted",
    "aside": "dotted",
    "historical": "dash",
    "other": "dash",
}


class Deck:
    """Slides being made; `foot` stands below each of them."""

    def __init__(self, title: str, foot: str) -> None:
        """Take what the file is called and what stands below every slide; `notes` go under those made from then on."""
        self.title, self.foot = title, foot
        self.notes: Sequence[str] = ()
        self.presentation = empty()

    def opening(self, title: str, told: Sequence[str]) -> None:
        """The title slide."""
        slide = self._slide(TITLE, title)
        size = next((size for size in TITLE_SIZES if count(title, ROOM - 4 * INSET, 1.2 * size) <= TITLE_LINES), 18)
        for run in slide.shapes.title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
        _fill(slide.placeholders[1].text_frame, [[Run(line)] for line in told])

    def listing(self, title: str, items: Sequence[Paragraph]) -> None:
        """A list of points, on as many slides as it takes; a bold point is a heading."""
        size, pages = list_pages(items)
        for number, page in enumerate(pages, start=1):
            slide = self._slide(LIST, _counted(title, number, len(pages)))
            frame = slide.placeholders[1].text_frame
            _fill(frame, page, size=size)
            for paragraph, told in zip(frame.paragraphs, page, strict=True):
                paragraph.space_before, paragraph.space_after = Pt(GAP if told[0].bold else 0), Pt(GAP)
                if told[0].bold:
                    _unbulleted(paragraph)

    def record(
        self,
        title: str,
        caption: Sequence[Paragraph],
        story: str,
        stretches: Sequence[tuple[int, int, Run]],
        legend: Paragraph = (),
    ) -> None:
        """A narrative on its sheet, under a caption, on as many slides as it takes; `stretches` cover all of it."""
        told = _legend_line(legend)
        caption_high = height(caption, ROOM - 2 * INSET, FACTS_SIZE) + INSET + GAP
        legend_high = height([told], ROOM - 2 * INSET, FACTS_SIZE) + 2 * INSET if legend else 0
        room = BOTTOM - TOP - caption_high - legend_high
        size, pages = story_pages(story, room - 2 * INSET)
        for number, (start, end) in enumerate(pages, start=1):
            slide = self._slide(RECORD, _counted(title, number, len(pages)))
            place(slide.placeholders[2], MARGIN, TOP - GAP, ROOM, caption_high)
            high = min(room, story_height(story[start:end], size) + 2 * INSET)
            place(slide.placeholders[1], MARGIN, TOP + caption_high, ROOM, high)
            _fill(slide.placeholders[2].text_frame, caption)
            _fill(slide.placeholders[1].text_frame, paragraphs(stretches, start, end), size=size)
            for paragraph in slide.placeholders[1].text_frame.paragraphs:
                paragraph.space_before = Pt(0)
            if legend:
                _add_legend(slide, told, TOP + caption_high + high, legend_high)

    def grid(self, title: str, grid: Grid, widths: Sequence[float]) -> None:
        """A table, on as many slides as it takes, its header on each; a row is never wider or higher than a slide."""
        size, pages = table_pages(grid, widths)
        for number, page in enumerate(pages, start=1):
            slide = self._slide(TABLE, _counted(title, number, len(pages)))
            high = sum(high for high, _, _ in page) + row_height(grid.heads, widths, size)
            shape = slide.shapes.add_table(len(page) + 1, len(widths), Pt(MARGIN), Pt(TOP), Pt(sum(widths)), Pt(high))
            named = shape.element.nvGraphicFramePr.cNvPr
            named.set("name", f"Table: {plain(grid.title)}")
            named.set("descr", f"Table, {len(page)} rows. Columns: {', '.join(grid.heads)}.")
            _fill_table(shape.table, grid.heads, page, widths, size)

    def save(self, path: Path) -> None:
        """Write the slides to `path`; equal content gives equal bytes."""
        for number, slide in enumerate(self.presentation.slides, start=1):
            self._add_foot(slide, number)
        office.name(self.presentation.core_properties, plain(self.title), plain(self.foot))
        package = io.BytesIO()
        self.presentation.save(package)
        office.settle(package.getvalue(), path)

    def _slide(self, layout: str, title: str) -> Slide:
        own = self.presentation.slide_layouts.get_by_name(layout)
        slide = self.presentation.slides.add_slide(own)
        _fill(slide.shapes.title.text_frame, [[Run(title)]])
        if self.notes:
            _fill(slide.notes_slide.notes_text_frame, [[Run(line)] for line in self.notes])
        return slide

    def _add_foot(self, slide: Slide, number: int) -> None:
        """What stands below a slide, and its number; python-pptx leaves both out. They are read last.

        Both bring the look of the master along: LibreOffice does not hand it down to them.
        """
        for shape in slide.slide_layout.slide_master.placeholders:
            kind = shape.element.ph.get("type")
            if kind in {"ftr", "sldNum"}:
                copy = deepcopy(shape.element)
                copy.nvSpPr.cNvPr.set("id", str(1 + max(other.shape_id for other in slide.shapes)))
                slide.shapes.element.append(copy)
                if kind == "ftr":
                    _fill(slide.shapes[-1].text_frame, [[Run(self.foot)]])
                for words in copy.iter(qn("a:rPr"), qn("a:endParaRPr")):
                    words.set("lang", office.LANGUAGE)
                for field in copy.iter(qn("a:fld")):
                    field.find(qn("a:t")).text = str(number)


def _counted(title: str, number: int, pages: int) -> str:
    return title if pages == 1 else f"{title} ({number} of {pages})"


def _fill(frame: TextFrame, told: Sequence[Paragraph], *, size: int = 0) -> None:
    """Write paragraphs into a frame in the place of what it holds; without a size, in the size of its layout."""
    body = frame._txBody  # noqa: SLF001 - where its paragraphs stand
    for old in list(body.findall(qn("a:p"))):
        body.remove(old)
    for runs in told or [[]]:
        paragraph = parse_xml(f"<a:p {nsdecls('a')}/>")
        for run in runs:
            if run.text:
                paragraph.append(_run(run, size))
            if run.numbers:
                numbers = ",".join(map(str, run.numbers))
                paragraph.append(_run(Run(numbers, run.look, run.numbers, bold=True), size))
        body.append(paragraph)


def _run(run: Run, size: int) -> BaseOxmlElement:
    """One run of text; one that is marked has a ground, a line under it and ink of its look."""
    raised = bool(run.numbers) and run.bold
    told = {"lang": office.LANGUAGE, "sz": str(100 * size) if size else "", "b": "1" if run.bold else ""}
    told |= {"u": _UNDERLINES[run.look]} if run.look and not raised else {}
    told |= {"baseline": "30000"} if raised else {}
    attributes = " ".join(f'{name}="{value}"' for name, value in told.items() if value)
    edge = colours()[f"{run.look}-ink"] if run.look else ""
    ink = edge if raised else colours()["soft"] if run.soft else ""
    inside = _solid(ink) if ink else ""
    if run.look and not raised:
        inside += (
            f'<a:highlight><a:srgbClr val="{colours()[run.look]}"/></a:highlight><a:uFill>{_solid(edge)}</a:uFill>'
        )
    made = parse_xml(f"<a:r {nsdecls('a')}><a:rPr {attributes}>{inside}</a:rPr><a:t/></a:r>")
    made.find(qn("a:t")).text = plain(run.text)
    return made


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _unbulleted(paragraph: _Paragraph) -> None:
    told = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    told.set("marL", "0")
    told.set("indent", "0")
    told.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _legend_line(legend: Paragraph) -> Paragraph:
    """What the colours mean, in one line."""
    return [Run("Marked in the record:  ", soft=True), *(part for run in legend for part in (run, Run("   ")))]


def _add_legend(slide: Slide, told: Paragraph, top: float, high: float) -> None:
    box = slide.shapes.add_textbox(Pt(MARGIN), Pt(top), Pt(ROOM), Pt(high))
    box.name = "What the colours mean"
    box.element.nvSpPr.cNvPr.set("descr", "What the colours and lines in the narrative mean")
    box.text_frame.word_wrap = True
    _fill(box.text_frame, [told], size=FACTS_SIZE)


def _fill_table(table: Table, heads: Sequence[str], page: Sequence[Row], widths: Sequence[float], size: int) -> None:
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Pt(wide)
    table.horz_banding = False
    table.rows[0].height = Pt(row_height(heads, widths, size))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell.text_frame, [[Run(text, bold=True)]], size=size)
        _dress(cell, colours()["accent"])
    for row, (high, cells, look) in zip(list(table.rows)[1:], page, strict=True):
        row.height = Pt(high)
        across = len(cells) == 1
        if across:
            row.cells[0].merge(row.cells[len(widths) - 1])
        for at, cell in enumerate(row.cells):
            text = cells[at] if at < len(cells) else ""
            _fill(cell.text_frame, [[Run(line, bold=across)] for line in LINE_END.split(text)], size=size)
            _dress(cell, colours()[look if look and at == 0 else "paper" if across else "sheet"])


def _dress(cell: _Cell, ground: str) -> None:
    """A ground, and a thin line below it alone."""
    told = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no word for the lines of a cell
    for old in list(told):
        told.remove(old)
    for side in ("L", "R", "T"):
        told.append(parse_xml(f'<a:ln{side} {nsdecls("a")} w="0"><a:noFill/></a:ln{side}>'))
    told.append(parse_xml(f'<a:lnB {nsdecls("a")} w="9525">{_solid(colours()["rim"])}</a:lnB>'))
    told.append(parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{ground}"/></a:solidFill>'))
