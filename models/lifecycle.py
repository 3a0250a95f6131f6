"""
What may become of a request, as tables.

Standard library only. `TRANSITIONS` says every step a status may take and who
may take it; whatever is not in the table does not happen.
"""

from collections.abc import Mapping
from typing import Final

from models.vocabulary import Actor, RegistrationStatus

S = RegistrationStatus
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

# Before the office has approved a request its contacts change it themselves.
EDITABLE: Final = frozenset({S.SUBMITTED, S.SCREENING, S.NEED_INFO})

# The stages of a request that goes well, as a status card draws them.
STAGES: Final = (S.SUBMITTED, S.SCREENING, S.APPROVED, S.FORWARDED, S.ACTIVE)


def may_move(status: RegistrationStatus, *, to: RegistrationStatus, by: Actor) -> bool:
    """Whether `by` may move a request from `status` to `to`."""
    return by in TRANSITIONS[status].get(to, frozenset())
