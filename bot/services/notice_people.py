"""Who a notice would reach, by name: for those who may know people's names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, select

from bot.services import audience, checking
from bot.services.notices import Notice
from bot.services.recording import MEMBERS
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact, Contact

PER_PAGE: Final = 100

_person, _link, _a = Contact.__table__, AgencyContact.__table__, Agency.__table__


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is reached: what they call themselves, and one of the bodies they speak for."""

    contact_id: int
    name: str | None
    agency: str | None


def named(
    database: Database, notice: Notice, *, now: datetime, after: int = 0
) -> tuple[tuple[Named, ...], bool]:
    """A page of them in the order they came to us, and whether there are more."""
    with database.read() as connection:
        people = audience.matching(
            connection,
            notice.content.conditions,
            now=checking.leaves(notice, now=now),
            is_urgent=notice.content.is_urgent,
            corrects=notice.corrects_id,
            broadcast_id=notice.id,
        ).subquery()
        # One body of each is enough to know them by.
        first = (
            select(_link.c.contact_id, func.min(_link.c.id).label("link_id"))
            .where(_link.c.role.in_(sorted(MEMBERS)))
            .group_by(_link.c.contact_id)
            .subquery()
        )
        query = (
            select(_person.c.id, func.coalesce(_link.c.name, _person.c.display_name), _a.c.name)
            .join_from(people, _person, _person.c.id == people.c.contact_id)
            .outerjoin(first, first.c.contact_id == _person.c.id)
            .outerjoin(_link, and_(_link.c.id == first.c.link_id))
            .outerjoin(_a, _a.c.id == _link.c.agency_id)
            .where(_person.c.id > after)
            .order_by(_person.c.id)
            .limit(PER_PAGE + 1)
        )
        rows = connection.execute(query).all()
    found = tuple(Named(row[0], row[1], row[2]) for row in rows[:PER_PAGE])
    return found, len(rows) > PER_PAGE
