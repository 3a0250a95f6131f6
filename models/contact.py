"""A person on LINE, and which agencies that person speaks for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import ContactRole

ROLES = ", ".join(f"'{role}'" for role in ContactRole)


class Contact(Base):
    """
    Somebody who wrote to the account, under LINE's id for them.

    Who blocked the account gets nothing; who stopped notices gets what concerns themselves.
    """

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(String(64), unique=True)
    display_name: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    blocked_at: Mapped[datetime | None]
    notices_stopped_at: Mapped[datetime | None]


class AgencyContact(Base):
    """
    A person's part in an agency's request.

    At most one MAIN an agency. Somebody ASKING may not see or change anything yet. Who came by
    telephone or in person has no `contact_id` until they join us on LINE.
    """

    __tablename__ = "agency_contacts"
    __table_args__ = (
        UniqueConstraint("agency_id", "contact_id"),
        CheckConstraint(f"role IN ({ROLES})", name="role"),
        CheckConstraint("name <> ''", name="name"),
        Index(
            "uq_agency_contacts_main",
            "agency_id",
            unique=True,
            sqlite_where=text("role = 'main'"),
            postgresql_where=text("role = 'main'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    phone_extension: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    since: Mapped[datetime]
