"""
How every request stood when a Thai day ended, read from its history.

What a request was counted under, for how many users and of which agency, is what its history
says of that day: whatever is changed later, the same day always tells the same.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import bindparam, func, select

from bot.services.working_days import THAI_TIME
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Change, RegistrationStatus

# Requests that came to nothing, and those that live on in another one.
NOT_COUNTED: Final = frozenset(
    {RegistrationStatus.REJECTED, RegistrationStatus.WITHDRAWN, RegistrationStatus.MERGED}
)

_event, _r = RegistrationEvent.__table__, Registration.__table__
END: Final = bindparam("end", type_=_event.c.at.type)

_earlier = _event.alias("earlier")
_newest = (
    select(_earlier.c.id)
    .where(_earlier.c.registration_id == _r.c.id, _earlier.c.at < END)
    .order_by(_earlier.c.at.desc(), _earlier.c.id.desc())
    .limit(1)
    .correlate(_r)
    .scalar_subquery()
)
# A request whose agency was merged into another belonged, until then, to the former one; an
# entry that moves no request (the agency was renamed) does not say from where.
_moving = _event.alias("moving")
_first_move = (
    select(func.min(_moving.c.id).label("id"))
    .where(
        _moving.c.change == Change.AGENCY,
        _moving.c.at >= END,
        _moving.c.details["from"].as_integer().is_not(None),
    )
    .group_by(_moving.c.registration_id)
    .subquery()
)
_moved = (
    select(_event.c.registration_id, _event.c.details["from"].as_integer().label("agency_id"))
    .join_from(_first_move, _event, _event.c.id == _first_move.c.id)
    .subquery()
)

STOOD: Final = (
    select(
        _r.c.id,
        func.coalesce(_moved.c.agency_id, _r.c.agency_id).label("agency_id"),
        _event.c.category,
        _event.c.status,
        _event.c.users,
    )
    .join_from(_r, _event, _event.c.id == _newest)
    .outerjoin(_moved, _moved.c.registration_id == _r.c.id)
    .subquery("stood")
)
IS_COUNTED: Final = STOOD.c.status.not_in(sorted(NOT_COUNTED))


def end_of(day: date) -> datetime:
    """The first moment after a Thai day."""
    return datetime.combine(day + timedelta(days=1), time(), THAI_TIME)
