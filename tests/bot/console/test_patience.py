"""A page outlives the loss of its connection, and an act is never done twice."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, request
from sqlalchemy import insert, select, text

from bot.console.patience import PatientRoutes
from models.base import Database
from models.contact import Contact
from models.vocabulary import Role
from tests.bot.console.conftest import Browser
from tests.bot.services.office import MORNING
from tests.databases import opened, url_of

pytestmark = pytest.mark.only_postgresql

_contact = Contact.__table__
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def client(database: Database):
    """A page that keeps what it is sent, and loses its connection as often as it is told."""
    routes, losses = PatientRoutes(database, "page", __name__), []

    @routes.post("/keep")
    def keep() -> str:
        name = request.files["name"].read().decode()
        with database.write() as connection:
            values = {"line_id": name, "created_at": MORNING}
            connection.execute(insert(_contact), values)
            if len(losses) < request.args.get("losses", 0, type=int):
                losses.append(name)
                with opened(url_of(database)) as other, other.read() as killer:
                    killer.execute(text(OTHERS))
            connection.execute(select(_contact)).all()
        return "kept"

    app = Flask("page")
    app.register_blueprint(routes)
    return app.test_client()


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_contact.c.line_id)))


@pytest.mark.parametrize("losses", [0, 1, 2])
def test_what_was_lost_is_done_again_once(client, database: Database, losses: int) -> None:
    answer = client.post(f"/keep?losses={losses}", data={"name": _file("U1")})

    assert (answer.status_code, names(database)) == (200, ["U1"])


def test_after_three_times_it_is_given_up(client, database: Database) -> None:
    answer = client.post("/keep?losses=9", data={"name": _file("U1")})

    assert (answer.status_code, names(database)) == (500, [])


def _file(name: str):
    return (BytesIO(name.encode()), "name.txt")


def test_a_database_that_is_away_is_said_with_503(
    database: Database, signed_in: Callable[[Role], Browser]
) -> None:
    officer = signed_in(Role.SCREENER)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE registrations RENAME TO elsewhere"))

    answer = officer.get("/console/queue")

    assert answer.status_code == 503
    assert "กรุณาลองอีกครั้ง" in answer.text
