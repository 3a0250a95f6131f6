"""
What conditions may ask about bodies, read from their rows: a few statements for many bodies.

What was merged into another body is that body: its requests, contacts and tags count there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, func, select

from bot.services.conditions import BodyFacts
from bot.services.recording import MEMBERS
from models.agency import Agency
from models.audience import AgencyTag
from models.contact import AgencyContact, Contact
from models.lifecycle import OPEN
from models.registration import Registration, RegistrationApp
from models.vocabulary import AppStatus

_a, _r, _app = Agency.__table__, Registration.__table__, RegistrationApp.__table__
_link, _person, _tag = AgencyContact.__table__, Contact.__table__, AgencyTag.__table__

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
# Nobody is told anything who was made unknown; see `erasing`.
IS_KNOWN: Final = _person.c.line_id.not_like("erased-%")
IS_REACHED: Final = and_(
    IS_KNOWN, _person.c.blocked_at.is_(None), _person.c.notices_stopped_at.is_(None)
)

_LIVING: Final = select(func.coalesce(_a.c.merged_into, _a.c.id)).where(_a.c.id.in_(_IDS))
_BODIES: Final = select(_a.c.id, _a.c.category, _a.c.province).where(
    _a.c.id.in_(_IDS), _a.c.merged_into.is_(None)
)
_ABSORBED: Final = select(_a.c.id, _a.c.merged_into).where(_a.c.merged_into.in_(_IDS))
_SPEAKING: Final = (
    select(
        _link.c.agency_id,
        func.count().label("speaking"),
        func.count(_person.c.id).label("on_line"),
        func.count(_person.c.id).filter(IS_REACHED).label("reached"),
    )
    .outerjoin_from(_link, _person, and_(_person.c.id == _link.c.contact_id, IS_KNOWN))
    .where(_link.c.agency_id.in_(_IDS), _link.c.role.in_(sorted(MEMBERS)))
    .group_by(_link.c.agency_id)
)
_REQUESTS: Final = (
    select(_r.c.id, _r.c.agency_id, _r.c.status, _r.c.category)
    .where(_r.c.agency_id.in_(_IDS))
    .order_by(_r.c.submitted_at, _r.c.id)
)
_APPS: Final = select(_app.c.registration_id, _app.c.app, _app.c.status).where(
    _app.c.registration_id.in_(_IDS), _app.c.status != AppStatus.DROPPED
)
_TAGS: Final = select(_tag.c.agency_id, _tag.c.tag).where(_tag.c.agency_id.in_(_IDS))

Found = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class Seen:
    """
    A body as its rows have it. `family` are the numbers of the rows that are this body,
    `on_line` those who speak for it on LINE, `reached` those of them whom notices reach.
    """

    category: str
    province: str | None
    family: set[int] = field(default_factory=set)
    speaking: int = 0
    on_line: int = 0
    reached: int = 0
    request: Found | None = None
    apps: list[list[str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    @property
    def is_known(self) -> bool:
        """Whether the office has to do with it: it asked for something, or somebody speaks."""
        return self.request is not None or self.speaking > 0

    @property
    def facts(self) -> BodyFacts:
        """What may be asked about it. It is counted where its request is counted."""
        return {
            "category": self.request.category if self.request else self.category,
            "province": self.province,
            "status": self.request.status if self.request else None,
            "apps": sorted(self.apps),
            "tags": sorted(self.tags),
        }


def living(connection: Connection, agency_ids: Collection[int]) -> set[int]:
    """The bodies that these numbers stand for today."""
    return set(connection.scalars(_LIVING, {"ids": sorted(agency_ids)}))


def family(connection: Connection, agency_ids: Collection[int]) -> set[int]:
    """The numbers of these living bodies, and of those that were merged into them."""
    absorbed = connection.execute(_ABSORBED, {"ids": sorted(agency_ids)})
    return {*agency_ids, *(row.id for row in absorbed)}


def look(connection: Connection, agency_ids: Collection[int]) -> Mapping[int, Seen]:
    """Bodies by their numbers, those left out that live on in others or are not there."""
    ids = {"ids": sorted(agency_ids)}
    rows = connection.execute(_BODIES, ids).all()
    seen = {row.id: Seen(row.category, row.province, {row.id}) for row in rows}
    for row in connection.execute(_ABSORBED, ids):
        if row.merged_into in seen:
            seen[row.merged_into].family.add(row.id)
    _look_closer(connection, {member: body for body in seen.values() for member in body.family})
    return seen


def _look_closer(connection: Connection, bodies: Mapping[int, Seen]) -> None:
    ids = {"ids": sorted(bodies)}
    for row in connection.execute(_SPEAKING, ids):
        bodies[row.agency_id].speaking += row.speaking
        bodies[row.agency_id].on_line += row.on_line
        bodies[row.agency_id].reached += row.reached
    for row in connection.execute(_TAGS, ids):
        bodies[row.agency_id].tags.add(row.tag)
    for row in connection.execute(_REQUESTS, ids):  # the newest comes last
        body = bodies[row.agency_id]
        if body.request is None or body.request.status not in OPEN or row.status in OPEN:
            body.request = row
    counting = {body.request.id: body for body in bodies.values() if body.request}
    for row in connection.execute(_APPS, {"ids": sorted(counting)}):
        counting[row.registration_id].apps.append([row.app, row.status])
