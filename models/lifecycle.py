"""
What may become of a request and of its apps, as tables.

Standard library only. `TRANSITIONS` says every step a status may take and who
may take it; `REOPENED` which steps the office takes back. Whatever is in neither
table does not happen.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from models.vocabulary import Actor, AppStatus, RegistrationStatus

S = RegistrationStatus
A = AppStatus
STAFF: Final = frozenset({Actor.STAFF})
OFFICE: Final = frozenset({Actor.STAFF, Actor.SYSTEM})
ANSWERING: Final = frozenset({Actor.CONTACT, Actor.STAFF})

TRANSITIONS: Final[Mapping[RegistrationStatus, Mapping[RegistrationStatus, frozenset[Actor]]]] = {
    S.SUBMITTED: {
        S.SCREENING: STAFF,
        S.NEED_INFO: STAFF,
        S.APPROVED: STAFF,
        S.REJECTED: STAFF,
        S.MERGED: STAFF,
        S.WITHDRAWN: ANSWERING,
    },
    S.SCREENING: {
        S.NEED_INFO: STAFF,
        S.APPROVED: STAFF,
        S.REJECTED: STAFF,
        S.MERGED: STAFF,
        S.WITHDRAWN: ANSWERING,
    },
    S.NEED_INFO: {
        S.SCREENING: ANSWERING,
        S.REJECTED: STAFF,
        S.MERGED: STAFF,
        S.WITHDRAWN: ANSWERING,
    },
    S.APPROVED: {S.FORWARDED: OFFICE, S.REJECTED: STAFF, S.WITHDRAWN: ANSWERING},
    S.FORWARDED: {S.ACTIVE: OFFICE, S.REJECTED: OFFICE, S.WITHDRAWN: ANSWERING},
    S.ACTIVE: {S.EXPIRED: OFFICE, S.WITHDRAWN: ANSWERING},
    S.EXPIRED: {},
    S.REJECTED: {},
    S.WITHDRAWN: {},
    S.MERGED: {},
}

CLOSED: Final = frozenset(status for status, onward in TRANSITIONS.items() if not onward)
OPEN: Final = frozenset(S) - CLOSED

# From where staff may put a request back into screening. A table of its own: what is closed
# stays closed to everybody else.
REOPENED: Final = frozenset({S.NEED_INFO, S.APPROVED, S.REJECTED, S.WITHDRAWN, S.EXPIRED})

# Before the office has approved a request its contacts change it themselves.
EDITABLE: Final = frozenset({S.SUBMITTED, S.SCREENING, S.NEED_INFO})

# The stages of a request that goes well, as a status card draws them.
STAGES: Final = (S.SUBMITTED, S.SCREENING, S.APPROVED, S.FORWARDED, S.ACTIVE)

APP_TRANSITIONS: Final[Mapping[AppStatus, Mapping[AppStatus, frozenset[Actor]]]] = {
    A.WAITING: {
        A.FORWARDED: OFFICE,
        A.ACKNOWLEDGED: OFFICE,
        A.ACTIVE: OFFICE,
        A.REFUSED: OFFICE,
        A.DROPPED: ANSWERING,
    },
    A.FORWARDED: {
        A.ACKNOWLEDGED: OFFICE,
        A.ACTIVE: OFFICE,
        A.REFUSED: OFFICE,
        A.DROPPED: STAFF,
    },
    A.ACKNOWLEDGED: {A.ACTIVE: OFFICE, A.REFUSED: OFFICE, A.DROPPED: STAFF},
    A.ACTIVE: {A.EXPIRED: OFFICE, A.DROPPED: STAFF},
    A.REFUSED: {A.WAITING: STAFF, A.ACTIVE: OFFICE, A.DROPPED: STAFF},
    A.EXPIRED: {A.WAITING: STAFF, A.ACTIVE: OFFICE, A.DROPPED: STAFF},
    A.DROPPED: {A.WAITING: ANSWERING},
}


def may_move(status: RegistrationStatus, *, to: RegistrationStatus, by: Actor) -> bool:
    """Whether `by` may move a request from `status` to `to`."""
    return by in TRANSITIONS[status].get(to, frozenset())


def may_move_app(status: AppStatus, *, to: AppStatus, by: Actor) -> bool:
    """Whether `by` may move an app from `status` to `to`."""
    return by in APP_TRANSITIONS[status].get(to, frozenset())


def of_apps(statuses: Iterable[AppStatus]) -> RegistrationStatus | None:
    """
    The status of an approved request, which follows from those of its apps: what the furthest
    of them has reached. None when no app is asked for any more.
    """
    asked = set(statuses) - {A.DROPPED}
    if A.ACTIVE in asked:
        return S.ACTIVE
    if asked & {A.FORWARDED, A.ACKNOWLEDGED}:
        return S.FORWARDED
    if A.WAITING in asked:
        return S.APPROVED
    if A.EXPIRED in asked:
        return S.EXPIRED
    return S.REJECTED if asked else None
