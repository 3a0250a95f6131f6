"""
A migrated database of its own for whoever asks, on SQLite or PostgreSQL, made in milliseconds.

The steps are walked once a process; each database is a copy of that one. `postgres.py` says
which server is used, and what happens where there is none.
"""

import atexit
import itertools
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, make_url, text

from bot.services import migrating
from models.base import Database, open_database
from tests import postgres

KINDS: Final = ("sqlite", "postgresql")
PREFIX: Final = "wfh_test_"

Server = psycopg.Connection[tuple[Any, ...]]

# Tells this process from others that test on the same server at the same time.
RUN: Final = secrets.randbelow(2**31)
EMPTY: Final = "template0 ENCODING 'UTF8'"

_numbers = itertools.count(1)
# Dropping waits for a checkpoint of the whole server; no test needs to wait for it.
_dropping = ThreadPoolExecutor(1, "dropping databases")


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[Database]:
    """An open, migrated, empty database; gone afterwards. SQLite's file lies in `folder`."""
    with fresh_url(kind, folder) as url, opened(url) as database:
        yield database


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database, closed afterwards."""
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def fresh_url(kind: str, folder: Path, *, is_migrated: bool = True) -> Iterator[str]:
    """The same as the address of a database, for whole bots and commands."""
    if kind == "sqlite":
        file = folder / "test.db"
        if is_migrated:
            make_file(file)
        yield f"sqlite:///{file}"
        return
    name = f"{PREFIX}{RUN}_{next(_numbers)}"
    _administrate(f"CREATE DATABASE {name} TEMPLATE {_template() if is_migrated else EMPTY}")
    try:
        yield address_of(name)
    finally:
        _dropping.submit(_administrate, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def make_file(file: Path) -> None:
    """A migrated database in a new file."""
    shutil.copy(_sqlite_template(), file)


def url_of(database: Database) -> str:
    """The address of an open database, for commands and other processes."""
    return database.engine.url.render_as_string(hide_password=False)


def address_of(name: str) -> str:
    """Where a database of this name is on the server of the tests."""
    server = make_url(postgres.url()).set(drivername="postgresql+psycopg", database=name)
    return server.render_as_string(hide_password=False)


def count_on(connection: Connection, table: str, last: int) -> None:
    """After rows with numbers of our own up to `last`; SQLite goes on from there by itself."""
    if connection.dialect.name == "postgresql":
        asked = {"sequence": f"{table}_id_seq", "next": last + 1}
        connection.execute(text("SELECT setval(:sequence, :next, false)"), asked)


def drop_trigger(connection: Connection, name: str, table: str) -> None:
    of_table = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER {name}{of_table}"))


def unlock_audit(connection: Connection) -> None:
    """Get round the database's refusal to change its record, as its owner can."""
    guards = {"sqlite": ("audit_no_update", "audit_no_delete"), "postgresql": ("audit_no_change",)}
    for name in guards[connection.dialect.name]:
        drop_trigger(connection, name, "audit")


def refuse_inserts(database: Database, table: str) -> None:
    """Let nothing new into a table, as if the disk were full; `drop_trigger` "full" ends it."""
    refusals = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'full'); END",
        "postgresql": "EXECUTE FUNCTION says_full()",
    }
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            function = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$"
            connection.execute(text(f"CREATE FUNCTION says_full() {function}"))
        refusal = refusals[connection.dialect.name]
        connection.execute(text(f'CREATE TRIGGER "full" BEFORE INSERT ON {table} {refusal}'))


def json_of(value: Any) -> Any:
    """What a JSON column holds, read by a statement of plain text: SQLite gives its text."""
    return json.loads(value) if isinstance(value, str) else value


@cache
def _sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wfh-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(f"sqlite:///{folder / 'template.db'}")
    return folder / "template.db"


@cache
def _template() -> str:
    """The name of the migrated database on PostgreSQL that this process copies."""
    _sweep()
    name = f"{PREFIX}{RUN}_template"
    _administrate(f"CREATE DATABASE {name} TEMPLATE {EMPTY}")
    atexit.register(_leave, name)
    _migrate(address_of(name))
    return name


def _migrate(url: str) -> None:
    made = open_database(url)
    migrating.upgrade(made)
    made.close()


def _leave(template: str) -> None:
    _dropping.shutdown()
    _administrate(f"DROP DATABASE {template} WITH (FORCE)")
    for server in _open:
        server.close()


_open: Final[list[Server]] = []


@cache
def _server(thread: int) -> Server:
    """A connection of this thread; the lock it shares says that this run still lives."""
    server = psycopg.connect(postgres.url(), autocommit=True)
    server.execute("SELECT pg_advisory_lock_shared(%s)", [RUN])
    _open.append(server)
    return server


def _administrate(statement: str) -> None:
    _server(get_ident()).execute(statement.encode())


def _sweep() -> None:
    """Drop what runs that were killed have left."""
    server = _server(get_ident())
    names = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'wfh_test_%'")
    for (name,) in names.fetchall():
        run = int(name.split("_")[2])
        row = server.execute("SELECT pg_try_advisory_lock(%s)", [run]).fetchone()
        if row == (True,) and run != RUN:
            _administrate(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        if row == (True,):
            server.execute("SELECT pg_advisory_unlock(%s)", [run])
