"""A request is read with everything its page shows, however much that is."""

from datetime import date

import pytest
from sqlalchemy import event, insert, update

from bot.services import cases, screening
from bot.services.caseviews import App, Body, Content, File, Person, Wish
from handlers.turn import Amend, AskToJoin
from models.agency import Agency
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.contact import Contact
from models.registration import Registration, RegistrationApp
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    FileState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Role,
    Wanted,
)
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import CHIANG_MAI, MALEE, MORNING, SOMCHAI, submit


@pytest.fixture
def chat(peopled: Database) -> Chat:
    chat = Chat(peopled)
    chat.do(1, submit())
    return chat


def change(database: Database, table: type, **values: object) -> None:
    with database.write() as connection:
        connection.execute(update(table.__table__).values(**values))


def read(database: Database, reference: str = NUMBER) -> cases.CaseView | None:
    with database.read() as connection:
        return cases.read(connection, reference)


def test_a_request_is_shown_as_it_was_sent(chat: Chat) -> None:
    view = read(chat.database)

    assert view.agency == Body(1, "GOV-091", "กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทยา", None, ())
    assert (view.reference, view.version, view.status) == (NUMBER, 1, RegistrationStatus.SUBMITTED)
    assert (view.users, view.category) == (450, AgencyCategory.GOVERNMENT)
    assert (view.origin, view.submitted_at) == (Origin.LINE, MORNING)
    assert (view.claimed_by, view.lives_on_in, view.wanted) == (None, None, ())
    assert [entry.change for entry in view.history] == [Change.SUBMITTED]
    assert view.contacts == (
        Person(
            link_id=1,
            contact_id=1,
            role=ContactRole.MAIN,
            name=SOMCHAI.name,
            phone=SOMCHAI.phone.e164,
            extension=None,
            email=SOMCHAI.email,
            since=MORNING,
            display_name=None,
            is_blocked=False,
            elsewhere=0,
        ),
    )


def test_nobody_is_found_under_an_unknown_number(chat: Chat) -> None:
    assert read(chat.database, "WFH-63-00002-G") is None
    assert cases.id_of(chat.database, "WFH-63-00002-G") is None
    assert cases.id_of(chat.database, NUMBER) == 1


def test_what_the_provider_gave_stands_with_the_app(chat: Chat) -> None:
    given = {"licence": "L-1", "granted": 400, "valid_from": date(2020, 3, 18)}
    change(chat.database, RegistrationApp, status=AppStatus.ACTIVE, **given)

    assert read(chat.database).apps == (
        App(MeetingApp.TEAMS, AppStatus.ACTIVE, MORNING, None, **given, valid_to=None, note=None),
    )


def test_contacts_tell_whether_they_can_be_reached_and_where_else_they_speak(chat: Chat) -> None:
    chat.do(2, AskToJoin(NUMBER, MALEE))
    chat.do(1, submit(CHIANG_MAI))
    change(chat.database, Contact, blocked_at=MORNING)

    main, asking = read(chat.database).contacts

    assert (main.role, main.is_blocked, main.elsewhere) == (ContactRole.MAIN, True, 1)
    assert (asking.role, asking.extension, asking.elsewhere) == (ContactRole.ASKING, "22", 0)


def test_what_was_asked_for_is_named(chat: Chat) -> None:
    screening.ask(
        chat.database,
        1,
        officer=officer(chat.database, "วิภา"),
        seen_version=1,
        wanted=frozenset({Wanted.PHONE, Wanted.LETTER}),
        note="เบอร์นี้โทรไม่ติด",
        now=NOON,
        render=render,
    )

    view = read(chat.database)

    assert (view.wanted, view.reason) == ((Wanted.PHONE, Wanted.LETTER), "เบอร์นี้โทรไม่ติด")


def test_changes_asked_for_after_approval_wait_to_be_decided(chat: Chat) -> None:
    change(chat.database, Registration, status=RegistrationStatus.APPROVED)
    chat.do(1, Amend(NUMBER, Change.USERS, users=500))

    assert read(chat.database).wishes == (
        Wish(1, Change.USERS, 500, (), asked_by=SOMCHAI.name, asked_at=MORNING),
    )


def test_a_kept_file_is_listed_and_can_be_had(chat: Chat) -> None:
    values = {"registration_id": 1, "name": "หนังสือ.pdf", "sent_at": MORNING}
    kept = {"message_id": "1", "state": FileState.KEPT, "media_type": "application/pdf", "size": 4}
    refused = {"message_id": "2", "state": FileState.REFUSED, "error": "attachment.not_readable"}
    with chat.database.write() as connection:
        connection.execute(insert(Attachment.__table__), values | kept)
        connection.execute(insert(Attachment.__table__), values | refused)
        content = {"attachment_id": 1, "data": b"%PDF"}
        connection.execute(insert(AttachmentContent.__table__), content)

    assert read(chat.database).files == (
        File(1, "หนังสือ.pdf", "application/pdf", 4, FileState.KEPT, None, MORNING),
        File(2, "หนังสือ.pdf", None, None, FileState.REFUSED, "attachment.not_readable", MORNING),
    )
    assert cases.content(chat.database, 1) == Content("หนังสือ.pdf", "application/pdf", b"%PDF")
    assert cases.content(chat.database, 2) is None


def test_the_next_request_is_the_oldest_that_nobody_else_has(chat: Chat) -> None:
    chat.do(2, submit(CHIANG_MAI), now=NOON)
    other = officer(chat.database, "ธนา", Role.OFFICER)

    with chat.database.read() as connection:
        assert cases.following(connection, 2, staff_id=other.id) == NUMBER
        assert cases.following(connection, 1, staff_id=other.id) == "WFH-63-00002-G"
    change(chat.database, Registration, claimed_by=other.id + 1)
    with chat.database.read() as connection:
        assert cases.following(connection, 2, staff_id=other.id) is None


def test_colleagues_are_those_with_such_a_role_who_are_still_here(chat: Chat) -> None:
    wipa = officer(chat.database, "วิภา")
    officer(chat.database, "ปรีชา", Role.ANNOUNCER)

    with chat.database.read() as connection:
        found = cases.colleagues(connection, frozenset({Role.SCREENER, Role.OFFICER}))
    assert found == ((wipa.id, "วิภา"),)


def test_more_to_show_takes_no_more_statements(chat: Chat) -> None:
    counted: list[int] = []
    asked: list[str] = []
    event.listen(
        chat.database.engine, "before_cursor_execute", lambda *found: asked.append(found[2])
    )
    for contact in (2, 3):
        asked.clear()
        read(chat.database)
        counted.append(len(asked))
        chat.do(contact, AskToJoin(NUMBER, MALEE))

    assert counted[0] == counted[1]


def test_the_alias_of_a_body_comes_with_it(chat: Chat) -> None:
    change(chat.database, Agency, keys="อต.\nTMD")

    assert read(chat.database).agency.keys == ("อต.", "TMD")
