"""Workbooks as Excel itself saves them, part by part: what its cells hold comes out as Excel shows it."""

import zipfile
from pathlib import Path

import pytest

from overlooked.errors import RecordsError
from overlooked.records import RecordsRead, read_records
from refusals import refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = {
    "workbook": "sheet.main",
    "worksheets/sheet1": "worksheet",
    "styles": "styles",
    "sharedStrings": "sharedStrings",
}
DAY, FIVE_DIGITS, PERCENT, PREFIXED = 1, 2, 3, 4
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/>'
    '<numFmt numFmtId="165" formatCode="&quot;CR&quot;\\-0000"/></numFmts><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
HEADER = ("Crime Ref", "Recorded Date", "HO Code", "MO")
SHARED = (
    *(f"<t>{name}</t>" for name in HEADER),
    '<r><rPr><b/></rPr><t>His boss </t></r><r><t xml:space="preserve">has kept </t></r><r><t>it.</t></r>',
    '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
)
RICH, PHONETIC = 4, 5


def cell(at: str, value: object, kind: str = "", style: int = 0) -> str:
    return f'<c r="{at}"{f" t={kind!r}" if kind else ""} s="{style}"><v>{value}</v></c>'


def told(row: int, shared: int = RICH) -> str:
    """The narrative of a row."""
    return cell(f"D{row}", shared, "s")


