"""The console over a database of its own, and browsers signed in as whoever a test names."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from bot.console import entrance
from bot.console.desk import Desk
from bot.line import outbound
from bot.services import deciding, sessions, wording
from bot.services.deciding import Worded
from bot.settings import load
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role

# Tuesday 17 March 2563, half past nine in Thailand.
NOW = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Browser:
    """A signed-in browser: `get`, and `post` with the token that every form carries."""

    def __init__(self, client: FlaskClient, csrf: str) -> None:
        self.client = client
        self.csrf = csrf

    def get(self, path: str, **options):
        return self.client.get(path, **options)

    def post(self, path: str, data=None, **options):
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **options)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def woken() -> list[str]:
    """The chats for which the console woke the sender."""
    return []


@pytest.fixture
def desk(database: Database, clock: Clock, woken: list[str]) -> Desk:
    catalogue = wording.shipped()
    return Desk(
        settings=load({}),
        database=database,
        catalogue=lambda: catalogue,
        wake=woken.append,
        now=clock,
        render=lambda says: Worded(deciding.written(outbound.render(says, catalogue))),
    )


@pytest.fixture
def app(desk: Desk) -> Flask:
    made = Flask("console", static_folder=None)
    made.secret_key = "test"
    made.register_blueprint(entrance.make_console(desk))
    return made


@pytest.fixture
def staff_of(database: Database) -> Callable[[Role], int]:
    """The row of a member of staff with this role, made when first asked for."""

    def find(role: Role) -> int:
        table = Staff.__table__
        with database.write() as connection:
            known = connection.scalar(select(table.c.id).where(table.c.login == f"test.{role}"))
            if known is not None:
                return known
            values = {
                "login": f"test.{role}",
                "name": f"ทดสอบ {role}",
                "role": role,
                "password_hash": "-",
                "password_at": NOW,
                "must_change": False,
                "totp_secret": "JBSWY3DPEHPK3PXP",
                "created_at": NOW,
            }
            return connection.execute(insert(table), values).inserted_primary_key[0]

    return find


@pytest.fixture
def signed_in(
    app: Flask, desk: Desk, clock: Clock, staff_of: Callable[[Role], int]
) -> Callable[[Role], Browser]:
    """A browser of its own, signed in as a member of staff with this role."""

    def sign_in(role: Role) -> Browser:
        client = app.test_client()
        token = sessions.begin(desk.database, staff_of(role), browser="test", now=clock())
        client.set_cookie(entrance.cookie_name(desk), token)
        found = sessions.find(desk.database, token, now=clock())
        assert found is not None
        return Browser(client, found.csrf)

    return sign_in
