"""Passkeys: made for one person, used by their owner, each challenge answered once."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.services import passkeys
from bot.services.passkeys import Challenge, Site
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.authenticator import PRESENT, Authenticator, challenge_in
from tests.bot.services.colleagues import MORNING, SECRET, audited, hire

SITE = Site("localhost", "http://localhost:8000")
SECOND = timedelta(seconds=1)


@pytest.fixture
def staff_id(database: Database) -> int:
    return hire(database)


def add(
    database: Database, staff_id: int, key: Authenticator, site: Site = SITE, name: str = "โทรศัพท์"
) -> bool:
    challenge = passkeys.new_challenge(MORNING)
    options = passkeys.to_add(database, staff_id, site=SITE, challenge=challenge)
    answer = key.make(options)
    return passkeys.add(
        database, staff_id, answer, name=name, site=site, challenge=challenge, now=MORNING
    )


def prove(
    database: Database,
    key: Authenticator,
    *,
    asked: int = 1,
    answered: int = 2,
    admits_demo: bool = False,
) -> int | None:
    """Whose passkey it is, asked and answered so many seconds after the morning began."""
    challenge = passkeys.new_challenge(MORNING + asked * SECOND)
    answer = key.sign(passkeys.to_prove(site=SITE, challenge=challenge))
    now = MORNING + answered * SECOND
    return passkeys.prove(
        database, answer, site=SITE, challenge=challenge, now=now, admits_demo=admits_demo
    )


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://bot.example.go.th", Site("bot.example.go.th", "https://bot.example.go.th")),
        ("http://localhost:8000", SITE),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
    ],
)
def test_passkeys_need_an_address_with_a_name(address: str, site: Site | None) -> None:
    assert passkeys.site(address) == site


def test_a_passkey_proves_whose_it_is(database: Database, staff_id: int) -> None:
    key, stranger = Authenticator(), Authenticator()
    other = hire(database, "malee")
    others = Authenticator()

    assert add(database, staff_id, key)
    assert add(database, other, others)
    assert (prove(database, key), prove(database, others)) == (staff_id, other)
    assert prove(database, stranger) is None
    assert audited(database) == [
        ("staff.passkey_added", f"staff {staff_id}", staff_id),
        ("staff.passkey_added", f"staff {other}", other),
    ]


def test_its_owner_sees_it_and_what_it_is_asked_for(database: Database, staff_id: int) -> None:
    key = Authenticator()
    add(database, staff_id, key, name="ก" * 70)
    prove(database, key)

    (held,) = passkeys.of(database, staff_id)
    challenge = passkeys.new_challenge(MORNING)
    options = json.loads(passkeys.to_add(database, staff_id, site=SITE, challenge=challenge))

    assert (held.name, held.created_at, held.used_at) == ("ก" * 60, MORNING, MORNING + 2 * SECOND)
    assert challenge_in(json.dumps(options)) == challenge.value
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert len(options["excludeCredentials"]) == 1


def test_an_answer_is_good_once(database: Database, staff_id: int) -> None:
    key = Authenticator()
    add(database, staff_id, key)
    challenge = passkeys.new_challenge(MORNING)
    key.count = -1  # as of those that do not count: only the challenge tells answers apart
    answer = key.sign(passkeys.to_prove(site=SITE, challenge=challenge))

    found = [
        passkeys.prove(database, answer, site=SITE, challenge=challenge, now=MORNING + SECOND)
        for _ in range(2)
    ]

    assert found == [staff_id, None]


def test_a_challenge_asked_before_the_last_use_is_too_old(
    database: Database, staff_id: int
) -> None:
    key = Authenticator()
    add(database, staff_id, key)

    assert prove(database, key, asked=5, answered=9) == staff_id
    assert prove(database, key, asked=6, answered=10) is None
    assert prove(database, key, asked=11, answered=12) == staff_id


def test_a_challenge_waits_five_minutes(database: Database, staff_id: int) -> None:
    key = Authenticator()
    add(database, staff_id, key)

    assert prove(database, key, asked=0, answered=300) is None
    assert prove(database, key, asked=1, answered=300) == staff_id


def test_another_site_an_unproved_owner_and_an_older_count_are_refused(
    database: Database, staff_id: int
) -> None:
    elsewhere, unproved = Authenticator("http://evil.example"), Authenticator(flags=PRESENT)
    copied = Authenticator()
    add(database, staff_id, copied)
    copied.count = 10
    assert prove(database, copied, asked=1) == staff_id
    copied.count = 3

    assert not add(database, staff_id, elsewhere)
    assert not add(database, staff_id, unproved)
    assert prove(database, copied, asked=5, answered=6) is None
    assert len(passkeys.of(database, staff_id)) == 1


def test_another_challenge_is_not_answered(database: Database, staff_id: int) -> None:
    key = Authenticator()
    add(database, staff_id, key)
    asked, other = (passkeys.new_challenge(MORNING + SECOND) for _ in range(2))
    answer = key.sign(passkeys.to_prove(site=SITE, challenge=asked))

    assert passkeys.prove(database, answer, site=SITE, challenge=other, now=MORNING) is None


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "1", '"x"', "{" * 30_000, '{"id": 1}', '{"id":"a","rawId":"*"}'],
)
def test_nonsense_is_no_passkey(database: Database, staff_id: int, answer: str) -> None:
    challenge = Challenge(b"1" * 32, MORNING)

    proved = passkeys.prove(database, answer, site=SITE, challenge=challenge, now=MORNING)
    added = passkeys.add(
        database, staff_id, answer, name="x", site=SITE, challenge=challenge, now=MORNING
    )

    assert (proved, added) == (None, False)


def test_those_who_left_and_demo_accounts_are_nobody(database: Database, staff_id: int) -> None:
    demo_id = hire(database, "demo.admin", is_demo=True)
    left, demo = Authenticator(), Authenticator()
    add(database, staff_id, left)
    add(database, demo_id, demo)
    with database.write() as connection:
        connection.execute(
            update(Staff.__table__).where(Staff.__table__.c.id == staff_id).values(left_at=MORNING)
        )

    assert prove(database, left) is None
    assert prove(database, demo) is None
    assert prove(database, demo, admits_demo=True) == demo_id


def test_a_passkey_cannot_be_added_twice_nor_more_than_ten(
    database: Database, staff_id: int
) -> None:
    key = Authenticator()

    assert [add(database, staff_id, key), add(database, staff_id, key)] == [True, False]
    assert [add(database, staff_id, Authenticator()) for _ in range(10)] == [True] * 9 + [False]


@pytest.mark.parametrize(
    ("role", "secret", "is_removed"),
    [(Role.VIEWER, None, True), (Role.SCREENER, None, False), (Role.SCREENER, SECRET, True)],
)
def test_the_only_second_proof_stays_where_one_is_needed(
    database: Database, role: Role, secret: str | None, is_removed: bool
) -> None:
    staff_id, other = hire(database, role=role, totp_secret=secret), hire(database, "malee")
    key = Authenticator()
    add(database, staff_id, key)
    (held,) = passkeys.of(database, staff_id)

    assert not passkeys.remove(database, held.id, staff_id=other, now=MORNING)
    assert passkeys.remove(database, held.id, staff_id=staff_id, now=MORNING) is is_removed
    assert (prove(database, key) is None) is is_removed
