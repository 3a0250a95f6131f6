"""The record of acts on the command line: whether its chain is whole, and its newest entries."""

import argparse
from collections.abc import Iterable

from bot.services import auditing, record
from bot.services.auditing import Chain
from bot.services.record import Entry, Wish
from models.base import Database


def accept(parser: argparse.ArgumentParser) -> None:
    """`verify` and `list`."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="look whether an entry was changed or taken out")
    verify.add_argument(
        "--expect",
        metavar="DIGEST",
        help="a digest that an earlier run printed: it must still be among the entries",
    )
    acts.add_parser("list", help="print the newest 50 entries, newest first")


def run(options: argparse.Namespace, database: Database) -> int:
    """Do what is asked for; 1 when the chain is not whole."""
    if options.act == "list":
        print(lines(record.listing(database, Wish()).entries))
        return 0
    chain = auditing.verify(database, expected=options.expect)
    print(told(chain))
    return 0 if chain.is_whole else 1


def told(chain: Chain) -> str:
    """What was found, in a line or two."""
    lines = [f"{chain.entries:,} entries, newest digest {chain.digest}"]
    if chain.broken_at is not None:
        lines.append(f"The chain is broken at entry {chain.broken_at}.")
    elif not chain.has_expected:
        lines.append("The expected digest is not among them: the record was written anew.")
    else:
        lines.append("The chain is whole. Note the digest elsewhere, and expect it next time.")
    return "\n".join(lines)


def lines(entries: Iterable[Entry]) -> str:
    """An entry a line, apart by tabs: number, time, who, act and what it was about."""
    return "\n".join(
        "\t".join(
            (
                str(entry.id),
                entry.at.isoformat(timespec="seconds"),
                entry.name or entry.actor,
                entry.action,
                f"{entry.subject.kind} {entry.subject.name or entry.subject.number}",
            )
        )
        for entry in entries
    )
