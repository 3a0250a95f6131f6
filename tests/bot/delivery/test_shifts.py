"""Who works in which process, on either database."""

from pathlib import Path

import pytest

from bot.app import create_app, worker
from bot.delivery.queue import Queue
from bot.delivery.runner import Embedded
from bot.settings import Settings, load
from tests import databases


def settings(url: str) -> Settings:
    return load({"LINE_API_BASE": "http://127.0.0.1:9", "DATABASE_URL": url})


@pytest.mark.both
def test_a_door_has_its_senders_beside_it_only_where_there_is_no_queue(
    kind: str, tmp_path: Path
) -> None:
    with databases.fresh_url(kind, tmp_path) as url:
        office = create_app(settings(url)).extensions["office"]
        members = [type(member).__name__ for member in office.crew.members]

        expected = {
            "sqlite": (Embedded, ["Embedded", "Workman", "Announcer"]),
            "postgresql": (Queue, ["Queue"]),
        }
        assert (type(office.runner), members) == expected[kind]
        office.close()


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_door_notes_whether_a_worker_is_alive(kind: str, tmp_path: Path) -> None:
    with databases.fresh_url(kind, tmp_path) as url:
        app = create_app(settings(url))
        office, working = app.extensions["office"], worker(settings(url))
        office.serve()
        told = [app.test_client().get("/readyz").json]

        working.serve()
        while app.test_client().get("/readyz").json == told[0]:
            pass
        told.append(app.test_client().get("/readyz").json)
        working.close()
        office.close()

    fine = {"database": "ok", "runner": "ok", "settings": "ok"}
    assert told == [
        {"status": "ok", "checks": fine, "notes": {"worker": "none is alive"}},
        {"status": "ok", "checks": fine, "notes": {"worker": "ok"}},
    ]
