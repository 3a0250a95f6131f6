"""What is found out about a notice before it is sent."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.line.outcomes import Accepted, Cause, Faulty, Problem, Quota, TryLater, Verdict
from bot.services import checking, notices, wording
from bot.services.checking import AskLine
from bot.services.notice_rules import Sum
from models.base import Database
from tests.bot.console.casefile import file_two
from tests.bot.services.noticing import CONTENT, NOW, drafted, officer_of, send

pytestmark = pytest.mark.both

CATALOGUE = wording.shipped()
TOMORROW_MS = int((NOW + timedelta(days=1)).timestamp() * 1000)


def check(database: Database, verdict: Verdict, quota: Quota | None, content=CONTENT):
    notice = drafted(database, officer_of(database, "สมศรี"), content)
    line = AskLine(lambda _: verdict, lambda: quota)
    return checking.check(database, notice, line=line, catalogue=CATALOGUE, now=NOW)


def test_a_check_counts_reckons_and_asks_line(database: Database) -> None:
    file_two(database)

    found = check(database, Accepted(), Quota(300, 216))

    assert (found.people, found.sum, found.version) == (2, Sum(300, 216, 2), 1)
    assert (found.problems, found.is_certain) == ((), True)
    assert found.messages.startswith('[{"type":"flex","altText":"ประกาศ สดช.: Webex')


def test_what_line_finds_wrong_is_told(database: Database) -> None:
    wrong = Faulty((Problem("messages[0].altText", "May not be empty"), Problem("x", "")))

    assert check(database, wrong, Quota(None, 0)).problems == ("May not be empty", "x")


def test_when_line_is_silent_nothing_is_certain(database: Database) -> None:
    silent = check(database, TryLater(Cause.NETWORK, is_unclear=True), None)

    assert (silent.is_certain, silent.sum.is_known) == (False, False)


def test_line_is_not_asked_about_what_we_find_wrong_ourselves(database: Database) -> None:
    found = check(database, Faulty((Problem("x", "y"),)), Quota(300, 0), replace(CONTENT, title=""))

    assert (found.problems, found.is_certain) == ((), False)


def test_no_end_of_messages_is_always_enough(database: Database) -> None:
    notice = drafted(database, officer_of(database, "สมศรี"))

    assert checking.cost(Quota(None, 9_999), 1_000_000, notice, now=NOW).is_enough


@pytest.mark.parametrize(
    ("day", "used"),
    [(None, 216), ("2020-03-31", 216), ("2020-04-01", 216), ("2020-04-02", 0)],
)
def test_a_notice_of_next_month_costs_of_next_months_messages(
    database: Database, day: str | None, used: int
) -> None:
    at = datetime.fromisoformat(f"{day}T09:00+07:00") if day else None
    send_ms = int(at.timestamp() * 1000) if at else None
    author = officer_of(database, "สมศรี")
    notice = drafted(database, author, replace(CONTENT, send_ms=send_ms))

    assert checking.cost(Quota(300, 216), 2, notice, now=NOW) == Sum(300, used, 2)


def test_a_correction_is_counted_by_who_was_told(database: Database) -> None:
    file_two(database)
    notice = drafted(database, officer_of(database, "สมศรี"))

    counted = checking.count(database, replace(notice, corrects_id=99), now=NOW)

    assert counted.people == 0
    assert notices.announcement(replace(notice, corrects_id=99)).is_correction


def test_a_notice_of_tomorrow_reaches_who_had_one_today(database: Database) -> None:
    file_two(database)
    send(database, 7, 1, 2, at=NOW)
    author = officer_of(database, "สมศรี")
    today = drafted(database, author)
    tomorrow = drafted(database, author, replace(CONTENT, send_ms=TOMORROW_MS))

    people = [checking.count(database, one, now=NOW).people for one in (today, tomorrow)]

    assert people == [0, 2]


@pytest.mark.parametrize(
    ("now", "planned", "leaves"),
    [
        ("2020-03-17T09:30+07:00", None, "2020-03-17T09:30+07:00"),
        ("2020-03-17T21:30+07:00", None, "2020-03-18T08:00+07:00"),
        ("2020-03-17T09:30+07:00", "2020-03-18T21:00+07:00", "2020-03-19T08:00+07:00"),
        ("2020-03-17T09:30+07:00", "2020-03-16T09:00+07:00", "2020-03-17T09:30+07:00"),
    ],
)
def test_a_notice_leaves_when_it_is_planned_and_people_are_awake(
    database: Database, now: str, planned: str | None, leaves: str
) -> None:
    at = datetime.fromisoformat(planned) if planned else None
    send_ms = int(at.timestamp() * 1000) if at else None
    notice = drafted(database, officer_of(database, "สมศรี"), replace(CONTENT, send_ms=send_ms))

    found = checking.leaves(notice, now=datetime.fromisoformat(now))

    assert found == datetime.fromisoformat(leaves)
