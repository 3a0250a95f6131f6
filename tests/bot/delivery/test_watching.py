"""A watchman over a real database, who looks when he is told to."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import text

from bot.delivery import watching
from bot.delivery.watching import Watchman
from bot.line import breaker
from bot.line.breaker import FAILURES
from bot.line.gateway import Gateway
from bot.services import figures, waking
from bot.services.counting import Counts
from models.base import Database
from tests.bot.platform import Platform
from tests.bot.services.written import NOON, event, parcel


class Watch:
    def __init__(self, database: Database, line: Gateway) -> None:
        self.now_ms = NOON
        self.database = database
        self.line = line

    def man(self, **changes: Any) -> Watchman:
        return Watchman(self.database, self.line, Counts(), lambda: self.now_ms, **changes)


@pytest.fixture
def watch(database: Database, line: Gateway) -> Watch:
    return Watch(database, line)


@pytest.fixture
def logged() -> Iterator[list[dict[str, Any]]]:
    with structlog.testing.capture_logs() as events:
        yield events


def alarms(logged: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [
        (entry["log_level"], entry["event"], entry["alarm"]) for entry in logged if "alarm" in entry
    ]


@pytest.mark.both
def test_alarms_are_told_once_by_one_of_several(watch: Watch, logged: list[dict[str, Any]]) -> None:
    event(watch.database, received_ms=NOON - 61_000)
    parcel(watch.database, state="uncertain", settled_ms=NOON)
    here, there = watch.man(), watch.man()

    for _ in range(3):
        here.look()
        there.look()
    with watch.database.write() as connection:
        connection.execute(text("UPDATE inbox SET state = 'done'"))
    there.look()
    here.look()

    assert alarms(logged) == [
        ("error", "alarm raised", "queue slow"),
        ("critical", "alarm raised", "queue stuck"),
        ("error", "alarm raised", "messages uncertain"),
        ("error", "alarm raised", "dead letters"),
        ("info", "alarm over", "queue slow"),
        ("info", "alarm over", "queue stuck"),
    ]


def test_a_restart_tells_nothing_again(watch: Watch, logged: list[dict[str, Any]]) -> None:
    parcel(watch.database, state="failed", settled_ms=NOON)
    watch.man().look()

    watch.man().look()
    parcel(watch.database, state="failed", settled_ms=NOON)
    watch.man().look()

    assert [entry["figure"] for entry in logged if "alarm" in entry] == [1, 2]


def test_line_is_down_until_a_probe_is_answered(
    watch: Watch,
    platform: Platform,
    logged: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(breaker, "PROBE_SECONDS", 0.0)
    monkeypatch.setattr(breaker, "FORGOTTEN_SECONDS", 0.0)
    platform.script = [(500, {})] * (FAILURES + 1)
    for number in range(FAILURES):
        watch.line.push("U1", "[]", f"key-{number}")
    man = watch.man()

    man.look()
    man.look()

    assert alarms(logged) == [
        ("critical", "alarm raised", "line down"),
        ("info", "alarm over", "line down"),
    ]


def test_a_database_that_is_away_is_told_and_so_is_its_return(
    watch: Watch, logged: list[dict[str, Any]]
) -> None:
    man = watch.man()
    man.counts.note("line.rate")
    with watch.database.write() as connection:
        connection.execute(text("ALTER TABLE figures RENAME TO elsewhere"))
    for _ in range(2):
        man.look()
    away = man.figures()
    with watch.database.write() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO figures"))
    man.look()

    assert away is None
    assert alarms(logged) == [
        ("critical", "alarm raised", "database down"),
        ("info", "alarm over", "database down"),
    ]
    assert figures.read(watch.database, now_ms=NOON).ever["line.rate"] == 1


@pytest.mark.both
def test_line_is_asked_for_the_quota_now_and_then(watch: Watch, platform: Platform) -> None:
    platform.script = [(200, {"type": "limited", "value": 500}), (200, {"totalUsage": 490})]
    man = watch.man()

    man.look()
    asked_at_once = platform.paths()
    watch.now_ms += 60_000
    for _ in range(2):
        man.look()

    assert (asked_at_once, platform.paths()) == ([], ["quota", "consumption"])
    quota = figures.read(watch.database, now_ms=NOON).quota
    assert quota is not None
    assert (quota.used, quota.limit) == (490, 500)


@pytest.mark.both
def test_where_workers_are_apart_they_are_missed(
    watch: Watch, logged: list[dict[str, Any]]
) -> None:
    web, worker = watch.man(is_worker=False), watch.man()
    for seconds in (0, 61, 1):
        watch.now_ms += seconds * 1000
        web.look()
    worker.look()
    web.look()

    raised = [
        ("critical", "alarm raised", "worker silent"),
        ("info", "alarm over", "worker silent"),
    ]
    assert alarms(logged) == (raised if waking.has_queue(watch.database) else [])


def test_what_is_counted_is_kept_when_he_goes(watch: Watch) -> None:
    man = watch.man()
    man.counts.note("line.rate", 3)

    man.stop()

    assert figures.read(watch.database, now_ms=NOON).ever == {"line.rate": 3}


def test_he_looks_by_himself_while_he_is_there(
    database: Database, line: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "EVERY_SECONDS", 0.01)
    looked = threading.Event()

    def now_ms() -> int:
        looked.set()
        return NOON

    man = Watchman(database, line, Counts(), now_ms)
    man.start()
    has_looked = looked.wait(10)
    man.stop()

    assert has_looked
