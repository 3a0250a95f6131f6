"""
What becomes of a call to many after an attempt. Pure: a table of cases, no clock, no database.

The key is stored before the first attempt, and every try has the same key and the same
people; so LINE takes it once, and says so when it is asked again.
"""

from typing import Final

from bot.delivery.settling import wait_ms
from bot.line.gateway import Cause, Delivered, Refused, Result, TryLater
from bot.services.chunk_rows import Chunk, Fate
from models.vocabulary import ChunkState

# No fault of this call: it goes again as soon as its notice, or LINE, goes on.
BLAMELESS: Final = frozenset({Cause.QUOTA, Cause.RATE, Cause.RESTING})
SOON_MS: Final = 500
NOBODY_LEFT: Final = Refused(Cause.REQUEST, "everybody in it was erased")


def settle(chunk: Chunk, result: Result, *, now_ms: int, jitter: float) -> Fate:
    """What the result of an attempt means; `jitter` from 0 to 1 spreads the tries."""
    match result:
        case Delivered():
            return Fate(ChunkState.SENT, chunk.is_unclear, 0, chunk.deadline_ms)
        case Refused(_, detail):
            # Under this key nothing can arrive any more; but an earlier try may have.
            ended = ChunkState.UNCERTAIN if chunk.is_unclear else ChunkState.FAILED
            return Fate(ended, chunk.is_unclear, 0, chunk.deadline_ms, detail)
        case TryLater(cause, is_unclear, detail):
            is_unclear = is_unclear or chunk.is_unclear
            next_ms = now_ms + _wait_ms(cause, chunk.attempts, jitter)
            # LINE remembers no key of a call it certainly did not take.
            deadline = chunk.deadline_ms if is_unclear else None
            return Fate(ChunkState.WAITING, is_unclear, next_ms, deadline, detail)


def _wait_ms(cause: Cause, attempts: int, jitter: float) -> int:
    if cause in BLAMELESS:
        return int(SOON_MS * (1 + jitter))
    return wait_ms(cause, attempts, jitter)
