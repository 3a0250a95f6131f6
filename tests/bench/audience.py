"""
What counting an audience costs as people become more: python -m tests.bench.audience [PEOPLE …]

Prints, for SQLite and PostgreSQL, how fast people are counted anew, how long a live count takes,
how long it takes to look up everybody who is meant, and what the triggers cost a registration.
The database is made by its own statements, so a million people take a minute or two.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, text

from bot.services import audience, segments
from bot.services.conditions import Conditions, Scope
from bot.services.selection import provinces
from handlers.effects import AgencyAnswer
from models import postgresql
from models.base import Database
from models.vocabulary import AgencyCategory, AppStatus, MeetingApp, RegistrationStatus
from tests import databases, postgres
from tests.bot.services.office import Office, submit

SIZES: Final = (1_000, 100_000, 1_000_000)
BODIES: Final = 20_000  # as many as there are, nearly: more people do not mean more of them
WINDOW: Final = 10_000
AT: Final = "2020-03-17 02:30:00"
NOW: Final = datetime(2020, 3, 18, 3, tzinfo=UTC)

ASKED: Final = {
    "everyone": Conditions(scope=Scope.EVERYONE),
    "registered": Conditions(),
    "category": Conditions(categories=frozenset({AgencyCategory.PROVINCIAL})),
    "app and status": Conditions(
        apps=frozenset({MeetingApp.TEAMS}), statuses=frozenset({RegistrationStatus.ACTIVE})
    ),
    "province": Conditions(provinces=frozenset({provinces()[3]})),
    "provider": Conditions(app_statuses=frozenset({AppStatus.FORWARDED})),
    "tag": Conditions(tags=frozenset({"tag 7"})),
    "three bodies": Conditions(agencies=frozenset({5, 500, 900})),
}

NUMBERS: Final = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :{}) "
FILL: Final = (
    NUMBERS.format("bodies")
    + "INSERT INTO agencies (id, code, name, folded, category, province, keys, created_at)"
    " SELECT i, 'B' || i, 'body ' || i, 'body ' || i, {categories}, {provinces}, '', :at FROM n",
    NUMBERS.format("bodies")
    + "INSERT INTO registrations (id, reference, year, number, agency_id, category, status,"
    " status_at, users, submitted_at, version, origin)"
    " SELECT i, 'R' || i, 60, i, i, {categories}, {statuses}, :at, 100, :at, 1, 'line' FROM n",
    NUMBERS.format("bodies")
    + "INSERT INTO registration_apps (registration_id, app, status, status_at)"
    " SELECT i, {apps}, {app_statuses}, :at FROM n",
    NUMBERS.format("bodies")
    + "INSERT INTO registration_apps (registration_id, app, status, status_at)"
    " SELECT i, 'hangouts', 'waiting', :at FROM n WHERE i % 3 = 0",
    NUMBERS.format("bodies") + "INSERT INTO agency_tags (agency_id, tag)"
    " SELECT i, 'tag ' || (i % 10) FROM n WHERE i % 5 = 2",
    NUMBERS.format("people")
    + "INSERT INTO contacts (id, line_id, created_at, blocked_at, notices_stopped_at)"
    " SELECT i, 'U' || i, :at, CASE WHEN i % 40 = 0 THEN :at END,"
    " CASE WHEN i % 25 = 0 THEN :at END FROM n",
    NUMBERS.format("people") + "INSERT INTO agency_contacts"
    " (agency_id, contact_id, role, name, phone, email, since)"
    " SELECT 1 + i % :bodies, i, CASE WHEN i <= :bodies THEN 'main' ELSE 'deputy' END,"
    " 'x', '', '', :at FROM n WHERE i % 20 <> 19",
    # A few speak for two bodies.
    NUMBERS.format("people") + "INSERT INTO agency_contacts"
    " (agency_id, contact_id, role, name, phone, email, since)"
    " SELECT 1 + (i + 7) % :bodies, i, 'deputy', 'x', '', '', :at FROM n WHERE i % 50 = 1",
    # As the step that makes these tables marks whom there is: each once.
    "DELETE FROM audience_stale",
    "INSERT INTO audience_stale (agency_id) SELECT id FROM agencies",
    "INSERT INTO audience_stale (contact_id) SELECT id FROM contacts",
)


def fill(database: Database, *, people: int, bodies: int = BODIES) -> None:
    """Make so many people, who speak for so many bodies, not counted yet."""
    bodies = min(people, bodies)
    choices = {
        "categories": _choice(AgencyCategory, 1),
        "provinces": _choice(provinces(), 1),
        "statuses": _choice([*RegistrationStatus][:8], 3),
        "apps": _choice(("teams", "webex"), 1),
        "app_statuses": _choice(("waiting", "forwarded", "active"), 2),
    }
    with database.write() as connection:
        if database.file is None:
            postgresql.lift_limits(connection)
        for statement in FILL:
            values = {"people": people, "bodies": bodies, "at": _moment(database)}
            asked = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(text(statement.format(**choices)), asked)
        for table, last in (("agencies", bodies), ("registrations", bodies), ("contacts", people)):
            databases.count_on(connection, table, last)
    if database.file is None:
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("VACUUM ANALYZE"))


def count_anew(database: Database) -> None:
    """Look at every mark."""
    segments.settle(database, most=sys.maxsize)


def _choice(words: Any, divisor: int) -> str:
    each = [*words]
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(each))
    return f"CASE (i / {divisor}) % {len(each)} {cases} END"


def _moment(database: Database) -> Any:
    return AT if database.file else datetime.fromisoformat(AT).replace(tzinfo=UTC)


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print every figure."""
    kinds = [kind for kind in databases.KINDS if kind == "sqlite" or not postgres.why_not()]
    for kind in kinds:
        for people in sizes:
            with _filled(kind, people) as (database, seconds):
                print(f"\n{kind}, {people:,} people: counted anew {people / seconds:,.0f}/s")
                _print_counts(database)
                _print_windows(database)
        _print_turn(kind)


