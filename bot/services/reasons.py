"""Sentences that officers often give as a reason, for the verbs that take one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.services import auditing, decisions
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from models.base import Database
from models.staff import CannedReason
from models.vocabulary import Actor

LONGEST: Final = 300
MOST: Final = 30  # of one verb: more nobody looks through
VERBS: Final = ("ask", "reject", "withdraw", "reopen")

# What there is to begin with, by the keys of the catalogue.
FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "ask": ("reasons.ask.users", "reasons.ask.email", "reasons.ask.phone", "reasons.ask.letter"),
    "reject": (
        "reasons.reject.not_state",
        "reasons.reject.duplicate",
        "reasons.reject.unreachable",
    ),
    "withdraw": ("reasons.withdraw.asked",),
}

_reason = CannedReason.__table__
_ALL: Final = select(_reason.c.id, _reason.c.text, _reason.c.verb).order_by(
    _reason.c.place, _reason.c.id
)
_OF_VERB: Final = _ALL.where(_reason.c.verb == bindparam("verb"))
_COUNT: Final = select(func.count(), func.max(_reason.c.place)).where(
    _reason.c.verb == bindparam("verb")
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and which verb it is for."""

    id: int
    text: str
    verb: str


def seed(database: Database, text: Callable[[str], str], *, now: datetime) -> None:
    """Write the first sentences, in the words of the catalogue, where there is none at all."""
    with database.write() as connection:
        if connection.scalar(select(_reason.c.id).limit(1)) is not None:
            return
        rows = [
            {"verb": verb, "text": text(key), "place": place, "edited_at": now}
            for verb, keys in FIRST.items()
            for place, key in enumerate(keys)
        ]
        connection.execute(insert(_reason), rows)


def of(database: Database, verb: str | None = None) -> tuple[Reason, ...]:
    """The sentences for a verb, or for all, in their order."""
    with database.read() as connection:
        rows = connection.execute(_OF_VERB if verb else _ALL, {"verb": verb} if verb else {})
        return tuple(Reason(*row) for row in rows)


def add(
    database: Database, verb: str, text: str, *, officer: Officer, now: datetime
) -> Reason | NotPossible:
    """A new sentence, the last of its verb."""
    said = decisions.said(text)
    wrong = _wrong(said)
    if wrong or verb not in VERBS:
        return wrong or NotPossible("case.refused.verb")
    with database.write() as connection:
        count, last = connection.execute(_COUNT, {"verb": verb}).one()
        if count >= MOST:
            return NotPossible("case.refused.many_reasons")
        place = 0 if last is None else last + 1
        values = {"verb": verb, "text": said, "place": place, "edited_at": now}
        (row,) = connection.execute(insert(_reason), values).inserted_primary_key or (0,)
        _note(connection, "added", row, officer, now)
    return Reason(int(row), said, verb)


def change(
    database: Database, reason_id: int, text: str, *, officer: Officer, now: datetime
) -> NotPossible | None:
    """Other words for a sentence; None when it is done."""
    said = decisions.said(text)
    wrong = _wrong(said)
    if wrong:
        return wrong
    mine = update(_reason).where(_reason.c.id == reason_id).values(text=said, edited_at=now)
    with database.write() as connection:
        if connection.execute(mine).rowcount != 1:
            return NotPossible("case.refused.reason_gone")
        _note(connection, "changed", reason_id, officer, now)
    return None


def drop(database: Database, reason_id: int, *, officer: Officer, now: datetime) -> bool:
    """Offer a sentence no more; False when there is none such."""
    with database.write() as connection:
        gone = connection.execute(delete(_reason).where(_reason.c.id == reason_id)).rowcount == 1
        if gone:
            _note(connection, "dropped", reason_id, officer, now)
    return gone


def _wrong(text: str) -> NotPossible | None:
    if len(text) > LONGEST:
        return NotPossible("case.refused.canned_long")
    return decisions.wrong_text(text, is_needed=True)


def _note(
    connection: Connection, done: str, reason_id: int, officer: Officer, now: datetime
) -> None:
    auditing.note(
        connection,
        f"reason.{done}",
        f"canned reason {reason_id}",
        actor=Actor.STAFF,
        actor_id=officer.id,
        now=now,
    )
