"""
Every command: its name, what it is for, what it takes and what it does.

A command is added by one line in `COMMANDS`. Each returns its exit code: 0 done,
1 not done, 2 asked wrongly.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import messages_th
from bot import clock
from bot.cli import demo, stats
from bot.errors import MenuRefused, SettingsError
from bot.line import richmenu
from bot.services import directory, migrating, reporting, seeding, working_days
from bot.settings import Settings, load
from models.base import Database, open_database

Options = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Command:
    """`accept` declares what it takes beside its name."""

    name: str
    purpose: str
    do: Callable[[Options, Settings], int]
    accept: Callable[[argparse.ArgumentParser], None] = lambda parser: None


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = load()
    except SettingsError as error:
        for fault in error.faults:
            print(f"setting: {fault}", file=sys.stderr)
        return 2
    return int(options.do(options, settings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="The LINE bot that registers state agencies for online meeting apps.",
        epilog="Nothing needs to be set to try it: python -m bot demo",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.purpose, description=command.purpose)
        command.accept(added)
        added.set_defaults(do=command.do)
    return parser


def _run(options: Options, settings: Settings) -> int:
    sys.stdout.flush()
    os.execv(sys.executable, demo.GUNICORN)


def _demo(options: Options, settings: Settings) -> int:
    return demo.run(settings)


def _richmenu(options: Options, settings: Settings) -> int:
    if settings.missing:
        print(f"setting: {', '.join(settings.missing)} must be set first", file=sys.stderr)
        return 2
    try:
        applied = richmenu.apply(settings, messages_th.load())
    except MenuRefused as error:
        print(f"LINE did not take the menu: {error}", file=sys.stderr)
        return 1
    print(f"The menu under the chat is {applied.menu_id}.")
    return 0


def _migrate(options: Options, settings: Settings) -> int:
    with _ready(settings):
        print(f"The database is at step {migrating.head()} and knows the directory.")
    return 0


def _seed_demo(options: Options, settings: Settings) -> int:
    with _ready(settings) as database:
        stored = seeding.seed_demo(database)
    if not stored:
        print("There are requests in this database already: nothing was changed.")
        return 0
    print(f"{stored} demo requests are stored. Look at them: python -m bot stats")
    return 0


def _stats(options: Options, settings: Settings) -> int:
    as_of = options.as_of or working_days.thai_day(clock.now())
    with _ready(settings) as database:
        print(options.present(reporting.figures(database, as_of)))
    return 0


@contextmanager
def _ready(settings: Settings) -> Iterator[Database]:
    """The database with this release's tables, and the directory in them."""
    database = open_database(settings.database_url)
    try:
        migrating.upgrade(database)
        directory.sync(database, now=clock.now())
        yield database
    finally:
        database.close()


def _accept_stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=_date,
        metavar="YYYY-MM-DD",
        help="as the day ended in Thailand, such as 2020-03-17; today if left out",
    )
    parser.add_argument(
        "--json",
        dest="present",
        action="store_const",
        const=stats.as_json,
        default=stats.as_table,
        help="for other programs",
    )


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a date like 2020-03-17") from None


COMMANDS: Final = (
    Command("run", "serve LINE's webhook with gunicorn", _run),
    Command("demo", "try it in a browser: the bot and a simulated LINE", _demo),
    Command("migrate", "bring the database to this release (at every release)", _migrate),
    Command("seed-demo", "fill an empty database with the programme's first week", _seed_demo),
    Command("richmenu", "put the menu under the chat, if it is not there yet", _richmenu),
    Command("stats", "the press table: agencies and users by category", _stats, _accept_stats),
)
