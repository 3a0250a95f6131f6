"""
A request of an agency, the apps it asks for, and everything that happened to it.

One agency has at most one open request: the database says so itself.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.lifecycle import OPEN
from models.vocabulary import AppStatus, Change, MeetingApp, RegistrationStatus


def _one_of(column: str, words: type[RegistrationStatus | AppStatus | MeetingApp | Change]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


IS_OPEN = f"status IN ({', '.join(repr(str(status)) for status in sorted(OPEN))})"


class Registration(Base):
    """
    A request. `category` is what the press table counts it under; `version` guards against
    two officers writing over each other; `status_at` is when the status was reached. `origin`
    is how it came, `wanted` what the office asked for once more, `claimed_by` the member of
    staff who has taken it on, `merged_into` the request it lives on in. Numbers of rows that a
    later step of the tables added refer to them without a constraint: SQLite cannot add one.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(_one_of("status", RegistrationStatus), name="status"),
        CheckConstraint("users > 0", name="users"),
        Index(
            "uq_registrations_open_agency",
            "agency_id",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        Index("ix_registrations_agency_id_submitted_at", "agency_id", "submitted_at"),
        Index("ix_registrations_status_submitted_at", "status", "submitted_at", "id"),
        Index("ix_registrations_submitted_at", "submitted_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    number: Mapped[int]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    category: Mapped[str] = mapped_column(String(24))
    status: Mapped[str] = mapped_column(String(16))
    status_at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(String(500))
    users: Mapped[int]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    notice_version: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[str] = mapped_column(String(8), default="line", server_default="line")
    wanted: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    merged_into: Mapped[int | None]


class RegistrationApp(Base):
    """
    One app of a request, and how far its provider is.

    `granted` users from `valid_from` to `valid_to` under `licence` is what the provider gave;
    `note` is why it refused, `reminded_at` when the contacts were told that the end is near.
    """

    __tablename__ = "registration_apps"
    __table_args__ = (
        UniqueConstraint("registration_id", "app"),
        CheckConstraint(_one_of("app", MeetingApp), name="app"),
        CheckConstraint(_one_of("status", AppStatus), name="status"),
        Index("ix_registration_apps_app_status", "app", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    app: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    status_at: Mapped[datetime]
    users: Mapped[int | None]
    licence: Mapped[str | None] = mapped_column(String(100))
    granted: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(500))
    reminded_at: Mapped[datetime | None]


class RegistrationEvent(Base):
    """
    An entry of a request's history; never changed afterwards.

    `status`, `users` and `category` are what held after it, so that any day's figures can
    be counted from here. `inbox_id` is the LINE event that caused it: one event, one effect.
    `staff_id` is who did it when `actor` is staff.
    """

    __tablename__ = "registration_events"
    __table_args__ = (
        CheckConstraint(_one_of("change", Change), name="change"),
        CheckConstraint(_one_of("status", RegistrationStatus), name="status"),
        Index("ix_registration_events_registration_id_at", "registration_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    at: Mapped[datetime]
    change: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(16))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    inbox_id: Mapped[int | None] = mapped_column(unique=True)
    from_status: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    users: Mapped[int]
    category: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str | None] = mapped_column(String(500))
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    staff_id: Mapped[int | None]


class Amendment(Base):
    """
    A change asked for after approval; the office decides. Only users and apps are asked for so;
    the check names the kinds of change there were when the table was made.
    """

    __tablename__ = "amendments"
    __table_args__ = (
        CheckConstraint(
            "change IN ('submitted', 'status', 'users', 'apps', 'contact', 'joined', 'withdrawn')",
            name="change",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    change: Mapped[str] = mapped_column(String(16))
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_by: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    asked_at: Mapped[datetime]
    inbox_id: Mapped[int | None] = mapped_column(unique=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    is_granted: Mapped[bool | None]


class Counter(Base):
    """A running number, such as the references of a year."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
