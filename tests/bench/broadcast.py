"""
A notice to many, beside the plain loop that calls the SDK's multicast.

    python -m tests.bench.broadcast [PEOPLE]

Both call the same stand-in for LINE, which takes 80 ms for each call. Ours begins with everybody
in the database, writes down who gets it and sends; the loop has the ids in a list. Processor
time and memory are those of the process that sends, from when everything is imported.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text

from models import postgresql
from models.base import Database, open_database
from tests import databases
from tests.bench.processes import ROOT, Served, get, serving
from tests.bot.broadcasts import notice
from tests.ports import free_port

FEW: Final = 10_000
MANY: Final = 1_000_000
LOOPED: Final = 50_000
LINE_MS: Final = 80
RAISED: Final = 1_000  # calls a second, to see what can be done
LOWERED: Final = 180  # as it is in production
CALL: Final = 500
WAY: Final = "from tests.bench import broadcast_ways; broadcast_ways.{}"

NUMBERED: Final = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
    " WHERE n < :people) INSERT INTO {into} SELECT {values} FROM numbers",
    "postgresql": "INSERT INTO {into} SELECT {values} FROM generate_series(1, :people) numbers(n)",
}
CONTACT: Final = {
    "sqlite": "n, 'U' || printf('%032x', n), '2020-03-17 02:30:00'",
    "postgresql": "n, 'U' || lpad(to_hex(n), 32, '0'), timestamptz '2020-03-17 02:30:00+00'",
}
SEGMENT: Final = (
    "INSERT INTO segments (id, key, facts, reachable, blocked, stopped, bodies, bodies_reached,"
    " bodies_off_line) VALUES (1, 'k', '[]', 0, 0, 0, 0, 0, 0)"
)


def main(people: int = MANY) -> None:
    """Print the figures of both ways, ours on both databases."""
    loop = _loop(LOOPED)
    print()
    _tell("plain loop", LOOPED, loop)
    for kind in databases.KINDS:
        for number, rate in ((FEW, RAISED), (people, RAISED), (people, LOWERED)):
            found = _ours(kind, number, rate)
            ratio = found["cpu"] / number / (loop["cpu"] / LOOPED)
            _tell(f"{kind} at {rate}/s", number, found, f"  CPU {ratio:.2f} of the loop's")


def fill(database: Database, people: int) -> None:
    """Numbered people, all of them in one segment and within reach."""
    kind = database.engine.dialect.name
    contacts = {"into": "contacts (id, line_id, created_at)", "values": CONTACT[kind]}
    members = {
        "into": "audience (contact_id, segment_id, standing)",
        "values": "n, 1, 'reachable'",
    }
    with database.write() as connection:
        if kind == "postgresql":
            postgresql.lift_limits(connection)
        connection.execute(text(SEGMENT))
        for table in (contacts, members):
            connection.execute(text(NUMBERED[kind].format(**table)), {"people": people})
        connection.execute(text("DELETE FROM audience_stale"))
    if kind == "postgresql":
        with database.write() as connection:
            connection.execute(text("ANALYZE contacts, audience"))


def _ours(kind: str, people: int, rate: int) -> dict[str, Any]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(databases.fresh_url(kind, folder))
        database = open_database(url)
        fill(database, people)
        notice(database, is_urgent=True, expected=people)
        database.close()
        sink = stack.enter_context(_sink(folder))
        found = _run(f"ours({url!r}, {_base(sink)!r}, {rate})")
        tally = json.loads(get(sink.port, "/tally")[1])
    if (tally["recipients"], tally["again"]) != (people, 0):
        raise RuntimeError(f"{people} people, and LINE saw {tally}")
    return found | tally


def _loop(people: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _sink(Path(folder)) as sink:
        found = _run(f"loop({_base(sink)!r}, {people})")
        return found | json.loads(get(sink.port, "/tally")[1])


def _run(way: str) -> dict[str, Any]:
    command = [sys.executable, "-c", WAY.format(way)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def _sink(folder: Path) -> Iterator[Served]:
    port = free_port()
    command = ("-m", "tests.bench.sink", str(port), str(LINE_MS))
    with serving(command, port=port, path="/count", settings={}, log=folder / "sink.log") as sink:
        yield sink


def _base(sink: Served) -> str:
    return f"http://127.0.0.1:{sink.port}"


def _tell(name: str, people: int, found: dict[str, Any], more: str = "") -> None:
    print(
        f"{name:22}{people:>10,} people{people / CALL / found['sending']:>7.0f} calls/s"
        f"{found['most_in_a_second']:>5} at most in a second{found['cpu'] / people * 1e6:>7.2f}"
        f" ms CPU/1,000{found['memory']:>6.1f} MiB more{found['preparing']:>7.2f} s written down,"
        f" step ≤ {found['longest'] * 1000:.0f} ms{more}",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
