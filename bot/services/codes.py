"""
One-time codes that are typed in the chat.

Of a code only a digest is kept; it works once, for a limited time, and a new one ends the one
before. Guessing is limited by the tries of each LINE account.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from handlers.answers.onetimecode import ALPHABET, LENGTH
from models.staff import OneTimeCode
from models.vocabulary import CodePurpose

_code = OneTimeCode.__table__

_END_OTHERS: Final = delete(_code).where(
    _code.c.purpose == bindparam("of_purpose"),
    _code.c.subject_id == bindparam("of_subject"),
    _code.c.used_at.is_(None),
)
_BY_DIGEST: Final = (
    select(_code.c.id, _code.c.purpose, _code.c.subject_id, _code.c.used_at, _code.c.ends_at)
    .where(_code.c.code_digest == bindparam("digest"))
    .with_for_update()
)
_USE: Final = update(_code).where(_code.c.id == bindparam("row")).values(used_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class Code:
    """A new code, to be shown this once, and until when it works."""

    text: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """
    A code, and the row of staff or of agency_contacts that it is for. `is_over` says that it
    was used, or came too late.
    """

    id: int
    purpose: CodePurpose
    subject_id: int
    is_over: bool


def draw(
    connection: Connection,
    purpose: CodePurpose,
    subject_id: int,
    *,
    made_by: int,
    good_for: timedelta,
    now: datetime,
) -> Code:
    """A code for a subject; any earlier one for it works no more."""
    connection.execute(_END_OTHERS, {"of_purpose": purpose, "of_subject": subject_id})
    code = Code(_drawn(), now + good_for)
    values = {
        "purpose": purpose,
        "subject_id": subject_id,
        "code_digest": _digest(code.text),
        "made_by": made_by,
        "created_at": now,
        "ends_at": code.ends_at,
    }
    connection.execute(insert(_code), values)
    return code


def find(connection: Connection, text: str, *, now: datetime) -> Found | None:
    """What a code is for, None when there is no such code (any more)."""
    row = connection.execute(_BY_DIGEST, {"digest": _digest(text)}).one_or_none()
    if row is None:
        return None
    is_over = row.used_at is not None or row.ends_at <= now
    return Found(row.id, CodePurpose(row.purpose), row.subject_id, is_over)


def spend(connection: Connection, code: Found, *, now: datetime) -> None:
    """It was used, and works no more."""
    connection.execute(_USE, {"row": code.id, "at": now})


def _drawn() -> str:
    """A code with letters and digits, so that it is heard as one when it is typed alone."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isalpha() and not code.isdigit():
            return code


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
