"""
Open a spreadsheet that somebody sent: the file on standard input, its rows as JSON on output.

Run as a process of its own, with little memory and time: whatever a file does to who opens
it, it does here. Imports nothing of ours, so that it starts quickly and holds no secret.
"""

import resource
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

ROWS: Final = 20_000
HEADINGS: Final = 10  # rows that may stand above
COLUMNS: Final = 50
CELL: Final = 2_000  # characters
ALL_CELLS: Final = 12_000_000  # characters
UNPACKED: Final = 100_000_000  # bytes
MEMORY: Final = 1_500_000_000  # bytes
SECONDS: Final = 30


def limit() -> None:
    """Let this process have only so much memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def rows_of(data: bytes) -> dict[str, Any]:
    """`rows` as lists of texts, blank ones too; or the `key` of why there are none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > UNPACKED:
            return {"key": "jobs.file.swollen"}
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            return _read(_filled(workbook))
    except zipfile.BadZipFile:
        return {"key": "jobs.file.not_xlsx"}
    except (CalamineError, ValueError, MemoryError):
        return {"key": "jobs.file.broken"}


def _filled(workbook: CalamineWorkbook) -> CalamineSheet | None:
    """The first sheet with something on it."""
    found = workbook.sheets_metadata
    tables = [at for at, sheet in enumerate(found) if sheet.typ == SheetTypeEnum.WorkSheet]
    sheets = (workbook.get_sheet_by_index(at) for at in tables)
    return next((sheet for sheet in sheets if sheet.end), None)


def _read(sheet: CalamineSheet | None) -> dict[str, Any]:
    if sheet is None or sheet.end is None:
        return {"key": "jobs.file.empty"}
    last_row, last_column = sheet.end
    if last_row >= ROWS + HEADINGS:
        return {"key": "jobs.file.rows", "values": {"most": ROWS}}
    if last_column >= COLUMNS:
        return {"key": "jobs.file.columns", "values": {"most": COLUMNS}}
    rows = [list(_texts(row)) for row in sheet.to_python(skip_empty_area=False)]
    for number, row in enumerate(rows, start=1):
        if any(len(text) > CELL for text in row):
            return {"key": "jobs.file.cell", "values": {"row": number, "most": CELL}}
    if sum(len(text) for row in rows for text in row) > ALL_CELLS:
        return {"key": "jobs.file.swollen"}
    return {"rows": rows}


def _texts(row: Sequence[object]) -> Iterator[str]:
    for cell in row:
        match cell:
            case datetime():
                yield cell.date().isoformat()
            case date():
                yield cell.isoformat()
            case float() if cell.is_integer():
                yield str(int(cell))
            case _:
                yield str(cell).strip()


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(orjson.dumps(rows_of(sys.stdin.buffer.read())))
