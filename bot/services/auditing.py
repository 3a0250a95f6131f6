"""
The record of acts: a chain in which each entry's digest covers the one before.

The database refuses to change or delete an entry; whoever gets round that, in a copy say,
breaks the chain, and `verify` finds where. Who could write the whole chain anew is found out
by a digest that was noted elsewhere before. Entries hold no personal values.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, insert, select

from models.audit import AuditEntry
from models.base import Database
from models.postgresql import write_alone
from models.vocabulary import Actor

BEGINNING: Final = "0" * 64
AT_ONCE: Final = 2_000

_audit = AuditEntry.__table__
_NEWEST: Final = select(_audit.c.digest).order_by(_audit.c.id.desc()).limit(1)
_ADD: Final = insert(_audit)
_CHAIN: Final = select(_audit).order_by(_audit.c.id).execution_options(yield_per=AT_ONCE)
_CHANGES: Final = select(_audit.c.id).order_by(_audit.c.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Chain:
    """
    What looking through the record found: how many entries, the newest digest, and the first
    entry that does not fit, None when all do. `has_expected` says whether a digest that was
    noted earlier is among them; True when none was given.
    """

    entries: int
    digest: str
    broken_at: int | None
    has_expected: bool

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and self.has_expected


def note(
    connection: Connection,
    action: str,
    subject: str,
    *,
    actor: Actor,
    actor_id: int | None,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry; `subject` names a row (registration 12), `details` no personal values."""
    if connection.dialect.name == "postgresql":
        # Two entries must not follow the same one; SQLite has one writer anyway.
        write_alone(connection)
    previous = connection.scalar(_NEWEST) or BEGINNING
    entry = {
        "at": now,
        "actor": actor,
        "actor_id": actor_id,
        "action": action,
        "subject": subject,
        "details": dict(details) if details else None,
    }
    connection.execute(_ADD, entry | {"digest": digest(previous, entry)})


def digest(previous: str, entry: Mapping[str, Any]) -> str:
    """What the chain says of an entry: SHA-256 over the digest before and what it tells."""
    told = [
        entry["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        entry["actor"],
        entry["actor_id"],
        entry["action"],
        entry["subject"],
        entry["details"],
    ]
    return hashlib.sha256(
        previous.encode() + orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    ).hexdigest()


def newest(connection: Connection) -> int:
    """The number of the newest entry: whoever sees it grow knows that something was done."""
    return connection.scalar(_CHANGES) or 0


def verify(database: Database, *, expected: str | None = None) -> Chain:
    """
    Look through the whole record, oldest entry first, holding only a few at a time.

    `expected` is a digest noted earlier: a record that was written anew does not have it.
    """
    with database.read() as connection:
        return follow(connection, expected=expected)


def follow(connection: Connection, *, expected: str | None = None) -> Chain:
    """The same within a transaction, for what nobody else can see yet."""
    return _followed(_entries(connection), expected)


def _followed(entries: Iterator[Row[*tuple[Any, ...]]], expected: str | None) -> Chain:
    count, previous = 0, BEGINNING
    broken_at: int | None = None
    has_expected = expected is None
    for entry in entries:
        count += 1
        if entry.digest is None and previous == BEGINNING:
            continue  # written before there was a chain
        if broken_at is None and entry.digest != digest(previous, dict(entry._mapping)):
            broken_at = entry.id
        previous = entry.digest or previous
        has_expected = has_expected or entry.digest == expected
    return Chain(count, previous, broken_at, has_expected)


def _entries(connection: Connection) -> Iterator[Row[*tuple[Any, ...]]]:
    # Streamed: a record of years does not fit into memory.
    yield from connection.execute(_CHAIN)
