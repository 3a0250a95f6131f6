"""What the audit says of accounts and of signing in: who, to whose account, when; no names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.services import auditing
from models.vocabulary import Actor


def note(
    connection: Connection,
    action: str,
    staff_id: int,
    *,
    by: int | None,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Enter an act on an account; `by` is who did it, None for the command line and strangers."""
    auditing.note(
        connection,
        action,
        f"staff {staff_id}",
        actor=Actor.SYSTEM if by is None else Actor.STAFF,
        actor_id=by,
        now=now,
        details=details,
    )
