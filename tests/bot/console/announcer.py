"""Notices before the console: a desk that LINE answers, people to reach, and the forms."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from bot.console import entrance
from bot.console.desk import Desk
from bot.line.outcomes import Accepted, Quota
from bot.services import notices
from bot.services.notices import Notice
from models.agency import Agency
from models.base import Database
from models.vocabulary import Role
from tests.bot.console.casefile import file_two
from tests.bot.console.conftest import Browser

FORM: dict[str, Any] = {
    "scope": "registered",
    "title": "Webex เปิดให้ใช้งานแล้ว",
    "body": "เริ่มใช้ได้ตั้งแต่ 19 มี.ค. 2563",
    "place": "guide:webex",
    "button": "ดูคู่มือ Webex",
    "when": "now",
}


@pytest.fixture
def announced() -> list[str]:
    """A word for each time that the sender was woken."""
    return []


@pytest.fixture
def desk(desk: Desk, announced: list[str]) -> Desk:
    """The desk of an office that LINE gives 300 messages a month, and where two can be reached."""
    file_two(desk.database)
    with desk.database.write() as connection:
        connection.execute(update(Agency.__table__).values(searched=Agency.__table__.c.folded))
    return replace(
        desk,
        settings=replace(desk.settings, approval_size=1),
        validate=lambda _: Accepted(),
        quota=lambda: Quota(300, 216),
        announce=lambda: announced.append("woken"),
    )


@pytest.fixture
def app(desk: Desk) -> Flask:
    made = Flask("console", static_folder=None)
    made.secret_key = "test"
    made.register_blueprint(entrance.make_console(desk))
    return made


def begin(browser: Browser, key: str = "form") -> int:
    """The number of a new draft."""
    answer = browser.post("/console/notices/new", {"key": key})
    assert answer.status_code == 303
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def submit(browser: Browser, number: int, version: int = 1, **form: Any):
    return browser.post(path(number, "submit"), FORM | {"version": version} | form)


def do(browser: Browser, number: int, verb: str, version: int, **form: Any):
    return browser.post(path(number, f"do/{verb}"), {"version": version} | form)


def path(number: int, rest: str = "") -> str:
    return f"/console/notices/{number}/{rest}".rstrip("/")


def told(answer: Any) -> str:
    """What a page says, without the spaces that do not break."""
    text: str = answer.text
    return text.replace("\xa0", " ")


def kept(database: Database, number: int) -> Notice:
    with database.read() as connection:
        found = notices.find(connection, number)
    assert found is not None
    return found


ANNOUNCERS = (Role.ANNOUNCER, Role.ADMIN)
