"""What is watched of the bot's work: figures that all processes add to, and alarms that stand."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Figure(Base):
    """
    How often something happened, in five minutes (`slot`, counted since 1970) or ever (slot 0).

    Also what was last seen of something that is not counted here, always in slot 0.
    """

    __tablename__ = "figures"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


class Alarm(Base):
    """
    Whether an alarm is raised, since when, and up to which number it has been told.

    Kept, so that of several processes one tells it, and none tells it again after a restart.
    """

    __tablename__ = "alarms"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_raised: Mapped[bool]
    since_ms: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[int] = mapped_column(BigInteger)
