"""
The calls to LINE that a notice consists of: how many are where, and those that are tried anew.

How they are sent stands in `delivery`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, bindparam, func, select, update

from models.broadcast import BroadcastChunk
from models.vocabulary import ChunkState

_chunk = BroadcastChunk.__table__
_OF_NOTICE: Final = _chunk.c.broadcast_id == bindparam("notice")
_FAILED: Final = (
    select(func.count()).select_from(_chunk).where(_OF_NOTICE, _chunk.c.state == ChunkState.FAILED)
)
_FAILED_NUMBERS: Final = select(_chunk.c.number).where(
    _OF_NOTICE, _chunk.c.state == ChunkState.FAILED
)
# Nothing of a failed call was taken, so it is a new one, with a key of its own.
_TRY_ANEW: Final = (
    update(_chunk)
    .where(_OF_NOTICE, _chunk.c.number == bindparam("of_number"))
    .values(
        state=ChunkState.WAITING,
        retry_key=bindparam("new_key"),
        attempts=0,
        next_ms=0,
        lease_ms=0,
        deadline_ms=None,
        settled_ms=None,
        error=None,
    )
)
_FAR: Final = (
    select(_chunk.c.state, func.sum(_chunk.c.size)).where(_OF_NOTICE).group_by(_chunk.c.state)
)
_FAR_OF: Final = (
    select(_chunk.c.broadcast_id, _chunk.c.state, func.sum(_chunk.c.size))
    .where(_chunk.c.broadcast_id.in_(bindparam("notices", expanding=True)))
    .group_by(_chunk.c.broadcast_id, _chunk.c.state)
)
_GROUPS: Final = select(_chunk.c.state, _chunk.c.groups).where(_OF_NOTICE)
ON_THEIR_WAY: Final = frozenset({ChunkState.WAITING, ChunkState.ATTEMPTING})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people each state of a call concerns."""

    people: Mapping[ChunkState, int] = field(default_factory=dict)

    def of(self, *states: ChunkState) -> int:
        """How many people are in any of these."""
        return sum(self.people.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        return self.of(*ChunkState)

    @property
    def open(self) -> int:
        """How many may yet be told."""
        return self.of(*ON_THEIR_WAY)

    @property
    def settled(self) -> int:
        """Those whose call is over; whom a stop has spared it are not among them."""
        return self.total - self.open - self.of(ChunkState.STOPPED)


def progress(connection: Connection, notice_id: int) -> Progress:
    """How far the sending is; costs as many rows as there are calls."""
    rows = connection.execute(_FAR, {"notice": notice_id}).all()
    return Progress({ChunkState(state): int(people) for state, people in rows})


def far(connection: Connection, notice_ids: Iterable[int]) -> Mapping[int, Progress]:
    """How far the sending of each is that has begun."""
    found: dict[int, dict[ChunkState, int]] = {}
    for notice, state, people in connection.execute(_FAR_OF, {"notices": list(notice_ids)}):
        found.setdefault(notice, {})[ChunkState(state)] = int(people)
    return {notice: Progress(people) for notice, people in found.items()}


def by_segment(connection: Connection, notice_id: int) -> Mapping[tuple[int, ChunkState], int]:
    """How many people of each segment each state concerns."""
    found: dict[tuple[int, ChunkState], int] = {}
    for state, groups in connection.execute(_GROUPS, {"notice": notice_id}):
        for segment, people in groups.items():
            at = (int(segment), ChunkState(state))
            found[at] = found.get(at, 0) + people
    return found


def failed(connection: Connection, notice_id: int) -> int:
    """How many calls LINE refused."""
    return connection.scalar(_FAILED, {"notice": notice_id}) or 0


def try_anew(connection: Connection, notice_id: int) -> None:
    """Have what LINE refused sent once more, and nothing else."""
    for number in connection.scalars(_FAILED_NUMBERS, {"notice": notice_id}).all():
        anew = {"notice": notice_id, "of_number": number, "new_key": str(uuid4())}
        connection.execute(_TRY_ANEW, anew)
