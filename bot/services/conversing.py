"""
One event of one chat becomes one turn, kept in one transaction.

What is remembered, done and to be said is committed together, or not at all. Nothing
is sent here: the caller gets the parcel and sends it once the transaction is closed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError

from bot import failpoints
from bot.errors import DatabaseUnavailable, TurnFailed
from bot.line.inbound import Left, Unsent
from bot.services import attachments, carrying, deciding, lane_rows, learning, posting
from bot.services.deciding import Plan, Worded
from bot.services.dialogue import Dialogue
from bot.services.lane_rows import Overtaken, Remembered
from bot.services.posting import Occasion, Parcel
from handlers.turn import Followed, Outcome, Say
from models.base import Database
from models.vocabulary import Importance, InboxState

TRIES: Final = 3
TRY_AGAIN_MS: Final = 2_000
# How long after it came an event waits for the answer to an earlier one. People read answers
# in order; but when LINE or we are down, waiting one for another would outlast the tokens.
PATIENCE_MS: Final = 10_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taken:
    """
    A turn was taken. `parcel` is to be sent now; `told` are other chats that something
    waits for; `newcomer` is a person met for the first time; `again_ms` is when the same
    event is tried again, because its turn failed.
    """

    parcel: Parcel | None = None
    told: tuple[str, ...] = ()
    newcomer: str | None = None
    again_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The chat's oldest event cannot be handled before `until_ms`."""

    until_ms: int


def take_turn(
    database: Database, lane: str, *, dialogue: Dialogue, now: datetime
) -> Taken | Waiting | None:
    """
    Handle the oldest waiting event of a chat; None when there is none.

    Waiting when it failed before and is not due yet, or when the answer to an earlier one is
    still on its way: whoever settles that looks again. Raises TurnFailed when the event made
    its turn fail, DatabaseUnavailable when the database did.
    """
    now_ms = _milliseconds(now)
    try:
        with database.read() as connection:
            due = lane_rows.oldest(connection, lane)
            if due is None:
                return None
            until_ms = _earliest(due)
            if until_ms > now_ms:
                return Waiting(until_ms)
            plan = _blaming(
                due.id, lambda: deciding.plan(connection, due, dialogue=dialogue, now=now)
            )
        # What a turn carries out may concern others; what it says concerns this chat alone.
        with database.write(beside=not plan.effects) as connection:
            lane_rows.hold(connection, lane)
            taken = _blaming(due.id, lambda: _keep(_Turn(connection, dialogue, plan, lane, now)))
            failpoints.reach("turn.written")
            return taken
    except Overtaken:
        return Taken()
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable from error


def postpone(
    database: Database, inbox_id: int, *, dialogue: Dialogue, now: datetime, error: str
) -> Taken:
    """After a turn failed: let the event wait a little, or give it up and apologise."""
    now_ms = _milliseconds(now)
    with database.write(beside=True) as connection:
        failed = lane_rows.event(connection, inbox_id)
        tries = failed.tries + 1
        if tries < TRIES:
            again_ms = now_ms + TRY_AGAIN_MS * tries
            lane_rows.wait(connection, inbox_id, tries=tries, until_ms=again_ms)
            return Taken(again_ms=again_ms)
        lane_rows.close(connection, inbox_id, state=InboxState.FAILED, now_ms=now_ms, error=error)
        messages = deciding.written(dialogue.apology())
        occasion = _occasion(failed, failed.lane, now_ms)
        return Taken(
            posting.answer(connection, occasion, messages=messages, importance=Importance.MUST)
        )


@dataclass(frozen=True, slots=True)
class _Turn:
    connection: Connection
    dialogue: Dialogue
    plan: Plan
    lane: str
    now: datetime

    @property
    def now_ms(self) -> int:
        return _milliseconds(self.now)


def _earliest(due: Remembered) -> int:
    """When the event may be handled."""
    patient_until = due.received_ms + PATIENCE_MS if due.is_busy else 0
    earliest: int = max(due.next_ms, patient_until)
    return earliest


def _blaming(inbox_id: int, work: Callable[[], T]) -> T:
    """Whatever goes wrong in here is the event's fault, unless it is known to be another's."""
    try:
        return work()
    except (OperationalError, InterfaceError, Overtaken):
        raise
    except Exception as error:
        raise TurnFailed(inbox_id) from error


