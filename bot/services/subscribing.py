"""Keep whether somebody wants the notices that go to many."""

from typing import Final

from sqlalchemy import bindparam, update

from bot.services import recording
from bot.services.recording import Act
from handlers.notice_effects import NoticesSet
from models.contact import Contact

_contacts = Contact.__table__

_MINE: Final = update(_contacts).where(_contacts.c.id == bindparam("person"))
_STOP: Final = _MINE.where(_contacts.c.notices_stopped_at.is_(None)).values(
    notices_stopped_at=bindparam("at", type_=_contacts.c.notices_stopped_at.type)
)
_RESUME: Final = _MINE.where(_contacts.c.notices_stopped_at.is_not(None)).values(
    notices_stopped_at=None
)


def keep(act: Act, *, are_wanted: bool) -> NoticesSet:
    """Set it for the acting person; the second time nothing is changed, and it says so."""
    mine = {"person": act.contact_id}
    change, values = (_RESUME, mine) if are_wanted else (_STOP, mine | {"at": act.now})
    if act.connection.execute(change, values).rowcount != 1:
        return NoticesSet(are_wanted, was_so=True)
    action = "contact.notices_resumed" if are_wanted else "contact.notices_stopped"
    recording.audit(act, action, f"contact {act.contact_id}")
    return NoticesSet(are_wanted)
