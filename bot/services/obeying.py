"""Carry out what a dialogue decided, in the transaction of its turn: about requests, or beside."""

from datetime import datetime

from sqlalchemy import Connection

from bot.services import notice_turns, registering, subscribing
from bot.services.recording import Act
from handlers.turn import DraftNotice, Effect, Outcome, SetNotices, StepNotice


def carry_out(
    connection: Connection,
    effect: Effect,
    *,
    contact_id: int,
    inbox_id: int | None,
    now: datetime,
) -> Outcome | None:
    """Do it, and say what it came to; None when this event had its effect before."""
    act = Act(connection, contact_id, inbox_id, now)
    match effect:
        case DraftNotice() | StepNotice():
            return notice_turns.carry_out(act, effect)
        case SetNotices(are_wanted):
            return subscribing.keep(act, are_wanted=are_wanted)
    return registering.carry_out(
        connection, effect, contact_id=contact_id, inbox_id=inbox_id, now=now
    )