def _keep(turn: _Turn) -> Taken:
    due = turn.plan.due
    lane_rows.close(turn.connection, due.id, state=InboxState.DONE, now_ms=turn.now_ms)
    match turn.plan.meaning:
        case Unsent(message_id):
            lane_rows.forget(turn.connection, message_id)
            attachments.forget(turn.connection, message_id)
        case Left():
            lane_rows.leave(turn.connection, turn.lane, now=turn.now, now_ms=turn.now_ms)
    if turn.plan.kept is None:
        return Taken(_say(turn, turn.plan.worded))
    return _keep_conversation(turn, turn.plan.kept)


def _contact(turn: _Turn) -> int:
    """Whose turn it is, and a conversation with them: who was entered by others has none yet."""
    due = turn.plan.due
    if due.contact_id is None:
        return lane_rows.meet(turn.connection, turn.lane, now=turn.now)
    if due.turns is None:
        lane_rows.converse(turn.connection, due.contact_id)
    return int(due.contact_id)


def _keep_conversation(turn: _Turn, kept: dict[str, object]) -> Taken:
    due, connection, has_come = turn.plan.due, turn.connection, _has_come(turn.plan)
    contact_id = _contact(turn)
    if due.blocked_at is not None and has_come:
        lane_rows.come_back(connection, contact_id)
    outcomes = _carry_out(turn, contact_id)
    worded = turn.plan.worded
    if turn.plan.effects:
        says = (*_worded(turn, outcomes), *turn.plan.says)
        worded = deciding.word(says, turn.dialogue)
        kept["offered"] = deciding.remembered_offers(worded.offered) or due.offered
    lane_rows.keep(connection, contact_id, kept, turns=due.turns or 0)
    if turn.plan.lesson is not None:
        learning.note(connection, turn.plan.lesson, inbox_id=due.id, lane=turn.lane, now=turn.now)
    return Taken(
        parcel=_say(turn, worded),
        told=_tell_others(turn, outcomes),
        newcomer=turn.lane if has_come else None,
    )


def _has_come(plan: Plan) -> bool:
    """Whether we meet this person for the first time, or again."""
    return plan.due.contact_id is None or isinstance(plan.meaning, Followed)


def _carry_out(turn: _Turn, contact_id: int) -> list[Outcome]:
    done = (
        turn.dialogue.carry_out(turn.connection, effect, contact_id, turn.plan.due.id, turn.now)
        for effect in turn.plan.effects
    )
    return [outcome for outcome in done if outcome is not None]


def _worded(turn: _Turn, outcomes: Iterable[Outcome]) -> list[Say]:
    return [say for outcome in outcomes for say in turn.dialogue.word(outcome)]


def _say(turn: _Turn, worded: Worded) -> Parcel | None:
    if not worded.messages:
        return None
    occasion = _occasion(turn.plan.due, turn.lane, turn.now_ms)
    if turn.plan.due.has_news:
        return _say_with_news(turn, occasion, worded.messages)
    return posting.answer(
        turn.connection, occasion, messages=worded.messages, importance=turn.plan.importance
    )


def _say_with_news(turn: _Turn, occasion: Occasion, messages: str) -> Parcel | None:
    """Answer, and say with it what was about to be pushed."""
    together, notices = carrying.together(turn.connection, turn.lane, messages)
    importance = Importance.MUST if notices else turn.plan.importance
    parcel = posting.answer(turn.connection, occasion, messages=together, importance=importance)
    if parcel is not None and notices:
        carrying.carry(turn.connection, notices, reply=parcel.id, now_ms=turn.now_ms)
    return parcel


def _tell_others(turn: _Turn, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    notices: dict[str, list[Say]] = {}
    for outcome in outcomes:
        for lane, says in turn.dialogue.tell_others(outcome):
            notices.setdefault(lane, []).extend(says)
    notices.pop(turn.lane, None)  # the person who did it has been answered
    return tuple(lane for lane, says in notices.items() if _push(turn, lane, says))


def _push(turn: _Turn, lane: str, says: list[Say]) -> bool:
    worded = deciding.word(says, turn.dialogue)
    if worded.offered:
        lane_rows.offer(turn.connection, lane, deciding.remembered_offers(worded.offered))
    return posting.push(
        turn.connection,
        lane,
        messages=worded.messages,
        now_ms=turn.now_ms,
        inbox_id=turn.plan.due.id,
    )


def _occasion(due: Remembered, lane: str, now_ms: int) -> Occasion:
    return Occasion(
        inbox_id=due.id,
        lane=lane,
        reply_token=due.reply_token,
        at_ms=due.at_ms,
        received_ms=due.received_ms,
        now_ms=now_ms,
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
