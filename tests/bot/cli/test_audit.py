"""The record on the command line."""

import argparse

import pytest
from sqlalchemy import text

from bot.cli import audit
from bot.services import auditing
from models.base import Database
from models.vocabulary import Actor
from tests.bot.services.office import MORNING
from tests.databases import unlock_audit


def run(database: Database, *words: str) -> int:
    parser = argparse.ArgumentParser()
    audit.accept(parser)
    return audit.run(parser.parse_args(words), database)


@pytest.fixture
def kept(database: Database) -> Database:
    with database.write() as connection:
        for number in (1, 2):
            auditing.note(
                connection,
                "registration.status",
                f"registration {number}",
                actor=Actor.SYSTEM,
                actor_id=None,
                now=MORNING,
            )
    return database


def test_verify_prints_count_and_digest(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    digest = auditing.verify(kept).digest

    assert run(kept, "verify") == 0
    assert run(kept, "verify", "--expect", digest) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"2 entries, newest digest {digest}",
        "The chain is whole. Note the digest elsewhere, and expect it next time.",
    ]


def test_verify_fails_on_a_digest_that_is_not_there(
    kept: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kept, "verify", "--expect", "f" * 64) == 1
    assert "written anew" in capsys.readouterr().out


def test_verify_fails_on_a_broken_chain(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with kept.write() as connection:
        unlock_audit(connection)
        connection.execute(text("UPDATE audit SET action = 'x.y' WHERE id = 2"))

    assert run(kept, "verify") == 1
    assert "broken at entry 2" in capsys.readouterr().out


def test_list_prints_an_entry_a_line(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kept, "list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2\t2020-03-17T02:30:00+00:00\tsystem\tregistration.status\tregistration 2",
        "1\t2020-03-17T02:30:00+00:00\tsystem\tregistration.status\tregistration 1",
    ]
