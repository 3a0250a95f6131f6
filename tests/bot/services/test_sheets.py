"""Sheets that can be opened without fear, on either side."""

import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bot.services import sheets
from bot.services.sheets import Column, Row, Sheet, Unreadable
from bot.services.working_days import THAI_TIME

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FORMULAS = ("=1+1", "+66", "-5", "@SUM", "  =1", "\u3000＝1", "＋1", "－1", "＠x", "\ufeff=1", "−1")
PLAIN = ("", "กรม", "a=b", "1-2", "'=1", "สมชาย @ กรม")


@pytest.mark.parametrize("text", [*FORMULAS, "\tx", "\rx", "\nx"])
def test_what_could_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert sheets.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sheets.guarded(text) == text


def test_no_cell_of_a_sheet_is_a_formula() -> None:
    written = sheets.write(Sheet("ก", [Column("=ชื่อ")], [[text] for text in FORMULAS], ["=above"]))

    assert unsafe(written) == []


def test_a_planted_formula_is_seen() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet().write_column(0, 0, ["=1+1", "ก", "＝1", "\u3000@x"])

    assert unsafe(file.getvalue()) == ["formula", "＝1", "\u3000@x"]


def test_values_keep_their_kind() -> None:
    at = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
    cells = ["กรม", 46_426, date(2020, 3, 17), at, None, ""]
    written = sheets.write(Sheet("แผ่น", [Column("ก")] * 6, [cells]))

    with CalamineWorkbook.from_filelike(BytesIO(written)) as book:
        head, row = book.get_sheet_by_name("แผ่น").to_python()

    assert head == ["ก"] * 6
    assert row == [
        "กรม",
        46_426,
        date(2020, 3, 17),
        at.astimezone(THAI_TIME).replace(tzinfo=None),
        "",
        "",
    ]


def test_what_is_written_can_be_read() -> None:
    rows = [["WFH", date(2020, 3, 17), 450], ["", "", ""], ["ก", None, 12]]
    written = sheets.write(Sheet("a/b?", [Column("1"), Column("2"), Column("3")], rows, ["หัว"]))

    assert sheets.read(written) == (
        Row(1, ("หัว", "", "")),
        Row(2, ("1", "2", "3")),
        Row(3, ("WFH", "2020-03-17", "450")),
        Row(5, ("ก", "", "12")),
    )


def test_the_result_is_chosen_from_a_list() -> None:
    written = sheets.write(Sheet("ก", [Column("ผล", choices=("รับเรื่อง", "เปิดใช้"))], [[None]]))

    with zipfile.ZipFile(BytesIO(written)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<formula1>"รับเรื่อง,เปิดใช้"</formula1>' in page.replace("&quot;", '"')


def test_files_that_are_no_sheets_are_refused_with_a_reason() -> None:
    whole = sheets.write(Sheet("ก", [Column("ข")], [["ค"]]))

    assert sheets.read(b"") == Unreadable("jobs.file.not_xlsx")
    assert sheets.read(b"\xd0\xcf\x11\xe0 old or locked") == Unreadable("jobs.file.not_xlsx")
    assert sheets.read(whole[: len(whole) // 2]) == Unreadable("jobs.file.not_xlsx")
    assert sheets.read(packed("<nonsense")) == Unreadable("jobs.file.broken")
    assert sheets.read(packed(HEAD + "</sheetData></worksheet>")) == Unreadable("jobs.file.empty")


def test_files_larger_than_we_take_are_refused() -> None:
    far = packed(f"{HEAD}{cell('A1')}{cell('XFD1048576')}</sheetData></worksheet>")
    wide = packed(f"{HEAD}{cell('AZ1')}</sheetData></worksheet>")
    tall = packed(f"{HEAD}{cell('A20011')}</sheetData></worksheet>")
    long = packed(f"{HEAD}{cell('B2', 'ก' * 2_001)}</sheetData></worksheet>")

    assert sheets.read(b"x" * 5_000_001) == Unreadable("jobs.file.large")
    assert sheets.read(wide) == Unreadable("jobs.file.columns", {"most": 50})
    assert sheets.read(tall) == Unreadable("jobs.file.rows", {"most": 20_000})
    assert sheets.read(long) == Unreadable("jobs.file.cell", {"row": 2, "most": 2_000})
    assert sheets.read(far) == Unreadable("jobs.file.broken")


def test_a_file_that_swells_is_not_unpacked() -> None:
    bomb = packed(HEAD + " " * 120_000_000)

    assert (len(bomb) < 1_000_000, sheets.read(bomb)) == (True, Unreadable("jobs.file.swollen"))


def unsafe(data: bytes) -> list[str]:
    """What could be taken for a formula: formulas, and cells that begin like one."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = ["formula"] * archive.read("xl/worksheets/sheet1.xml").decode().count("<f>")
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        texts = [str(one) for row in book.get_sheet_by_index(0).to_python() for one in row]
    return found + [text for text in texts if re.match(r"[\s\ufeff]*[=＝+＋@＠−－-]", text)]


def packed(page: str) -> bytes:
    """A sheet whose page was written by somebody else."""
    whole = sheets.write(Sheet("ก", [Column("ข")], [["ค"]]))
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as source, zipfile.ZipFile(file, "w", 8) as target:
        for name in source.namelist():
            is_page = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, page if is_page else source.read(name))
    return file.getvalue()


def cell(place: str, text: str = "1") -> str:
    row = "".join(filter(str.isdecimal, place))
    return f'<row r="{row}"><c r="{place}" t="str"><v>{text}</v></c></row>'
