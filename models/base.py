"""
The database: its base class, its times, and the one way to open a transaction.

Nothing here may be written that PostgreSQL could not run; what SQLite needs of its
own (pragmas, immediate transactions) stands in `open_database` and nowhere else.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
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

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}


class Database:
    """
    An engine and its two kinds of transaction.

    `write` holds a gate inside this process: SQLite has one writer, and threads that
    queue on a lock wake at once, where SQLite's own waiting sleeps in growing steps.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._gate = threading.Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; committed at the end, rolled back on any error."""
        if self._gate is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._gate, self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; never waits for a writer on SQLite."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `url` (sqlite:///file or postgresql+psycopg://…). Makes no table: see migrations."""
    engine = create_engine(
        url,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        pool_pre_ping=not _is_sqlite(url),
    )
    if _is_sqlite(url):
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return Database(engine)


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: `_begin` does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: it
    # fails at once. Immediate ones queue.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
