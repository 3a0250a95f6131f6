"""A notice that is written is agreed to, planned, paused, stopped and corrected, each act once."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from bot.console.desk import Desk
from models.broadcast import Broadcast, BroadcastChunk
from models.contact import Contact
from models.vocabulary import BroadcastState, ChunkState, Role
from tests.bot.console.announcer import announced, app, begin, desk, do, kept, path, submit, told
from tests.bot.console.conftest import NOW, Browser

__all__ = ["announced", "app", "desk"]

S = BroadcastState
SignedIn = Callable[[Role], Browser]


@pytest.fixture
def author(signed_in: SignedIn) -> Browser:
    return signed_in(Role.ANNOUNCER)


@pytest.fixture
def second(signed_in: SignedIn) -> Browser:
    return signed_in(Role.ADMIN)


def pending(author: Browser) -> int:
    number = begin(author)
    assert submit(author, number).status_code == 303
    return number


def put(desk: Desk, number: int, state: BroadcastState, **values: object) -> None:
    """What the sender makes of a notice."""
    with desk.database.write() as connection:
        change = update(Broadcast.__table__).where(Broadcast.id == number)
        connection.execute(change.values(state=state, **values))


def add_call(desk: Desk, number: int, state: ChunkState, place: int = 0) -> None:
    values = {
        "broadcast_id": number,
        "number": place,
        "retry_key": f"{number}-{place}",
        "first_id": 1,
        "last_id": 2,
        "size": 2,
        "groups": {"1": 2},
        "state": state,
    }
    with desk.database.write() as connection:
        connection.execute(insert(BroadcastChunk.__table__), values)


def test_a_second_officer_sees_exactly_what_goes_out_and_agrees(
    author: Browser, second: Browser, desk: Desk, announced: list[str]
) -> None:
    number = pending(author)

    home = told(second.get("/console/"))
    shown = told(second.get(path(number)))
    answer = do(second, number, "approve", 3)

    notice = kept(desk.database, number)
    assert "Webex เปิดให้ใช้งานแล้ว" in home
    assert "อนุมัติให้ส่ง 2 คน" in shown
    assert "ประกาศ สดช.: Webex เปิดให้ใช้งานแล้ว" in shown
    assert (answer.status_code, notice.state) == (303, S.READY)
    assert (notice.approver, announced) == ("ทดสอบ admin", ["woken"])


def test_what_the_month_has_too_few_messages_for_is_not_agreed_to(
    author: Browser, second: Browser, desk: Desk, announced: list[str]
) -> None:
    number = begin(author)
    assert submit(author, number, scope="everyone").status_code == 303
    with desk.database.write() as connection:
        rows = [{"line_id": f"V{n}", "created_at": NOW} for n in range(90)]
        connection.execute(insert(Contact.__table__), rows)

    answer = do(second, number, "approve", 3)

    assert answer.status_code == 422
    assert "ขาดอีก 9 ข้อความ" in told(answer)
    assert (kept(desk.database, number).state, announced) == (S.PENDING, [])


def test_the_author_is_not_offered_to_agree_and_refused_when_trying(
    author: Browser, desk: Desk, announced: list[str]
) -> None:
    number = pending(author)

    shown = told(author.get(path(number)))
    answer = do(author, number, "approve", 3)

    assert "อนุมัติให้ส่ง" not in shown
    assert answer.status_code == 422
    assert "คุณร่วมเขียนประกาศนี้ จึงอนุมัติเองไม่ได้" in told(answer)
    assert (kept(desk.database, number).state, announced) == (S.PENDING, [])


def test_sending_back_needs_a_word_that_the_author_reads(
    author: Browser, second: Browser, desk: Desk
) -> None:
    number = pending(author)

    silent = do(second, number, "send_back", 3)
    answer = do(second, number, "send_back", 3, note="แก้วันที่ด้วย")

    assert silent.status_code == 422
    assert answer.status_code == 303
    assert kept(desk.database, number).state is S.DRAFT
    assert "แก้วันที่ด้วย" in told(author.get(path(number)))


def test_a_double_click_is_one_act_and_a_slower_colleague_is_told(
    author: Browser, second: Browser, signed_in: SignedIn, desk: Desk
) -> None:
    number = pending(author)

    first = do(second, number, "approve", 3)
    again = do(second, number, "approve", 3)
    slower = do(author, number, "recall", 3)
    said = told(author.get(path(number)))

    assert [answer.status_code for answer in (first, again, slower)] == [303, 303, 303]
    assert kept(desk.database, number).version == 4
    assert "ทดสอบ admin จัดการประกาศนี้ไปก่อนแล้ว" in said


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"day": "16/3/2563", "clock": "09:00"}, "เวลาที่ตั้งไว้ผ่านไปแล้ว"),
        ({"day": "1/9/2563", "clock": "09:00"}, "อ่านวันหรือเวลาไม่ได้"),
        ({"day": "พรุ่งนี้", "clock": "09:00"}, "อ่านวันหรือเวลาไม่ได้"),
        ({"day": "18/3/2563", "clock": "25:00"}, "อ่านวันหรือเวลาไม่ได้"),
    ],
)
def test_a_time_that_cannot_be_is_refused(author: Browser, form: dict[str, str], why: str) -> None:
    number = pending(author)

    answer = do(author, number, "schedule", 3, when="later", **form)

    assert answer.status_code == 422
    assert why in told(answer)


def test_the_time_can_be_changed_while_it_waits(author: Browser, desk: Desk) -> None:
    number = pending(author)

    do(author, number, "schedule", 3, when="later", day="18/3/2563", clock="21.15")
    shown = told(author.get(path(number)))

    assert kept(desk.database, number).content.send_ms == 1_584_540_900_000
    assert "จะเริ่มส่ง 19 มี.ค. 2563 08.00 น." in shown


def test_sending_is_paused_goes_on_and_is_stopped_for_good(author: Browser, desk: Desk) -> None:
    number = pending(author)
    put(desk, number, S.SENDING)
    add_call(desk, number, ChunkState.SENT)
    add_call(desk, number, ChunkState.WAITING, 1)

    do(author, number, "pause", 3)
    paused = told(author.get(path(number)))
    do(author, number, "resume", 4)
    do(author, number, "stop", 5)
    late = do(author, number, "resume", 6)
    twice = do(author, number, "stop", 6)

    assert "เจ้าหน้าที่พักการส่งไว้" in paused
    assert kept(desk.database, number).state is S.STOPPED
    assert (late.status_code, twice.status_code) == (422, 422)
    assert "ประกาศนี้หยุดส่งไปแล้ว ส่งต่อไม่ได้" in told(late)


def test_what_grew_is_let_go_only_by_somebody_else(
    author: Browser, second: Browser, desk: Desk
) -> None:
    number = pending(author)
    put(desk, number, S.PAUSED, paused_why="grown", recipients=90)

    mine = do(author, number, "resume", 3)
    theirs = do(second, number, "resume", 3)

    notice = kept(desk.database, number)
    assert (mine.status_code, theirs.status_code) == (422, 303)
    assert (notice.state, notice.approver, notice.expected) == (S.SENDING, "ทดสอบ admin", 90)


def test_a_correction_is_begun_once_and_only_of_what_was_sent(author: Browser, desk: Desk) -> None:
    number = pending(author)

    early = author.post(path(number, "correct"), {"key": "correct"})
    put(desk, number, S.DONE)
    first = author.post(path(number, "correct"), {"key": "correct"})
    again = author.post(path(number, "correct"), {"key": "correct"})

    assert early.status_code == 422
    assert first.headers["Location"] == again.headers["Location"]
    assert kept(desk.database, number + 1).corrects_id == number
    assert "ส่งถึงคนที่ได้รับ “Webex เปิดให้ใช้งานแล้ว” ไปแล้วเท่านั้น" in told(author.get(path(number + 1)))


def test_a_verb_that_is_none_is_not_found(author: Browser) -> None:
    number = pending(author)

    answers = [do(author, number, verb, 3) for verb in ("submit", "test", "change", "burn")]

    assert [answer.status_code for answer in answers] == [404] * 4
