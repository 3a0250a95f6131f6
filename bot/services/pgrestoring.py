"""
Pour pg_dump's archive into a PostgreSQL database, in one transaction.

What stands there goes, the archive comes, and what was open in it is decided, all by one psql
that is told to end at the first error; until its end nobody sees any of it.
"""

import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from bot.errors import NotMoved
from bot.services import migrating, pgclient
from bot.services.unsettling import STATEMENTS, Statement
from models.base import Database, open_database

# Everything of ours in the schema, without the schema itself, which may be another's, and
# without what belongs to an extension: deptype 'e'.
_DROPS: Final = text(
    """
    SELECT format('DROP %s IF EXISTS %s CASCADE;', what, name) FROM (
      SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
             c.oid::regclass::text, 1
        FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'S')
         AND c.relnamespace = current_schema()::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      UNION ALL
      SELECT 'ROUTINE', p.oid::regprocedure::text, 2
        FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      UNION ALL
      SELECT 'TYPE', t.oid::regtype::text, 3
        FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
       WHERE t.typnamespace = current_schema()::regnamespace
         AND (t.typtype IN ('e', 'd') OR c.relkind = 'c')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    ) AS known (what, name, place) ORDER BY place, name
    """
)


def pour(url: str, file: Path) -> dict[str, int]:
    """Put the archive in the database's place; how many rows each statement changed."""
    restoring, psql = pgclient.program("pg_restore"), pgclient.program("psql")
    present = _tables(restoring, file)
    _refuse_newer(restoring, file, present)
    statements = [one for one in STATEMENTS if one.table in present]
    with pgclient.connecting(url) as target, tempfile.TemporaryFile() as said:
        command = [psql, "-X", "-1", "-v", "ON_ERROR_STOP=1", "--no-password", "-d", target]
        into = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said)
        assert into.stdin is not None
        try:
            _feed(into.stdin, url, [restoring, str(file)], statements)
        except BaseException as error:
            into.kill()  # before its end of input, which would commit what came so far
            into.wait()
            with suppress(OSError):
                into.stdin.close()
            if isinstance(error, BrokenPipeError):
                raise NotMoved(f"psql: {_told(said)}") from None
            raise
        if into.wait():
            raise NotMoved(f"psql: {_told(said)}")
        return _counted(said, statements)


def _feed(psql: IO[bytes], url: str, archive: list[str], statements: list[Statement]) -> None:
    psql.write("\n".join(_drops(url)).encode() + b"\n")
    psql.flush()
    command = [archive[0], "--no-owner", "--no-privileges", "--file", "-", archive[1]]
    coming = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=psql, stderr=subprocess.PIPE)
    if coming.returncode:
        raise NotMoved(f"pg_restore: {pgclient.complaint(coming.stderr)}")
    psql.write(b"\nSET search_path = public;\n")
    for one in statements:
        psql.write(_as_text(one).encode() + b";\n")
    psql.close()


def _drops(url: str) -> list[str]:
    opened: Database = open_database(url)
    try:
        with opened.read() as connection:
            return list(connection.scalars(_DROPS))
    finally:
        opened.close()


def _tables(restoring: str, file: Path) -> set[str]:
    """The tables whose rows the archive holds."""
    listed = pgclient.run(restoring, "--list", file)
    rows = (line.split() for line in listed.splitlines() if " TABLE DATA " in line)
    return {words[words.index("DATA") + 2] for words in rows}


def _refuse_newer(restoring: str, file: Path, present: set[str]) -> None:
    if "alembic_version" not in present:
        raise NotMoved("this is no backup of the bot")
    only = ("--data-only", "--table", "alembic_version", "--file", "-")
    lines = pgclient.run(restoring, *only, file).splitlines()
    (begin,) = (place for place, line in enumerate(lines) if line.startswith("COPY "))
    step = lines[begin + 1]
    if step > migrating.head():
        raise NotMoved(f"the backup is of a newer release (step {step}): install that first")


def _as_text(one: Statement) -> str:
    written = one.statement.compile(  # type: ignore[attr-defined]
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    return str(written)


def _told(said: IO[bytes]) -> str:
    said.seek(0)
    return pgclient.complaint(said.read())


def _counted(said: IO[bytes], statements: list[Statement]) -> dict[str, int]:
    """psql says "UPDATE 3" of each statement; ours were the last."""
    said.seek(0)
    lines = said.read().decode().split("\n")
    ends = [line for line in lines if line.startswith(("UPDATE ", "DELETE "))]
    numbers = [int(line.split()[1]) for line in ends[-len(statements) :]]
    return {one.what: number for one, number in zip(statements, numbers, strict=True)}
