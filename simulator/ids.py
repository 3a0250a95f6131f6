"""Identifiers in the forms LINE uses. They never repeat, also not after a restart."""

import itertools
import re
import secrets
import time
import uuid

USER = re.compile(r"U[0-9a-f]{32}")
CHAT = re.compile(r"[UCR][0-9a-f]{32}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_message_numbers = itertools.count(int(time.time() * 1000) * 100_000)


def user_id() -> str:
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    return "C" + secrets.token_hex(16)


def message_id() -> str:
    """Eighteen digits, rising."""
    return str(next(_message_numbers))


def ulid(at_ms: int) -> str:
    """26 characters: 48 bits of time, 80 of chance."""
    number = (at_ms << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def request_id() -> str:
    return str(uuid.uuid4())


def reply_token() -> str:
    return secrets.token_hex(16)


def opaque_token() -> str:
    """For quote tokens and read marks, which a bot can only hand back."""
    return secrets.token_urlsafe(48)


def rich_menu_id() -> str:
    return "richmenu-" + secrets.token_hex(16)
