"""
Measure the pages of the console: python -m tests.bench.console [AGENCIES]

Of each page the processor's time and the number of statements, with one agency and with
20,000: the median of some rounds. With one agency lists are empty, and ask for less.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy import event

from bot import clock
from bot.app import create_app
from bot.console import cookies
from bot.services import migrating, sessions
from bot.settings import load
from models.base import open_database
from tests.bench import many

ROUNDS: Final = 7
AIM_MS: Final = 100
DAY: Final = "2020-03-17"
PAGES: Final = (
    "/console/",
    "/console/pulse",
    "/console/queue",
    "/console/queue?group=all&sort=newest",
    "/console/queue?group=all&sort=users",
    "/console/queue?group=all&category=provincial&app=teams&letter=missing",
    "/console/queue?group=all&alike=yes",
    "/console/queue?late=yes&holder=nobody",
    "/console/queue?group=all&q=หนองบัว",
    "/console/queue?group=all&q=00001",
    "/console/queue/news?since=1",
    "/console/queue/all",
    "/console/cases/WFH-63-00001-E",
    "/console/enter",
    "/console/bodies",
    "/console/bodies?q=หนองบัว",
    "/console/bodies/NEW-00001",
    "/console/bodies/NEW-00001/merge",
    "/console/providers",
    "/console/providers/teams",
    f"/console/reports?day={DAY}",
    f"/console/reports?by=app&day={DAY}",
    f"/console/reports?by=ministry&day={DAY}",
    f"/console/reports?by=province&day={DAY}",
    f"/console/reports?by=status&day={DAY}",
    f"/console/reports/trend?days=90&day={DAY}",
    f"/console/reports/sheet?day={DAY}",
    "/console/texts",
    "/console/texts?q=คำขอ",
    "/console/reasons",
    "/console/record",
    "/console/privacy?q=ตัวอย่าง1",
    "/console/privacy/line-1",
    "/console/staff",
    "/console/me",
)

Cost = tuple[float, int, int]  # milliseconds of CPU, statements, the status of the answer


def main(agencies: int = many.MANY) -> None:
    with _costs(1) as small, _costs(agencies) as large:
        print(f"\n{'':70}{'CPU ms, statements at':>26}")
        print(f"{'':70}{'1':>13}{agencies:>13,}")
        for path in PAGES:
            costs = (small(path), large(path))
            figures = "".join(f"{ms:8.1f}{number:5}" for ms, number, _ in costs)
            wrong = "".join(f"  {status}" for _, _, status in costs if status != 200)
            print(f"{path:70}{figures}{wrong}{'  over' if costs[1][0] > AIM_MS else ''}")


@contextmanager
def _costs(agencies: int) -> Iterator[Callable[[str], Cost]]:
    """What a page costs an administrator among so many agencies."""
    with tempfile.TemporaryDirectory() as folder:
        client, statements = _browser(Path(folder) / "many.db", agencies)
        yield lambda path: _cost(client, path, statements)


def _browser(file: Path, agencies: int) -> tuple[FlaskClient, list[str]]:
    """An administrator's, and the statements that were made since the list was emptied."""
    url = f"sqlite:///{file}"
    _fill(url, agencies)
    app = create_app(load({"DATABASE_URL": url}))
    database = app.extensions["office"].database
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    token = sessions.begin(database, 1, browser="bench", now=clock.now())
    client = app.test_client()
    client.set_cookie(cookies.COOKIE, token)
    return client, statements


def _fill(url: str, agencies: int) -> None:
    database = open_database(url)
    migrating.upgrade(database)
    many.fill(database, agencies)
    database.close()


def _cost(client: FlaskClient, path: str, statements: list[str]) -> Cost:
    spent = []
    for _ in range(ROUNDS):
        statements.clear()
        begun = time.process_time()
        answer = client.get(path)
        spent.append((time.process_time() - begun) * 1000)
    number = sum(statement != "BEGIN" for statement in statements)
    return median(spent), number, answer.status_code


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
