"""
Take a person's name, numbers and addresses out of what others wrote or were told.

Every column that may hold running text is named here, and a test looks that none is missing.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_plus

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    cast,
    delete,
    or_,
    select,
    update,
)

from messages_th import forms
from models.attachment import Attachment
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.job import Job
from models.outbox import OutboxMessage
from models.registration import Amendment, Registration, RegistrationApp, RegistrationEvent
from models.staff import SavedView
from models.utterance import Utterance

GONE: Final = "-"
SHORTEST: Final = 4  # letters of what is looked for: less would strike half of all texts
THAI_DIGITS: Final = "".join(chr(0x0E50 + digit) for digit in range(10))
BETWEEN_DIGITS: Final = r"[\s\-.()]*"
BETWEEN_WORDS: Final = r"\s+"

FREE_TEXT: Final[Mapping[Table, tuple[str, ...]]] = {
    Amendment.__table__: ("wanted",),
    Attachment.__table__: ("name", "error"),
    Conversation.__table__: ("draft", "offered"),
    InboxEvent.__table__: ("raw", "error"),
    Job.__table__: ("arguments", "result"),
    OutboxMessage.__table__: ("messages", "error"),
    Registration.__table__: ("reason",),
    RegistrationApp.__table__: ("note", "licence"),
    RegistrationEvent.__table__: ("reason", "details"),
    Utterance.__table__: ("text",),
}
# Of which request a row of these tables tells.
REQUEST: Final[Mapping[Table, ColumnElement[int]]] = {
    Amendment.__table__: Amendment.__table__.c.registration_id,
    Attachment.__table__: Attachment.__table__.c.registration_id,
    Registration.__table__: Registration.__table__.c.id,
    RegistrationApp.__table__: RegistrationApp.__table__.c.registration_id,
    RegistrationEvent.__table__: RegistrationEvent.__table__.c.registration_id,
}
_view = SavedView.__table__


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a value may stand in a text, and pieces of it, one of which stands there then."""

    pattern: str
    pieces: tuple[str, ...]


def redact(connection: Connection, values: Iterable[str]) -> int:
    """Strike these values, however they are spaced, wherever running text holds them; how often."""
    spellings = [spelling(value) for value in values if len(value) >= SHORTEST]
    if not spellings:
        return 0
    anything = re.compile("|".join(one.pattern for one in spellings), re.IGNORECASE)
    pieces = sorted({piece for one in spellings for piece in one.pieces})
    return _forget_views(connection, anything) + sum(
        _strike(connection, table.c[name], _holds(table.c[name], pieces), anything)
        for table, names in FREE_TEXT.items()
        for name in names
    )


def redact_requests(connection: Connection, values: Iterable[str], which: Select[Any]) -> None:
    """
    Strike these values in what is kept of the requests that `which` selects, and in views.

    Chats keep what was said for a term of their own; long work, done to many requests at
    once, names nobody.
    """
    patterns = [spelling(value).pattern for value in values if len(value) >= SHORTEST]
    if not patterns:
        return
    anything = re.compile("|".join(patterns), re.IGNORECASE)
    _forget_views(connection, anything)
    for table, request in REQUEST.items():
        for name in FREE_TEXT[table]:
            column = table.c[name]
            _strike(connection, column, request.in_(which) & column.is_not(None), anything)


def spelling(value: str) -> Spelling:
    """A telephone in any grouping and either digits; other words as they are, or JSON's escapes."""
    if value.startswith("+") and value[1:].isdecimal():
        return _digits(value.removeprefix(forms.COUNTRY).removeprefix("+"))
    plain = value.split()
    escaped = [json.dumps(word)[1:-1] for word in plain]
    ways = (BETWEEN_WORDS.join(map(re.escape, words)) for words in (plain, escaped))
    return Spelling("|".join(ways), (plain[0], escaped[0]))


def _digits(national: str) -> Spelling:
    signs = [f"[{digit}{THAI_DIGITS[int(digit)]}]" for digit in national]
    last = national[-3:]
    thai = "".join(THAI_DIGITS[int(digit)] for digit in last)
    begins = rf"(?<!\d)(?:(?:\+?66|[0{THAI_DIGITS[0]}]){BETWEEN_DIGITS})?"
    return Spelling(rf"{begins}{BETWEEN_DIGITS.join(signs)}(?!\d)", (last, thai))


def _holds(column: Column[Any], pieces: Iterable[str]) -> ColumnElement[bool]:
    text = cast(column, Text)
    return or_(*(text.icontains(piece, autoescape=True) for piece in pieces))


def _strike(
    connection: Connection,
    column: Column[Any],
    which: ColumnElement[bool],
    anything: re.Pattern[str],
) -> int:
    """Strike in the rows `which` may hold something."""
    table = column.table
    keys = tuple(table.primary_key.columns)
    struck = 0
    for row in connection.execute(select(*keys, column).where(which)).all():
        after = _without(row[-1], anything, is_json=isinstance(column.type, JSON))
        if after != row[-1]:
            its = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            connection.execute(update(table).where(*its).values({column: after}))
            struck += 1
    return struck


def _without(value: Any, anything: re.Pattern[str], *, is_json: bool) -> Any:
    if is_json:
        return json.loads(anything.sub(GONE, json.dumps(value, ensure_ascii=False)))
    return anything.sub(GONE, value)


def _forget_views(connection: Connection, anything: re.Pattern[str]) -> int:
    """A search for the person that somebody keeps; its address is written with percent signs."""
    kept = connection.execute(select(_view.c.id, _view.c.query)).all()
    theirs = [view.id for view in kept if anything.search(unquote_plus(view.query))]
    connection.execute(delete(_view).where(_view.c.id.in_(theirs)))
    return len(theirs)
