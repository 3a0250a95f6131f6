"""
Measure the pages of the console at 20,000 agencies: python -m tests.bench.console [AGENCIES]

Of each page the processor's time and the number of statements, the median of some rounds.
"""

import sys
import tempfile
import time
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
    "/console/queue?group=all&q=00084",
    "/console/queue/news?since=1",
    "/console/queue/all",
    "/console/cases/WFH-63-00084-K",
    "/console/bodies",
    "/console/bodies?q=หนองบัว",
    "/console/providers",
    "/console/reports",
    "/console/reports?by=app",
    "/console/reports?by=ministry",
    "/console/reports/trend?days=90",
    "/console/record",
)


def main(agencies: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client, statements = _browser(Path(folder) / "many.db", agencies)
        print(f"{'at ' + format(agencies, ',') + ' agencies':72}{'CPU ms':>8}{'SQL':>6}")
        for path in PAGES:
            milliseconds, number, status = _cost(client, path, statements)
            found = f"{milliseconds:8.1f}{number:6}" if status == 200 else f"{status:>8}"
            print(f"{path:72}{found}{'  over' if milliseconds > AIM_MS else ''}")


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


def _cost(client: FlaskClient, path: str, statements: list[str]) -> tuple[float, int, int]:
    spent = []
    for _ in range(ROUNDS):
        statements.clear()
        begun = time.process_time()
        answer = client.get(path)
        spent.append((time.process_time() - begun) * 1000)
    number = sum(statement != "BEGIN" for statement in statements)
    return median(spent), number, answer.status_code


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else many.MANY)
