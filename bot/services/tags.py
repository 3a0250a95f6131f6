"""
Words that staff put on a body, to find it again or to address it with a notice.

Putting one on twice, or taking off what is not there, changes nothing: nobody can overwrite
what a colleague did meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.services import directory, recording
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act
from models.agency import Agency
from models.audience import AgencyTag
from models.base import Database

LONGEST: Final = 40
MOST: Final = 20  # tags of one body

_tag, _a = AgencyTag.__table__, Agency.__table__

_BODY: Final = (
    select(_a.c.id)
    .where(_a.c.code == bindparam("code"), _a.c.merged_into.is_(None))
    .with_for_update()
)
_OF_BODY: Final = (
    select(_tag.c.tag).where(_tag.c.agency_id == bindparam("agency_id")).order_by(_tag.c.tag)
)
_ALL: Final = select(_tag.c.tag).distinct()
_PUT: Final = insert(_tag)
_TAKE: Final = delete(_tag).where(
    _tag.c.agency_id == bindparam("of_agency"), _tag.c.tag == bindparam("word")
)
_TAKE_ALL: Final = delete(_tag).where(_tag.c.agency_id == bindparam("of_agency"))


@dataclass(frozen=True, slots=True)
class Tagged:
    """The body has these tags now."""

    tags: tuple[str, ...]


def read(written: str) -> str:
    """A tag as it is stored; empty when there is nothing to read."""
    return directory.cleaned(written.replace(",", " "))[:LONGEST].strip()


def every(database: Database) -> tuple[str, ...]:
    """Every tag that some body has."""
    with database.read() as connection:
        return tuple(sorted(connection.scalars(_ALL)))


def of_body(connection: Connection, agency_id: int) -> tuple[str, ...]:
    """The tags of a body."""
    return tuple(sorted(connection.scalars(_OF_BODY, {"agency_id": agency_id})))


def put(
    database: Database, code: str, tag: str, *, officer: Officer, now: datetime
) -> Tagged | NotPossible:
    """Put a tag on a body, spelt as other bodies have it."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        agency_id = connection.scalar(_BODY, {"code": code})
        if agency_id is None:
            return NotPossible("bodies.refused.gone")
        own = of_body(connection, agency_id)
        word = _as_known(connection, tag)
        if word in own:
            return Tagged(own)
        if len(own) >= MOST:
            return NotPossible("bodies.refused.tags")
        connection.execute(_PUT, {"agency_id": agency_id, "tag": word})
        return _changed(act, agency_id, "agency.tagged")


def take(
    database: Database, code: str, tag: str, *, officer: Officer, now: datetime
) -> Tagged | NotPossible:
    """Take a tag off a body."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        agency_id = connection.scalar(_BODY, {"code": code})
        if agency_id is None:
            return NotPossible("bodies.refused.gone")
        taken = connection.execute(_TAKE, {"of_agency": agency_id, "word": tag})
        if taken.rowcount == 0:
            return Tagged(of_body(connection, agency_id))
        return _changed(act, agency_id, "agency.untagged")


def move(connection: Connection, *, gone: int, kept: int) -> None:
    """Let one body have the tags of another, too, which has none any more."""
    own = of_body(connection, kept)
    new = [tag for tag in of_body(connection, gone) if tag not in own]
    if new:
        connection.execute(_PUT, [{"agency_id": kept, "tag": tag} for tag in new])
    connection.execute(_TAKE_ALL, {"of_agency": gone})


def _as_known(connection: Connection, tag: str) -> str:
    """The same word as it was written first: two spellings would be two groups of bodies."""
    known = connection.scalars(_ALL)
    return next((one for one in known if one.casefold() == tag.casefold()), tag)


def _changed(act: Act, agency_id: int, action: str) -> Tagged:
    recording.audit(act, action, f"agency {agency_id}")
    return Tagged(of_body(act.connection, agency_id))
