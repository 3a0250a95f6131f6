"""
Contacts as whoever may only look sees them: enough to tell one from another, not to call.
"""

from typing import Final

from bot.services.officer import SEE_PERSONS
from models.vocabulary import Role

_LAST: Final = 4
_FEWEST: Final = 7  # digits of a number of which four may be shown


def is_masked(role: Role) -> bool:
    """Whether contacts are masked for this role."""
    return role not in SEE_PERSONS


def phone(e164: str) -> str:
    """+66812341234 → 08x-xxx-1234."""
    digits = "0" + e164.removeprefix("+66") if e164.startswith("+66") else e164
    return f"{digits[:2]}x-xxx-{digits[-_LAST:]}" if len(digits) >= _FEWEST else "x" * len(digits)


def email(address: str) -> str:
    """somchai@example.go.th → s***@example.go.th."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***{at}{domain}"
