"""
Spreadsheets out and in.

Out: no cell can ever be a formula, in Excel or in whatever opens a copy saved as text.
In: a file is opened by `unpacking` in a process of its own, so that one made to harm its
reader harms nobody else.
"""

import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import orjson
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.services import unpacking
from bot.services.working_days import THAI_TIME

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_FILE: Final = 5_000_000  # bytes
LONGEST_CELL: Final = 32_000  # Excel: 32,767 characters
LONGEST_NAME: Final = 31  # Excel: characters of a sheet's name
PATIENCE_SECONDS: Final = 60.0

FONT: Final = {"font_name": "Sarabun", "font_size": 11, "valign": "top"}
HEAD: Final = {"bold": True, "bg_color": "#E8F1FB", "border": 1, "text_wrap": True}
# Excel: days and hours as the Thai calendar writes them (041E), in the Buddhist era (07).
DAY: Final = "[$-107041E]d mmm yyyy"
MOMENT: Final = "[$-107041E]d mmm yyyy hh.mm"

STARTS_FORMULA: Final = frozenset("=+-@\u2212")
STARTS_CELL: Final = frozenset("\t\r\n")
_NO_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; who fills it in chooses from `choices`, if there are any."""

    title: str
    width: int = 16
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write. `rows` may be as long as they like: they are taken one by one."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its number in the file, and its cells as text, days as 2020-03-17."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is not read; `key` names the message that says why and what to do."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def write(*sheets: Sheet) -> bytes:
    """An XLSX file. Text stays text, numbers are numbers, days are days of the Buddhist era."""
    file = BytesIO()
    options = {"constant_memory": True, "default_format_properties": FONT}
    with xlsxwriter.Workbook(file, options) as workbook:
        formats = _formats(workbook)
        for sheet in sheets:
            name = sheet.name.translate(_NO_NAME).strip()[:LONGEST_NAME]
            _fill(workbook.add_worksheet(name), sheet, formats)
    return file.getvalue()


def read(data: bytes) -> tuple[Row, ...] | Unreadable:
    """The rows of the first sheet that is not empty, without blank ones."""
    if len(data) > LARGEST_FILE:
        return Unreadable("jobs.file.large")
    found = _opened(data)
    if "key" in found:
        return Unreadable(found["key"], found.get("values", {}))
    every = enumerate(found["rows"], start=1)
    return tuple(Row(number, tuple(cells)) for number, cells in every if any(cells))


def guarded(text: str) -> str:
    """The text, with an apostrophe before what some program might take for a formula."""
    first = next((sign for sign in text if unicodedata.category(sign)[0] not in "CZ"), "")
    is_formula = unicodedata.normalize("NFKC", first)[:1] in STARTS_FORMULA
    return f"'{text}" if is_formula or text[:1] in STARTS_CELL else text


def _formats(workbook: Workbook) -> dict[str, Format]:
    return {
        "head": workbook.add_format(HEAD),
        "above": workbook.add_format({"bold": True}),
        "text": workbook.add_format({"text_wrap": True, "num_format": "@"}),
        "number": workbook.add_format({"num_format": "#,##0"}),
        "day": workbook.add_format({"num_format": DAY}),
        "moment": workbook.add_format({"num_format": MOMENT}),
    }


def _fill(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    head = len(sheet.above)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    for at, line in enumerate(sheet.above):
        page.write_string(at, 0, guarded(line), formats["above"])
    for at, column in enumerate(sheet.columns):
        page.write_string(head, at, guarded(column.title), formats["head"])
    page.freeze_panes(head + 1, 0)
    last = head
    for last, row in enumerate(sheet.rows, start=head + 1):
        for at, cell in enumerate(row):
            _put(page, last, at, cell, formats)
    _offer_choices(page, sheet, head + 1, max(last, head + 1))


def _put(page: Worksheet, row: int, at: int, cell: Cell, formats: Mapping[str, Format]) -> None:
    match cell:
        case str() if cell:
            page.write_string(row, at, guarded(cell)[:LONGEST_CELL], formats["text"])
        case int():
            page.write_number(row, at, cell, formats["number"])
        case datetime():
            local = cell.astimezone(THAI_TIME).replace(tzinfo=None)
            page.write_datetime(row, at, local, formats["moment"])
        case date():
            page.write_datetime(row, at, cell, formats["day"])


def _offer_choices(page: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    for at, column in enumerate(sheet.columns):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
            page.data_validation(first, at, last, at, rule)


def _opened(data: bytes) -> dict[str, Any]:
    """What the process that opened the file found: its rows, or why it is not read."""
    command = (sys.executable, "-P", unpacking.__file__)
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PATIENCE_SECONDS, env={}
        )
    except subprocess.TimeoutExpired:
        return {"key": "jobs.file.broken"}
    if done.returncode:
        return {"key": "jobs.file.broken"}
    found: dict[str, Any] = orjson.loads(done.stdout)
    return found
