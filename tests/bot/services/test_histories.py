"""The history of a request says who did what, and what became of telling it."""

from dataclasses import replace

import pytest

from bot.services import histories, screening
from bot.services.histories import Entry
from bot.services.telling import Fate
from models.base import Database
from models.vocabulary import (
    Actor,
    AgencyCategory,
    Change,
    FateState,
    RegistrationStatus,
)
from tests.bot.services.desk import NOON, Chat, officer, render
from tests.bot.services.office import MORNING, SOMCHAI, submit

SENT = Entry(
    id=1,
    at=MORNING,
    change=Change.SUBMITTED,
    actor=Actor.CONTACT,
    by=SOMCHAI.name,
    before=None,
    status=RegistrationStatus.SUBMITTED,
    users=450,
    category=AgencyCategory.GOVERNMENT,
    reason=None,
    details={},
)
APPROVED = replace(
    SENT,
    id=2,
    at=NOON,
    change=Change.STATUS,
    actor=Actor.STAFF,
    by="วิภา",
    before=RegistrationStatus.SUBMITTED,
    status=RegistrationStatus.APPROVED,
    fates=(Fate(FateState.WAITING, NOON),),
)


@pytest.fixture
def chat(peopled: Database) -> Chat:
    chat = Chat(peopled)
    chat.do(1, submit())
    wipa = officer(peopled, "วิภา")
    screening.approve(peopled, 1, officer=wipa, seen_version=1, now=NOON, render=render)
    return chat


def test_the_newest_act_stands_first_with_its_fate(chat: Chat) -> None:
    with chat.database.read() as connection:
        assert histories.read(connection, 1, {1: SOMCHAI.name}) == (APPROVED, SENT)


def test_one_entry_is_found_only_in_its_own_request(chat: Chat) -> None:
    assert histories.one(chat.database, 1, 2) == APPROVED
    assert histories.one(chat.database, 2, 2) is None
    assert histories.one(chat.database, 1, 3) is None
