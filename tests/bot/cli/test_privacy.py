"""A person's rights on the command line."""

import argparse
import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.cli import privacy
from models.agency import Agency
from models.base import Database
from models.contact import Contact
from tests.bot.services.office import CHIANG_MAI, MORNING, WEATHER
from tests.bot.services.remembered import GHOST, remember, told


def run(database: Database, *words: str) -> int:
    parser = argparse.ArgumentParser()
    privacy.accept(parser)
    return privacy.run(parser.parse_args(words), database, now=MORNING)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        people = [{"line_id": f"U{number}", "created_at": MORNING} for number in (1, 2)]
        connection.execute(insert(Contact.__table__), people)
        for answer in (WEATHER, CHIANG_MAI):
            values = {"code": answer.code, "name": answer.name, "folded": answer.name}
            values |= {"category": answer.category, "province": answer.province}
            connection.execute(insert(Agency.__table__), values | {"created_at": MORNING})
    remember(database)
    return database


def test_find_prints_what_to_call_them_by(
    filled: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(filled, "find", "กมลวรรณ") == 0
    assert capsys.readouterr().out == f"line-1\t{GHOST.name}\tกรมอุตุนิยมวิทยา\n"


def test_find_says_when_there_is_nobody(filled: Database) -> None:
    assert run(filled, "find", "ไม่มีใคร") == 1


def test_copy_writes_a_file_that_only_its_owner_reads(filled: Database, tmp_path: Path) -> None:
    to = tmp_path / "copy.zip"

    assert run(filled, "copy", "line-1", "--to", str(to)) == 0

    assert to.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(to) as archive:
        assert archive.namelist() == ["data.json", "data.txt", "files/1.pdf"]


def test_copy_writes_over_nothing(filled: Database, tmp_path: Path) -> None:
    to = tmp_path / "copy.zip"
    to.write_text("something else")

    assert run(filled, "copy", "line-1", "--to", str(to)) == 1
    assert to.read_text() == "something else"


def test_erase_asks_once_more(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("no\nline-1\n"))

    first = run(filled, "erase", "line-1")
    with filled.read() as connection:
        kept = told(connection)
    second = run(filled, "erase", "line-1")

    with filled.read() as connection:
        assert told(connection) == {}
    assert kept != {}
    assert (first, second) == (1, 0)


def test_erase_yes_does_not_ask(filled: Database) -> None:
    assert run(filled, "erase", "line-1", "--yes") == 0
    assert run(filled, "erase", "line-1", "--yes") == 1


def test_scrub_may_be_asked_for_alone(filled: Database) -> None:
    assert run(filled, "scrub") == 0


@pytest.mark.parametrize("whom", ["1", "line", "line-x"])
def test_whom_must_be_as_find_prints_it(filled: Database, whom: str) -> None:
    with pytest.raises(SystemExit):
        run(filled, "erase", whom)
