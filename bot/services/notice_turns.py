"""
What an officer does with notices from LINE, in the transaction of their turn.

The same acts as in the console, with the same checks. What needs a question to LINE is only
noted here, and done by `notice_errands`.
"""

from typing import Final

from sqlalchemy import bindparam, exists, insert, select

from bot.services import broadcasting, notice_views, notices
from bot.services.broadcasting import Done, Outcome, Refused, Stale
from bot.services.conditions import Conditions, Scope
from bot.services.notice_steps import UNKNOWN, Step, Verb
from bot.services.notices import ANNOUNCING, Content, Notice, Place
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers import effects
from handlers.notice_effects import (
    DraftNotice,
    NoticeAsked,
    NoticeRefused,
    NoticeStale,
    NoticeStands,
    StepNotice,
)
from models.broadcast import NoticeErrand
from models.vocabulary import AgencyCategory, BroadcastState, MeetingApp, RegistrationStatus

S = BroadcastState

PREVIEW: Final = "preview"
# What is looked into with LINE first, and where the notice must stand for it.
ASKED: Final = {PREVIEW: {S.DRAFT}, Verb.TEST: {S.DRAFT, S.PENDING}, Verb.SUBMIT: {S.DRAFT}}
NOT_YOURS: Final = NoticeRefused("broadcast.refused.role")

_errand = NoticeErrand.__table__
_KNOWN: Final = select(
    exists().where(
        *(_errand.c[name] == bindparam(name) for name in ("broadcast_id", "staff_id", "verb")),
        _errand.c.seen == bindparam("seen"),
    )
)


def carry_out(act: Act, effect: DraftNotice | StepNotice) -> effects.Outcome:
    """Do it for the member of staff whose account it is, if they may."""
    officer = notice_views.officer_of(act.connection, act.contact_id)
    if officer is None or officer.role not in ANNOUNCING:
        return NOT_YOURS
    if isinstance(effect, DraftNotice):
        return _draft(act, officer, effect)
    return _step(act, officer, effect)


def seen_now(notice: Notice, seen: int) -> int:
    """The version an officer has seen: a trial since then has changed nothing they saw."""
    is_trial = notice.changed_how == Verb.TEST and seen == notice.version - 1
    return notice.version if is_trial else seen


def conditions(kind: str, which: str) -> Conditions:
    """Whom a choice on LINE means. ValueError for what is no choice of ours."""
    match kind:
        case "registered" | "everyone":
            return Conditions(scope=Scope(kind))
        case "category":
            return Conditions(categories=frozenset({AgencyCategory(which)}))
        case "app":
            return Conditions(apps=frozenset({MeetingApp(which)}))
        case "status":
            return Conditions(statuses=frozenset({RegistrationStatus(which)}))
    raise ValueError(f"{kind} picks nobody")


def _draft(act: Act, officer: Officer, effect: DraftNotice) -> effects.Outcome:
    content = Content(
        title=effect.title, body=effect.body, conditions=conditions(effect.kind, effect.which)
    )
    drafted = broadcasting.draft_in(
        act.connection,
        content,
        officer=officer,
        key=f"line {act.inbox_id}",
        now=act.now,
        origin=Place.LINE,
    )
    if isinstance(drafted, Refused):
        return NoticeRefused(drafted.key, drafted.values)
    return _ask(act, officer, drafted.notice, PREVIEW, drafted.notice.version)


def _step(act: Act, officer: Officer, effect: StepNotice) -> effects.Outcome:
    notice = notices.to_act_on(act.connection, effect.id)
    if notice is None:
        return NoticeRefused(UNKNOWN.key)
    seen = seen_now(notice, effect.seen)
    if effect.verb in ASKED:
        return _ask(act, officer, notice, effect.verb, seen)
    step = Step(Verb(effect.verb), note=effect.note)
    outcome = broadcasting.perform_in(
        act.connection, notice.id, step, officer=officer, seen=seen, now=act.now
    )
    return _told(act, officer, effect.verb, outcome)


def _told(act: Act, officer: Officer, verb: str, outcome: Outcome) -> effects.Outcome:
    match outcome:
        case Refused(key, values):
            return NoticeRefused(key, values)
        case Stale(_, notice):
            return _stale(act, officer, notice)
        case Done(notice, is_repeat):
            chats = notice_views.bound(act.connection)
            writers = sorted(notice.editors - {officer.id})
            others = () if is_repeat else tuple(chats[one] for one in writers if one in chats)
            view = notice_views.view(act.connection, notice, officer.id)
            return NoticeStands(view, verb, officer.name, others)


def _ask(act: Act, officer: Officer, notice: Notice, verb: str, seen: int) -> effects.Outcome:
    """Note it to be looked into, once; what has moved on meanwhile is only shown."""
    if notice.version != seen or notice.state not in ASKED[verb]:
        return _stale(act, officer, notice)
    asked = {"broadcast_id": notice.id, "staff_id": officer.id, "verb": verb, "seen": seen}
    if not act.connection.scalar(_KNOWN, asked):
        act.connection.execute(insert(_errand), asked)
    return NoticeAsked(verb)


def _stale(act: Act, officer: Officer, notice: Notice) -> NoticeStale:
    by = "" if notice.changed_by_id == officer.id else notice.changed_by or notice.author
    return NoticeStale(notice_views.view(act.connection, notice, officer.id), by)
