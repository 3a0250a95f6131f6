"""Pictures and files that contacts sent for a request, and their contents apart from them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import FileState

STATES = ", ".join(f"'{state}'" for state in FileState)


class Attachment(Base):
    """
    A picture or PDF somebody sent. WAITING until it was fetched from LINE and looked at;
    REFUSED when it was not what we keep, with `error` as the reason; `digest` is of the content.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state"),
        Index(
            "ix_attachments_waiting",
            "next_ms",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(60))
    size: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int] = mapped_column(default=0)
    next_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    error: Mapped[str | None] = mapped_column(String(200))
    sent_at: Mapped[datetime]


class AttachmentContent(Base):
    """The bytes of an attachment; a row of their own, so that lists never carry them."""

    __tablename__ = "attachment_contents"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
