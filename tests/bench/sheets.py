"""
Print what long work costs with 20,000 requests: python -m tests.bench.sheets

The whole register as a sheet, a pack that is only looked at, one that is marked, and the
reading of a sheet as large as is taken.
"""

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import directory, jobs, migrating, sheets
from bot.services.officer import Officer
from bot.services.sheets import Column, Sheet
from models.base import open_database
from models.vocabulary import JobKind, MeetingApp, Role
from tests.bench import many
from tests.bot.services.workroom import Workroom

OFFICER: Final = Officer(1, "bench", Role.ADMIN)
COLUMNS: Final = 15
JOBS: Final[Mapping[str, tuple[JobKind, dict[str, Any]]]] = {
    "the whole register": (JobKind.EXPORT, {}),
    "a pack, not marked": (JobKind.PACK, {"app": MeetingApp.TEAMS, "marks": False}),
    "a pack, marked and told": (JobKind.PACK, {"app": MeetingApp.WEBEX, "marks": True}),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'many.db'}")
        migrating.upgrade(database)
        many.fill(database)
        room = Workroom(database, many.NOW)
        directory.shipped()
        for name, (kind, arguments) in JOBS.items():
            job = jobs.ask(database, kind, officer=OFFICER, arguments=arguments, now=many.NOW)
            _measure(name, lambda: working.do_next(WORKS, room.tools))
            found = jobs.find(database, job)
            assert found is not None
            print(f"{'':26}{found.result['rows']:>10,} requests")
        database.close()
    rows = ([f"cell {row} {column}" for column in range(COLUMNS)] for row in range(many.MANY))
    sheet = sheets.write(Sheet("bench", [Column("column")] * COLUMNS, rows))
    _measure("reading a sheet", lambda: sheets.read(sheet))


def _measure(name: str, act: Callable[[], object]) -> None:
    begun, used = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    print(f"{name:26}{wall:10.2f} s   {cpu:10.2f} s of CPU")


if __name__ == "__main__":
    main()
