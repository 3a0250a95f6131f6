"""
The record of acts: a chain in which each entry's digest covers the one before.

The database refuses to change or delete an entry; whoever gets round that, in a copy say,
breaks the chain, and `broken` finds where. Entries hold no personal values.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, bindparam, insert, select, text

from models.audit import AuditEntry
from models.vocabulary import Actor

BEGINNING: Final = "0" * 64
# Any number that nothing else in this database locks on.
LOCK: Final = 6_300_085

_audit = AuditEntry.__table__
_NEWEST: Final = select(_audit.c.digest).order_by(_audit.c.id.desc()).limit(1)
_ADD: Final = insert(_audit)
_CHAIN: Final = select(_audit).where(_audit.c.id > bindparam("after")).order_by(_audit.c.id)
_CHANGES: Final = select(_audit.c.id).order_by(_audit.c.id.desc()).limit(1)


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
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
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


def broken(connection: Connection) -> int | None:
    """The first entry whose digest does not fit, None when the chain is whole."""
    previous: str | None = None
    for entry in _entries(connection):
        if entry.digest is None and previous is None:
            continue  # written before there was a chain
        if entry.digest != digest(previous or BEGINNING, dict(entry._mapping)):
            return int(entry.id)
        previous = entry.digest
    return None


def _entries(connection: Connection) -> Iterator[Row[*tuple[Any, ...]]]:
    yield from connection.execution_options(yield_per=1_000).execute(_CHAIN, {"after": 0})
