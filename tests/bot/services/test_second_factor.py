"""Six figures: those of now and its neighbours, each once."""

from datetime import timedelta

import pyotp
import pytest

from bot.services import second_factor
from models.base import Database
from tests.bot.services.colleagues import MORNING, SECRET, audited, hire, row_of

NOW_STEP = int(MORNING.timestamp()) // second_factor.STEP_SECONDS


def figures(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(MORNING + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("given", "after", "step"),
    [
        (figures(), 0, NOW_STEP),
        (figures(-30), 0, NOW_STEP - 1),
        (figures(30), 0, NOW_STEP + 1),
        (figures(-60), 0, None),
        (figures(60), 0, None),
        (figures(), NOW_STEP, None),
        (figures(-30), NOW_STEP, None),
        (figures(30), NOW_STEP, NOW_STEP + 1),
        (f" {figures()[:3]} {figures()[3:]} ", 0, NOW_STEP),
        (figures().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")), 0, NOW_STEP),
        ("", 0, None),
        (figures() + "1", 0, None),
        ("หกหลัก", 0, None),
    ],
)
def test_figures_count_near_their_time_and_once(given: str, after: int, step: int | None) -> None:
    assert second_factor.step(SECRET, given, after=after, now=MORNING) == step


def test_a_secret_is_kept_once_the_app_shows_that_it_has_it(database: Database) -> None:
    staff_id = hire(database)

    wrong = second_factor.set_up(database, staff_id, SECRET, "000000", now=MORNING)
    before = row_of(database, staff_id).totp_secret
    right = second_factor.set_up(database, staff_id, SECRET, figures(), now=MORNING)

    row = row_of(database, staff_id)
    assert (wrong, before, right) == (False, None, True)
    assert (row.totp_secret, row.totp_step) == (SECRET, NOW_STEP)
    assert audited(database) == [("staff.authenticator_set", f"staff {staff_id}", staff_id)]


def test_secrets_differ_and_their_address_names_the_account() -> None:
    secret = second_factor.new_secret()

    assert secret != second_factor.new_secret()
    assert second_factor.address(secret, login="somchai", issuer="WFH") == (
        f"otpauth://totp/WFH:somchai?secret={secret}&issuer=WFH"
    )
