"""What a member of staff may ask from LINE, asked of the database: queue, day, case."""

from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, or_, select

from bot.services import notice_views, notices, tallies
from bot.services.notices import ANNOUNCING
from bot.services.officer import Officer
from bot.services.requests import StoredRequests
from bot.services.standing import NOT_COUNTED
from bot.services.working_days import THAI_TIME, thai_day
from handlers.facts import DayView, NoticeView, Queue
from handlers.turn import RequestView
from models.registration import Registration, RegistrationEvent
from models.vocabulary import RegistrationStatus as S

UNDECIDED: Final = frozenset({S.SUBMITTED, S.SCREENING})
NOBODY: Final = 0  # no contact has this row: staff are no contacts of what they look at

_r, _event = Registration.__table__, RegistrationEvent.__table__
_waits = _r.c.status.in_(sorted(UNDECIDED))
_COUNTS: Final = select(_r.c.status, func.count()).group_by(_r.c.status)
_OVERDUE: Final = (
    select(func.count())
    .select_from(_r)
    .where(_waits, _r.c.submitted_at < bindparam("before", type_=_r.c.submitted_at.type))
)
_OLDEST: Final = (
    select(_r.c.reference)
    .where(_waits)
    .order_by(_r.c.submitted_at, _r.c.id)
    .limit(bindparam("many", type_=_r.c.id.type))
)
_REACHED: Final = (
    select(_event.c.status, func.count())
    .where(
        _event.c.at >= bindparam("begin", type_=_event.c.at.type),
        or_(_event.c.from_status.is_(None), _event.c.from_status != _event.c.status),
    )
    .group_by(_event.c.status)
)
_TOTALS: Final = select(
    func.count(_r.c.agency_id.distinct()), func.coalesce(func.sum(_r.c.users), 0)
).where(_r.c.status.not_in(sorted(NOT_COUNTED)))


class StoredDesk:
    """The `OfficeDesk` of one member of staff in one turn."""

    def __init__(
        self, connection: Connection, name: str, now: datetime, contact_id: int | None
    ) -> None:
        self._connection = connection
        self._name = name
        self._now = now
        self._today = thai_day(now)
        self._contact_id = contact_id

    @property
    def name(self) -> str:
        return self._name

    @property
    def may_announce(self) -> bool:
        """Whether they may write and steer notices."""
        officer = self._officer()
        return officer is not None and officer.role in ANNOUNCING

    def notices(self) -> tuple[NoticeView, ...]:
        """The notices that are on their way, or were a moment ago, newest first."""
        return notice_views.recent(self._connection, now=self._now, staff_id=self._staff_id())

    def notice(self, notice_id: int) -> NoticeView | None:
        """One of them, or any other."""
        found = notices.find(self._connection, notice_id)
        return notice_views.view(self._connection, found, self._staff_id()) if found else None

    def queue(self, oldest: int) -> Queue:
        """What waits for the office, and how much of it longer than promised."""
        counts = {S(status): count for status, count in self._rows(_COUNTS)}
        before = {"before": tallies.late_before(self._today)}
        references = self._connection.scalars(_OLDEST, {"many": oldest}).all()
        views = (self.case(reference) for reference in references)
        return Queue(
            counts=counts,
            overdue=self._connection.scalar(_OVERDUE, before) or 0,
            oldest=tuple(view for view in views if view is not None),
        )

    def today(self) -> DayView:
        """The Thai day so far."""
        reached = {S(s): count for s, count in self._rows(_REACHED, begin=_begin_of(self._today))}
        agencies, users = self._connection.execute(_TOTALS).one()
        return DayView(
            day=self._today,
            submitted=reached.get(S.SUBMITTED, 0),
            approved=reached.get(S.APPROVED, 0),
            rejected=reached.get(S.REJECTED, 0),
            active=reached.get(S.ACTIVE, 0),
            agencies=agencies,
            users=int(users),
        )

    def case(self, reference: str) -> RequestView | None:
        """The request with exactly this reference."""
        return StoredRequests(self._connection, NOBODY, self._today).by_reference(reference)

    def _officer(self) -> Officer | None:
        return notice_views.officer_of(self._connection, self._contact_id)

    def _staff_id(self) -> int:
        officer = self._officer()
        return officer.id if officer else NOBODY

    def _rows(self, statement: Any, **values: Any) -> Any:
        return self._connection.execute(statement, values).all()


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), THAI_TIME)
