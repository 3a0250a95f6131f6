"""
The database: its base class, its times, and the one way to open a transaction.

What SQLite needs of its own (pragmas, immediate transactions, a gate for writers) stands here,
what PostgreSQL does in `models.postgresql`, and neither anywhere else.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

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
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import DeclarativeBase

from models import postgresql

T = TypeVar("T")

# What says that the database cannot be used now, whatever was asked of it.
UNAVAILABLE: Final = (OperationalError, InterfaceError, TimeoutError)
# How long to wait before the same is tried once more; LINE waits two seconds for its answer.
TRY_AGAIN_SECONDS: Final = (0.1, 0.4)
PATIENCE_SECONDS: Final = 2.0
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
    An engine and its two kinds of transaction.

    `file` is SQLite's, None for a database that is served elsewhere or kept in memory.
    """

    def __init__(self, engine: Engine, file: Path | None) -> None:
        self.engine = engine
        self.file = file
        self._is_served = engine.dialect.name == "postgresql"
        self._reader = postgresql.reading(engine) if self._is_served else engine
        self._gate = Gate(file) if file else None
        self._writer: Connection | None = None
        self._mine = threading.local()

    @contextmanager
    def write(self, *, beside: bool = False) -> Iterator[Connection]:
        """
        A transaction that writes; committed at the end, rolled back on any error.

        Writers pass one by one, so what one has read stays true until it is done. `beside`
        is for those that need no more than the rows they lock or change by one statement:
        on PostgreSQL they wait for nobody else.
        """
        if self._gate is not None:
            with self._gate, self._kept() as connection, connection.begin():
                yield connection
            return
        with self.whole(lambda: self._begun(self.engine, alone=not beside)) as connection:
            yield connection
            self._mine.commits = self.commits + 1  # counted before, for it may go wrong half-way
            connection.commit()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, sees one moment, and never waits for a writer."""
        with self.whole(lambda: self._begun(self._reader)) as connection:
            yield connection

    def whole(self, work: Callable[[], T], *, may_repeat: bool = False) -> T:
        """
        Do `work`; again, three times in all, when the server went away or let another go first.

        Only if it committed nothing, as far as can be known: with `may_repeat` work says that
        being done twice is no harm. On SQLite there is nothing that would pass so quickly.
        """
        patient_until = time.monotonic() + PATIENCE_SECONDS
        for seconds in TRY_AGAIN_SECONDS:
            before = self.commits
            try:
                return work()
            except DBAPIError as error:
                is_undone = may_repeat or self.commits == before
                is_passing = self._is_served and postgresql.is_passing(error)
                if not (is_undone and is_passing) or time.monotonic() > patient_until:
                    raise
            time.sleep(seconds)
        return work()

    @property
    def commits(self) -> int:
        """How often this thread has begun to commit."""
        return getattr(self._mine, "commits", 0)

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

    def _begun(self, engine: Engine, *, alone: bool = False) -> Connection:
        connection = engine.connect()
        try:
            if alone and self._is_served:
                postgresql.write_alone(connection)
        except BaseException:
            connection.close()
            raise
        return connection

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


def said(error: Exception) -> str:
    """The first line of what the database says of an error."""
    return str(getattr(error, "orig", error)).partition("\n")[0]


def open_database(url: str) -> Database:
    """Open `url` (sqlite:///file or postgresql+psycopg://…). Makes no table: see migrations."""
    file = _file(url)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # an error must not carry what people wrote into a log
        **({} if _is_sqlite(url) else postgresql.engine_options(url)),
    )
    if _is_sqlite(url):
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        postgresql.translate(engine)
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
