"""What lies before an officer who opens a request, and what before one who may only look."""

import pytest

from bot.services import casework
from bot.services.casework import Casework
from handlers.turn import AskToJoin
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.desk import NOON, NUMBER, Chat, officer
from tests.bot.services.office import CHIANG_MAI, MALEE, submit

OTHER = "WFH-63-00002-G"


@pytest.fixture
def chat(peopled: Database) -> Chat:
    chat = Chat(peopled)
    chat.do(1, submit())
    chat.do(2, AskToJoin(NUMBER, MALEE))
    chat.do(3, submit(CHIANG_MAI), now=NOON)
    return chat


def opened(chat: Chat, role: Role, **options: int) -> Casework:
    who = officer(chat.database, f"ผู้{role}", role)
    found = casework.open_case(chat.database, NUMBER, officer=who, **options)
    assert found is not None
    return found


def test_an_officer_sees_the_conversation_with_the_main_contact(chat: Chat) -> None:
    work = opened(chat, Role.OFFICER)

    assert (work.view.reference, work.following) == (NUMBER, OTHER)
    assert [person.contact_id for person in work.speakers] == [1, 2]
    assert (work.speaker.contact_id, work.chat.lines) == (1, ())


def test_another_contact_can_be_chosen_and_a_stranger_cannot(chat: Chat) -> None:
    assert opened(chat, Role.OFFICER, speaker=2).speaker.contact_id == 2
    assert opened(chat, Role.OFFICER, speaker=3).speaker.contact_id == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOUNCER])
def test_who_may_only_look_has_no_conversation_and_nobody_to_assign_to(
    chat: Chat, role: Role
) -> None:
    work = opened(chat, role)

    assert (work.chat, work.colleagues) == (None, ())


def test_two_requests_are_compared_only_when_both_are_there(chat: Chat) -> None:
    one, two = casework.compare(chat.database, NUMBER, OTHER)

    assert (one.reference, two.reference) == (NUMBER, OTHER)
    assert casework.compare(chat.database, NUMBER, "WFH-63-00003-J") is None


def test_an_unknown_request_is_not_opened(chat: Chat) -> None:
    who = officer(chat.database, "วิภา")

    assert casework.open_case(chat.database, "WFH-63-00003-J", officer=who) is None
