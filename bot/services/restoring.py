"""
Bring a copy of the database back, whole or not at all, so that nothing is sent twice.

The bot went on after the copy was made: what waits to be sent in it was sent since, most
likely. So every message in it counts as one that may have arrived: it goes out with the key or
token it had, which LINE takes once, or not at all when LINE would have forgotten. What people
said and was not handled yet is shown to the administrator, who knows whether it was.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.errors import NotMoved
from bot.services import auditing, keeping, migrating, moving, pgrestoring
from bot.services.unsettling import STATEMENTS
from models.base import Database, open_database
from models.vocabulary import Actor

SQLITE: Final = b"SQLite format 3\0"
POSTGRESQL: Final = b"PGDMP"
_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()"
)
OTHER_KIND: Final = "{file} is a backup of {its}, but DATABASE_URL names {ours}"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was decided about what was open in the backup: how many of what."""

    counts: Mapping[str, int]


def restore(url: str, file: Path, *, is_replacing: bool, now: datetime) -> Restored:
    """
    Put the backup in the database's place. Raises NotMoved when the database is not empty,
    unless it is to be replaced, and when the file is no backup; then nothing was changed.
    """
    its, target = _kind(file), open_database(url)
    try:
        ours = POSTGRESQL if target.file is None else SQLITE
        if its != ours:
            raise NotMoved(_other_kind(file, its, ours))
        if not is_replacing and _holds_something(target):
            raise NotMoved("there is data in this database: --replace gives it up")
        target.close()  # what is open now would go on with what is replaced
        if target.file is not None:
            counts = _put_file(file, target.file)
        else:
            counts = pgrestoring.pour(url, file)
        _finish(target, counts, now)
    finally:
        target.close()
    return Restored(counts)


def others(url: str) -> int:
    """How many connections of ours to a served database there are beside this one."""
    opened = open_database(url)
    try:
        with opened.read() as connection:
            return int(connection.scalar(_OTHERS) or 0)
    except OperationalError as error:
        raise NotMoved("the database does not answer") from error
    finally:
        opened.close()


def _kind(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(SQLITE))
    except OSError as error:
        raise NotMoved(f"{file} cannot be read: {error.strerror}") from error
    for kind in (SQLITE, POSTGRESQL):
        if begins.startswith(kind):
            return kind
    raise NotMoved(f"{file} is no backup")


def _other_kind(file: Path, its: bytes, ours: bytes) -> str:
    names = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
    return OTHER_KIND.format(file=file, its=names[its], ours=names[ours])


def _holds_something(target: Database) -> bool:
    if target.file is not None and not target.file.exists():
        return False
    with target.read() as connection:
        present = set(inspect(connection).get_table_names())
        return any(
            connection.execute(select(text("1")).select_from(table).limit(1)).first()
            for table in moving.tables()
            if table.name in present - moving.BROUGHT_ALONG
        )


def _put_file(file: Path, place: Path) -> dict[str, int]:
    """Make all ready beside the place, then change the two in one step."""
    part = place.with_name(f"{place.name}.part")
    _remove(part)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, part)
        part.chmod(0o600)
        counts = _made_ready(part)
        keeping.sync(part)
        _empty_log(place)
        part.replace(place)
        keeping.sync(place.parent)
    finally:
        _remove(part)
    return counts


def _made_ready(part: Path) -> dict[str, int]:
    opened = open_database(f"sqlite:///{part}")
    try:
        return _settled(opened)
    except DatabaseError as error:
        raise NotMoved("the backup is damaged") from error
    finally:
        opened.close()


def _settled(opened: Database) -> dict[str, int]:
    with opened.read() as connection:
        if connection.scalar(text("PRAGMA integrity_check")) != "ok":
            raise NotMoved("the backup is damaged")
    _refuse_newer(migrating.step(opened))
    with opened.write() as connection:
        present = set(inspect(connection).get_table_names())
        counts = {
            one.what: connection.execute(one.statement).rowcount
            for one in STATEMENTS
            if one.table in present
        }
    migrating.upgrade(opened)
    return counts


def _refuse_newer(step: str | None) -> None:
    if step is None:
        raise NotMoved("this is no backup of the bot")
    if step > migrating.head():
        raise NotMoved(f"the backup is of a newer release (step {step}): install that first")


def _finish(target: Database, counts: Mapping[str, int], now: datetime) -> None:
    """Bring it to this release, and leave an entry in the record."""
    migrating.upgrade(target)
    changed = {str(place): count for place, count in enumerate(counts.values(), 1) if count}
    with target.write() as connection:
        auditing.note(
            connection,
            "privacy.restored",
            "retention 1",
            actor=Actor.SYSTEM,
            actor_id=None,
            now=now,
            details=changed or None,
        )


def _empty_log(place: Path) -> None:
    """What the old file's log holds must not come into the new one."""
    for end in ("-wal", "-shm"):
        place.with_name(f"{place.name}{end}").unlink(missing_ok=True)


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-gate"):
        part.with_name(f"{part.name}{end}").unlink(missing_ok=True)
