"""Move, keep and bring back everything the bot knows: one command each."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.delivery.alone import Alone
from bot.errors import NotMoved
from bot.services import keeping, migrating, moving, restoring
from bot.settings import database_url
from models.base import Database, open_database

MOVED: Final = ".moved"


def accept_move(parser: argparse.ArgumentParser) -> None:
    """From where, and where to."""
    parser.add_argument("source", metavar="FROM", help="such as sqlite:///var/wfh.db")
    parser.add_argument("target", metavar="TO", help="such as postgresql://user@host/wfh")
    parser.epilog = (
        "Stop the bot first. TO is an empty database of its own; all arrives there, or nothing"
        " does. FROM is kept under another name, so that nobody serves it by mistake."
    )


def accept_backup(parser: argparse.ArgumentParser) -> None:
    """Into which file."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a new file; the bot may be running"
    )


def accept_restore(parser: argparse.ArgumentParser) -> None:
    """From which file."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` made")
    parser.add_argument(
        "--replace", action="store_true", help="give up what is in the database now"
    )
    parser.epilog = (
        "Stop the bot first. What the backup was about to send is not sent: it may have been sent"
        " since. The console shows what is open under what could not be sent."
    )


def move(options: argparse.Namespace) -> int:
    """Move a SQLite file into an empty PostgreSQL database."""
    return _kindly(lambda: _move(options.source, options.target))


def backup(options: argparse.Namespace, url: str) -> int:
    """Keep a consistent copy of a database, also while it is served."""

    def work() -> None:
        keeping.backup(url, options.file)
        size = options.file.stat().st_size
        print(f"{options.file} holds everything ({size:,} bytes). Keep it as safe as the bot.")

    return _kindly(work)


def restore(options: argparse.Namespace, url: str, *, now: datetime) -> int:
    """Bring a backup back into a database that is empty, or may be replaced."""

    def work() -> None:
        with _served_by_nobody(url):
            restored = restoring.restore(url, options.file, is_replacing=options.replace, now=now)
        print(f"{options.file} is back.")
        for what, count in restored.counts.items():
            if count:
                print(f"  {count:,} {what}")
        print("Whom you erased after the backup was made has to be erased again.")

    return _kindly(work)


def _move(source: str, target: str) -> None:
    here, there = _ends(source, target)
    assert here.file is not None
    try:
        with _served_by_nobody(source):
            if not migrating.is_ours(here):
                raise NotMoved(f"{here.file} is no database of the bot")
            migrating.upgrade(here)
            migrating.upgrade(there)
            moved = moving.move(here, there, tell=_tell)
            here.close()
            here.file.rename(f"{here.file}{MOVED}")
    finally:
        here.close()
        there.close()
    print(f"{sum(moved.rows.values()):,} rows are moved and compared. {moved.digest} is the newest")
    print("digest of the record of acts, as before. Set DATABASE_URL to the new place and start.")
    print(f"The old file is kept as {here.file}{MOVED}; delete it when all is well.")


def _ends(source: str, target: str) -> tuple[Database, Database]:
    here, there = _address("FROM", source), _address("TO", target)
    if not here.startswith("sqlite") or not there.startswith("postgresql"):
        raise NotMoved("FROM must be sqlite:///FILE and TO postgresql://…")
    opened = open_database(here)
    if opened.file is None or not opened.file.exists():
        raise NotMoved(f"there is no {opened.file}")
    return opened, open_database(there)


def _address(name: str, written: str) -> str:
    try:
        return database_url(written)
    except ValueError as error:
        raise NotMoved(f"{name} {error}") from None


def _tell(table: str, rows: int) -> None:
    if rows:
        print(f"  {table}: {rows:,}", flush=True)


@contextmanager
def _served_by_nobody(url: str) -> Iterator[None]:
    """Nobody else works with this database, or NotMoved says so."""
    opened = open_database(url)
    opened.close()
    if opened.file is None:
        if others := restoring.others(url):
            raise NotMoved(f"{others} connections of a bot are open there: stop it first")
        yield
        return
    opened.file.parent.mkdir(parents=True, exist_ok=True)
    alone = Alone(opened.file)
    try:
        if not alone.is_certain:
            raise NotMoved(f"a bot is serving {opened.file}: stop it first")
        yield
    finally:
        alone.leave()


def _kindly(work: Callable[[], None]) -> int:
    try:
        work()
    except NotMoved as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 1
    return 0
