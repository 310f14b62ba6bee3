"""Sheets of paper in Word's form: headings, narratives with numbered lines, tables to fill in, lines to write on.

Looks stand in the styles of the document, so that a trainer changes them once. Every table has a header row that comes
again on the next page, and a description for those who hear it.
"""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_COLOR_INDEX, WD_TAB_ALIGNMENT, WD_TAB_LEADER, WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from overlooked.pages.office import office
from overlooked.pages.office.markup import add_field, describe, element, mark_row, number_lines, set_mode, shade
from overlooked.pages.office.runs import LINE_END, Run, colours, plain

NARRATIVE, FACTS, WRITE = "Narrative", "Facts", "Write here"
LIST, SMALL_LIST = "List Bullet", "List Bullet 2"
WIDTH = 17.0
"""What lies between the margins, in centimetres."""
FILL, CODE = "fill", "code"
"""Looks of what a reader is to fill in, and of what is typed at a command line."""
Cell = str | Sequence[Run]
_LEFT, _RIGHT, _ROW = 2.2, 1.8, 0.85
_UNDERLINES = {
    "present": WD_UNDERLINE.SINGLE,
    "negated": WD_UNDERLINE.DOUBLE,
    "counter": WD_UNDERLINE.THICK,
    "hypothetical": WD_UNDERLINE.DOTTED,
    "aside": WD_UNDERLINE.DOTTED,
    "historical": WD_UNDERLINE.DASH,
    "other": WD_UNDERLINE.DASH,
}


