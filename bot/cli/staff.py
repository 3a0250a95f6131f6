"""
Accounts of the console from the command line: the first one, and those that lost everything.

A first password is printed once and kept nowhere; its owner changes it at the first sign-in.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.services import accounts, staff_list
from bot.services.accounts import Act, Outcome, Refused
from bot.services.staff_list import Account
from models.base import Database
from models.vocabulary import Role

Texts = Callable[[str], str]


# By the word that is typed: what it does, and what it is for.
ACTS: Final[Mapping[str, tuple[tuple[Act, ...], str]]] = {
    "close": ((accounts.close,), "close the account of somebody who left"),
    "unlock": ((accounts.unlock,), "end the wait after too many wrong passwords"),
    "reset": (
        (accounts.reset_second_factor, accounts.reset_password),
        "forget the second proof and print a new first password",
    ),
}


def accept(parser: argparse.ArgumentParser) -> None:
    """What `staff` takes: add, list, or an act on a login."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    added = acts.add_parser("add", help="open an account and print its first password")
    added.add_argument("login", metavar="LOGIN", help="such as somchai.j; small Latin letters")
    added.add_argument("--name", required=True, help="what colleagues call them, in quotes")
    added.add_argument(
        "--role", required=True, choices=tuple(map(str, Role)), metavar="ROLE", help=", ".join(Role)
    )
    acts.add_parser("list", help="print every account")
    for word, (_, purpose) in ACTS.items():
        acts.add_parser(word, help=purpose).add_argument("login", metavar="LOGIN")


def run(options: argparse.Namespace, database: Database, texts: Texts, *, now: datetime) -> int:
    """Do it; 0 when it was done, 1 when it was refused, with the reason on standard error."""
    if options.act == "list":
        for account in staff_list.listing(database, now=now):
            print(_line(account))
        return 0
    if options.act == "add":
        role = Role(options.role)
        return _told(
            accounts.add(
                database, options.login, name=options.name, role=role, officer=None, now=now
            ),
            texts,
        )
    known = staff_list.by_login(database, options.login, now=now)
    if known is None:
        return _told(Refused("accounts.refused.gone"), texts)
    acts, _ = ACTS[options.act]
    outcomes = [act(database, known.id, officer=None, now=now) for act in acts]
    return _told(outcomes[-1], texts)


def _told(outcome: Outcome, texts: Texts) -> int:
    if isinstance(outcome, Refused):
        print(texts(outcome.key), file=sys.stderr)
        return 1
    if outcome.password:
        print(f"First password, shown only now: {outcome.password}")
    else:
        print("Done.")
    return 0


def _line(account: Account) -> str:
    states = {
        "closed": account.left_at,
        "locked": account.is_locked,
        "first password": account.must_change,
        "no second proof": not account.has_second_factor and account.role is not Role.VIEWER,
        "demo": account.is_demo,
    }
    state = ", ".join(word for word, is_so in states.items() if is_so) or "open"
    return f"{account.login}\t{account.role}\t{state}\t{account.name}"
