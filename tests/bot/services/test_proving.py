"""Guesses are counted, together, before they are looked at."""

import threading
from datetime import timedelta

import pyotp

from bot.services import proving, sessions
from models.base import Database
from models.vocabulary import Role
from tests.bot.services.colleagues import MORNING, PASSWORD, SECRET, audited, hire, row_of

WRONG = "ไม่ใช่รหัสผ่านนี้"


def figures(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(MORNING + timedelta(seconds=seconds))


def guess(database: Database, password: str, login: str = "somchai", minutes: int = 0) -> bool:
    now = MORNING + timedelta(minutes=minutes)
    return proving.by_password(database, login, password, now=now) is not None


def test_login_and_password_say_who_it_is_and_what_is_still_to_be_proved(
    database: Database,
) -> None:
    staff_id = hire(database, role=Role.SCREENER, totp_secret=SECRET)

    known = proving.by_password(database, " SOMCHAI ", PASSWORD, now=MORNING)

    assert known == proving.Known(staff_id, MORNING, has_figures=True, has_passkey=False)
    assert proving.still(database, staff_id, MORNING) == known
    assert proving.still(database, staff_id, MORNING + timedelta(seconds=1)) is None


def test_wrong_unknown_and_closed_are_all_nobody(database: Database) -> None:
    hire(database)
    hire(database, "left", left_at=MORNING)
    hire(database, "demo.admin", is_demo=True)

    assert not guess(database, WRONG)
    assert not guess(database, PASSWORD, "nobody")
    assert not guess(database, PASSWORD, "left")
    assert not guess(database, PASSWORD, "demo.admin")


def test_a_demo_account_is_somebody_in_the_demo(database: Database) -> None:
    hire(database, "demo.admin", is_demo=True)

    assert proving.by_password(database, "demo.admin", PASSWORD, now=MORNING, admits_demo=True)


def test_five_wrong_ones_close_the_account_to_guesses_for_a_quarter_of_an_hour(
    database: Database,
) -> None:
    staff_id = hire(database)

    guesses = [guess(database, WRONG) for _ in range(5)]

    assert guesses == [False] * 5
    assert not guess(database, PASSWORD)
    assert not guess(database, PASSWORD, minutes=14)
    assert guess(database, PASSWORD, minutes=15)
    subject = f"staff {staff_id}"
    assert audited(database) == [
        *[("staff.sign_in_failed", subject, None)] * 5,
        ("staff.locked", subject, None),
    ]


def test_after_the_wait_there_are_five_more(database: Database) -> None:
    staff_id = hire(database)
    for _ in range(5):
        guess(database, WRONG)

    guess(database, WRONG, minutes=15)

    assert (row_of(database, staff_id).failures, guess(database, PASSWORD, minutes=15)) == (1, True)


def test_knowing_the_password_gives_no_more_tries_at_the_figures(database: Database) -> None:
    staff_id = hire(database, totp_secret=SECRET)

    for _ in range(4):
        assert guess(database, PASSWORD)
        assert not proving.by_figures(database, staff_id, "000000", now=MORNING)
    guess(database, PASSWORD)
    proving.by_figures(database, staff_id, "000000", now=MORNING)

    assert not proving.by_figures(database, staff_id, figures(), now=MORNING)
    assert not guess(database, PASSWORD)


def test_figures_work_once(database: Database) -> None:
    staff_id = hire(database, totp_secret=SECRET)

    first = proving.by_figures(database, staff_id, figures(), now=MORNING)
    second = proving.by_figures(database, staff_id, figures(), now=MORNING)

    assert (first, second) == (True, False)


def test_without_an_app_no_figures_are_right(database: Database) -> None:
    assert not proving.by_figures(database, hire(database), figures(), now=MORNING)


def test_many_guesses_at_once_are_no_more_than_five(database: Database) -> None:
    staff_id = hire(database)
    together = threading.Barrier(12)

    def try_it() -> None:
        together.wait()
        guess(database, WRONG)

    threads = [threading.Thread(target=try_it) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert row_of(database, staff_id).failures == 5
    assert [act for act, _, _ in audited(database)].count("staff.sign_in_failed") == 5


def test_who_is_signed_in_can_prove_it_again(database: Database) -> None:
    staff_id = hire(database)

    assert proving.again(database, staff_id, PASSWORD, now=MORNING)
    assert not proving.again(database, staff_id, WRONG, now=MORNING)


def test_signing_in_forgives_and_replaces_the_session_that_was_there(database: Database) -> None:
    staff_id = hire(database)
    guess(database, WRONG)
    old = sessions.begin(database, staff_id, browser="old", now=MORNING)

    new = proving.sign_in(
        database, staff_id, by="password", browser="new", instead_of=old, now=MORNING
    )

    opened = [one.browser for one in sessions.of(database, staff_id, now=MORNING)]
    assert (row_of(database, staff_id).failures, opened) == (0, ["new"])
    assert sessions.find(database, old, now=MORNING) is None
    assert sessions.find(database, new, now=MORNING) is not None
    assert audited(database)[-1] == ("staff.signed_in", f"staff {staff_id}", staff_id)
