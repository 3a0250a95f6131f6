"""
Print what a message costs as the tables grow: python -m tests.bench.growth [ROWS …]

People, chats, requests, events and messages are as many as ROWS; bodies are 20,000 at most, for
there are no more. Each figure is the median of many, in milliseconds, on both databases.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

import orjson
from sqlalchemy import text

import messages_th
from bot.app import make_dialogue
from bot.delivery import outbox
from bot.delivery.inbox import remember
from bot.delivery.settling import settle
from bot.line.gateway import Delivered
from bot.line.inbound import events_in
from bot.services import conversing
from bot.services.dialogue import Dialogue
from bot.services.directory import Directory
from handlers import weights
from models import postgresql
from models.base import Database
from models.reference import Reference
from tests import databases

ROWS: Final = (1_000, 100_000, 1_000_000)
BODIES: Final = 20_000
TIMES: Final = 60
START: Final = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
STRANGER: Final = 2_000_000_000  # nobody whose number the tables know

# How `rows` numbers from 1 are made where they are to be.
NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {rows})) ",
}
DAY: Final = "'2020-03-16 02:30:00+00:00'"
LANE: Final = "'U' || substr('00000000000000000000000000000000' || i, -32)"
LANE_THERE: Final = "'U' || lpad(i::text, 32, '0')"
FILL: Final = (
    f"INSERT INTO contacts (id, line_id, created_at) {{n}} SELECT i, {{lane}}, {DAY} FROM n",
    "INSERT INTO conversations (contact_id, turns, version, misses, lookups)"
    " {n} SELECT i, 1, 1, 0, 0 FROM n",
    "INSERT INTO agencies (id, code, name, folded, category, keys, searched, created_at) {n}"
    " SELECT i, 'NEW-' || i, 'อบต. ที่ ' || i, 'อบตที่' || i, 'government', '', '',"
    f" {DAY} FROM n WHERE i <= {BODIES}",
    "INSERT INTO agency_contacts (id, agency_id, contact_id, role, name, phone, email, since) {n}"
    " SELECT i, 1 + i - i / {bodies} * {bodies}, i,"
    " CASE WHEN i <= {bodies} THEN 'main' ELSE 'deputy' END,"
    f" 'สมชาย', '+66800000000', 'a@example.go.th', {DAY} FROM n",
    "INSERT INTO registrations (id, reference, year, number, agency_id, category, status,"
    " status_at, users, submitted_at, version, origin) {n}"
    " SELECT i, 'WFH-63-' || i, 63, i, 1 + i - i / {bodies} * {bodies}, 'government',"
    f" CASE WHEN i <= {{bodies}} THEN 'submitted' ELSE 'expired' END, {DAY}, 10, {DAY}, 1, 'line'"
    " FROM n",
    "INSERT INTO registration_apps (registration_id, app, status, status_at)"
    f" {{n}} SELECT i, 'teams', 'waiting', {DAY} FROM n",
    "INSERT INTO registration_events (registration_id, at, change, actor, status, users, category)"
    f" {{n}} SELECT i, {DAY}, 'submitted', 'contact', 'submitted', 10, 'government' FROM n",
    "INSERT INTO inbox (id, event_id, lane, kind, at_ms, received_ms, raw, state, tries, next_ms)"
    " {n} SELECT i, 'E' || i, {lane}, 'message', i, i, '{{}}', 'done', 0, 0 FROM n",
    "INSERT INTO outbox (id, inbox_id, lane, channel, importance, retry_key, messages, state,"
    " attempts, is_unclear, created_ms, deadline_ms, next_ms, lease_ms, settled_ms) {n}"
    " SELECT i, i, {lane}, 'reply', 'courtesy', 'K' || i, '[]', 'sent', 1, {no}, i, i, i, 0, i"
    " FROM n",
)
TABLES: Final = tuple(statement.split()[2] for statement in FILL)
SEQUENCED: Final = tuple(table for table in TABLES if table != "conversations")


@dataclass(slots=True)
class Office:
    """What it takes to answer, with a clock that goes on by itself."""

    database: Database
    dialogue: Dialogue
    numbers: Iterator[int]

    def answer(self, person: int, said: str) -> float:
        """The milliseconds from LINE's event to the answer that is noted as sent."""
        number = next(self.numbers)
        now = START + timedelta(seconds=number)
        now_ms = int(now.timestamp() * 1000)
        lane = f"U{person:032d}"
        begun = time.perf_counter()
        events = events_in(_event(number, lane, said, now_ms), now_ms=now_ms)
        remember(self.database, events, now_ms=now_ms)
        taken = conversing.take_turn(self.database, lane, dialogue=self.dialogue, now=now)
        assert isinstance(taken, conversing.Taken)
        assert taken.parcel
        change = settle(taken.parcel, Delivered(""), now_ms=now_ms, jitter=0)
        outbox.keep(self.database, [(taken.parcel, change)], now_ms=now_ms)
        return (time.perf_counter() - begun) * 1000

    def sweep(self) -> float:
        """The milliseconds to look for what nobody was woken for."""
        begun = time.perf_counter()
        outbox.lanes_due(self.database, now_ms=10**13, heard_before_ms=10**13)
        return (time.perf_counter() - begun) * 1000


