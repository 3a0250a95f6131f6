"""
What people typed that was not understood for sure, and what they then chose.

Nothing tells whose it is; the editors of the examples read it, and what they find right
becomes an example.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from handlers.turn import Chosen, Shown
from models.inbox import InboxEvent
from models.utterance import Utterance

_utterances = Utterance.__table__
_inbox = InboxEvent.__table__

_ADD: Final = insert(_utterances)
# Not a join: that would begin with everything anybody ever sent, and this begins with the
# newest texts, where the one that is looked for nearly always stands.
_LANE: Final = select(_inbox.c.lane).where(_inbox.c.id == _utterances.c.inbox_id)
NEWEST: Final = (
    select(_utterances.c.inbox_id, _utterances.c.offered, _utterances.c.chosen)
    .where(_LANE.scalar_subquery() == bindparam("lane"))
    .order_by(_utterances.c.inbox_id.desc())
    .limit(1)
)
_CHOOSE: Final = (
    update(_utterances)
    .where(_utterances.c.inbox_id == bindparam("of"))
    .values(chosen=bindparam("intent"))
)
_TOLD: Final = (
    select(_utterances.c.text, _utterances.c.offered, _utterances.c.chosen)
    .where(_utterances.c.text != "")
    .order_by(_utterances.c.inbox_id)
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A veiled text, the intents that were shown, and the one that was chosen, if any."""

    text: str
    offered: tuple[str, ...]
    chosen: str | None


def note(
    connection: Connection, lesson: Shown | Chosen, *, inbox_id: int, lane: str, now: datetime
) -> None:
    """
    Keep what a turn teaches. A choice belongs to the newest text of its chat, the first one
    counts, and only if it was shown for that text: a button of an older card teaches nothing.
    """
    match lesson:
        case Shown(text, intents):
            offered = [str(intent) for intent in intents]
            values = {"inbox_id": inbox_id, "text": text, "offered": offered, "heard_at": now}
            connection.execute(_ADD, values)
        case Chosen(intent):
            newest = connection.execute(NEWEST, {"lane": lane}).one_or_none()
            if newest and newest.chosen is None and intent in newest.offered:
                connection.execute(_CHOOSE, {"of": newest.inbox_id, "intent": str(intent)})


def sightings(connection: Connection) -> Iterator[Sighting]:
    """Everything kept, oldest first, without what was unsent."""
    for row in connection.execute(_TOLD):
        yield Sighting(row.text, tuple(row.offered), row.chosen)
