"""Which passwords are good enough, and that only the right one is right."""

import pytest

from bot.services import passwords
from tests.bot.services.colleagues import PASSWORD, QUICK


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("สั้นไปหน่อย", "accounts.password.short"),
        ("ยาว" * 50, "accounts.password.long"),
        ("Somchai.Jaidee", "accounts.password.own_name"),
        ("สมชาย  ใจดีมากมาย", "accounts.password.own_name"),
        ("Password 1234", "accounts.password.common"),
        ("abababababab", "accounts.password.common"),
        ("ข้าวเหนียวมะม่วง", None),
        ("correct horse", None),
    ],
)
def test_a_password_is_judged_by_length_and_how_common_it_is(
    password: str, key: str | None
) -> None:
    fault = passwords.fault(password, login="somchai.jaidee", name="สมชาย ใจดีมากมาย")

    assert fault == key


def test_only_the_right_password_is_right() -> None:
    known = passwords.kept(PASSWORD)

    assert known.startswith("$argon2id$")
    assert passwords.is_right(known, PASSWORD)
    assert not passwords.is_right(known, PASSWORD + " ")
    assert not passwords.is_right(None, PASSWORD)
    assert not passwords.is_right("-", PASSWORD)


def test_the_same_letters_are_the_same_password_however_they_are_put_together() -> None:
    known = passwords.kept("ค่าน้ำค่าไฟ 12")

    assert passwords.is_right(known, "ค่านํ้าค่าไฟ 12".replace("นํ้า", "น้ำ"))
    assert passwords.is_right(passwords.kept("café au lait"), "cafe\u0301 au lait")


def test_a_password_kept_in_a_weaker_way_is_kept_anew() -> None:
    renewed = passwords.renewed(QUICK, PASSWORD)

    assert renewed != QUICK
    assert passwords.is_right(renewed, PASSWORD)
    assert passwords.renewed(renewed, PASSWORD) == renewed


def test_first_passwords_are_good_differ_and_can_be_read_out() -> None:
    made = {passwords.first() for _ in range(100)}

    assert len(made) == 100
    assert {passwords.fault(one, login="a", name="b") for one in made} == {None}
    assert set("".join(made)) <= set(passwords.FIRST_LETTERS) | {"-"}
