"""
Keep a copy of the whole database, as it is at one moment, while it is being used.

The copy of SQLite is a database file without free pages, so nothing deleted is in it; that of
PostgreSQL is pg_dump's archive. A copy that is there is whole: it gets its name at the end.
"""

import os
import sqlite3
from pathlib import Path

from bot.errors import NotMoved
from bot.services import pgclient
from models.base import open_database


def backup(url: str, file: Path) -> None:
    """Write everything into `file`, which must not be there yet."""
    if file.exists():
        raise NotMoved(f"{file} is there already")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _write(url, part)
        sync(part)
        part.rename(file)
        sync(file.parent)
    except OSError as error:
        raise NotMoved(f"{file} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """See that a file, or a folder's list of names, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write(url: str, part: Path) -> None:
    opened = open_database(url)
    opened.close()
    if opened.file is not None:
        _copy_file(opened.file, part)
        return
    with pgclient.connecting(url) as target:
        pgclient.run(
            pgclient.program("pg_dump"),
            *("--format=custom", "--no-owner", "--no-privileges", "--no-password"),
            *("--file", part, "--dbname", target),
        )


def _copy_file(file: Path, part: Path) -> None:
    if not file.exists():
        raise NotMoved(f"there is no {file}")
    source = sqlite3.connect(file, timeout=10)
    try:
        source.execute("VACUUM INTO ?", [str(part)])
    except sqlite3.Error as error:
        raise NotMoved(f"{file} cannot be copied: {error}") from error
    finally:
        source.close()
