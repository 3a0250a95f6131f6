"""
Who may call what: every route of the console, by method, and the roles it is open to.

Whatever does not stand here is closed to everybody, and a test compares this table with the
routes that there are. FRESH names acts for which a proof of who one is must be recent.
"""

from collections.abc import Mapping
from typing import Final

from models.vocabulary import Role

Roles = frozenset[Role]

ALL: Final[Roles] = frozenset(Role)
WORKING: Final[Roles] = frozenset({Role.OFFICER, Role.SCREENER, Role.ADMIN})
SCREENING: Final[Roles] = frozenset({Role.SCREENER, Role.ADMIN})
WORDING: Final[Roles] = frozenset({Role.ANNOUNCER, Role.ADMIN})
ADMINS: Final[Roles] = frozenset({Role.ADMIN})

# Who need not be signed in: only what leads to being so.
OPEN: Final = frozenset({"style", "script", "htmx", "sign_in", "second_step"})

ACCESS: Final[Mapping[str, Mapping[str, Roles]]] = {
    "home": {"GET": ALL},
    "pulse": {"GET": ALL},
    "sign_out": {"POST": ALL},
}

FRESH: Final[frozenset[str]] = frozenset()


def may(role: Role, endpoint: str, method: str = "GET") -> bool:
    """Whether this role may call a route; HEAD is a GET."""
    return role in ACCESS.get(endpoint, {}).get("GET" if method == "HEAD" else method, frozenset())
