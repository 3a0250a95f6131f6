"""What a spreadsheet is found to hold."""

import resource
import subprocess
import sys
from datetime import date

from bot.services import sheets, unpacking
from bot.services.sheets import Column, Sheet


def test_rows_come_as_texts_blank_ones_too() -> None:
    rows = [["WFH", 1_200, date(2020, 3, 17)], [], [" ก ", None, None]]
    data = sheets.write(Sheet("ก", [Column("1"), Column("2"), Column("3")], rows))

    assert unpacking.rows_of(data) == {
        "rows": [["1", "2", "3"], ["WFH", "1200", "2020-03-17"], ["", "", ""], ["ก", "", ""]]
    }


def test_the_first_sheet_with_something_on_it_is_read() -> None:
    data = sheets.write(Sheet("ว่าง", [], []), Sheet("เต็ม", [Column("ก")], []))

    assert unpacking.rows_of(data) == {"rows": [["ก"]]}


def test_a_file_that_is_none_is_named_by_a_key() -> None:
    assert unpacking.rows_of(b"text") == {"key": "jobs.file.not_xlsx"}


def test_its_process_may_use_little() -> None:
    show = "import resource; print(*(resource.getrlimit(n)[0] for n in (9, 0)))"
    code = f"import runpy; m = runpy.run_path({unpacking.__file__!r}); m['limit'](); {show}"

    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)

    assert (resource.RLIMIT_AS, resource.RLIMIT_CPU) == (9, 0)
    assert told.stdout.split() == [b"1500000000", b"30"]
