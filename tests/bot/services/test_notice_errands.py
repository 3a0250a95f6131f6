"""What no turn may wait for: looked into with LINE, done once, and told once."""

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select, update

from bot.line.outcomes import Cause, Faulty, Problem, Quota, TryLater
from handlers.turn import NoticeStands
from models.base import Database
from models.broadcast import Broadcast, NoticeErrand
from models.staff import Staff
from models.vocabulary import BroadcastState, Role
from tests.bot.services.announcers import DRAFT, Room, buttons
from tests.bot.services.noticing import NOW

pytestmark = pytest.mark.both
S = BroadcastState
_b, _errand, _staff = Broadcast.__table__, NoticeErrand.__table__, Staff.__table__


@pytest.fixture
def room(database: Database) -> Room:
    made = Room(database)
    made.bound("วิภา")
    made.bound("ประชา", Role.ADMIN)
    made.bound("สมศรี", Role.OFFICER)
    return made


def texts(messages: list[dict[str, object]]) -> str:
    """All that is said, with plain spaces."""
    return orjson.dumps(messages).decode().replace("\xa0", " ")


def stands(room: Room) -> tuple[str, int]:
    with room.database.read() as connection:
        row = connection.execute(select(_b.c.state, _b.c.version)).one()
    return row.state, row.version


def drafted(room: Room) -> None:
    """A draft whose preview was seen."""
    room.does("วิภา", DRAFT)
    assert room.run() == 1
    room.pushed()


def test_an_errand_that_cannot_be_done_is_told_of_once(room: Room) -> None:
    room.does("วิภา", DRAFT)
    with room.database.write() as connection:
        connection.execute(update(_errand).values(verb="unheard of"))

    assert room.run() == 1

    ((lane, messages),) = room.pushed()
    assert (lane, "ขออภัย" in texts(messages), room.errands()) == ("Uวิภา", True, [])


def test_without_errands_there_is_nothing_to_do(room: Room) -> None:
    assert (room.run(), room.pushed()) == (0, [])


def test_a_preview_shows_the_very_card_whom_it_reaches_and_what_it_costs(room: Room) -> None:
    room.does("วิภา", DRAFT)

    assert room.run() == 1

    ((lane, messages),) = room.pushed()
    assert (lane, room.woken, room.errands()) == ("Uวิภา", ["Uวิภา"], [])
    assert messages[0]["altText"] == "ประกาศ สดช.: ปิดปรับปรุงระบบ"
    assert "ส่งถึง 3 คน" in texts(messages)
    assert "เหลือ 497 จาก 500" in texts(messages)
    assert buttons(messages) == ["notice|submit|1.1|", "notice|test|1.1|", "notice|cancel|1.1|"]
    assert stands(room) == ("draft", 1)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ({"quota": Quota(2, 0)}, "ขาดอีก 1 ข้อความ"),
        ({"say": Faulty((Problem("/", "too long"),))}, "LINE ไม่รับข้อความนี้: too long"),
    ],
)
def test_what_cannot_be_sent_is_told_with_no_button_to_send_it(
    trouble: dict[str, object], told: str, room: Room
) -> None:
    for name, value in trouble.items():
        setattr(room, name, value)
    room.does("วิภา", DRAFT)

    room.run()

    ((_, messages),) = room.pushed()
    assert told in texts(messages)
    assert buttons(messages) == ["notice|cancel|1.1|"]


def test_a_trial_goes_to_the_officer_alone(room: Room) -> None:
    drafted(room)
    room.step("วิภา", "test", 1)

    room.run()

    pushes = room.pushed()
    assert [lane for lane, _ in pushes] == ["Uวิภา", "Uวิภา"]
    assert "ทดสอบประกาศ" in texts(pushes[0][1])
    assert buttons(pushes[1][1])[0] == "notice|submit|1.2|"
    assert stands(room) == ("draft", 2)