class Paper:
    """A document being written; `foot` stands below every page, with its number."""

    def __init__(self, title: str, foot: str, scale: float = 1) -> None:
        """Take what the file is called, what stands below every page, and the size of its letters and gaps."""
        self.title, self.foot, self.scale = title, foot, scale
        self.document = docx.Document()
        theme = self.document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = office.themed(theme.blob)  # noqa: SLF001 - python-docx has no word for a theme
        set_mode(self.document.settings.element)
        self._set_styles()
        self._set_page(self.document.sections[0])

    def opening(self, title: str, subtitle: str) -> None:
        """The title and a line below it."""
        self.document.add_paragraph(plain(title), style="Title")
        self.document.add_paragraph(plain(subtitle), style="Subtitle")

    def heading(self, text: str, level: int, *, on_new_page: bool = False) -> None:
        """A heading; by its level it stands in the document's outline."""
        heading = self.document.add_heading(plain(text), level)
        heading.paragraph_format.page_break_before = on_new_page

    def case(self, *, numbered: bool) -> None:
        """Begin a section on a new page; in a numbered one the lines of narratives have numbers, from 1 on each page.

        LibreOffice counts on through all sections; by the page both programs begin anew.
        """
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        _set_style(self.document.paragraphs[-1], "Table end")
        properties = section._sectPr  # noqa: SLF001 - python-docx has no word for line numbers
        for old in properties.findall(qn("w:lnNumType")):
            properties.remove(old)
        if numbered:
            numbers = element("w:lnNumType", countBy="1", distance="280", restart="newPage")
            properties.find(qn("w:pgMar")).addnext(numbers)

    def text(self, runs: Iterable[Run], style: str = "Normal", *, on_same_page: bool = False) -> None:
        """A paragraph, on the page of what follows where that is asked for."""
        paragraph = self._paragraph(style)
        paragraph.paragraph_format.keep_with_next = on_same_page or None
        _write(paragraph, runs)

    def items(self, items: Iterable[str], style: str = LIST, *, boxes: bool = False) -> None:
        """A list of points, or of boxes to tick; its first two stand on one page."""
        told = list(items)
        for number, item in enumerate(told):
            bound = number == 0 and len(told) > 1
            self.text([Run(f"☐ {item}" if boxes else item)], "Normal" if boxes else style, on_same_page=bound)

    def narrative(self, stretches: Iterable[tuple[int, int, Run]], style: str) -> None:
        """A narrative, a paragraph to each of its lines."""
        paragraph = self._paragraph(style)
        for _, _, run in stretches:
            first, *rest = LINE_END.split(run.text)
            _write(paragraph, [Run(first, run.look, () if rest else run.numbers)])
            for at, line in enumerate(rest, start=1):
                paragraph = self._paragraph(style)
                _write(paragraph, [Run(line, run.look, run.numbers if at == len(rest) else ())])

    def lines(self, count: int) -> None:
        """Lines to write on."""
        for _ in range(count):
            self._paragraph(WRITE).add_run("\t")

    def table(
        self,
        told: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        looks: Sequence[str] = (),
    ) -> None:
        """A table; `told` says what it is, widths are in centimetres, `looks` colour the first cell of each row."""
        table = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        table.autofit = False
        describe(table, told, f"{len(rows)} rows. Columns: {', '.join(heads)}.")
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Cm(wide)
        head = table.add_row()
        mark_row(head, "w:tblHeader")
        for cell, text in zip(head.cells, heads, strict=True):
            _set_style(cell.paragraphs[0], "Cell")
            _write(cell.paragraphs[0], [Run(text, bold=True)])
            shade(cell, colours()["accent"])
            cell.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(colours()["on-accent"])
        for number, cells in enumerate(rows):
            if len(cells) == 1 and isinstance(cells[0], str):
                self._band(table, cells[0])
            else:
                self._row(table, cells, looks[number] if looks else "")
        for row in table.rows:
            mark_row(row, "w:cantSplit")
            for cell, wide in zip(row.cells, widths, strict=True):
                cell.width = Cm(sum(widths) if cell._tc.grid_span > 1 else wide)  # noqa: SLF001
        self._paragraph("Table end")

    def save(self, path: Path) -> None:
        """Write the document to `path`; equal content gives equal bytes."""
        office.name(self.document.core_properties, plain(self.title), plain(self.foot))
        package = io.BytesIO()
        self.document.save(package)
        office.settle(package.getvalue(), path)

    def _paragraph(self, style: str) -> Paragraph:
        made: Any = element("w:p")
        body = self.document.element.body
        body[-1].addprevious(made)  # what python-docx puts last it looks for from the first paragraph on
        paragraph = Paragraph(made, self.document._body)  # noqa: SLF001 - the same
        _set_style(paragraph, style)
        return paragraph

    def _band(self, table: Table, text: str) -> None:
        """A heading across a table, on the page of what follows."""
        row = table.add_row()  # type: ignore[no-untyped-call]
        across = row.cells[0].merge(row.cells[-1])
        paragraph = across.paragraphs[0]
        _set_style(paragraph, "Cell")
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, [Run(text, bold=True)])
        shade(across, colours()["paper"])

    def _row(self, table: Table, cells: Sequence[Cell], look: str) -> None:
        row = table.add_row()  # type: ignore[no-untyped-call]
        if not any(cells):
            row.height, row.height_rule = Cm(_ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, text in zip(row.cells, cells, strict=True):
            first, *rest = [[Run(line)] for line in LINE_END.split(text)] if isinstance(text, str) else [text]
            _write(cell.paragraphs[0], first)
            for line in rest:
                _write(cell.add_paragraph(), line)
            for paragraph in cell.paragraphs:
                _set_style(paragraph, "Cell")
        if look:
            shade(row.cells[0], colours()[look])

    def _set_page(self, section: Section) -> None:
        section.page_width, section.page_height = Twips(11906), Twips(16838)
        section.left_margin, section.right_margin = Cm(_LEFT), Cm(_RIGHT)
        section.top_margin = section.bottom_margin = Cm(1.6)
        section.footer_distance = Cm(0.9)
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        _write(foot, [Run(f"{plain(self.foot)}\t", soft=True)])
        add_field(foot, "PAGE")
        _write(foot, [Run(" of ", soft=True)])
        add_field(foot, "NUMPAGES")

    def _set_styles(self) -> None:
        sizes = {1: (20, 0, 4), 2: (14, 10, 4), 3: (11, 7, 2)}
        for level, (size, before, after) in sizes.items():
            heading = self.style(f"Heading {level}", size, before=before, after=after)
            heading.font.color.rgb = RGBColor.from_string(colours()["accent"])
            heading.font.bold = level > 1
        self.style("Normal", 10.5, after=6)
        self.style("Title", 30, after=6).font.color.rgb = RGBColor.from_string(colours()["accent"])
        subtitle = self.style("Subtitle", 13, after=18)
        subtitle.font.italic, subtitle.font.color.rgb = False, RGBColor.from_string(colours()["soft"])
        self.style(LIST, 10.5, after=3)
        small = self.style(SMALL_LIST, 9.5, after=1.5).paragraph_format
        small.line_spacing, small.left_indent, small.first_line_indent = 1.1, Cm(0.63), Cm(-0.63)
        self.style("Footer", 8.5)
        self.style("Cell", 9, before=1, after=1).paragraph_format.line_spacing = 1.0
        self.style("Table end", 3).paragraph_format.line_spacing = 1.0
        self.style(FACTS, 10.5, after=8)
        self.style("Answer", 10.5, after=3).paragraph_format.line_spacing = 1.15
        narrative = self.style(NARRATIVE, 11.5)
        narrative.paragraph_format.line_spacing = 1.6
        number_lines(narrative, wanted=True)
        write = self.style(WRITE, 10.5, before=10)
        write.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)

    def style(self, name: str, size: float, before: float = 0, after: float = 0) -> ParagraphStyle:
        """A paragraph style of the template, or a new one on top of Normal; only narratives have numbered lines."""
        styles = self.document.styles
        known = name in {style.name for style in styles}
        found = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = cast("ParagraphStyle", found)
        style.font.size = Pt(round(2 * self.scale * size) / 2)
        gaps = style.paragraph_format
        gaps.space_before, gaps.space_after = Pt(self.scale * before), Pt(self.scale * after)
        style.paragraph_format.line_spacing = 1.15
        number_lines(style, wanted=False)
        return style


def _set_style(paragraph: Paragraph, name: str) -> None:
    """Name the style by its id; python-docx reads all styles every time it is given a name."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001


def _write(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Add runs to a paragraph; one that is marked has a ground and a line under it, and its number after it."""
    for run in runs:
        if run.text:
            _dress(paragraph.add_run(plain(run.text)), run)
        if run.numbers:
            number = paragraph.add_run(",".join(map(str, run.numbers)))
            number.font.superscript = number.font.bold = True
            number.font.color.rgb = RGBColor.from_string(colours()[f"{run.look}-ink"])


def _dress(word: WordRun, run: Run) -> None:
    word.font.bold = run.bold or None
    if run.soft:
        word.font.color.rgb = RGBColor.from_string(colours()["soft"])
    if run.look == FILL:
        word.font.highlight_color = WD_COLOR_INDEX.YELLOW
    elif run.look == CODE:
        word.font.name = "Courier New"
    elif run.look:
        word.font.underline = _UNDERLINES[run.look]
        properties = word._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no word for either
        properties.find(qn("w:u")).set(qn("w:color"), colours()[f"{run.look}-ink"])
        properties.append(element("w:shd", val="clear", color="auto", fill=colours()[run.look]))
