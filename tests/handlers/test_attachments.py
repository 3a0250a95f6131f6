"""A picture or file is offered to be kept with an open request, and only then."""

import pytest

from handlers.turn import Attachment, KeepFile, Received
from models.vocabulary import ContactRole, RegistrationStatus
from tests.handlers.deciding import REFERENCE, Requests, Talk, request

MAIN, ASKING = ContactRole.MAIN, ContactRole.ASKING


@pytest.fixture
def contact(talk: Talk) -> Talk:
    talk.requests = Requests([request(role=MAIN)])
    return talk


@pytest.mark.parametrize("kind", [Attachment.IMAGE, Attachment.FILE])
def test_a_file_is_offered_to_the_open_request(kind: Attachment, contact: Talk) -> None:
    contact.does(Received(kind, 9_000, "4711"))

    assert contact.keys == ["attachment.which"]
    assert contact.buttons == [f"attach:4711:{REFERENCE}", "leave_file"]
    assert contact.effects == []


def test_the_button_keeps_the_file_with_the_request(contact: Talk) -> None:
    contact.does(Received(Attachment.IMAGE, 9_000, "4711")).taps(f"attach:4711:{REFERENCE}")

    assert contact.effects == [KeepFile(REFERENCE, "4711")]


def test_a_file_may_be_left(contact: Talk) -> None:
    contact.does(Received(Attachment.IMAGE, 9_000, "4711")).taps("leave_file")

    assert (contact.keys, contact.effects) == (["attachment.left"], [])


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        (Attachment.VIDEO, request(role=MAIN)),
        (Attachment.IMAGE, request(role=ASKING)),
        (Attachment.IMAGE, request(role=None)),
        (Attachment.IMAGE, request(role=MAIN, status=RegistrationStatus.REJECTED)),
    ],
)
def test_what_belongs_to_no_open_request_gets_a_kind_answer(
    kind: Attachment, view: object, talk: Talk
) -> None:
    talk.requests = Requests([view])

    talk.does(Received(kind, 9_000, "4711"))

    assert talk.keys == [f"received.{kind}"]
