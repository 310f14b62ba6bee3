"""What python-docx has no words for: elements of Word's XML (ECMA-376), put where their order allows."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from overlooked.pages.office.runs import colours, plain

_AFTER_LINE_NUMBERS = ("w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What follows in the properties of a paragraph, whose order is fixed."""


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour, RRGGBB."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def mark_row(row: _Row, name: str) -> None:
    """Give a row a mark, such as that of a header."""
    row._tr.get_or_add_trPr().append(element(name))  # noqa: SLF001


def describe(table: Table, title: str, description: str) -> None:
    """Give a table a title and a description for those who hear it."""
    properties = table._tbl.tblPr  # noqa: SLF001
    properties.append(element("w:tblCaption", val=plain(title)))
    properties.append(element("w:tblDescription", val=plain(description)))


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word fills, such as a page's number."""
    field = element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")
    run.font.color.rgb = RGBColor.from_string(colours()["soft"])
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001


def number_lines(style: ParagraphStyle, *, wanted: bool) -> None:
    """Number the lines of a style, or leave them without."""
    properties = style.element.get_or_add_pPr()
    told = element("w:suppressLineNumbers", val="0" if wanted else "1")
    for old in properties.findall(told.tag):
        properties.remove(old)
    properties.insert_element_before(told, *_AFTER_LINE_NUMBERS)


def set_mode(settings: BaseOxmlElement) -> None:
    """Word opens a file that says 15 as one of its own day, and not as one of 2010."""
    for told in settings.iter(qn("w:compatSetting")):
        if told.get(qn("w:name")) == "compatibilityMode":
            told.set(qn("w:val"), "15")


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Give an element of Word's XML with its attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
