"""What the pages of notices show of one: its audience in words, its look, its time, its cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from bot.console import drawing, noticeforms
from bot.console.desk import Desk
from bot.console.drawing import Bubble
from bot.line.cards.announcing import announce
from bot.services import checking, notice_reports, notice_rules, notice_texts, notices
from bot.services.audience import Counted, LeftOut
from bot.services.conditions import Conditions, Scope
from bot.services.notice_texts import Fault
from bot.services.notices import Notice
from bot.services.working_days import THAI_TIME
from models.vocabulary import BroadcastState

TONES: Final = {
    BroadcastState.PENDING: "warn",
    BroadcastState.PAUSED: "warn",
    BroadcastState.DONE: "good",
    BroadcastState.STOPPED: "bad",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words; `field` and `value` are its box in the form."""

    field: str
    value: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """A notice as LINE shows it, and what the telephone tells of it."""

    bubbles: tuple[Bubble, ...]
    told: str


def look(desk: Desk, notice: Notice) -> Look:
    """What people see: what was frozen, or else what it would be now."""
    messages = orjson.loads(notice.messages) if notice.messages else None
    if messages is None:
        messages = announce(notices.announcement(notice), desk.catalogue())
    return Look(tuple(drawing.draw(messages)), str(messages[0].get("altText", "")))


def chips(desk: Desk, conditions: Conditions) -> tuple[Chip, ...]:
    """Whom it is for: a word for each condition."""
    return tuple(_chips(desk, conditions))


def faults(notice: Notice) -> Mapping[str, Fault]:
    """What is to be mended, by field."""
    return {fault.field: fault for fault in reversed(notice_texts.faults(notice.content))}


def left_out(desk: Desk, reasons: Mapping[LeftOut, int] | Mapping[str, int]) -> list[str]:
    """Who is left out and why, in words."""
    return [
        desk.text(f"broadcast.left_out.{reason}", people=number)
        for reason, number in reasons.items()
        if number
    ]


def moment(send_ms: int) -> datetime:
    """A moment that was kept in milliseconds."""
    return datetime.fromtimestamp(send_ms / 1000, UTC)


def timing(desk: Desk, notice: Notice) -> str:
    """When it leaves, in words."""
    at = checking.leaves(notice, now=desk.now())
    if at <= desk.now():
        return desk.text("broadcast.when.at_once")
    planned = notice.content.send_ms
    is_held = notice_rules.is_quiet(moment(planned) if planned else desk.now())
    key = "broadcast.when.after_quiet" if is_held and at != planned else "broadcast.when.at"
    return desk.text(key, at=at.astimezone(THAI_TIME))


def reckoning(desk: Desk, counted: Counted) -> dict[str, Any]:
    """How many are reached and who is left out, for the templates."""
    return {"counted": counted, "without": left_out(desk, counted.left_out)}


def _chips(desk: Desk, conditions: Conditions) -> Iterator[Chip]:
    if conditions.scope is Scope.EVERYONE and not conditions.is_about_bodies:
        yield Chip("scope", "everyone", "", desk.text("broadcast.who.everyone"))
    for name, words in noticeforms.KINDS.items():
        kind = desk.text(f"broadcast.who.{name}")
        label = noticeforms.LABELS[name]
        for word in words:
            if word in getattr(conditions, name):
                yield Chip(name, word, kind, desk.text(f"label.{label}.{word}"))
    yield from (_own(desk, "provinces", name) for name in sorted(conditions.provinces))
    yield from (_own(desk, "tags", name) for name in sorted(conditions.tags))
    called = notice_reports.names(desk.database, conditions.agencies)
    kind = desk.text("broadcast.who.agencies")
    yield from (Chip("agencies", str(row), kind, called[row]) for row in sorted(called))


def _own(desk: Desk, name: str, value: str) -> Chip:
    return Chip(name, value, desk.text(f"broadcast.who.{name}"), value)
