"""The bodies of the state: the directory, and those that contacts named themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.sorting import thai_key
from models.vocabulary import AgencyCategory

CATEGORIES = ", ".join(f"'{category}'" for category in AgencyCategory)

# Sorted by their code points, whatever language the database server speaks.
LETTERS = String(700).with_variant(String(700, collation="C"), "postgresql")

IS_MERGED = "merged_into IS NOT NULL"


def _sorted_as(context: DefaultExecutionContext) -> str:
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return thai_key(values["name"])


class Agency(Base):
    """
    A body that may register.

    `code` is the directory's (GOV-012) or NEW-00001 for one a contact named; `folded` is
    the name as `handlers.answers.normalise.key` makes it, so that one body is one row;
    `keys` are abbreviations, aliases and English names, one a line; `searched` is the name and
    these folded, one a line, which staff search in, and `sorted_as` is where the name stands
    in a list. A body that staff changed has `edited_at` and is not brought back to the shipped
    list; one that turned out to be another is `merged_into` it.
    """

    __tablename__ = "agencies"
    __table_args__ = (
        CheckConstraint(f"category IN ({CATEGORIES})", name="category"),
        Index(
            "ix_agencies_merged_into",
            "merged_into",
            sqlite_where=text(IS_MERGED),
            postgresql_where=text(IS_MERGED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300), unique=True)
    category: Mapped[str] = mapped_column(String(24))
    province: Mapped[str | None] = mapped_column(String(60))
    keys: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime]
    sorted_as: Mapped[str | None] = mapped_column(LETTERS, default=_sorted_as)
    searched: Mapped[str] = mapped_column(String(3000), default="", server_default="")
    edited_at: Mapped[datetime | None]
    merged_into: Mapped[int | None]
