"""
What is to be known of a notice before it is sent: how many it reaches, what that costs, and
whether LINE would take it. LINE is asked outside of any transaction, and nothing is changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson

from bot.line.cards.announcing import announce
from bot.line.outcomes import Faulty, Quota, TryLater, Verdict
from bot.services import audience, notice_rules, notice_texts, notices
from bot.services.audience import Counted
from bot.services.notice_rules import Sum
from bot.services.notice_steps import Checked
from bot.services.notices import Notice
from bot.services.working_days import thai_day
from messages_th import Catalogue
from models.base import Database


@dataclass(frozen=True, slots=True)
class AskLine:
    """The two questions to LINE."""

    validate: Callable[[str], Verdict]
    quota: Callable[[], Quota | None]


def check(
    database: Database, notice: Notice, *, line: AskLine, catalogue: Catalogue, now: datetime
) -> Checked:
    """All that must be known, of the notice as it stands at this version."""
    counted = count(database, notice, now=now)
    messages = written(notice, catalogue)
    problems, is_certain = _judged(notice, messages, line)
    return Checked(
        version=notice.version,
        people=counted.people,
        sum=cost(line.quota(), counted.people, notice, now=now),
        messages=messages,
        problems=problems,
        is_certain=is_certain and counted.is_settled,
    )


def count(database: Database, notice: Notice, *, now: datetime) -> Counted:
    """Whom it would reach when it leaves; a correction, those who were told."""
    return audience.count(
        database,
        notice.content.conditions,
        now=leaves(notice, now=now),
        is_urgent=notice.content.is_urgent,
        corrects=notice.corrects_id,
    )


def leaves(notice: Notice, *, now: datetime) -> datetime:
    """When it would begin to leave, agreed to now: by then nobody has had today's notice."""
    planned = notice.content.send_ms
    earliest = now if planned is None else max(now, datetime.fromtimestamp(planned / 1000, UTC))
    return notice_rules.opening(earliest, is_urgent=notice.content.is_urgent)


def written(notice: Notice, catalogue: Catalogue) -> str:
    """The messages as LINE gets them."""
    return orjson.dumps(announce(notices.announcement(notice), catalogue)).decode()


def cost(quota: Quota | None, people: int, notice: Notice, *, now: datetime) -> Sum:
    """The messages of the month it is sent in, after so many people were told."""
    if quota and _is_for_later_month(notice, now):
        quota = Quota(quota.limit, 0)
    return reckon(quota, people)


def reckon(quota: Quota | None, people: int) -> Sum:
    """The messages of this month, after so many people were told."""
    if quota is None:
        return Sum(None, 0, people, is_known=False)
    return Sum(quota.limit, quota.used, people)


def _is_for_later_month(notice: Notice, now: datetime) -> bool:
    """LINE counts anew by then. Where its month turns is not documented: a day is left for it."""
    if notice.content.send_ms is None:
        return False
    sent = datetime.fromtimestamp(notice.content.send_ms / 1000, UTC)
    return (thai_day(sent) - timedelta(days=1)).replace(day=1) > thai_day(now)


def _judged(notice: Notice, messages: str, line: AskLine) -> tuple[tuple[str, ...], bool]:
    """What LINE finds wrong, and whether it was asked at all: not about what we find wrong."""
    if notice_texts.faults(notice.content):
        return (), False
    match line.validate(messages):
        case Faulty(problems):
            return tuple(problem.message or problem.property for problem in problems), True
        case TryLater():
            return (), False
    return (), True
