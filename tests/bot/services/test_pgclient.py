"""PostgreSQL's programs are told where to connect, and nobody else is told the password."""

import stat
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.errors import NotMoved
from bot.services import pgclient


def test_a_password_stands_in_a_file_of_ours_alone() -> None:
    url = "postgresql+psycopg://we%40x:p%3Aa%5Css%27@db.example:5433/wfh?sslmode=require"

    with pgclient.connecting(url) as told:
        known = conninfo_to_dict(told)
        passfile = Path(str(known.pop("passfile")))
        kept = (passfile.read_text(), stat.S_IMODE(passfile.stat().st_mode))

    assert "p:a" not in told
    assert known == {
        "host": "db.example",
        "port": "5433",
        "user": "we@x",
        "dbname": "wfh",
        "sslmode": "require",
    }
    assert (kept, passfile.exists()) == ((r"*:*:*:*:p\:a\\ss'" + "\n", 0o600), False)


def test_a_password_among_the_options_is_no_better_known() -> None:
    with pgclient.connecting("postgresql://me@db.example/wfh?password=s3cret") as told:
        known = conninfo_to_dict(told)
        passfile = Path(str(known.pop("passfile"))).read_text()

    assert known == {"host": "db.example", "user": "me", "dbname": "wfh"}
    assert passfile == "*:*:*:*:s3cret\n"


def test_what_is_missing_says_how_to_get_it() -> None:
    with pytest.raises(NotMoved, match="apt install postgresql-client"):
        pgclient.program("pg_no_such_program")


def test_a_program_that_fails_says_why_in_one_line() -> None:
    with pytest.raises(NotMoved, match="sh: error: no such place"):
        pgclient.run("sh", "-c", "echo; echo error: no such place >&2; echo DETAIL: x >&2; exit 3")

    assert pgclient.complaint(b"\n") == "it failed without a word"


def test_a_program_that_works_is_read() -> None:
    assert pgclient.run("echo", "well") == "well\n"
