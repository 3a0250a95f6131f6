"""
Two officers at once: one wins, the other is told who and what.

Each assertion is also made of a bot without its guard, and there it fails.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import bindparam, text, update

from bot.services import claiming, recording, screening
from bot.services.claiming import Claimed, TakenBy
from bot.services.deciding import Worded
from bot.services.screening import Moved, Stale
from handlers.turn import Say
from models.base import Database
from models.registration import Registration
from models.vocabulary import Change, RegistrationStatus
from tests.bot.services.desk import NOON, NUMBER, Chat, officer
from tests.bot.services.office import submit
from tests.databases import opened, url_of

pytestmark = pytest.mark.both

ROUNDS = 100

_r = Registration.__table__
_NO_VERSION = (
    update(_r)
    .where(_r.c.id == bindparam("row"))
    .values(
        {name: bindparam(name) for name in ("category", "status", "users", "wanted")}
        | {"version": _r.c.version + 1}
    )
)
_NO_HOLDER = (
    update(_r)
    .where(_r.c.id == bindparam("row"))
    .values(claimed_by=bindparam("staff"), claimed_at=bindparam("at"))
)

Pair = tuple[Any, Any]


@pytest.fixture
def two(peopled: Database) -> Iterator[tuple[Database, Database]]:
    """The same database as two processes open it."""
    Chat(peopled).do(1, submit())
    with peopled.write() as connection:
        connection.execute(text("UPDATE contacts SET blocked_at = created_at"))
    with opened(url_of(peopled)) as other:
        yield peopled, other


def quiet(says: Sequence[Say]) -> Worded:
    """The race is not about words."""
    return Worded("[]")


def at_once(first: Callable[[], Any], second: Callable[[], Any]) -> Pair:
    """What both came to, begun at the same moment."""
    start, came = threading.Barrier(2), [None, None]

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        came[place] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (came[0], came[1])


def decided(two: tuple[Database, Database], rounds: int) -> list[Pair]:
    """One approves, the other rejects what both see at the same version."""
    wipha, somsri = officer(two[0], "วิภา"), officer(two[0], "สมศรี")
    by = {"now": NOON, "render": quiet}
    came = []
    for _ in range(rounds):
        with two[0].write() as connection:
            renew = text("UPDATE registrations SET status = 'submitted' RETURNING version")
            version = connection.execute(renew).scalar_one()
        seen = {"seen_version": version, **by}
        came.append(
            at_once(
                lambda seen=seen: screening.approve(two[0], 1, officer=wipha, **seen),
                lambda seen=seen: screening.reject(two[1], 1, officer=somsri, reason="ซ้ำ", **seen),
            )
        )
    return came


def claimed(two: tuple[Database, Database], rounds: int) -> list[Pair]:
    wipha, somsri = officer(two[0], "วิภา"), officer(two[0], "สมศรี")
    came = []
    for _ in range(rounds):
        with two[0].write() as connection:
            connection.execute(text("UPDATE registrations SET claimed_by = NULL"))
        came.append(
            at_once(
                lambda: claiming.claim(two[0], 1, officer=wipha, now=NOON),
                lambda: claiming.claim(two[1], 1, officer=somsri, now=NOON),
            )
        )
    return came


def one_decided(pair: Pair) -> bool:
    """One verb was carried out, and the other officer is told by whom, and to what."""
    approved, rejected = pair
    if isinstance(approved, Moved):
        return rejected == Stale(NUMBER, RegistrationStatus.APPROVED, "วิภา", NOON, Change.STATUS)
    winner = Stale(NUMBER, RegistrationStatus.REJECTED, "สมศรี", NOON, Change.STATUS)
    return approved == winner and isinstance(rejected, Moved)


def one_claimed(pair: Pair) -> bool:
    """One has it, and the other is told who."""
    won = [isinstance(claim, Claimed) for claim in pair]
    names = ("วิภา", "สมศรี")
    lost = [claim == TakenBy(name, NOON) for claim, name in zip(pair, reversed(names), strict=True)]
    return won == [not one for one in lost] and won.count(True) == 1


def test_of_two_verbs_at_once_one_is_carried_out(two: tuple[Database, Database]) -> None:
    came = decided(two, ROUNDS)

    assert [pair for pair in came if not one_decided(pair)] == []
    assert len(came) == ROUNDS


def test_without_the_version_both_verbs_would_be_carried_out(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "KEEP", _NO_VERSION)

    assert [one_decided(pair) for pair in decided(two, 20)].count(False) > 0


def test_of_two_claims_at_once_one_holds(two: tuple[Database, Database]) -> None:
    came = claimed(two, ROUNDS)

    assert [pair for pair in came if not one_claimed(pair)] == []
    assert len(came) == ROUNDS


def test_without_its_guard_a_claim_would_be_taken_twice(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "TAKE", _NO_HOLDER)

    assert [one_claimed(pair) for pair in claimed(two, 20)].count(False) > 0