def main(sizes: tuple[int, ...] = ROWS) -> None:
    for kind in databases.KINDS:
        figures = {rows: _measured(kind, rows) for rows in sizes}
        _print_table(kind, figures)


def _measured(kind: str, rows: int) -> dict[str, float]:
    with _office(kind, rows) as office:
        ways = _ways(office, rows)
        for way in ways.values():
            way(1)
        return {name: median(way(2 + at) for at in range(TIMES)) for name, way in ways.items()}


def _ways(office: Office, rows: int) -> dict[str, Callable[[int], float]]:
    of_open = str(Reference(63, 7))
    return {
        "a turn of somebody new": lambda at: office.answer(STRANGER + at, "สวัสดี"),
        "a turn of somebody known": lambda at: office.answer(rows // 2 + at, "เมนู"),
        "status by contact": lambda at: office.answer(rows // 3 + at, "สถานะ"),
        "status by reference": lambda at: office.answer(STRANGER + at, of_open),
        "the sweep of the inbox": lambda at: office.sweep(),
    }


@contextmanager
def _office(kind: str, rows: int) -> Iterator[Office]:
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.fresh(kind, Path(folder)) as database,
    ):
        _fill(database, kind, rows)
        catalogue = messages_th.load()
        learned = weights.parse(messages_th.load_weights())
        bodies = Directory(database, catalogue.words, learned)
        dialogue = make_dialogue(lambda: catalogue, bodies, "https://wfh.example.go.th")
        yield Office(database, dialogue, count(1))


def _fill(database: Database, kind: str, rows: int) -> None:
    given = {
        "n": NUMBERS[kind].format(rows=rows),
        "lane": LANE if kind == "sqlite" else LANE_THERE,
        "bodies": min(rows, BODIES),
        "no": "0" if kind == "sqlite" else "false",
    }
    with database.write() as connection:
        if kind == "postgresql":
            postgresql.lift_limits(connection)
        for statement in FILL:
            connection.exec_driver_sql(statement.format(**given))
        connection.execute(
            text("UPDATE registrations SET reference = :reference WHERE id = 7"),
            {"reference": str(Reference(63, 7))},
        )
        connection.execute(text("DELETE FROM audience_stale"))
        for table in SEQUENCED:
            databases.count_on(connection, table, rows)
    _tidy(database)


def _tidy(database: Database) -> None:
    """What the database does by itself once it has time: count what lies where, and write it."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("CHECKPOINT"))


def _event(number: int, lane: str, said: str, at_ms: int) -> bytes:
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": at_ms,
        "source": {"type": "user", "userId": lane},
        "webhookEventId": f"growth-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token-{number}",
        "message": {"type": "text", "id": f"9{number}", "text": said},
    }
    return orjson.dumps({"events": [event]})


def _print_table(kind: str, figures: dict[int, dict[str, float]]) -> None:
    sizes = list(figures)
    heads = "".join(f"{rows:>12,}" for rows in sizes)
    print(f"\n{f'{kind}, ms with rows':28}{heads}{'growth':>10}")
    for name in figures[sizes[0]]:
        values = [figures[rows][name] for rows in sizes]
        cells = "".join(f"{value:12.2f}" for value in values)
        print(f"{name:28}{cells}{values[-1] / values[0]:10.2f}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or ROWS)