def excel(path: Path, *rows: str, before: str = "", properties: str = "", state: str = "visible") -> Path:
    """A workbook of one sheet with the usual header and these rows, the second and on."""
    header = "".join(cell(f"{letter}1", number, "s") for number, letter in enumerate("ABCD"))
    lines = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate((header, *rows), start=1))
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in KINDS.items()
    )
    parts = [("worksheet", "worksheets/sheet1"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for number, (kind, name) in enumerate(parts, start=1)
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {properties}/><sheets>'
        f'<sheet name="S" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in SHARED)}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}<sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in content.items():
            book.writestr(name, text)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.xlsx"


def column(found: RecordsRead, name: str) -> list[object]:
    return list(found.records[name])


def reasons(found: RecordsRead) -> list[tuple[int, str]]:
    return list(zip(found.rejects["row"], found.rejects["reason"], strict=True))


def test_text_in_several_fonts_is_one_text_and_its_phonetics_are_none_of_it(path: Path) -> None:
    found = read_records([excel(path, told(2), told(3, PHONETIC))])
    assert column(found, "narrative") == ["His boss has kept it.", "東京"]


def test_text_that_stands_in_its_cell_is_read(path: Path) -> None:
    plain = '<c r="D2" t="inlineStr"><is><t>Took it</t></is></c>'
    rich = '<c r="D3" t="inlineStr"><is><r><t>Took </t></r><r><t>two</t></r></is></c>'
    assert column(read_records([excel(path, plain, rich)]), "narrative") == ["Took it", "Took two"]


@pytest.mark.parametrize(
    ("properties", "day"),
    [
        ("", cell("B2", 45323, style=DAY)),
        ("", cell("B2", 45323)),
        ('date1904="1"', cell("B2", 43861, style=DAY)),
        ("", cell("B2", "2024-02-01T09:05:00", "d", DAY)),
        ("", cell("B2", "2024-02-01", "d")),
        ("", cell("B2", "2024-02-01T09:05:00.000Z", "d")),
    ],
)
def test_a_day_is_read_in_each_way_that_excel_writes_it(path: Path, properties: str, day: str) -> None:
    found = read_records([excel(path, day + told(2), properties=properties)])
    assert column(found, "recorded_on") == ["2024-02-01"]


def test_a_day_that_no_calendar_has_costs_no_record(path: Path) -> None:
    found = read_records([excel(path, cell("B2", 99999999, style=DAY) + told(2))])
    assert column(found, "recorded_on") == [""]


def test_a_reference_keeps_the_zeros_and_letters_that_excel_shows(path: Path) -> None:
    numbers = [(123, FIVE_DIGITS), (77, PREFIXED), (123, 0), ("1.2E+15", 0)]
    rows = [cell(f"A{row}", number, style=style) + told(row) for row, (number, style) in enumerate(numbers, start=2)]
    assert column(read_records([excel(path, *rows)]), "record_id") == ["00123", "CR-0077", "123", "1200000000000000"]


def test_an_error_is_no_reference_no_code_and_no_day(path: Path) -> None:
    errors = cell("A2", "#REF!", "e") + cell("B2", "#VALUE!", "e") + cell("C2", "#N/A", "e")
    found = read_records([excel(path, errors + told(2), cell("D3", "#REF!", "e"))])
    assert found.records[["record_id", "recorded_on", "offence_code"]].to_numpy().tolist() == [["row-2", "", ""]]
    assert reasons(found) == [(3, "the narrative is only the error #REF! of Excel, its words are lost")]


@pytest.mark.parametrize(("value", "kind"), [("1", "b"), ("12", "n")])
def test_a_narrative_that_is_no_text_is_set_aside(path: Path, value: str, kind: str) -> None:
    found = read_records([excel(path, cell("D2", value, kind), told(3))])
    assert [row for row, _ in reasons(found)] == [2]
    assert "no text" in reasons(found)[0][1]


def test_a_formula_is_what_it_gave_last(path: Path) -> None:
    row = '<c r="A2" t="str"><f>B1&amp;1</f><v>NM1</v></c><c r="D2" t="str"><f>B1</f><v>Took it</v></c>'
    found = read_records([excel(path, row)])
    assert found.records[["record_id", "narrative"]].to_numpy().tolist() == [["NM1", "Took it"]]


@pytest.mark.parametrize("formula", ["<f>B1</f>", "<f>B1</f><v></v>", '<f t="shared" si="0"/>', "<f>B1</f><v/>"])
def test_a_row_of_formulas_that_were_never_worked_out_is_no_blank_row(path: Path, formula: str) -> None:
    found = read_records([excel(path, f'<c r="A2">{formula}</c><c r="D2">{formula}</c>', told(3))])
    assert [row for row, _ in reasons(found)] == [2]
    assert "open it in Excel, save it" in reasons(found)[0][1]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_named(path: Path, state: str) -> None:
    found = read_records([excel(path, told(2), state=state)])
    assert len(found.records) == 1
    assert "Hidden in Excel, and read like the others: a.xlsx [S]." in found.notes


def test_a_hidden_row_is_read(path: Path) -> None:
    excel(path, told(2), told(3, PHONETIC))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).replace(b'<row r="2"', b'<row r="2" hidden="1"') for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert list(read_records([path]).records["row"]) == [2, 3]


@pytest.mark.parametrize("stated", ["A1:XFD1048576", "A1", ""])
def test_what_a_sheet_says_of_its_size_is_not_believed(path: Path, stated: str) -> None:
    found = read_records([excel(path, told(2), before=f'<dimension ref="{stated}"/>' if stated else "")])
    assert column(found, "narrative") == ["His boss has kept it."]


def test_formats_without_content_are_no_cells(path: Path) -> None:
    far = f'<c r="XFD2" s="{FIVE_DIGITS}"/>'
    assert len(read_records([excel(path, told(2) + far, far.replace("2", "3", 1))]).records) == 1


def test_a_row_that_repeats_one_word_of_the_header_is_no_part_of_it(path: Path) -> None:
    assert len(read_records([excel(path, cell("C2", 2, "s") + told(2))]).records) == 1


def test_a_text_that_is_missing_from_the_shared_ones_is_one_line(path: Path) -> None:
    with refused(RecordsError, "a.xlsx is damaged"):
        read_records([excel(path, told(2, 99))])


def test_a_workbook_with_a_password_says_so(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    with refused(RecordsError, "a.xlsx has a password", "save it without one"):
        read_records([path])
