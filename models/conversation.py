"""What the dialogue remembers of one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Conversation(Base):
    """
    One person's dialogue.

    `turns` counts the turns taken: a turn is kept only if the count is still what it was when
    the turn was thought out, so that two workers can never both answer. `version` only ever
    grows, so that a button of a cancelled draft can never fit a later one. `draft` is an open
    form as `bot.services.drafts` writes it, None when there is none; `offered` the choices of
    the newest card; `device` what guides were last read for. Times ending in _ms are LINE's
    milliseconds.
    """

    __tablename__ = "conversations"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    turns: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
    draft_form: Mapped[str | None] = mapped_column(String(40))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    draft_saved_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    offered: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    misses: Mapped[int] = mapped_column(default=0)
    device: Mapped[str | None] = mapped_column(String(10))
    lookups: Mapped[int] = mapped_column(default=0)
    lookups_since_ms: Mapped[int | None] = mapped_column(BigInteger)
