"""The people of the helpdesk: how they prove who they are, and what they keep for themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import CodePurpose, Role


def _one_of(column: str, words: type[Role | CodePurpose]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class Staff(Base):
    """
    A member of staff.

    `login` is folded to lower case. `failures` counts wrong proofs in a row, and from
    `locked_until` on the next is listened to. `totp_step` is the newest time step whose figure
    was used: none works twice. `left_at` is when the account was closed; rows are never
    deleted, because history names them. `contact_id` is their LINE account once bound.
    `is_demo` accounts are refused wherever the bot is no demo.
    """

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint(_one_of("role", Role), name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(12))
    password_hash: Mapped[str] = mapped_column(String(200))
    password_at: Mapped[datetime]
    must_change: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    has_shortcuts: Mapped[bool] = mapped_column(default=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), unique=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class StaffSession(Base):
    """
    A browser that is signed in. Of its token only a digest is kept. `confirmed_at` is when the
    person last proved who they are, `seen_at` is at most a minute old.
    """

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    browser: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Passkey(Base):
    """A passkey of a member of staff, as WebAuthn gives it."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OneTimeCode(Base):
    """
    A code typed once in the chat: binds a member of staff, or the contact of an agency, to the
    LINE account that types it. `subject_id` is the row of staff or of agency_contacts. Of the
    code only a digest is kept.
    """

    __tablename__ = "one_time_codes"
    __table_args__ = (
        CheckConstraint(_one_of("purpose", CodePurpose), name="purpose"),
        Index("ix_one_time_codes_subject", "purpose", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(8))
    subject_id: Mapped[int]
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SavedView(Base):
    """A selection of the queue that a member of staff comes back to."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class Watcher(Base):
    """Somebody has a request open before them; old news once `seen_at` is a minute past."""

    __tablename__ = "watchers"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    seen_at: Mapped[datetime]


class CannedReason(Base):
    """A sentence that officers often give as a reason, for one of the verbs."""

    __tablename__ = "canned_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(12), index=True)
    text: Mapped[str] = mapped_column(String(300))
    place: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]


class FormKey(Base):
    """A form of the console that was sent: sent twice, it does nothing the second time."""

    __tablename__ = "form_keys"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    answer: Mapped[str | None] = mapped_column(String(200))
    sent_at: Mapped[datetime] = mapped_column(index=True)
