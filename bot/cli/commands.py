"""
Every command: its name, what it is for, what it takes and what it does.

A command is added by one line in `COMMANDS`. Each returns its exit code: 0 done,
1 not done, 2 asked wrongly.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import messages_th
from bot import clock
from bot.cli import audit, databases, demo, privacy, staff, stats, train, understand
from bot.errors import MenuRefused, SettingsError
from bot.line import richmenu
from bot.services import directory, learning, migrating, reporting, seeding, working_days
from bot.settings import Settings, load
from models.base import UNAVAILABLE, Database, open_database, said

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
    try:
        return int(options.do(options, settings))
    except UNAVAILABLE as error:
        print(f"database: it cannot be used: {said(error)}", file=sys.stderr)
        return 1


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


def _worker(options: Options, settings: Settings) -> int:
    # The whole bot takes a second to put together, which no other command needs.
    from bot.cli import worker

    return worker.run(settings)


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


def _staff(options: Options, settings: Settings) -> int:
    texts = messages_th.load().text
    with _ready(settings) as database:
        return staff.run(options, database, texts, now=clock.now())


def _understand(options: Options, settings: Settings) -> int:
    if options.log:
        with _ready(settings) as database, database.read() as connection:
            return _print_each(map(understand.sighting, learning.sightings(connection)))
    lexicon = directory.shipped()
    tell = understand.reasons(lexicon) if options.explain else understand.meaning(lexicon)
    if options.expect:
        today = options.today or working_days.thai_day(clock.now())
        tell = understand.reading(options.expect, lexicon, today, messages_th.load())
    return _print_each(tell(name, text) for name, text in understand.texts(sys.stdin.buffer))


def _print_each(found: Iterable[understand.Shape]) -> int:
    """Print an object a line, each as soon as it is found, until nobody reads any more."""
    try:
        for one in found:
            print(understand.line(one), flush=True)
    except BrokenPipeError:
        # `head` has read enough. What could not be printed must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _train(options: Options, settings: Settings) -> int:
    return train.run()


def _audit(options: Options, settings: Settings) -> int:
    with _ready(settings) as database:
        return audit.run(options, database)


def _privacy(options: Options, settings: Settings) -> int:
    with _ready(settings) as database:
        return privacy.run(options, database, now=clock.now())


def _sweep(options: Options, settings: Settings) -> int:
    # The whole bot takes a second to put together, which no other command needs.
    from bot.app import sweep

    if failed := sweep(settings):
        print(f"{failed} chores failed: the log above says why.", file=sys.stderr)
        return 1
    print("All is swept: ends and reminders of apps, and what has had its time.")
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


def _accept_understand(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "A line is a text, or a JSON object with text and id. Each is answered by a line of JSON:"
        " id, text, mode (answer, choices or fallback), ranked (what it may want, likeliest first)"
        " and slots; with --expect by id and value, or unclear where there is none."
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--expect",
        choices=understand.FIELDS,
        metavar="FIELD",
        help=f"read one field instead: {', '.join(understand.FIELDS)}",
    )
    how.add_argument("--explain", action="store_true", help="say what spoke for it, too")
    how.add_argument(
        "--log",
        action="store_true",
        help="print what people typed that was not understood for sure, and what they then chose",
    )
    parser.add_argument(
        "--today",
        type=_date,
        metavar="YYYY-MM-DD",
        help="the day that words like tomorrow are counted from; today if left out",
    )


def _accept_train(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "It takes about a minute, and the same examples always give the same weights. Keep the"
        " weights together with the examples: the tests look whether they belong together."
    )


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a date like 2020-03-17") from None


def _move(options: Options, settings: Settings) -> int:
    return databases.move(options)


def _backup(options: Options, settings: Settings) -> int:
    return databases.backup(options, settings.database_url)


def _restore(options: Options, settings: Settings) -> int:
    return databases.restore(options, settings.database_url, now=clock.now())


COMMANDS: Final = (
    Command("run", "serve LINE's webhook with gunicorn", _run),
    Command(
        "worker", "send and do long work, for a bot on PostgreSQL (as many as wanted)", _worker
    ),
    Command("demo", "try it in a browser: the bot and a simulated LINE", _demo),
    Command("migrate", "bring the database to this release (at every release)", _migrate),
    Command("seed-demo", "fill an empty database with the programme's first week", _seed_demo),
    Command("staff", "accounts of the console: add, list, close …", _staff, staff.accept),
    Command("richmenu", "put the menu under the chat, if it is not there yet", _richmenu),
    Command(
        "understand",
        "read texts from standard input, line by line, and say what they mean",
        _understand,
        _accept_understand,
    ),
    Command(
        "train",
        "learn from messages_th/intents/ and write the weights",
        _train,
        _accept_train,
    ),
    Command("audit", "the record of acts: verify its chain, list it", _audit, audit.accept),
    Command("privacy", "a person's data: find, copy, erase", _privacy, privacy.accept),
    Command("sweep", "do now what a server does once an hour: ends, reminders …", _sweep),
    Command("backup", "keep a copy of everything in a file", _backup, databases.accept_backup),
    Command("restore", "bring such a copy back", _restore, databases.accept_restore),
    Command("move-database", "move everything to PostgreSQL", _move, databases.accept_move),
    Command("stats", "the press table: agencies and users by category", _stats, _accept_stats),
)
