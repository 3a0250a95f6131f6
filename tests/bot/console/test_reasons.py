"""The sentences for reasons are the office's own: added, changed and dropped."""

from collections.abc import Callable

import pytest

from bot.services import reasons
from models.base import Database
from models.vocabulary import Role
from tests.bot.console.conftest import Browser

SignIn = Callable[[Role], Browser]
PLACE = "/console/reasons"


@pytest.fixture
def browser(signed_in: SignIn) -> Browser:
    return signed_in(Role.SCREENER)


def listed(database: Database) -> list[tuple[str, str]]:
    return [(reason.verb, reason.text) for reason in reasons.of(database)]


def test_a_sentence_is_added_changed_and_dropped(database: Database, browser: Browser) -> None:
    browser.post(PLACE, {"verb": "reject", "text": "ไม่ใช่หน่วยงานของรัฐค่ะ"})
    assert listed(database) == [("reject", "ไม่ใช่หน่วยงานของรัฐค่ะ")]

    browser.post(f"{PLACE}/1", {"text": "โครงการนี้สำหรับหน่วยงานของรัฐค่ะ"})
    assert listed(database) == [("reject", "โครงการนี้สำหรับหน่วยงานของรัฐค่ะ")]
    assert "โครงการนี้สำหรับหน่วยงานของรัฐค่ะ" in browser.get(PLACE).text

    assert browser.post(f"{PLACE}/1", {"text": "", "drop": "yes"}).status_code == 303
    assert listed(database) == []


@pytest.mark.parametrize(
    ("verb", "text", "fault"),
    [
        ("reject", "", "กรุณาเขียนเหตุผล"),
        ("reject", "ย" * 301, "ไม่เกิน 300"),
        ("approve", "ผ่านค่ะ", "ไม่รู้จักรายการนี้"),
    ],
)
def test_what_cannot_be_kept_says_why_and_stays_in_the_form(
    database: Database, browser: Browser, verb: str, text: str, fault: str
) -> None:
    answer = browser.post(PLACE, {"verb": verb, "text": text})

    assert (answer.status_code, listed(database)) == (422, [])
    assert fault in answer.text.replace("\u00a0", " ")
    assert f">{text}</textarea>" in answer.text


def test_changing_a_sentence_that_is_gone_says_so(browser: Browser) -> None:
    answer = browser.post(f"{PLACE}/7", {"text": "หายไปแล้ว"})

    assert answer.status_code == 422
    assert "อาจมีผู้ลบไปแล้ว" in answer.text


def test_officers_choose_reasons_and_screeners_write_them(signed_in: SignIn) -> None:
    assert signed_in(Role.OFFICER).get(PLACE).status_code == 403
