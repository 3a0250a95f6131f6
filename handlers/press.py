"""
A button's meaning as the short text that LINE carries for it.

Four parts between bars: do, what, value, version. What comes back may be forged or
from an older release, so `parse` trusts nothing.
"""

from typing import Final

from handlers.turn import Press

LONGEST: Final = 300  # LINE: UTF-16 units in the data of a postback
LONGEST_VERSION: Final = 9  # digits; more is nobody's draft


def encode(press: Press) -> str:
    """`answer|category|government|7`. Raises ValueError when LINE would not carry it."""
    version = "" if press.version is None else str(press.version)
    data = "|".join((*map(_escaped, (press.do, press.what, press.value)), version))
    if len(data.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        raise ValueError(f"a button of kind {press.do} carries too much")
    return data


def parse(data: str) -> Press | None:
    """What a button carried, None when no button of ours carries such a thing."""
    parts = data.split("|")
    if len(data) > LONGEST or len(parts) != 4 or not parts[0]:
        return None
    version = parts[3]
    is_number = version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION
    if version and not is_number:
        return None
    do, what, value = map(_plain, parts[:3])
    return Press(do, what, value, int(version) if version else None)


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("|", "%7C")


def _plain(part: str) -> str:
    return part.replace("%7C", "|").replace("%25", "%")
