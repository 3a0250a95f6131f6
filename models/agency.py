"""The bodies of the state: the directory, and those that contacts named themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.vocabulary import AgencyCategory

CATEGORIES = ", ".join(f"'{category}'" for category in AgencyCategory)


class Agency(Base):
    """
    A body that may register.

    `code` is the directory's (GOV-012) or NEW-00001 for one a contact named; `folded` is
    the name as `handlers.answers.normalise.key` makes it, so that one body is one row;
    `keys` are abbreviations, aliases and English names, one a line; `searched` is the name and
    these folded, one a line, which staff search in. A body that staff changed has `edited_at`
    and is not brought back to the shipped list; one that turned out to be another is
    `merged_into` it.
    """

    __tablename__ = "agencies"
    __table_args__ = (CheckConstraint(f"category IN ({CATEGORIES})", name="category"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300), unique=True)
    category: Mapped[str] = mapped_column(String(24))
    province: Mapped[str | None] = mapped_column(String(60))
    keys: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime]
    searched: Mapped[str] = mapped_column(String(3000), default="", server_default="")
    edited_at: Mapped[datetime | None]
    merged_into: Mapped[int | None]
