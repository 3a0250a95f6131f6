"""Sentences to choose from: the first ones, and what officers make of them."""

import pytest

from bot.services import reasons, wording
from bot.services.decisions import NotPossible
from bot.services.reasons import Reason
from models.base import Database
from tests.bot.services.desk import NOON, officer


def texts(database: Database, verb: str) -> list[str]:
    return [reason.text for reason in reasons.of(database, verb)]


def test_the_first_sentences_come_from_the_catalogue_once(database: Database) -> None:
    reasons.seed(database, wording.shipped().text, now=NOON)
    reasons.seed(database, lambda key: "other", now=NOON)

    assert texts(database, "reject") == [
        wording.shipped().text("reasons.reject.not_state"),
        wording.shipped().text("reasons.reject.duplicate"),
        wording.shipped().text("reasons.reject.unreachable"),
    ]
    assert {reason.verb for reason in reasons.of(database)} == {"ask", "reject", "withdraw"}


def test_sentences_are_added_changed_and_dropped(database: Database) -> None:
    by = {"officer": officer(database, "วิภา"), "now": NOON}
    first = reasons.add(database, "reject", " ซ้ำ ", **by)
    second = reasons.add(database, "reject", "ติดต่อไม่ได้", **by)
    assert isinstance(second, Reason)

    changed = reasons.change(database, second.id, "ติดต่อไม่ได้เลย", **by)
    dropped = [reasons.drop(database, row, **by) for row in (1, 1)]

    assert first == Reason(1, "ซ้ำ", "reject")
    assert (changed, dropped) == (None, [True, False])
    assert texts(database, "reject") == ["ติดต่อไม่ได้เลย"]
    with database.read() as connection:
        acts = connection.exec_driver_sql("SELECT action, subject FROM audit ORDER BY id").all()
    assert acts == [
        ("reason.added", "canned reason 1"),
        ("reason.added", "canned reason 2"),
        ("reason.changed", "canned reason 2"),
        ("reason.dropped", "canned reason 1"),
    ]


@pytest.mark.parametrize(
    ("verb", "text", "key"),
    [
        ("reject", "  ", "case.refused.reason_missing"),
        ("reject", "ก" * 301, "case.refused.canned_long"),
        ("dance", "ก", "case.refused.verb"),
    ],
)
def test_what_cannot_be_a_sentence_says_why(
    database: Database, verb: str, text: str, key: str
) -> None:
    by = {"officer": officer(database, "วิภา"), "now": NOON}

    assert reasons.add(database, verb, text, **by) == NotPossible(key)


def test_there_are_no_more_than_anybody_looks_through(database: Database) -> None:
    by = {"officer": officer(database, "วิภา"), "now": NOON}
    for number in range(reasons.MOST):
        reasons.add(database, "ask", f"ข้อ {number}", **by)

    refused = reasons.add(database, "ask", "อีกข้อ", **by)
    gone = reasons.change(database, 999, "ข้อใหม่", **by)

    assert refused == NotPossible("case.refused.many_reasons")
    assert gone == NotPossible("case.refused.reason_gone")
