"""Two requests are compared line by line, and made one."""

from collections.abc import Callable

import pytest

from models.base import Database
from models.vocabulary import Role
from tests.bot.console.casefile import CASE, OTHER, file_two, stand
from tests.bot.console.conftest import Browser

SignIn = Callable[[Role], Browser]


@pytest.fixture(autouse=True)
def requests(database: Database) -> None:
    file_two(database)


@pytest.fixture
def browser(signed_in: SignIn) -> Browser:
    return signed_in(Role.SCREENER)


def test_the_comparison_marks_what_differs(browser: Browser) -> None:
    page = browser.get(f"{CASE}/merge?into={OTHER}").text

    assert page.count('<tr class="differs">') == 4  # agency, category, province, contacts
    assert "จังหวัดเชียงใหม่" in page
    assert "มาลี ตั้งใจงาน" in page


@pytest.mark.parametrize("into", ["", "WFH-63-00009-X", "WFH-63-00001-E"])
def test_a_request_is_compared_with_another_one_only(browser: Browser, into: str) -> None:
    assert browser.get(f"{CASE}/merge?into={into}").status_code == 404


def test_merging_closes_the_one_and_leads_to_the_other(
    database: Database, browser: Browser
) -> None:
    answer = browser.post(f"{CASE}/merge", {"into": OTHER, "version": 1})

    assert answer.status_code == 303
    assert (stand(database), stand(database, OTHER)) == (("merged", 2), ("submitted", 1))
    assert f"รวมเข้ากับ {OTHER}" in browser.get(CASE).text


def test_merging_twice_is_harmless(database: Database, browser: Browser) -> None:
    forms = [browser.post(f"{CASE}/merge", {"into": OTHER, "version": 1}) for _ in range(2)]

    assert [form.status_code for form in forms] == [303, 303]
    assert stand(database) == ("merged", 2)


def test_what_cannot_be_merged_says_why(database: Database, browser: Browser) -> None:
    answer = browser.post(f"{CASE}/merge", {"into": "WFH-63-00009-X", "version": 1})

    assert (answer.status_code, stand(database)) == (422, ("submitted", 1))
    assert "ไม่พบคำขอปลายทาง" in answer.text
