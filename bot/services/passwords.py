"""
Passwords: which are good enough, how they are kept, how first ones are made.

Hashing takes 64 MiB on purpose, so a process does it one at a time.
"""

import secrets
import threading
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 128
FEWEST_LETTERS: Final = 5  # different ones: aaaaaaaaaaaa is no password
# No 0 and O, 1, I and l: first passwords are read from a screen and typed.
FIRST_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
FIRST_GROUPS: Final = 4

# What people choose when twelve characters are asked for, compared without spaces and case.
COMMON: Final = frozenset(
    """
    0123456789012 012345678910 0987654321098 1029384756qp 111122223333 112233445566 121212121212
    123123123123 1234567890-= 123456789012 1234567890123 123456789abc 12345678910 123456781234
    123456qwerty 123qweasdzxc 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc aabbccddeeff abc123456789
    abcd12345678 abcdefghijkl admin1234567 admin123456789 administrator adminadmin12 adminadminadmin
    asdfghjkl123 asdfghjkl;' iloveyou1234 iloveyouforever letmein12345 letmeinletmein
    microsoft1234 onde12345678 p@ssw0rd1234 p@ssword1234 passw0rd1234 password1234 password12345
    password123456 password2020 password2563 passwordpassword qazwsxedcrfv qwerty123456
    qwerty12345678 qwertyqwerty qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopas
    thailand1234 thailand2020 thailand2563 thailandthailand welcome12345 welcome123456
    workfromhome zaq12wsxcde3 zxcvbnm12345 zxcvbnmasdfg
    """.split()
)

_HASHER: Final = PasswordHasher()
_ONE_AT_A_TIME: Final = threading.Lock()


def fault(password: str, *, login: str, name: str) -> str | None:
    """The key of the message that says why a password will not do, None when it will."""
    folded = _folded(password)
    if len(password) < SHORTEST:
        return "accounts.password.short"
    if len(password) > LONGEST:
        return "accounts.password.long"
    if folded in {_folded(login), _folded(name)}:
        return "accounts.password.own_name"
    if folded in COMMON or len(set(folded)) < FEWEST_LETTERS:
        return "accounts.password.common"
    return None


def kept(password: str) -> str:
    """What is kept of a password."""
    with _ONE_AT_A_TIME:
        return _HASHER.hash(_plain(password))


def is_right(known: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is `None` to compare with."""
    if len(password) > LONGEST:
        password = ""
    with _ONE_AT_A_TIME:
        try:
            return _HASHER.verify(known or _nobodys(), _plain(password)) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def renewed(known: str, password: str) -> str:
    """What is to be kept of the right password: the same, unless that is too weak by now."""
    return kept(password) if _HASHER.check_needs_rehash(known) else known


def first() -> str:
    """A password for somebody else to begin with, easy to read out."""
    size = SHORTEST // 3
    groups = (
        "".join(secrets.choice(FIRST_LETTERS) for _ in range(size)) for _ in range(FIRST_GROUPS)
    )
    return "-".join(groups)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex())


def _plain(password: str) -> str:
    """The same letters however a keyboard puts them together."""
    return unicodedata.normalize("NFKC", password)


def _folded(text: str) -> str:
    return "".join(_plain(text).casefold().split())
