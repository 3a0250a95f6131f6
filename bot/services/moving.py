"""
Move everything from one database into another, empty one: from SQLite to PostgreSQL.

All or nothing: the target is written in one transaction, which reads back what it wrote and
compares it table by table before it ends. Rows stream through in batches, so a large database
needs no more memory than a small one.
"""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
import psycopg
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    cast,
    delete,
    func,
    or_,
    select,
    text,
)

import models
from bot.errors import NotMoved
from bot.services import auditing
from models.base import Base, Database
from models.postgresql import lift_limits

LARGEST_INTEGER: Final = 2**31 - 1
AT_ONCE: Final = 1_000
FILES_AT_ONCE: Final = 2  # rows that hold files of up to 10 MB

# What `migrate` writes into an empty database; it gives way to what is moved.
BROUGHT_ALONG: Final = frozenset({"agencies", "canned_reasons", "audience_stale"})

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows each table has, and the newest digest of the record of acts."""

    rows: Mapping[str, int]
    digest: str


@dataclass(slots=True)
class Sum:
    """Counts rows and adds up their digests, so that the order they come in does not matter."""

    rows: int = 0
    total: int = 0

    def add(self, values: Values) -> None:
        told = orjson.dumps([_plain(value) for value in values])
        digest = hashlib.blake2b(told, digest_size=8).digest()
        self.rows += 1
        self.total = (self.total + int.from_bytes(digest)) % 2**64


def tables() -> tuple[Table, ...]:
    """Every table of ours, each after those it refers to."""
    for module in pkgutil.iter_modules(models.__path__, "models."):
        importlib.import_module(module.name)
    return tuple(Base.metadata.sorted_tables)


def move(source: Database, target: Database, *, tell: Callable[[str, int], None]) -> Moved:
    """
    Copy all of `source` into `target`; `tell` hears of each table that is through.

    Both are at this release's step. Raises NotMoved when the target is not empty or cannot
    hold something; then it is as it was. Nobody writes into either meanwhile.
    """
    with source.write() as here:
        if faults := _unfit(here):
            raise NotMoved(*faults)
        with target.write() as there:
            lift_limits(there)
            _rest_triggers(there, "DISABLE")
            _make_room(there)
            rows = {table.name: _copy(here, there, table, tell) for table in tables()}
            _rest_triggers(there, "ENABLE")
            _go_on_counting(there)
            chain = auditing.follow(there)
            if not chain.is_whole:
                raise NotMoved(f"the record of acts is broken at entry {chain.broken_at}")
    return Moved(rows, chain.digest)


def is_empty(connection: Connection) -> bool:
    """Whether there is nothing but what `migrate` writes."""
    return not any(
        connection.execute(select(text("1")).select_from(table).limit(1)).first()
        for table in tables()
        if table.name not in BROUGHT_ALONG
    )


def _make_room(there: Connection) -> None:
    if not is_empty(there):
        raise NotMoved("there is data in the target already: it must be a database of its own")
    for table in reversed(tables()):
        if table.name in BROUGHT_ALONG:
            there.execute(delete(table))


def _rest_triggers(there: Connection, verb: str) -> None:
    """What our triggers would note comes along with the rows."""
    for table in tables():
        there.execute(text(f"ALTER TABLE {table.name} {verb} TRIGGER USER"))


def _copy(
    here: Connection, there: Connection, table: Table, tell: Callable[[str, int], None]
) -> int:
    """The rows of one table; they are read back, and must add up to the same."""
    sent, came = Sum(), Sum()
    try:
        _pour(there, table, _counted(_rows(here, table), sent))
    except psycopg.Error as error:
        raise NotMoved(f"{table.name}: {error.diag.message_primary}") from None
    for _ in _counted(_rows(there, table), came):
        pass
    if sent != came:
        raise NotMoved(f"{table.name} did not arrive as it was sent")
    tell(table.name, sent.rows)
    return sent.rows


def _pour(there: Connection, table: Table, rows: Iterable[Values]) -> None:
    # In one statement, so that a row may refer to a later one of its own table.
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    driver = there.connection.driver_connection
    assert driver is not None, "a connection in a transaction has its driver's"
    statement = f"COPY {table.name} ({columns}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)


def _rows(connection: Connection, table: Table) -> Iterator[Values]:
    has_files = any(isinstance(column.type, LargeBinary) for column in table.c)
    size = FILES_AT_ONCE if has_files else AT_ONCE
    asked = select(*map(_read, table.c)).execution_options(yield_per=size)
    for row in connection.execute(asked):
        yield tuple(row)


def _read(column: Column[Any]) -> Any:
    # As text: what was written is moved, whether nothing, or a null of JSON.
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _counted(rows: Iterable[Values], seen: Sum) -> Iterator[Values]:
    for row in rows:
        seen.add(row)
        yield row


def _plain(value: Any) -> Any:
    return hashlib.blake2b(value, digest_size=8).hexdigest() if isinstance(value, bytes) else value


def _go_on_counting(there: Connection) -> None:
    """New rows get numbers after those that came."""
    sequence = text("SELECT pg_get_serial_sequence(:table, :column)")
    for table in tables():
        for column in table.primary_key:
            known = {"table": table.name, "column": column.name}
            if name := there.scalar(sequence, known):
                highest = there.scalar(select(func.max(column)))
                there.execute(select(func.setval(name, highest or 1, highest is not None)))


def _unfit(here: Connection) -> list[str]:
    """What the target could not hold: SQLite minds neither lengths nor large numbers."""
    return [
        f"{table.name}.{column.name}: {count:,} rows hold what PostgreSQL does not take"
        for table in tables()
        for column in table.c
        if (which := _is_unfit(column)) is not None
        and (count := here.scalar(select(func.count()).select_from(table).where(which)))
    ]


def _is_unfit(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, String):
        is_cut = func.instr(column, func.char(0)) > 0
        return or_(is_cut, func.length(column) > kind.length) if kind.length else is_cut
    if type(kind) is Integer:
        return or_(column > LARGEST_INTEGER, column < -LARGEST_INTEGER)
    return None
