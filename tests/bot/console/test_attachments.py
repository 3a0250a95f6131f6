"""Files of contacts are handed out so that nothing in them can act."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.vocabulary import FileState, Role
from tests.bot.console.casefile import CASE, file_two
from tests.bot.console.conftest import NOW, Browser

SignIn = Callable[[Role], Browser]


@pytest.fixture
def keep(database: Database) -> Callable[..., str]:
    """Keep a file of a request; its address."""
    file_two(database)

    def keep(name: str, media_type: str, state: FileState = FileState.KEPT) -> str:
        values = {
            "registration_id": 1,
            "message_id": name,
            "name": name,
            "media_type": media_type,
            "size": 4,
            "state": state,
            "sent_at": NOW,
        }
        with database.write() as connection:
            (row,) = connection.execute(insert(Attachment.__table__), values).inserted_primary_key
            content = {"attachment_id": row, "data": b"<svg onload=alert(1)>"}
            connection.execute(insert(AttachmentContent.__table__), content)
        return f"/console/attachments/{row}"

    return keep


@pytest.mark.parametrize(
    ("name", "media_type", "sent", "disposition"),
    [
        ("image", "image/jpeg", "image/jpeg", "inline; filename*=UTF-8''image.jpg"),
        (
            "หนังสือ.PDF",
            "application/pdf",
            "application/pdf",
            "attachment; filename*=UTF-8''"
            "%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87%E0%B8%AA%E0%B8%B7%E0%B8%AD.PDF",
        ),
        (
            'a"\r\nX: y',
            "text/html",
            "application/octet-stream",
            "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y",
        ),
    ],
)
def test_a_picture_is_shown_and_all_else_is_a_download(
    signed_in: SignIn,
    keep: Callable[..., str],
    name: str,
    media_type: str,
    sent: str,
    disposition: str,
) -> None:
    answer = signed_in(Role.OFFICER).get(keep(name, media_type))

    assert answer.status_code == 200
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (sent, disposition)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_may_only_look_cannot_open_files(signed_in: SignIn, keep: Callable[..., str]) -> None:
    address, browser = keep("image", "image/png"), signed_in(Role.VIEWER)

    assert browser.get(address).status_code == 403
    assert address not in browser.get(CASE).text


def test_what_was_refused_or_never_was_is_not_found(
    signed_in: SignIn, keep: Callable[..., str]
) -> None:
    browser = signed_in(Role.OFFICER)

    assert browser.get(keep("x", "image/png", FileState.ERASED)).status_code == 404
    assert browser.get("/console/attachments/99").status_code == 404
