"""
Which figures tell of a message that was sent, or was not. Pure.

How long somebody waited is worked out from the deadline, which follows from when their event
came: so nothing more has to be carried along or looked up.
"""

from collections.abc import Iterator
from typing import Final

from bot.delivery.settling import Change
from bot.services.posting import PUSH_LIFE_MS, REPLY_LIFE_MS, Parcel
from models.vocabulary import Channel, OutboxState

SECONDS: Final = (1, 2, 5, 10, 30, 60)  # the bounds of what is told about waiting
MORE: Final = "more"
ANSWER: Final = "answer"
ANSWER_MS: Final = "answer.ms"
MESSAGE: Final = "message"
_ARRIVED: Final = frozenset({OutboxState.SENT, OutboxState.INFERRED})


def figures_of(parcel: Parcel, change: Change, *, now_ms: int) -> Iterator[tuple[str, int]]:
    """Names of figures and how much to add to them, now that a message is settled."""
    if not change.is_settled:
        return
    yield f"{MESSAGE}.{change.state}.{change.channel}", 1
    if change.state in _ARRIVED and parcel.reply_token is not None:
        waited = max(0, now_ms - _heard_ms(parcel))
        yield f"{ANSWER}.{_bound(waited)}", 1
        yield ANSWER_MS, waited


def _heard_ms(parcel: Parcel) -> int:
    """When the event came; at the latest, for one that LINE brought again after 18 minutes."""
    if parcel.channel is Channel.REPLY:
        return parcel.deadline_ms - REPLY_LIFE_MS
    return parcel.deadline_ms - PUSH_LIFE_MS - REPLY_LIFE_MS  # its token had to die first


def _bound(waited_ms: int) -> int | str:
    return next((bound for bound in SECONDS if waited_ms <= bound * 1000), MORE)
