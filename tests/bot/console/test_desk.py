"""What doors answer with."""

from collections.abc import Callable

from flask import Flask, g

from bot.console import desk as desks
from bot.console.desk import Desk
from bot.services import sessions
from models.vocabulary import Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.colleagues import hire


def test_a_text_is_that_of_the_catalogue_as_it_stands(desk: Desk) -> None:
    assert desk.text("console.home") == desk.catalogue().text("console.home")


def test_who_acts_is_who_is_signed_in(app: Flask, desk: Desk) -> None:
    staff_id = hire(desk.database)
    token = sessions.begin(desk.database, staff_id, browser="x", now=NOW)
    with app.test_request_context("/console/"):
        g.signed = sessions.find(desk.database, token, now=NOW)

        assert desks.signed().login == "somchai"
        assert desks.officer().id == staff_id


def test_onward_leads_to_a_page_by_a_new_request(app: Flask) -> None:
    with app.test_request_context("/console/"):
        answer = desks.onward("sign_in", next="/console/me")

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/console/sign-in?next=/console/me",
    )


def test_what_is_said_stands_on_the_next_page_once(
    desk: Desk, signed_in: Callable[[Role], Browser]
) -> None:
    browser = signed_in(Role.VIEWER)
    browser.post("/console/me/shortcuts")

    pages = [browser.get("/console/me").text for _ in range(2)]

    said = desk.text("accounts.me.kept")
    assert [f">{said}<" in page for page in pages] == [True, False]
