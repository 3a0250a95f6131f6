"""
Who did what to what, when. Holds no personal values.

Only ever added to: the database itself refuses to change or delete a row. Each row carries a
digest of itself and the row before, so that a copy with a row missing is seen.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AuditEntry(Base):
    """
    One act. `subject` names a row (registration 12), `details` holds no personal values,
    `actor_id` is a contact's or a member of staff's row. Rows older than the chain have no
    `digest`.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    digest: Mapped[str | None] = mapped_column(String(64))
