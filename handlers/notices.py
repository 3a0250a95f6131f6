"""
What contacts are told when the office has done something with their request.

Each is one push, or the beginning of an answer. The person may not remember the request, so
it is named; what they can do now is a button, and can be typed.
"""

from collections.abc import Mapping
from typing import Final

from handlers import status, talk
from handlers.turn import (
    AppView,
    Ask,
    Choice,
    Press,
    RequestView,
    Say,
    Tell,
    Value,
    Words,
)
from models.vocabulary import AppStatus, Change, RegistrationStatus

S = RegistrationStatus
A = AppStatus

DECIDED: Final[Mapping[RegistrationStatus, str]] = {
    S.SCREENING: "notice.reopened",
    S.NEED_INFO: "notice.need_info",
    S.APPROVED: "notice.approved",
    S.REJECTED: "notice.rejected",
    S.WITHDRAWN: "notice.withdrawn_by_office",
}
OF_APPS: Final[Mapping[AppStatus, str]] = {
    A.FORWARDED: "notice.app_forwarded",
    A.ACKNOWLEDGED: "notice.app_acknowledged",
    A.ACTIVE: "notice.app_active",
    A.REFUSED: "notice.app_refused",
    A.EXPIRED: "notice.app_expired",
}
# Those after which nothing is left to follow.
ENDED: Final = frozenset({S.REJECTED, S.WITHDRAWN})


def decided(view: RequestView) -> tuple[Say, ...]:
    """The office has moved a request to where `view` stands."""
    key = DECIDED[view.status]
    if view.status is S.NEED_INFO:
        fields = tuple(Words(f"label.wanted.{word}") for word in view.wanted)
        words = _words(key, view, fields=fields, note=view.reason or "")
        return (Ask(words, choices=(status.answer(view), talk.HUMAN)),)
    if view.status in ENDED:
        words = _words(key, view, reason=view.reason or "")
        return (Ask(words, choices=(status.begin("registration"), talk.HUMAN)),)
    return (Tell(_words(key, view)), status.card(view))


def merged(view: RequestView, into: RequestView) -> tuple[Say, ...]:
    """A request lives on in another one, of which the person is a contact now."""
    return (Tell(_words("notice.merged", view, into=into.reference)), status.card(into))


def amendment(view: RequestView, change: Change, *, is_granted: bool, note: str) -> tuple[Say, ...]:
    """The office has answered a change that was asked for after approval."""
    key = "notice.amendment_granted" if is_granted else "notice.amendment_refused"
    said = (Words("notice.amendment_note", {"note": note}),) if note else ()
    told = Tell(_words(key, view, change=Words(f"label.wanted.{change}")))
    return (told, *map(Tell, said), status.card(view))


def app(view: RequestView, item: AppView, *, note: str = "") -> tuple[Say, ...]:
    """The provider of one app has answered."""
    words = _words(OF_APPS[item.status], view, app=Words(f"label.app.{item.app}"))
    said = (Tell(Words("notice.app_note", {"note": note})),) if note else ()
    guide = Choice(Words("button.guides"), Press("guide", str(item.app)), primary=True)
    if item.status is A.ACTIVE:
        return (Ask(words, choices=(guide, talk.STATUS)), *said)
    return (*said, Ask(words, choices=(talk.STATUS, talk.HUMAN)))


def joined(view: RequestView, *, is_welcome: bool) -> tuple[Say, ...]:
    """The office has answered somebody who asked to become a contact."""
    if not is_welcome:
        return (Tell(Words("notice.join_declined_by_office", {"agency": view.agency})),)
    return (Tell(_words("notice.join_accepted", view)), status.card(view))


def _words(key: str, view: RequestView, **more: Value) -> Words:
    return Words(key, {"reference": view.reference, "agency": view.agency, **more})
