"""
Who can be reached with a notice, counted beforehand, so that counting does not grow with people.

Everybody is in one segment, which is all that conditions may ask about a person: what the
bodies are that they speak for, and where these stand. People are many, segments are few.
"""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import Standing

STANDINGS = ", ".join(f"'{standing}'" for standing in Standing)


class Segment(Base):
    """
    A kind of person: `facts` lists the bodies they speak for (category, province, status, apps,
    tags of each), `key` is a digest of them. The counts are kept as people come and go.

    A body is of the kind of those who speak for it alone: `bodies` are so many, of which notices
    reach somebody at `bodies_reached`, and nobody at `bodies_off_line` is on LINE.
    """

    __tablename__ = "segments"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reachable: Mapped[int] = mapped_column(default=0)
    blocked: Mapped[int] = mapped_column(default=0)
    stopped: Mapped[int] = mapped_column(default=0)
    bodies: Mapped[int] = mapped_column(default=0)
    bodies_reached: Mapped[int] = mapped_column(default=0)
    bodies_off_line: Mapped[int] = mapped_column(default=0)


class AudienceMember(Base):
    """The segment a contact is counted in, and whether notices reach them."""

    __tablename__ = "audience"
    __table_args__ = (
        CheckConstraint(f"standing IN ({STANDINGS})", name="standing"),
        Index("ix_audience_segment_id_contact_id", "segment_id", "contact_id"),
    )

    contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"))
    standing: Mapped[str] = mapped_column(String(10))


class AudienceBody(Base):
    """The segment of those who speak for this body alone, and whether any of them is reached."""

    __tablename__ = "audience_bodies"

    agency_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"))
    is_reached: Mapped[bool]
    is_on_line: Mapped[bool]


class StaleMember(Base):
    """
    Somebody, or a body, about whom something changed since they were counted; triggers write it.

    A row for each change, not for each person: whoever counts takes away the rows they saw,
    and a change that is committed meanwhile has one of its own.
    """

    __tablename__ = "audience_stale"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None]
    agency_id: Mapped[int | None]


class AgencyTag(Base):
    """A word that staff put on a body, to find it again or to address it."""

    __tablename__ = "agency_tags"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
