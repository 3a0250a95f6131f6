"""
The calls to LINE that a notice is sent by, as rows: taken and settled.

    waiting ──claim──▶ attempting ──▶ sent       LINE took it, now or at an earlier try
       ▲                   │      ──▶ failed     LINE refuses it: nothing was sent
       └───────────────────┘      ──▶ uncertain  it may have arrived; nobody can know
          later, same key                        stopped: its notice was, before it left

All but `release` works within the caller's transaction. People stay in the database: a chunk
names the first and the last of its recipients, and `people` has them written by the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
    update,
)

from bot.services import erasing
from models.base import Database
from models.broadcast import IS_DUE, BroadcastChunk, BroadcastRecipient
from models.contact import Contact
from models.vocabulary import ChunkState

LEASE_MS: Final = 20_000  # longer than a call and the one at once after it may take together
KEY_LIFE_MS: Final = 84_600_000  # 23.5 h; LINE: a retry key is remembered for 24 h
NOBODY: Final = "[]"
_ERASED: Final = f"{erasing.ERASED}-"

_chunk = BroadcastChunk.__table__
_recipient, _contact = BroadcastRecipient.__table__, Contact.__table__

# The states are written out, because only then may a partial index answer.
OPEN: Final = text(f"broadcast_chunks.{IS_DUE}")
_ITS: Final = _chunk.c.broadcast_id == bindparam("broadcast")

DUE: Final = (
    select(
        _chunk.c.broadcast_id,
        _chunk.c.number,
        _chunk.c.retry_key,
        _chunk.c.first_id,
        _chunk.c.last_id,
        _chunk.c.size,
        _chunk.c.state,
        _chunk.c.attempts,
        _chunk.c.is_unclear,
        _chunk.c.deadline_ms,
    )
    .where(_ITS, _chunk.c.next_ms <= bindparam("now"), OPEN)
    .order_by(_chunk.c.next_ms, _chunk.c.number)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)  # each of several workers takes others
)
CLAIM: Final = (
    update(_chunk)
    .where(_ITS, _chunk.c.number.in_(bindparam("numbers", expanding=True)))
    .values(
        is_unclear=or_(_chunk.c.is_unclear, _chunk.c.state == ChunkState.ATTEMPTING),
        state=ChunkState.ATTEMPTING,
        attempts=_chunk.c.attempts + 1,
        next_ms=bindparam("lease"),
        lease_ms=bindparam("lease"),
        deadline_ms=func.coalesce(_chunk.c.deadline_ms, bindparam("until")),
    )
)
# An attempt that others took over has no say any more: `attempts` has gone on.
KEEP: Final = (
    update(_chunk)
    .where(
        _ITS,
        _chunk.c.number == bindparam("row"),
        _chunk.c.state == ChunkState.ATTEMPTING,
        _chunk.c.attempts == bindparam("attempt"),
    )
    .values(
        state=bindparam("to"),
        is_unclear=bindparam("unclear"),
        next_ms=bindparam("again"),
        deadline_ms=bindparam("until"),
        lease_ms=0,
        settled_ms=bindparam("settled"),
        error=bindparam("trouble"),
    )
)
GIVE_UP: Final = (
    update(_chunk)
    .where(_ITS, _chunk.c.number.in_(bindparam("numbers", expanding=True)))
    .values(
        state=ChunkState.UNCERTAIN,
        is_unclear=True,
        lease_ms=0,
        settled_ms=bindparam("now"),
        error="the deadline passed",
    )
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A call that is ours to make until its lease ends. `attempts` counts this one, too."""

    broadcast_id: int
    number: int
    retry_key: str
    first_id: int
    last_id: int
    size: int
    attempts: int
    is_unclear: bool
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What an attempt makes of a chunk; `next_ms` is when it is due again, if it waits."""

    state: ChunkState
    is_unclear: bool
    next_ms: int
    deadline_ms: int | None
    error: str | None = None

    @property
    def is_settled(self) -> bool:
        return self.state not in {ChunkState.WAITING, ChunkState.ATTEMPTING}


def claim(
    connection: Connection, broadcast_id: int, *, now_ms: int, most: int, lease_ms: int = LEASE_MS
) -> list[Chunk]:
    """
    Take what is due, at most so many; each is ours until its lease ends.

    An attempt whose lease ran out was broken off, nobody knows how far it got. What may have
    arrived and whose key LINE is about to forget is given up here, and not sent.
    """
    asked = {"broadcast": broadcast_id, "now": now_ms, "most": most}
    due = connection.execute(DUE, asked).all()
    old = [row.number for row in due if _is_lost(row, now_ms)]
    taken = [row for row in due if row.number not in old]
    if old:
        given_up = {"broadcast": broadcast_id, "numbers": old, "now": now_ms}
        connection.execute(GIVE_UP, given_up)
    if taken:
        taking = {
            "broadcast": broadcast_id,
            "numbers": [row.number for row in taken],
            "lease": now_ms + lease_ms,
            "until": now_ms + KEY_LIFE_MS,
        }
        connection.execute(CLAIM, taking)
    return [_chunk_of(row, now_ms) for row in taken]


def keep(connection: Connection, settled: Sequence[tuple[Chunk, Fate]], *, now_ms: int) -> None:
    """Keep what became of attempts; of those that others have taken over meanwhile nothing."""
    if settled:
        connection.execute(KEEP, [_kept(chunk, fate, now_ms) for chunk, fate in settled])


def people(connection: Connection, chunks: Sequence[Chunk]) -> dict[int, str]:
    """
    By number each call's recipients under LINE's ids as a JSON list, the same each time.

    All chunks are of one notice. Who was erased since is left out: LINE refuses a call with an
    id it does not know the form of.
    """
    if not chunks:
        return {}
    its = {"broadcast": chunks[0].broadcast_id, "numbers": [chunk.number for chunk in chunks]}
    found = connection.execute(_WRITTEN[connection.dialect.name], its)
    return {number: told or NOBODY for number, told in found}


def release(database: Database, *, now_ms: int) -> None:
    """Make every attempt due that somebody began. Only for when nobody can be at it any more."""
    attempted = _chunk.c.state == ChunkState.ATTEMPTING
    with database.write() as connection:
        connection.execute(update(_chunk).where(attempted).values(next_ms=now_ms, lease_ms=now_ms))


def _is_lost(row: Row[*tuple[Any, ...]], now_ms: int) -> bool:
    may_have_arrived = row.is_unclear or row.state == ChunkState.ATTEMPTING
    return bool(may_have_arrived and row.deadline_ms is not None and row.deadline_ms <= now_ms)


def _chunk_of(row: Row[*tuple[Any, ...]], now_ms: int) -> Chunk:
    return Chunk(
        broadcast_id=row.broadcast_id,
        number=row.number,
        retry_key=row.retry_key,
        first_id=row.first_id,
        last_id=row.last_id,
        size=row.size,
        attempts=row.attempts + 1,
        is_unclear=row.is_unclear or row.state == ChunkState.ATTEMPTING,
        deadline_ms=row.deadline_ms or now_ms + KEY_LIFE_MS,
    )


def _kept(chunk: Chunk, fate: Fate, now_ms: int) -> dict[str, Any]:
    return {
        "broadcast": chunk.broadcast_id,
        "row": chunk.number,
        "attempt": chunk.attempts,
        "to": fate.state,
        "unclear": fate.is_unclear,
        "again": fate.next_ms,
        "until": fate.deadline_ms,
        "settled": now_ms if fate.is_settled else None,
        "trouble": fate.error,
    }


def _written_by(function: str, *more: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The ids of each call's people as one JSON text, made where they lie."""
    line_id = _contact.c.line_id
    ids = (
        select(line_id)
        .select_from(_recipient.join(_contact, _contact.c.id == _recipient.c.contact_id))
        .where(
            _recipient.c.broadcast_id == _chunk.c.broadcast_id,
            _recipient.c.contact_id.between(_chunk.c.first_id, _chunk.c.last_id),
            func.substr(line_id, 1, len(_ERASED)) != _ERASED,
            *more,
        )
        .order_by(_recipient.c.contact_id)
        .correlate(_chunk)
        .subquery()
    )
    written = select(cast(getattr(func, function)(ids.c.line_id), Text)).scalar_subquery()
    its = _chunk.c.number.in_(bindparam("numbers", expanding=True))
    return select(_chunk.c.number, written).where(_ITS, its)


_WRITTEN: Final = {
    "sqlite": _written_by("json_group_array"),
    # Said twice there, or contacts may be looked through beyond these people.
    "postgresql": _written_by(
        "json_agg", _contact.c.id.between(_chunk.c.first_id, _chunk.c.last_id)
    ),
}
