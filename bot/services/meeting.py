"""Learn what a person calls themselves on LINE. Only a kindness: it may always fail."""

from typing import Final

import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from bot.line.gateway import Gateway
from bot.line.inbound import UNSTORABLE
from models.base import Database
from models.contact import Contact

NAME_LENGTH: Final = 200

log = structlog.get_logger()
_contacts = Contact.__table__


def remember_name(database: Database, gateway: Gateway, line_id: str) -> None:
    """Ask LINE for the name of a person we have just met, and keep it if there is one."""
    told = gateway.profile_name(line_id)
    name = clean(told or "")
    if not name:
        return
    mine = _contacts.c.line_id == line_id
    try:
        with database.write() as connection:
            connection.execute(update(_contacts).where(mine).values(display_name=name))
    except SQLAlchemyError:
        log.warning("name not kept", exc_info=True)


def clean(name: str) -> str:
    """A name as it may be stored: one line, nothing that no one can see, at most 200 long."""
    storable = UNSTORABLE.sub("", name)
    shown = "".join(sign if sign.isprintable() else " " for sign in storable)
    return " ".join(shown.split())[:NAME_LENGTH]
