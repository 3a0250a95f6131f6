"""A person's rights on the command line: find them, give a copy, make them unknown."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import messages_th
from bot.services import datacopy, privacy, scrubbing
from bot.services.privacy import Person, Whom
from models.base import Database

Options = argparse.Namespace


def accept(parser: argparse.ArgumentParser) -> None:
    """`find`, `copy`, `erase` and `scrub`."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    find = acts.add_parser("find", help="people by name, telephone, e-mail or name on LINE")
    find.add_argument("text", help="at least three letters or digits of it")
    copy = acts.add_parser("copy", help="write all that is kept about a person into a zip file")
    copy.add_argument("whom", type=_whom, help="as find prints it: line-12, part-7")
    copy.add_argument("--to", type=Path, metavar="FILE", required=True, help="must not exist yet")
    erase = acts.add_parser("erase", help="make a person unknown; it cannot be undone")
    erase.add_argument("whom", type=_whom, help="as find prints it: line-12, part-7")
    erase.add_argument("--yes", action="store_true", help="without asking once more")
    acts.add_parser("scrub", help="see that what was deleted is gone from the database's files")


def run(options: Options, database: Database, *, now: datetime) -> int:
    """Do what is asked for; the exit code."""
    match options.act:
        case "find":
            return _find(database, options.text)
        case "copy":
            return _copy(database, options.whom, options.to, now)
        case "erase":
            return _erase(database, options, now)
    return _scrub(database)


def _find(database: Database, text: str) -> int:
    found = privacy.search(database, text)
    for person in found:
        print("\t".join((str(person.whom), person.name, *(part.agency for part in person.parts))))
    return 0 if found else _nobody()


def _copy(database: Database, whom: Whom, to: Path, now: datetime) -> int:
    copy = datacopy.collect(database, whom)
    if copy is None:
        return _nobody()
    try:
        to.touch(mode=0o600, exist_ok=False)
        to.write_bytes(datacopy.packed(copy, messages_th.load().text))
    except OSError as error:
        print(f"{to} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    privacy.note_copied(database, whom, officer=None, now=now)
    print(f"Written to {to}. Make sure who asks before it is given away.")
    return 0


def _erase(database: Database, options: Options, now: datetime) -> int:
    person = privacy.find(database, options.whom)
    if person is None:
        return _nobody()
    if not options.yes and not _is_sure(person):
        print("Nothing was changed.")
        return 1
    traces = privacy.erase(database, options.whom, officer=None, now=now)
    if traces is None:
        return _nobody()
    print(f"Erased: {traces.chats} chat rows, {traces.files} files, {traces.parts} parts.")
    return _scrub(database)


def _is_sure(person: Person) -> bool:
    print(f"This makes {person.name} unknown for ever. Type {person.whom} to go on: ", end="")
    sys.stdout.flush()
    return sys.stdin.readline().strip() == str(person.whom)


def _scrub(database: Database) -> int:
    if scrubbing.scrub(database):
        print("The files of the database hold nothing of it any more.")
        return 0
    print("Somebody is reading: try again later with: python -m bot privacy scrub", file=sys.stderr)
    return 1


def _nobody() -> int:
    print("There is nobody like that.", file=sys.stderr)
    return 1


def _whom(written: str) -> Whom:
    found = privacy.whom(written)
    if found is None:
        raise argparse.ArgumentTypeError(f"{written!r} is not like line-12 or part-7")
    return found
