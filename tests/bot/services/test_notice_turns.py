"""What officers do with notices in a turn: the console's acts, once, and nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.services import notice_turns
from bot.services.conditions import Conditions, Scope
from handlers.turn import NoticeAsked, NoticeRefused, NoticeStale, NoticeStands, StepNotice
from models.audit import AuditEntry
from models.base import Database
from models.broadcast import Broadcast
from models.staff import Staff
from models.vocabulary import (
    AgencyCategory,
    BroadcastState,
    MeetingApp,
    RegistrationStatus,
    Role,
)
from tests.bot.services.announcers import DRAFT, Room
from tests.bot.services.noticing import NOW

pytestmark = pytest.mark.both
S = BroadcastState
_b, _staff, _audit = Broadcast.__table__, Staff.__table__, AuditEntry.__table__


@pytest.fixture
def room(database: Database) -> Room:
    made = Room(database)
    made.bound("วิภา")
    made.bound("ประชา", Role.ADMIN)
    return made


def put(room: Room, **values: object) -> None:
    with room.database.write() as connection:
        connection.execute(update(_b).values(**values))


def acts(room: Room) -> list[str]:
    with room.database.read() as connection:
        of_notices = _audit.c.action.startswith("broadcast.")
        return list(connection.scalars(select(_audit.c.action).where(of_notices)))


def pending(room: Room) -> None:
    room.does("วิภา", DRAFT)
    put(room, state=S.PENDING, version=2, expected=84, messages="[]", submitted_at=NOW)


def test_a_notice_written_in_the_chat_is_a_draft_to_be_looked_into(room: Room) -> None:
    assert room.does("วิภา", DRAFT) == NoticeAsked("preview")

    assert room.errands() == [("preview", 1)]
    with room.database.read() as connection:
        row = connection.execute(select(_b)).one()
    assert (row.title, row.body, row.state, row.origin) == (
        DRAFT.title,
        DRAFT.body,
        "draft",
        "line",
    )
    assert row.conditions == {"scope": "everyone"}
    assert acts(room) == ["broadcast.draft"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.SCREENER])
def test_staff_without_the_right_do_nothing(role: Role, room: Room) -> None:
    pending(room)
    room.bound("สมชาย", role)

    assert room.does("สมชาย", DRAFT) == notice_turns.NOT_YOURS
    assert room.step("สมชาย", "approve", 2) == notice_turns.NOT_YOURS
    assert room.step("สมชาย", "submit", 2) == notice_turns.NOT_YOURS
    assert acts(room) == ["broadcast.draft"]


def test_who_has_left_does_nothing(room: Room) -> None:
    pending(room)
    with room.database.write() as connection:
        gone = update(_staff).where(_staff.c.name == "ประชา")
        connection.execute(gone.values(left_at=NOW))

    assert room.step("ประชา", "approve", 2) == notice_turns.NOT_YOURS


def test_a_colleague_approves_and_the_writer_hears_of_it_once(room: Room) -> None:
    pending(room)

    first = room.step("ประชา", "approve", 2)
    second = room.step("ประชา", "approve", 2)

    assert isinstance(first, NoticeStands)
    assert (first.view.state, first.by, first.others) == (S.READY, "ประชา", ("Uวิภา",))
    assert second == replace(first, others=())
    assert acts(room) == ["broadcast.draft", "broadcast.approve"]


def test_the_writer_may_not_approve(room: Room) -> None:
    pending(room)

    assert room.step("วิภา", "approve", 2) == NoticeRefused("broadcast.refused.own")


def test_sent_back_it_is_a_draft_with_a_note(room: Room) -> None:
    pending(room)

    outcome = room.step("ประชา", "send_back", 2, "ขอเบอร์ติดต่อ")

    assert isinstance(outcome, NoticeStands)
    assert (outcome.view.state, outcome.view.note) == (S.DRAFT, "ขอเบอร์ติดต่อ")


def test_a_button_from_before_a_change_names_who_was_quicker(room: Room) -> None:
    pending(room)
    room.step("ประชา", "approve", 2)

    outcome = room.step("วิภา", "cancel", 2)

    assert isinstance(outcome, NoticeStale)
    assert (outcome.by, outcome.view.state) == ("ประชา", S.READY)


def test_one_who_was_quicker_oneself_is_not_named(room: Room) -> None:
    pending(room)
    room.step("ประชา", "approve", 2)

    outcome = room.step("ประชา", "send_back", 2, "ช้าก่อน")

    assert isinstance(outcome, NoticeStale)
    assert outcome.by == ""


def test_sending_pressed_twice_is_looked_into_once(room: Room) -> None:
    room.does("วิภา", DRAFT)

    assert [room.step("วิภา", "submit", 1), room.step("วิภา", "submit", 1)] == [
        NoticeAsked("submit"),
        NoticeAsked("submit"),
    ]
    assert room.errands() == [("preview", 1), ("submit", 1)]


def test_what_has_moved_on_is_not_looked_into(room: Room) -> None:
    pending(room)

    assert isinstance(room.step("วิภา", "submit", 1), NoticeStale)
    assert isinstance(room.step("วิภา", "submit", 2), NoticeStale)
    assert room.errands() == [("preview", 1)]


def test_a_trial_in_between_leaves_the_buttons_good(room: Room) -> None:
    room.does("วิภา", DRAFT)
    put(room, version=2, changed_how="test", changed_by_id=1)

    assert room.step("วิภา", "submit", 1) == NoticeAsked("submit")
    assert room.errands() == [("preview", 1), ("submit", 2)]


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("pause", S.SENDING, S.PAUSED),
        ("resume", S.PAUSED, S.SENDING),
        ("stop", S.SENDING, S.STOPPED),
        ("stop", S.PAUSED, S.STOPPED),
        ("cancel", S.READY, S.CANCELLED),
        ("cancel", S.DRAFT, S.CANCELLED),
    ],
)
def test_a_notice_is_steered(verb: str, before: S, after: S, room: Room) -> None:
    room.does("วิภา", DRAFT)
    put(room, state=before)

    outcome = room.step("วิภา", verb, 1)

    assert isinstance(outcome, NoticeStands)
    assert (outcome.view.state, outcome.verb, acts(room)[-1]) == (after, verb, f"broadcast.{verb}")


@pytest.mark.parametrize(
    ("verb", "state"), [("resume", S.STOPPED), ("stop", S.STOPPED), ("pause", S.DONE)]
)
def test_what_cannot_be_done_is_refused(verb: str, state: S, room: Room) -> None:
    room.does("วิภา", DRAFT)
    put(room, state=state)

    assert room.step("วิภา", verb, 1) == NoticeRefused(f"broadcast.stands.{state}")


def test_a_notice_that_is_not_there_is_refused(room: Room) -> None:
    assert room.does("วิภา", StepNotice(99, 1, "stop")) == NoticeRefused("broadcast.refused.unknown")


@pytest.mark.parametrize(
    ("picked_by", "which", "meant"),
    [
        ("registered", "", Conditions()),
        ("everyone", "", Conditions(scope=Scope.EVERYONE)),
        ("category", "government", Conditions(categories=frozenset({AgencyCategory.GOVERNMENT}))),
        ("app", "webex", Conditions(apps=frozenset({MeetingApp.WEBEX}))),
        (
            "status",
            "active",
            Conditions(statuses=frozenset({RegistrationStatus.ACTIVE})),
        ),
    ],
)
def test_a_choice_means_these_people(picked_by: str, which: str, meant: Conditions) -> None:
    assert notice_turns.conditions(picked_by, which) == meant


def test_no_choice_of_ours_means_nobody() -> None:
    with pytest.raises(ValueError, match="picks nobody"):
        notice_turns.conditions("friends", "")
