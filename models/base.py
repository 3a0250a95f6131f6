"""
The database: its base class, its times, and the one way to open a transaction.

Nothing here may be written that PostgreSQL could not run; what SQLite needs of its
own (pragmas, immediate transactions) stands in `open_database` and nowhere else.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

import orjson
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.orm import DeclarativeBase

BUSY_TIMEOUT_MS: Final = 10_000

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. Refuses naive times: nobody knows what they mean."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table is made from."""

    __table__: ClassVar[Table]  # never anything else here, so say it to the type checker

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}


class Gate:
    """
    One writer at a time, in this process and on this machine.

    SQLite has one writer anyway, but whoever must wait for it sleeps in growing steps, up to
    a tenth of a second; whoever waits here is woken as soon as the other is through.
    """

    def __init__(self, database: Path) -> None:
        self._file = Path(f"{database}-gate")
        self._threads = threading.Lock()
        self._opened: int | None = None

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            fcntl.flock(self._descriptor(), fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        fcntl.flock(self._descriptor(), fcntl.LOCK_UN)
        self._threads.release()

    def close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            os.close(opened)

    def _descriptor(self) -> int:
        if self._opened is None:
            self._opened = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        return self._opened


class Database:
    """
    An engine and its two kinds of transaction; on SQLite writers pass one by one.

    `file` is SQLite's, None for a database that is served elsewhere or kept in memory.
    """

    def __init__(self, engine: Engine, file: Path | None) -> None:
        self.engine = engine
        self.file = file
        self._gate = Gate(file) if file else None
        self._writer: Connection | None = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; committed at the end, rolled back on any error."""
        if self._gate is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._gate, self._kept() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; never waits for a writer on SQLite."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """
        Let go of every connection; what is used afterwards is opened anew.

        To be called before a fork: a connection must not be in two processes.
        """
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self.engine.dispose()
        if self._gate:
            self._gate.close()

    @contextmanager
    def _kept(self) -> Iterator[Connection]:
        """The one writing connection; given up after any error, whatever state it is in."""
        writer = self._writer or self.engine.connect().execution_options(writes=True)
        self._writer = None
        try:
            yield writer
        except BaseException:
            writer.close()
            raise
        self._writer = writer


def open_database(url: str) -> Database:
    """Open `url` (sqlite:///file or postgresql+psycopg://…). Makes no table: see migrations."""
    file = _file(url)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        pool_pre_ping=not _is_sqlite(url),
        hide_parameters=True,  # an error must not carry what people wrote into a log
    )
    if _is_sqlite(url):
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return Database(engine, file)


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _file(url: str) -> Path | None:
    name = make_url(url).database if _is_sqlite(url) else None
    return Path(name) if name and name != ":memory:" else None


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: `_begin` does
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",  # first: the next may have to wait already
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: it
    # fails at once. Immediate ones queue.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
