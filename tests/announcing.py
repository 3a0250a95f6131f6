"""
What else the office does in a conversation told as plain text, where notices are sent.

`เจ้าหน้าที่ วิภา announcer` makes whoever is called so in the chat a member of staff, bound to
their LINE account; `ลาออก วิภา` ends that; `คนในแชต 60` lets so many people write to the account;
`โควตา 100 ใช้ไป 90` sets the month's messages at LINE. All else is `tests.screening`'s.
"""

from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from bot.app import Office
from models.contact import Contact
from models.staff import Staff
from simulator.testing import Line
from tests import screening

_staff, _people = Staff.__table__, Contact.__table__


def decide(office: Office, line: Line, ids: dict[str, str], said: str) -> None:
    """Carry out a line of a transcript; `ids` are the LINE ids of its people by their names."""
    match said.split():
        case ["เจ้าหน้าที่", name, role]:
            _bind(office, name, role, ids[name])
        case ["ลาออก", name]:
            with office.database.write() as connection:
                left = update(_staff).where(_staff.c.name == name)
                connection.execute(left.values(left_at=datetime.now(UTC)))
        case ["คนในแชต", many]:
            _gather(office, line, int(many))
        case ["โควตา", most, "ใช้ไป", used]:
            line.set_quota(int(most), used=int(used))
        case _:
            screening.decide(office, said)


def _bind(office: Office, name: str, role: str, line_id: str) -> None:
    now = datetime.now(UTC)
    mine = select(_people.c.id).where(_people.c.line_id == line_id)
    values = {"login": name, "name": name, "role": role, "password_hash": "-"}
    with office.database.write() as connection:
        contact = connection.execute(mine).scalar_one()
        values |= {"password_at": now, "created_at": now, "contact_id": contact}
        connection.execute(insert(_staff), values)


def _gather(office: Office, line: Line, many: int) -> None:
    now = datetime.now(UTC)
    rows = [{"line_id": one, "created_at": now} for one in line.crowd(many).ids()]
    with office.database.write() as connection:
        connection.execute(insert(_people), rows)
