"""Files are fetched from LINE until they are stored, refused, or given up."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.delivery import fetching
from bot.line.gateway import Cause, Gateway, Refused
from bot.services.deciding import Worded
from models.agency import Agency
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.registration import Registration
from tests.bot.platform import Platform
from tests.bot.services.office import MORNING

FILE = Attachment.__table__
PNG = b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture
def waiting(database: Database) -> Database:
    """A database in which a file waits to be fetched."""
    agency = {"code": "A", "name": "A", "folded": "a", "category": "government"}
    request = {
        **{"reference": "WFH-63-00001-E", "year": 63, "number": 1, "agency_id": 1, "users": 9},
        **{"category": "government", "status": "submitted", "status_at": MORNING},
        "submitted_at": MORNING,
    }
    file = {"registration_id": 1, "message_id": "4711", "name": "a", "state": "waiting"}
    with database.write() as connection:
        connection.execute(insert(Agency.__table__), agency | {"created_at": MORNING})
        connection.execute(insert(Registration.__table__), request)
        connection.execute(insert(FILE), file | {"sent_at": MORNING})
    return database


def kept(database: Database) -> tuple[Any, ...]:
    with database.read() as connection:
        row = connection.execute(select(FILE.c.state, FILE.c.tries, FILE.c.error)).one()
        return (*row, *connection.scalars(select(AttachmentContent.data)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, PNG), ("kept", 0, None, PNG)),
        ((202, {}), ("waiting", 1, None)),
        ((500, {}), ("waiting", 1, None)),
        ((429, {}), ("waiting", 1, None)),
        ("hang up", ("waiting", 1, None)),
        ((404, {"message": "Not found"}), ("refused", 0, "attachment.gone")),
    ],
)
def test_what_becomes_of_a_file(
    answer: Any, expected: tuple[Any, ...], waiting: Database, platform: Platform, line: Gateway
) -> None:
    platform.script = [answer]

    count = fetching.fetch(waiting, line, render=lambda says: Worded("[]"), now=MORNING)

    assert count == 1
    assert kept(waiting) == expected
    assert platform.calls[0][:2] == ("GET", "/v2/bot/message/4711/content")


def test_a_file_larger_than_what_is_kept_is_refused(platform: Platform, line: Gateway) -> None:
    platform.script = [(200, b"%PDF-" + b"x" * 100)] * 2

    found = [line.content("4711", most=most) for most in (105, 104)]

    assert found == [b"%PDF-" + b"x" * 100, Refused(Cause.REQUEST, "too large")]