def test_a_notice_to_few_is_ready_at_once(room: Room) -> None:
    drafted(room)
    room.step("วิภา", "submit", 1)

    room.run()

    assert stands(room) == ("ready", 2)
    assert [lane for lane, _ in room.pushed()] == ["Uวิภา"]


def test_a_notice_to_many_waits_for_any_colleague_who_may_approve(room: Room) -> None:
    room.people(60)
    drafted(room)
    room.step("วิภา", "submit", 1)

    room.run()

    (own, asked) = room.pushed()
    assert stands(room) == ("pending", 2)
    assert (own[0], buttons(own[1])) == ("Uวิภา", ["notice|cancel|1.2|"])
    assert (asked[0], buttons(asked[1])) == (
        "Uประชา",
        ["notice|approve|1.2|", "notice|send_back|1.2|"],
    )
    assert asked[1][0]["altText"] == "ประกาศ สดช.: ปิดปรับปรุงระบบ"


def test_approved_from_line_it_is_ready(room: Room) -> None:
    room.people(60)
    drafted(room)
    room.step("วิภา", "submit", 1)
    room.run()

    outcome = room.step("ประชา", "approve", 2)

    assert isinstance(outcome, NoticeStands)
    assert stands(room) == ("ready", 3)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ({"quota": Quota(2, 0)}, "โควตาข้อความเดือนนี้ไม่พอ"),
        ({"quota": None}, "ยังตรวจกับ LINE ไม่ได้"),
        ({"say": TryLater(Cause.NETWORK, is_unclear=False)}, "ยังตรวจกับ LINE ไม่ได้"),
    ],
)
def test_what_has_become_impossible_is_refused_and_stays_a_draft(
    trouble: dict[str, object], told: str, room: Room
) -> None:
    drafted(room)
    for name, value in trouble.items():
        setattr(room, name, value)
    room.step("วิภา", "submit", 1)

    room.run()

    ((lane, messages),) = room.pushed()
    assert (lane, stands(room)) == ("Uวิภา", ("draft", 1))
    assert told in texts(messages)


def test_nobody_meant_is_said_before_anything_is_sent(room: Room) -> None:
    room.does("วิภา", DRAFT.__class__(DRAFT.title, DRAFT.body, "category", "independent"))

    room.run()

    ((_, messages),) = room.pushed()
    assert "ไม่มีใครตรงกับเงื่อนไขนี้" in texts(messages)


def test_who_left_meanwhile_has_nothing_sent(room: Room) -> None:
    drafted(room)
    room.step("วิภา", "submit", 1)
    with room.database.write() as connection:
        gone = update(_staff).where(_staff.c.name == "วิภา")
        connection.execute(gone.values(left_at=NOW))

    assert room.run() == 1

    assert (stands(room), room.pushed(), room.errands()) == (("draft", 1), [], [])


def test_an_errand_somebody_is_at_is_left_alone(room: Room) -> None:
    room.does("วิภา", DRAFT)
    until = int((NOW + timedelta(seconds=30)).timestamp() * 1000)
    with room.database.write() as connection:
        connection.execute(update(_errand).values(lease_ms=until))

    assert room.run() == 0
    assert room.run(now=NOW + timedelta(minutes=1)) == 1


def test_what_was_done_before_a_crash_is_told_after_it_and_done_once(room: Room) -> None:
    drafted(room)
    room.step("วิภา", "submit", 1)
    with room.database.read() as connection:
        row = connection.execute(select(_errand)).one()
    room.run()
    room.pushed()
    left = {"broadcast_id": 1, "staff_id": row.staff_id, "verb": "submit", "seen": 1}
    with room.database.write() as connection:  # as if it had died before the errand was ended
        connection.execute(_errand.insert(), left | {"lease_ms": 0})

    room.run()

    assert stands(room) == ("ready", 2)
    assert [lane for lane, _ in room.pushed()] == ["Uวิภา"]


def test_a_preview_of_what_has_changed_is_not_shown(room: Room) -> None:
    room.does("วิภา", DRAFT)
    room.step("วิภา", "cancel", 1)

    assert room.run() == 1
    assert room.pushed() == []
