"""
A thousand events, thirty kills, and a LINE that fails every tenth call.

Afterwards every event has had exactly one effect and every answer was given exactly once,
but for those of which nobody can know; these are counted and few.
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.base import Database, open_database
from simulator.testing import Line
from tests.e2e.crowd import Talker, drive, wait_until
from tests.e2e.gunicorn_bot import ROOT, GunicornBot

EVENTS = 1_000
KILLS = 30
REGISTERING = 100  # people, eight events each
HURRYING = 40  # people, five events each
# How many cannot be known depends on the machine's speed: few of a thousand, never a flood.
MOST_UNCERTAIN = 50

FAULTS = (("500", 40), ("reset-before", 40), ("reset-after", 40), ("429", 40), ("hang", 400))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the bot remembers it, and whether LINE took one by this event's token."""

    lane: str
    channel: str
    importance: str
    state: str
    messages: int
    was_taken: bool


@pytest.fixture
def line() -> Iterator[Line]:
    with Line() as running:
        for kind, every in FAULTS:
            running.fault("/v2/bot/message/", kind, every, seconds=6 if kind == "hang" else 0)
        yield running


@pytest.mark.slow
def test_killing_the_bot_loses_nothing_and_doubles_nothing(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2563)
    talkers = [*_registering(line), *_hurrying(line)]
    assert sum(len(talker.texts) for talker in talkers) == EVENTS

    with GunicornBot(tmp_path, {"LINE_API_BASE": line.api_base}) as bot:
        line.connect(bot.url)
        kills = _talk_and_kill(line, bot, talkers, chance)
        database = open_database(f"sqlite:///{bot.database}")
        is_settled = wait_until(lambda: _unsettled(database) == 0, seconds=75)

    assert (kills, is_settled) == (KILLS, True)
    assert _rows(database, "SELECT state, count(*) FROM inbox GROUP BY state") == [("done", EVENTS)]
    assert _rows(database, "SELECT count(*), sum(turns) FROM conversations") == [
        (REGISTERING + HURRYING, EVENTS)
    ]
    assert _rows(database, "SELECT count(*), count(DISTINCT agency_id) FROM registrations") == [
        (REGISTERING, REGISTERING)
    ]
    answers = _answers(database, line)
    database.close()
    with capsys.disabled():
        sys.stdout.write(_told(answers))
    assert len(answers) == EVENTS
    _assert_given_once(answers, line)


def _talk_and_kill(
    line: Line, bot: GunicornBot, talkers: list[Talker], chance: random.Random
) -> int:
    """Kill whenever another thirtieth of the events was taken, at no particular moment."""
    kills, share = 0, EVENTS / (KILLS + 1)
    while not all(talker.is_done for talker in talkers):
        taken = sum(talker.taken for talker in talkers)
        # People come one after the other, so that there is something to do at every kill.
        come = [talker for at, talker in enumerate(talkers) if at * 6 <= taken]
        drive(line.platform, come, chance=chance)
        if kills < KILLS and taken >= share * (kills + 1) + chance.random() * 10:
            bot.kill()
            bot.start()
            kills += 1
    return kills


def _registering(line: Line) -> list[Talker]:
    with (ROOT / "models/data/agencies.csv").open(encoding="utf-8", newline="") as file:
        agencies = [row["name_th"] for row in csv.DictReader(file)][:REGISTERING]
    return [
        Talker(
            line.user(f"คนที่ {at}").user_id,
            (
                "สวัสดี",
                "ลงทะเบียน",
                name,
                "1,3",
                "350 คน",
                f"สมหญิง รักงาน 02 280 4085 a{at}@example.go.th",
                "ส่งคำขอ",
                "สถานะ",
            ),
        )
        for at, name in enumerate(agencies)
    ]


def _hurrying(line: Line) -> list[Talker]:
    texts = ("สวัสดี", "เมนู", "คู่มือ teams ไอโฟน", "สถานะ", "ขอบคุณ")
    return [Talker(line.user(f"คนรีบ {at}").user_id, texts, in_hurry=True) for at in range(HURRYING)]


def _unsettled(database: Database) -> int:
    ((inbox, outbox),) = _rows(
        database,
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting'),"
        " (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'attempting'))",
    )
    return int(inbox + outbox)


def _answers(database: Database, line: Line) -> list[Answer]:
    rows = _rows(
        database,
        "SELECT outbox.lane, channel, importance, outbox.state, json_array_length(messages),"
        " inbox.reply_token FROM outbox JOIN inbox ON inbox.id = outbox.inbox_id"
        " ORDER BY outbox.id",
    )
    is_used = line.platform.tokens.is_used
    return [
        Answer(lane, channel, importance, state, messages, is_used(token))
        for lane, channel, importance, state, messages, token in rows
    ]


def _told(answers: list[Answer]) -> str:
    counted = Counter(
        f"{answer.channel} {answer.state}{' (was taken)' if answer.was_taken else ''}"
        for answer in answers
    )
    counts = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
    uncertain = sum(answer.state == "uncertain" for answer in answers)
    return f"\n{EVENTS} events, {KILLS} kills: {counts}; {uncertain} uncertain\n"


def _assert_given_once(answers: list[Answer], line: Line) -> None:
    sent = [answer for answer in answers if answer.state in {"sent", "inferred"}]
    uncertain = [answer for answer in answers if answer.state == "uncertain"]
    # On a slow machine a courtesy may be too late for its token: then it is marked, not sent.
    dropped = [answer for answer in answers if answer.state == "dropped"]
    assert len(sent) + len(uncertain) + len(dropped) == EVENTS
    assert {(one.importance, one.was_taken) for one in dropped} <= {("courtesy", False)}
    assert len(uncertain) <= MOST_UNCERTAIN
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


def _rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(question))]
