"""Whom a notice is for: its conditions, put to the audience."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select

from bot.services import audience, segments
from bot.services.audience import Conditions
from models.base import Database

Remembered = Row[*tuple[Any, ...]]
# A query for the `contact_id` of those whom a notice is for and reaches.
People = Select[*tuple[Any, ...]]


def settle(database: Database) -> bool:
    """Look at some of those who changed since they were counted; whether none is left."""
    segments.settle(database)
    with database.read() as connection:
        return segments.is_settled(connection)


def matching(connection: Connection, row: Remembered) -> People:
    """Who gets the notice that began to be sent in `row`, however long that takes."""
    return audience.matching(connection, Conditions.from_json(row.conditions), **_asked(row))


def left_out(connection: Connection, row: Remembered) -> dict[str, int]:
    """Who does not get it, and why; takes longer the more people there are."""
    found = audience.left_out(connection, Conditions.from_json(row.conditions), **_asked(row))
    return {str(why): people for why, people in found.items()}


def _asked(row: Remembered) -> dict[str, Any]:
    return {
        "now": datetime.fromtimestamp(row.started_ms / 1000, UTC),
        "is_urgent": row.is_urgent,
        "corrects": row.corrects_id,
        "broadcast_id": row.id,
    }
