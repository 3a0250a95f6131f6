"""
What may be done with a notice, and what it comes to. Pure: the notice as it stands in, the
columns to be changed out, or the reason why not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.services import notice_rules, notice_texts
from bot.services.notice_rules import Sum
from bot.services.notices import ANNOUNCING, Notice
from bot.services.officer import Officer
from models.vocabulary import BroadcastState

S = BroadcastState

LONGEST_NOTE: Final = 400
A_MOMENT: Final = timedelta(minutes=1)  # a time chosen to the minute is not past at once


class Verb(StrEnum):
    """What an officer may do with a notice once it is drafted; kept as `changed_how`."""

    CHANGE = "change"
    TEST = "test"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"  # by whoever was to approve it
    RECALL = "recall"  # by whoever wrote it, to write on
    SCHEDULE = "schedule"
    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RETRY = "retry"


# From where each leads where. Where there is no way, nothing happens.
WAYS: Final[Mapping[Verb, Mapping[BroadcastState, BroadcastState]]] = {
    Verb.CHANGE: {S.DRAFT: S.DRAFT},
    Verb.TEST: {S.DRAFT: S.DRAFT, S.PENDING: S.PENDING},
    Verb.SUBMIT: {S.DRAFT: S.PENDING},  # or READY, when nobody need approve
    Verb.APPROVE: {S.PENDING: S.READY},
    Verb.SEND_BACK: {S.PENDING: S.DRAFT},
    Verb.RECALL: {S.PENDING: S.DRAFT, S.READY: S.DRAFT},
    Verb.SCHEDULE: {S.PENDING: S.PENDING, S.READY: S.READY},
    Verb.CANCEL: {S.DRAFT: S.CANCELLED, S.PENDING: S.CANCELLED, S.READY: S.CANCELLED},
    Verb.PAUSE: {S.PREPARING: S.PAUSED, S.SENDING: S.PAUSED},
    Verb.RESUME: {S.PAUSED: S.SENDING},
    Verb.STOP: {S.PREPARING: S.STOPPED, S.SENDING: S.STOPPED, S.PAUSED: S.STOPPED},
    Verb.RETRY: {S.DONE: S.SENDING},
}


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What was found out about a notice at this `version` before it is sent: how many it
    reaches and what that costs, and `problems` that LINE finds in `messages`. `is_certain` is
    False when LINE did not answer.
    """

    version: int
    people: int
    sum: Sum
    messages: str
    problems: tuple[str, ...] = ()
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """
    What is to be done. `note` goes with SEND_BACK, `send_ms` (None: as soon as it may) with
    SCHEDULE, `checked` with SUBMIT; `size` is from how many on two must agree; `failed` says
    how many calls to LINE failed, for RETRY.
    """

    verb: Verb
    note: str = ""
    send_ms: int | None = None
    checked: Checked | None = None
    size: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be done; `key` is the message that says why, with its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


Values = Mapping[str, Any]
UNKNOWN: Final = Refused("broadcast.refused.unknown")


def decide(notice: Notice, step: Step, *, officer: Officer, now: datetime) -> Values | Refused:
    """The columns that a step changes."""
    if officer.role not in ANNOUNCING:
        return Refused("broadcast.refused.role")
    to = WAYS[step.verb].get(notice.state)
    if to is None:
        return Refused(f"broadcast.stands.{notice.state}")
    found = _OF.get(step.verb, _nothing_more)(notice, step, officer, now)
    return found if isinstance(found, Refused) else {"state": to, **found}


def lacking(total: notice_rules.Sum) -> Refused | None:
    """Why so many cannot be told this month."""
    if total.is_enough:
        return None
    values = {"missing": total.missing, "people": total.people}
    return Refused("broadcast.refused.quota", values)


def wrong_time(send_ms: int | None, *, now: datetime) -> Refused | None:
    """Why a notice cannot be planned for that moment."""
    if send_ms is None:
        return None
    if send_ms < _ms(now - A_MOMENT):
        return Refused("broadcast.refused.past")
    if send_ms > _ms(now + notice_rules.LONGEST_WAIT):
        return Refused("broadcast.refused.far", {"days": notice_rules.LONGEST_WAIT.days})
    return None


def _nothing_more(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values:
    return {}


def _test(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values:
    return {"tested_at": now}


def _submit(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    checked = step.checked
    if checked is None or checked.version != notice.version:
        return Refused("broadcast.refused.unchecked")
    refused = _unfit(notice, checked) or wrong_time(notice.content.send_ms, now=now)
    if refused:
        return refused
    needs_approval = notice_rules.needs_approval(checked.people, size=step.size)
    return {
        "state": S.PENDING if needs_approval else S.READY,
        "submitted_at": now,
        "messages": checked.messages,
        "expected": checked.people,
        "approver_id": None,
        "approved_at": None,
        "note": None,
    }


def _unfit(notice: Notice, checked: Checked) -> Refused | None:
    if notice_texts.faults(notice.content):
        return Refused("broadcast.refused.unfit")
    if not checked.people:
        return Refused("broadcast.refused.nobody")
    if checked.problems:
        return Refused("broadcast.refused.line", {"problem": checked.problems[0]})
    if not checked.is_certain or not checked.sum.is_known:
        return Refused("broadcast.refused.unsure")
    return lacking(checked.sum)


def _approve(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    if not notice_rules.may_approve(officer.id, editors=notice.editors):
        return Refused("broadcast.refused.own")
    # What was planned and is late is not sent at once by itself: somebody chooses anew.
    late = wrong_time(notice.content.send_ms, now=now)
    return late or {"approver_id": officer.id, "approved_at": now}


def _send_back(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    if not step.note:
        return Refused("broadcast.refused.note_missing")
    if len(step.note) > LONGEST_NOTE:
        return Refused("broadcast.refused.note_long", {"most": LONGEST_NOTE})
    return {**_UNDONE, "note": step.note}


def _recall(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values:
    return _UNDONE


def _schedule(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    return wrong_time(step.send_ms, now=now) or {"send_ms": step.send_ms}


def _pause(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values:
    return {"paused_why": notice_rules.BY_OFFICER}


def _resume(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    if notice.paused_why != notice_rules.GROWN:
        return {"paused_why": None, "next_ms": 0}
    agreed = _approve(notice, step, officer, now)
    if isinstance(agreed, Refused):
        return Refused("broadcast.refused.own_grown")
    return {"paused_why": None, "next_ms": 0, **agreed, "expected": notice.recipients}


def _stop(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values:
    return {"paused_why": None, "ended_ms": _ms(now)}


def _retry(notice: Notice, step: Step, officer: Officer, now: datetime) -> Values | Refused:
    if not step.failed:
        return Refused("broadcast.refused.nothing_failed")
    return {"ended_ms": None, "next_ms": 0}


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


_UNDONE: Final[Values] = dict.fromkeys(
    ("submitted_at", "messages", "expected", "approver_id", "approved_at", "note")
)
_OF: Final[Mapping[Verb, Callable[[Notice, Step, Officer, datetime], Values | Refused]]] = {
    Verb.TEST: _test,
    Verb.SUBMIT: _submit,
    Verb.APPROVE: _approve,
    Verb.SEND_BACK: _send_back,
    Verb.RECALL: _recall,
    Verb.SCHEDULE: _schedule,
    Verb.PAUSE: _pause,
    Verb.RESUME: _resume,
    Verb.STOP: _stop,
    Verb.RETRY: _retry,
}
