"""
Stored requests, as one person may see them.

On the way of every status question: a question costs three short statements, and is
asked of the database once a turn.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, case, or_, select

from bot.services import working_days
from handlers.turn import AppView, Person, PhoneNumber, RequestView
from models.agency import Agency
from models.contact import AgencyContact
from models.lifecycle import OPEN
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.vocabulary import AppStatus, ContactRole, MeetingApp, RegistrationStatus, Wanted

# What the office promises for each of its own steps, the provider's included.
STEP_DAYS: Final = 3
WAITING_FOR_OFFICE: Final = frozenset(
    {
        RegistrationStatus.SUBMITTED,
        RegistrationStatus.SCREENING,
        RegistrationStatus.APPROVED,
        RegistrationStatus.FORWARDED,
    }
)
MOST_REQUESTS: Final = 10  # LINE: cards that stand side by side

_r, _a = Registration.__table__, Agency.__table__
_link, _app, _event = (
    AgencyContact.__table__,
    RegistrationApp.__table__,
    RegistrationEvent.__table__,
)

_REQUESTS: Final = (
    select(
        _r.c.id,
        _r.c.reference,
        _r.c.status,
        _r.c.status_at,
        _r.c.submitted_at,
        _r.c.users,
        _r.c.reason,
        _r.c.wanted,
        _a.c.code,
        _a.c.name.label("agency"),
        _link.c.role,
        _link.c.name,
        _link.c.phone,
        _link.c.phone_extension,
        _link.c.email,
    )
    .join_from(_r, _a, _a.c.id == _r.c.agency_id)
    .outerjoin(
        _link,
        and_(
            _link.c.agency_id == _r.c.agency_id,
            _link.c.contact_id == bindparam("contact_id"),
            _link.c.role != ContactRole.FORMER,
        ),
    )
)
_MINE: Final = (
    _REQUESTS.where(_link.c.id.is_not(None))
    .order_by(_r.c.submitted_at.desc(), _r.c.id.desc())
    .limit(MOST_REQUESTS)
)
_OF_AGENCY: Final = (
    _REQUESTS.where(_a.c.code == bindparam("code"))
    .order_by(
        case((_r.c.status.in_(sorted(OPEN)), 0), else_=1),
        _r.c.submitted_at.desc(),
        _r.c.id.desc(),
    )
    .limit(1)
)
_BY_REFERENCE: Final = _REQUESTS.where(_r.c.reference == bindparam("reference"))
_APPS: Final = (
    select(
        _app.c.registration_id,
        _app.c.app,
        _app.c.status,
        _app.c.status_at,
        _app.c.granted,
        _app.c.valid_to,
    )
    .where(_app.c.registration_id.in_(bindparam("ids", expanding=True)))
    .order_by(_app.c.id)
)
_HISTORY: Final = (
    select(_event.c.registration_id, _event.c.status, _event.c.at)
    .where(
        _event.c.registration_id.in_(bindparam("ids", expanding=True)),
        or_(_event.c.from_status.is_(None), _event.c.from_status != _event.c.status),
    )
    .order_by(_event.c.at, _event.c.id)
)
_IN_ORDER: Final = {app: place for place, app in enumerate(MeetingApp)}


class StoredRequests:
    """The `Registry` of one person in one turn; `today` is the Thai date."""

    def __init__(self, connection: Connection, contact_id: int, today: date) -> None:
        self._connection = connection
        self._contact_id = contact_id
        self._today = today
        self._seen: dict[tuple[str, str], tuple[RequestView, ...]] = {}

    def mine(self) -> Sequence[RequestView]:
        """The requests the person is a contact of, newest first, at most ten."""
        return self._ask("mine", "", _MINE)

    def of_agency(self, code: str) -> RequestView | None:
        """The open request of an agency, or its newest closed one."""
        return next(iter(self._ask("code", code, _OF_AGENCY)), None)

    def by_reference(self, reference: str) -> RequestView | None:
        """The request with exactly this reference."""
        return next(iter(self._ask("reference", reference, _BY_REFERENCE)), None)

    def _ask(self, name: str, value: str, statement: Any) -> tuple[RequestView, ...]:
        if (name, value) not in self._seen:
            values = {"contact_id": self._contact_id, name: value}
            rows = self._connection.execute(statement, values).all()
            self._seen[name, value] = self._views(rows) if rows else ()
        return self._seen[name, value]

    def _views(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[RequestView, ...]:
        ids = {"ids": [row.id for row in rows]}
        apps = self._connection.execute(_APPS, ids).all()
        history = self._connection.execute(_HISTORY, ids).all()
        return tuple(
            self._view(
                row,
                [app for app in apps if app.registration_id == row.id],
                [entry for entry in history if entry.registration_id == row.id],
            )
            for row in rows
        )

    def _view(
        self,
        row: Row[*tuple[Any, ...]],
        apps: Iterable[Row[*tuple[Any, ...]]],
        history: Iterable[Row[*tuple[Any, ...]]],
    ) -> RequestView:
        status = RegistrationStatus(row.status)
        views = (
            AppView(MeetingApp(a.app), AppStatus(a.status), a.status_at, a.granted, a.valid_to)
            for a in apps
        )
        return RequestView(
            reference=row.reference,
            agency_code=row.code,
            agency=row.agency,
            status=status,
            since=row.status_at,
            submitted_at=row.submitted_at,
            users=row.users,
            apps=tuple(sorted(views, key=lambda view: _IN_ORDER[view.app])),
            history=tuple((RegistrationStatus(entry.status), entry.at) for entry in history),
            role=ContactRole(row.role) if row.role else None,
            reason=row.reason,
            next_day=self._next_day(row) if status in WAITING_FOR_OFFICE else None,
            person=_person(row) if row.role else None,
            wanted=tuple(map(Wanted, row.wanted or ())),
        )

    def _next_day(self, row: Row[*tuple[Any, ...]]) -> date:
        """When the next step is expected; a promise that has passed becomes the next day."""
        promised = working_days.after(working_days.thai_day(row.status_at), days=STEP_DAYS)
        if promised >= self._today:
            return promised
        return working_days.after(self._today, days=1)


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(row.name, PhoneNumber(row.phone, row.phone_extension), row.email)
