"""
Think a turn out: read what is remembered, let the dialogue decide, word what it says.

Only reads. On SQLite nobody can write while somebody else writes, so everything slow is
done here, before `conversing` opens its transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection

from bot.line import inbound
from bot.line.inbound import Meaning
from bot.services import drafts, working_days
from bot.services.dialogue import Dialogue
from bot.services.lane_rows import Remembered
from bot.services.office_desk import StoredDesk
from handlers.turn import (
    Chosen,
    CountLookup,
    Effect,
    Facts,
    Followed,
    Heard,
    Input,
    Offer,
    Pressed,
    Received,
    Say,
    Shown,
    Turn,
)
from models.vocabulary import Device, Importance

LOOKUPS: Final = 10  # tries at other people's requests, in
LOOKUPS_MS: Final = 3_600_000  # an hour
MESSAGES: Final = 5  # LINE: message objects in one call


@dataclass(frozen=True, slots=True)
class Worded:
    """What is said, as LINE's JSON ("" for nothing), and the choices it offers."""

    messages: str = ""
    offered: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A turn thought out but not kept. `kept` is the conversation as it will stand, None for
    what is no conversation. With effects, `worded` is empty: what they come to is said first.
    """

    due: Remembered
    meaning: Meaning
    worded: Worded = Worded()
    importance: Importance = Importance.COURTESY
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    kept: dict[str, Any] | None = None
    lesson: Shown | Chosen | None = None


def plan(connection: Connection, due: Remembered, *, dialogue: Dialogue, now: datetime) -> Plan:
    """What an event comes to."""
    if due.is_unsent:
        return Plan(due, inbound.Unsent(due.message_id))
    meaning = inbound.meaning(due.raw, at=due.at_ms, names=dialogue.names())
    match meaning:
        case Heard() | Pressed() | Received() | Followed():
            return _in_person(connection, due, meaning, dialogue, now)
        case inbound.InGroup(text):
            return Plan(
                due, meaning, word(dialogue.in_group(text, working_days.thai_day(now)), dialogue)
            )
        case inbound.Joined():
            return Plan(due, meaning, word(dialogue.on_joining(), dialogue))
    return Plan(due, meaning)


def word(says: Sequence[Say], dialogue: Dialogue) -> Worded:
    """Messages and choices for what is to be said."""
    if not says:
        return Worded()
    return Worded(written(dialogue.render(says)), dialogue.offers(says))


def written(messages: Sequence[dict[str, Any]]) -> str:
    """Message objects as LINE's JSON."""
    return orjson.dumps(messages[:MESSAGES]).decode()


def remembered_offers(offers: Sequence[Offer]) -> list[list[str]]:
    """Choices as a conversation keeps them."""
    return [[offer.label, offer.data] for offer in offers]


def _in_person(
    connection: Connection, due: Remembered, heard: Input, dialogue: Dialogue, now: datetime
) -> Plan:
    now_ms = int(now.timestamp() * 1000)
    today = working_days.thai_day(now)
    registry = dialogue.registry(connection, due.contact_id or 0, today)
    facts = Facts(
        registry=registry,
        offered=tuple(Offer(label, data) for label, data in due.offered or ()),
        misses=due.misses or 0,
        lookups_left=LOOKUPS - _lookups(due, now_ms),
        version=due.version or 0,
        home=dialogue.home,
        device=_device(due.device),
        notice_version=dialogue.notice_version(),
        desk=StoredDesk(connection, due.officer, now, due.contact_id) if due.officer else None,
    )
    turn = dialogue.step(drafts.load(due.draft), heard, facts)
    worded = Worded() if turn.effects else word(turn.says, dialogue)
    return Plan(
        due=due,
        meaning=heard,
        worded=worded,
        importance=_importance(turn),
        says=turn.says,
        effects=turn.effects,
        kept=_kept(due, turn, worded, now, now_ms),
        lesson=turn.lesson,
    )


def _importance(turn: Turn) -> Importance:
    """An answer that changed something, or that a form goes on from, must arrive."""
    is_needed = turn.effects or turn.draft is not None
    return Importance.MUST if is_needed else Importance.COURTESY


def _lookups(due: Remembered, now_ms: int) -> int:
    """Tries within the hour that began with the first of them."""
    since = due.lookups_since_ms
    return due.lookups if since is not None and now_ms - since < LOOKUPS_MS else 0


def _device(stored: str | None) -> Device | None:
    """A device as it was kept; none when this release does not know it any more."""
    return next((device for device in Device if device == stored), None)


def _kept(
    due: Remembered, turn: Turn, worded: Worded, now: datetime, now_ms: int
) -> dict[str, Any]:
    draft = turn.draft
    kept: dict[str, Any] = {
        "version": max(turn.version, due.version or 0),
        "draft": None if draft is None else drafts.dump(draft),
        "draft_form": None if draft is None else draft.form,
        "draft_saved_at": None if draft is None else now,
        "misses": turn.misses,
        "device": turn.device or due.device,
        "offered": remembered_offers(worded.offered) or due.offered,
        "lookups": due.lookups or 0,
        "lookups_since_ms": due.lookups_since_ms,
    }
    if any(isinstance(effect, CountLookup) for effect in turn.effects):
        tries = _lookups(due, now_ms)
        kept["lookups"] = tries + 1
        kept["lookups_since_ms"] = due.lookups_since_ms if tries else now_ms
    return kept
