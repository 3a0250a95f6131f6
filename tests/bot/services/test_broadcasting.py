"""Notices are drafted, changed, submitted, approved and steered, each act once."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from bot.services import broadcasting, notices
from bot.services.broadcasting import Done, Refused, Stale
from bot.services.notice_steps import Step, Verb
from models.audit import AuditEntry
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk
from models.vocabulary import BroadcastState, ChunkState, Role
from tests.bot.services.noticing import (
    CONTENT,
    LATER,
    MESSAGES,
    NOW,
    drafted,
    officer_of,
    submission,
    submitted,
    taken,
)

pytestmark = pytest.mark.both


def state_now(database: Database, notice_id: int) -> BroadcastState:
    with database.read() as connection:
        return notices.find(connection, notice_id).state


def put(database: Database, notice_id: int, **values: object) -> None:
    """What the sender does to a notice."""
    with database.write() as connection:
        connection.execute(
            update(Broadcast.__table__).where(Broadcast.id == notice_id).values(**values)
        )


def acts(database: Database) -> list[str]:
    with database.read() as connection:
        query = select(AuditEntry.action).where(AuditEntry.action.startswith("broadcast."))
        return list(connection.scalars(query.order_by(AuditEntry.id)))


def test_a_form_sent_twice_drafts_one_notice(database: Database) -> None:
    officer = officer_of(database, "สมศรี")

    first = broadcasting.draft(database, CONTENT, officer=officer, key="k", now=NOW)
    second = broadcasting.draft(database, CONTENT, officer=officer, key="k", now=LATER)

    assert first.notice.content == CONTENT
    assert second == Done(first.notice, is_repeat=True)
    assert acts(database) == ["broadcast.draft"]


def test_whoever_may_not_announce_drafts_nothing(database: Database) -> None:
    for role in (Role.VIEWER, Role.OFFICER, Role.SCREENER):
        officer = officer_of(database, "สมชาย", role)
        refused = broadcasting.draft(database, CONTENT, officer=officer, key="k", now=NOW)
        assert refused == Refused("broadcast.refused.role")


def test_a_draft_is_kept_while_it_is_written(database: Database) -> None:
    officer = officer_of(database, "สมศรี")
    notice = drafted(database, officer)
    longer = replace(CONTENT, body="เริ่มใช้ได้พรุ่งนี้\nติดต่อ 0 2141 7010")

    kept = broadcasting.change(
        database, notice.id, longer, officer=officer, seen=notice.version, now=LATER
    )
    again = broadcasting.change(
        database, notice.id, replace(longer, title="ใหม่"), officer=officer, seen=2, now=LATER
    )

    assert (kept.notice.content, kept.notice.version) == (longer, 2)
    assert again.notice.version == 3
    assert acts(database) == ["broadcast.draft", "broadcast.change"]


def test_two_who_write_at_once_are_told_of_each_other(database: Database) -> None:
    one, two = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    notice = drafted(database, one)
    theirs = replace(CONTENT, title="ของวิภา")
    broadcasting.change(database, notice.id, theirs, officer=two, seen=1, now=LATER)

    mine = replace(CONTENT, title="ของสมศรี")
    outcome = broadcasting.change(database, notice.id, mine, officer=one, seen=1, now=LATER)

    assert isinstance(outcome, Stale)
    assert (outcome.by, outcome.notice.content.title) == ("วิภา", "ของวิภา")


def test_few_are_told_without_a_second_officer(database: Database) -> None:
    officer = officer_of(database, "สมศรี")

    notice = submitted(database, officer, people=50)

    assert (notice.state, notice.expected, notice.messages) == (BroadcastState.READY, 50, MESSAGES)


def test_many_are_told_only_when_another_officer_agrees(database: Database) -> None:
    author, second = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    notice = submitted(database, author)

    refused = broadcasting.perform(
        database, notice.id, Step(Verb.APPROVE), officer=author, seen=notice.version, now=LATER
    )
    approved = taken(database, notice, Step(Verb.APPROVE), second)

    assert notice.state is BroadcastState.PENDING
    assert refused == Refused("broadcast.refused.own")
    assert (approved.state, approved.approver) == (BroadcastState.READY, "วิภา")
    assert acts(database) == ["broadcast.draft", "broadcast.submit", "broadcast.approve"]


def test_an_author_may_not_approve_in_another_role_either(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    notice = submitted(database, author)

    promoted = replace(author, role=Role.ADMIN)
    refused = broadcasting.perform(
        database, notice.id, Step(Verb.APPROVE), officer=promoted, seen=notice.version, now=LATER
    )

    assert refused == Refused("broadcast.refused.own")
    assert state_now(database, notice.id) is BroadcastState.PENDING


def test_whoever_wrote_a_word_of_it_may_not_approve(database: Database) -> None:
    author, helper = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    notice = drafted(database, author)
    changed = broadcasting.change(
        database,
        notice.id,
        replace(CONTENT, title="อีกหัวเรื่อง"),
        officer=helper,
        seen=notice.version,
        now=LATER,
    )
    pending = taken(database, changed.notice, submission(changed.notice), author)

    refused = broadcasting.perform(
        database, notice.id, Step(Verb.APPROVE), officer=helper, seen=pending.version, now=LATER
    )

    assert refused == Refused("broadcast.refused.own")


def test_a_double_click_is_one_act(database: Database) -> None:
    author, second = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    notice = submitted(database, author)
    once = taken(database, notice, Step(Verb.APPROVE), second)

    twice = broadcasting.perform(
        database, notice.id, Step(Verb.APPROVE), officer=second, seen=notice.version, now=LATER
    )

    assert twice == Done(once, is_repeat=True)
    assert acts(database).count("broadcast.approve") == 1


def test_whoever_comes_second_learns_who_was_first(database: Database) -> None:
    author, second = officer_of(database, "สมศรี"), officer_of(database, "วิภา")
    third = officer_of(database, "ธนา")
    notice = submitted(database, author)
    taken(database, notice, Step(Verb.SEND_BACK, note="แก้วันที่"), second)

    outcome = broadcasting.perform(
        database, notice.id, Step(Verb.APPROVE), officer=third, seen=notice.version, now=LATER
    )

    assert isinstance(outcome, Stale)
    assert (outcome.by, outcome.notice.state) == ("วิภา", BroadcastState.DRAFT)


def test_what_was_stopped_stays_stopped(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    notice = submitted(database, author, people=10)
    put(database, notice.id, state=BroadcastState.SENDING)
    stopped = taken(database, notice, Step(Verb.STOP), author)

    for verb in (Verb.RESUME, Verb.STOP, Verb.PAUSE, Verb.RETRY):
        outcome = broadcasting.perform(
            database, notice.id, Step(verb), officer=author, seen=stopped.version, now=LATER
        )
        assert outcome == Refused("broadcast.stands.stopped")
    assert state_now(database, notice.id) is BroadcastState.STOPPED


def add_chunk(database: Database, notice_id: int, number: int, state: str, **more: object) -> None:
    values = {
        "broadcast_id": notice_id,
        "number": number,
        "retry_key": f"{notice_id}-{number}",
        "first_id": 500 * number + 1,
        "last_id": 500 * number + 500,
        "size": 500,
        "groups": {"1": 500},
        "state": state,
    }
    with database.write() as connection:
        connection.execute(insert(BroadcastChunk.__table__), values | more)


def chunks(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        query = select(BroadcastChunk.state, BroadcastChunk.retry_key)
        return [tuple(row) for row in connection.execute(query.order_by(BroadcastChunk.number))]


def test_only_what_failed_is_sent_again_and_under_a_new_key(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    notice = submitted(database, author, people=10)
    put(database, notice.id, state=BroadcastState.DONE)
    for number, state in enumerate((ChunkState.SENT, ChunkState.FAILED, ChunkState.UNCERTAIN)):
        add_chunk(database, notice.id, number, state)

    again = taken(database, notice, Step(Verb.RETRY), author)

    (sent, failed, uncertain) = chunks(database)
    assert again.state is BroadcastState.SENDING
    assert (sent, uncertain) == (("sent", f"{notice.id}-0"), ("uncertain", f"{notice.id}-2"))
    assert failed[0] == "waiting"
    assert failed[1] != f"{notice.id}-1"


def test_nothing_is_sent_again_when_nothing_failed(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    notice = submitted(database, author, people=10)
    put(database, notice.id, state=BroadcastState.DONE)
    add_chunk(database, notice.id, 0, ChunkState.UNCERTAIN)

    outcome = broadcasting.perform(
        database, notice.id, Step(Verb.RETRY), officer=author, seen=notice.version, now=LATER
    )

    assert outcome == Refused("broadcast.refused.nothing_failed")


def test_a_correction_is_begun_from_what_was_sent(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    notice = submitted(database, author, people=10)

    early = broadcasting.correct(database, notice.id, officer=author, key="c", now=LATER)
    put(database, notice.id, state=BroadcastState.DONE)
    begun = broadcasting.correct(database, notice.id, officer=author, key="c", now=LATER)

    assert early == Refused("broadcast.refused.not_sent_yet")
    assert (begun.notice.corrects_id, begun.notice.state) == (notice.id, BroadcastState.DRAFT)
    assert begun.notice.content == replace(CONTENT, button=None, link=None)


def test_what_nobody_wrote_cannot_be_acted_on(database: Database) -> None:
    author = officer_of(database, "สมศรี")

    outcome = broadcasting.perform(database, 7, Step(Verb.STOP), officer=author, seen=1, now=LATER)

    assert outcome == Refused("broadcast.refused.unknown")
