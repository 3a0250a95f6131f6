"""What people typed that was not understood for sure, kept for the editors of the examples."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Utterance(Base):
    """
    One text, and what it may have meant. `text` is veiled: it names no person, body, number or
    address, and it is emptied when the person unsends. `offered` are the intents that were
    shown, likeliest first, `chosen` the one that was tapped.
    """

    __tablename__ = "utterances"

    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"), primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    offered: Mapped[list[Any]] = mapped_column(JSON)
    chosen: Mapped[str | None] = mapped_column(String(40))
    heard_at: Mapped[datetime]
