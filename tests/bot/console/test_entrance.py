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
