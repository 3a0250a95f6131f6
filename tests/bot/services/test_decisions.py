"""What officers type, and who was quicker."""

import pytest

from bot.services import decisions
from bot.services.decisions import Moved, NotPossible
from models.base import Database
from models.vocabulary import RegistrationStatus
from tests.bot.services.desk import NOON, NUMBER, Chat, officer
from tests.bot.services.office import submit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ขอเอกสาร \r\nฉบับจริง ", "ขอเอกสาร \nฉบับจริง"),
        ("ก\u200bข\u202eค\x00ง", "กขคง"),
        ("\u200b\n", ""),
    ],
)
def test_said_keeps_lines_and_drops_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert decisions.said(typed) == kept


@pytest.mark.parametrize(
    ("text", "is_needed", "wrong"),
    [
        ("", False, None),
        ("", True, NotPossible("case.refused.reason_missing")),
        ("ก" * 400, True, None),
        ("ก" * 401, False, NotPossible("case.refused.reason_long")),
    ],
)
def test_wrong_text(text: str, is_needed: bool, wrong: NotPossible | None) -> None:
    assert decisions.wrong_text(text, is_needed=is_needed) == wrong


def test_upon_hands_the_request_to_the_deciding(peopled: Database) -> None:
    Chat(peopled).do(1, submit())
    wipha = officer(peopled, "วิภา")

    def decide(act, case):
        return Moved(case.reference, case.status, case.version, act.staff_id)

    came = [decisions.upon(peopled, row, decide, officer=wipha, now=NOON) for row in (1, 2)]

    assert came == [
        Moved(NUMBER, RegistrationStatus.SUBMITTED, 1, wipha.id),
        NotPossible("case.refused.unknown"),
    ]
