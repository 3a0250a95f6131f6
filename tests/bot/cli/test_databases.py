"""move-database, backup and restore on the command line."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.cli import commands
from bot.delivery.alone import Alone
from models.base import Database
from models.contact import Contact
from tests import databases
from tests.bot.services.office import MORNING
from tests.bot.turns import rows
from tests.databases import url_of

Printed = pytest.CaptureFixture[str]
PEOPLE = "SELECT line_id FROM contacts ORDER BY id"


def meet(database: Database, line_id: str) -> None:
    with database.write() as connection:
        values = {"line_id": line_id, "created_at": MORNING}
        connection.execute(insert(Contact.__table__), values)
    database.close()


@pytest.mark.both
def test_a_backup_comes_back_when_it_may_replace(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(database))
    file = str(tmp_path / "backup")
    meet(database, "U1")

    kept = commands.main(["backup", file])
    again = commands.main(["backup", file])
    meet(database, "U2")
    refused = commands.main(["restore", file])
    database.close()
    restored = commands.main(["restore", file, "--replace"])

    assert (kept, again, refused, restored) == (0, 1, 1, 0)
    assert rows(database, PEOPLE) == [("U1",)]
    printed = capsys.readouterr()
    assert "is back" in printed.out
    assert printed.err.count("Nothing was changed.") == 2


@pytest.mark.only_sqlite
def test_what_is_served_is_not_replaced(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(database))
    file = str(tmp_path / "backup")
    commands.main(["backup", file])
    alone = Alone(database.file)

    assert commands.main(["restore", file, "--replace"]) == 1
    alone.leave()
    assert "stop it first" in capsys.readouterr().err


@pytest.mark.only_postgresql
def test_a_file_moves_and_is_kept_under_another_name(
    database: Database, tmp_path: Path, capsys: Printed
) -> None:
    database.close()
    with databases.fresh("sqlite", tmp_path) as source:
        meet(source, "U1")

    file = tmp_path / "test.db"
    moved = commands.main(["move-database", f"sqlite:///{file}", url_of(database)])
    again = commands.main(["move-database", f"sqlite:///{file}", url_of(database)])

    assert (moved, again, file.exists()) == (0, 1, False)
    assert rows(database, PEOPLE) == [("U1",)]
    assert (tmp_path / "test.db.moved").exists()
    printed = capsys.readouterr()
    assert "contacts: 1" in printed.out
    assert "there is no" in printed.err


def test_ends_that_cannot_be_are_refused(tmp_path: Path, capsys: Printed) -> None:
    sqlite = f"sqlite:///{tmp_path}/a.db"

    assert commands.main(["move-database", sqlite, sqlite]) == 1
    assert commands.main(["move-database", "mysql://x", sqlite]) == 1
    said = capsys.readouterr().err
    assert "FROM must be sqlite:///FILE" in said
    assert "FROM must begin with sqlite:///" in said


@pytest.mark.only_postgresql
@pytest.mark.parametrize("content", [b"", b"no database at all, but a letter to the office"])
def test_a_file_of_others_is_not_moved(
    database: Database, tmp_path: Path, capsys: Printed, content: bytes
) -> None:
    database.close()
    file = tmp_path / "other.db"
    file.write_bytes(content)

    code = commands.main(["move-database", f"sqlite:///{file}", url_of(database)])

    assert (code, file.exists()) == (1, True)
    assert "is no database of the bot" in capsys.readouterr().err