@contextmanager
def _filled(kind: str, people: int) -> Iterator[tuple[Database, float]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.fresh(kind, Path(folder)) as database,
    ):
        fill(database, people=people)
        yield database, _seconds(lambda: count_anew(database))


def _print_counts(database: Database) -> None:
    with database.read() as connection:
        number = connection.scalar(text("SELECT count(*) FROM segments"))
    print(f"  {number:,} segments; live count, median of 5:")
    for name, conditions in ASKED.items():
        told = audience.count(database, conditions, now=NOW)
        ask = partial(audience.count, database, conditions, now=NOW)
        taken = [_seconds(ask) for _ in range(5)]
        print(
            f"  {name:15} {median(taken) * 1000:8.1f} ms  {told.people:9,} people"
            f" {told.agencies:7,} bodies  left out {sum(told.left_out.values()):,}"
        )


def _print_windows(database: Database) -> None:
    for name in ("registered", "app and status"):
        taken, found = [], 0
        for begin in range(0, _last(database), WINDOW):
            with database.read() as connection:
                started = time.perf_counter()
                found += _window(connection, ASKED[name], begin)
                taken.append(time.perf_counter() - started)
        print(
            f"  who is meant, {name}: {found:,} in {len(taken)} windows of {WINDOW:,},"
            f" longest {max(taken) * 1000:.0f} ms, together {sum(taken):.1f} s"
        )


def _window(connection: Connection, conditions: Conditions, begin: int) -> int:
    matching = audience.matching(connection, conditions, now=NOW)
    contact = matching.selected_columns["contact_id"]
    window = matching.where(contact > begin, contact <= begin + WINDOW)
    return len(connection.execute(window).all())


def _print_turn(kind: str) -> None:
    """A registration with and without triggers, which is all the webhook's way pays."""
    with _filled(kind, 1_000) as (database, _):
        watched = _registering(database, 1)
        with database.write() as connection:
            _unwatch(connection, kind)
        alone = _registering(database, 2)
    print(
        f"\n{kind}: a registration {watched * 1000:.2f} ms, without triggers"
        f" {alone * 1000:.2f} ms: they cost {(watched - alone) * 1000:.2f} ms"
    )


def _registering(database: Database, batch: int) -> float:
    taken = []
    for number in range(200):
        body = AgencyAnswer(None, f"new {batch} {number}", AgencyCategory.GOVERNMENT)
        effect = submit(body, MeetingApp.TEAMS, MeetingApp.WEBEX)
        with database.write() as connection:
            started = time.perf_counter()
            Office(connection, batch * 1_000 + number).do(1 + number, effect)
            taken.append(time.perf_counter() - started)
    return median(taken)


def _unwatch(connection: Connection, kind: str) -> None:
    if kind == "sqlite":
        found = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        found = "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"
    for name, table in connection.execute(text(found)).all():
        if name.startswith("audience_"):
            on = "" if kind == "sqlite" else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER {name}{on}"))


def _last(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(text("SELECT max(contact_id) FROM audience")) or 0


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
