"""
What became of everything, once all is settled: what the bot remembers against what LINE showed.

Every event has had exactly one effect and every answer was given exactly once, but for those
of which nobody can know; these are counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import text

from models.base import Database
from simulator.testing import Line


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the bot remembers it, and whether LINE took one by this event's token."""

    lane: str
    channel: str
    importance: str
    state: str
    messages: int
    was_taken: bool


def unsettled(database: Database) -> int:
    """How many events wait for their turn, messages for their end, and notices to be sent."""
    ((waiting,),) = rows(
        database,
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')"
        " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'attempting'))"
        " + (SELECT count(*) FROM notice_errands)"
        " + (SELECT count(*) FROM broadcasts WHERE state IN ('ready', 'preparing', 'sending'))",
    )
    return int(waiting)


def answers(database: Database, line: Line) -> list[Answer]:
    """Every message that answers an event, or tells somebody else of it."""
    found = rows(
        database,
        "SELECT outbox.lane, channel, importance, outbox.state, messages,"
        " inbox.reply_token FROM outbox LEFT JOIN inbox ON inbox.id = outbox.inbox_id"
        " ORDER BY outbox.id",
    )
    is_used = line.platform.tokens.is_used
    return [
        Answer(lane, channel, importance, state, len(orjson.loads(messages)), is_used(token or ""))
        for lane, channel, importance, state, messages, token in found
    ]


def told(answers: Sequence[Answer]) -> str:
    """How many ended how, in a line."""
    counted = Counter(
        f"{answer.channel} {answer.state}{' (was taken)' if answer.was_taken else ''}"
        for answer in answers
    )
    counts = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
    return f"{counts}; {uncertain(answers)} uncertain"


def uncertain(answers: Sequence[Answer]) -> int:
    return sum(answer.state == "uncertain" for answer in answers)


def assert_given_once(answers: Sequence[Answer], line: Line) -> None:
    """What is marked as sent was seen once, and nothing else was seen."""
    sent = [answer for answer in answers if answer.state in {"sent", "inferred"}]
    # On a slow machine a courtesy may be too late for its token: then it is marked, not sent.
    dropped = [answer for answer in answers if answer.state == "dropped"]
    assert len(sent) + uncertain(answers) + len(dropped) == len(answers)
    assert {(one.importance, one.was_taken) for one in dropped} <= {("courtesy", False)}
    assert [one for one in sent if one.was_taken != (one.channel == "reply")] == []

    given = Counter[str]()
    for answer in answers:
        if answer in sent or answer.was_taken:
            given[answer.lane] += answer.messages
    seen = Counter(
        {
            chat.id: sum(shown.author == "bot" for shown in chat.history)
            for chat in line.platform.chats.values()
        }
    )
    assert seen == given


def rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(question))]
