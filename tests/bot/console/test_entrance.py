"""Nobody passes the entrance who is not signed in, may not, or comes from a foreign page."""

from collections.abc import Callable

from flask import Flask

from models.vocabulary import Role
from tests.bot.console.conftest import Browser


def test_who_is_not_signed_in_is_led_there(app: Flask) -> None:
    answer = app.test_client().get("/console/")

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/console/sign-in?next=/console/",
    )


def test_who_is_signed_in_sees_the_first_page(signed_in: Callable[[Role], Browser]) -> None:
    answer = signed_in(Role.VIEWER).get("/console/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_refused(signed_in: Callable[[Role], Browser]) -> None:
    browser = signed_in(Role.ADMIN)

    answer = browser.client.post("/console/sign-out")

    assert answer.status_code == 400
    assert browser.get("/console/").status_code == 200


def test_a_form_of_a_foreign_page_is_refused(signed_in: Callable[[Role], Browser]) -> None:
    browser = signed_in(Role.ADMIN)

    answer = browser.post("/console/sign-out", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert browser.get("/console/").status_code == 200


def test_signing_out_ends_the_session(signed_in: Callable[[Role], Browser]) -> None:
    browser = signed_in(Role.VIEWER)

    assert browser.post("/console/sign-out").status_code == 303
    assert browser.get("/console/").status_code == 303


def test_what_is_not_there_is_said_in_the_consoles_own_words(
    signed_in: Callable[[Role], Browser],
) -> None:
    browser = signed_in(Role.VIEWER)

    answers = [browser.get("/console/nothing/here"), browser.post("/console/nothing")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "ไม่พบหน้าหรือรายการนี้" in answers[0].text
    assert "Content-Security-Policy" in answers[1].headers


def test_a_form_that_is_too_large_is_refused_kindly(
    signed_in: Callable[[Role], Browser],
) -> None:
    answer = signed_in(Role.VIEWER).post("/console/me/shortcuts", {"much": "ก" * 1_000_001})

    assert (answer.status_code, "ขนาดใหญ่เกินไป" in answer.text) == (413, True)


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(app: Flask) -> None:
    headers = {"HX-Request": "true", "Referer": "http://localhost/console/queue?q=a"}

    answer = app.test_client().get("/console/pulse", headers=headers)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        204,
        "/console/sign-in?next=/console/queue?q%3Da",
    )
