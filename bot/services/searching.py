"""
Find requests and bodies by whatever staff have at hand: a name, an abbreviation, a number of a
request, a telephone number, an e-mail address, a contact's name, in any digits and spelling.

Every word must be found. A search reads the narrow columns from end to end, which takes some
milliseconds at 20,000 bodies; the newest requests and the likeliest bodies come first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select

from bot.services import directory
from models.agency import Agency
from models.contact import AgencyContact
from models.registration import Registration

LONGEST: Final = 200  # characters of a search that are looked at
MOST_WORDS: Final = 6
FEWEST_OF_A_PHONE: Final = 4
COUNTRY: Final = "+66"

_GAP: Final = r"[\s\-_./\u2010-\u2015\u2212]*"
_NUMBER: Final = re.compile(
    rf"(?:WFH{_GAP})?(?:(?P<year>\d\d){_GAP}(?=\d{{5}}))?(?P<number>\d{{1,5}})(?:{_GAP}[A-Z])?",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"\+?\d(?:[\s().\-]{0,2}\d)*")

_a, _link, _r = Agency.__table__, AgencyContact.__table__, Registration.__table__


@dataclass(frozen=True, slots=True)
class Found:
    """Rows: requests with the newest first, bodies with the likeliest first."""

    registrations: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()


def search(
    connection: Connection, text: str, *, limit: int = 50, with_persons: bool = True
) -> Found:
    """
    What a text finds, at most `limit` of each kind; a text that says nothing finds nothing.

    `with_persons` is False for those who may not see contacts: trying would tell them.
    """
    return Found(
        registrations(connection, text, limit=limit, with_persons=with_persons),
        agencies(connection, text, limit=limit, with_persons=with_persons),
    )


def registrations(
    connection: Connection, text: str, *, limit: int, with_persons: bool = True
) -> tuple[int, ...]:
    """The requests with this number, of such a body, or with such a contact; newest first."""
    seen = directory.cleaned(text[:LONGEST])
    bodies = select(_a.c.id).where(_called(seen))
    ways = [_numbered(seen), _r.c.agency_id.in_(bodies)]
    if with_persons:
        ways.append(_r.c.agency_id.in_(_reached(seen)))
    newest = select(_r.c.id).where(or_(*ways)).order_by(_r.c.submitted_at.desc(), _r.c.id.desc())
    return tuple(connection.scalars(newest.limit(limit)))


def agencies(
    connection: Connection, text: str, *, limit: int, with_persons: bool = True
) -> tuple[int, ...]:
    """The bodies that are called so, have a request with this number, or such a contact."""
    seen = directory.cleaned(text[:LONGEST])
    numbered = select(_r.c.agency_id).where(_numbered(seen))
    ways = [_called(seen), _a.c.id.in_(numbered)]
    if with_persons:
        ways.append(_a.c.id.in_(_reached(seen)))
    likeliest = (
        select(_a.c.id)
        .where(or_(*ways), _a.c.merged_into.is_(None))
        .order_by(_unlikeness(seen), func.length(_a.c.name), _a.c.id)
    )
    return tuple(connection.scalars(likeliest.limit(limit)))


def _called(text: str) -> ColumnElement[bool]:
    """Whether a body's names hold every word."""
    words = _folded_words(text)
    return and_(*(_a.c.searched.contains(word) for word in words)) if words else false()


def _reached(text: str) -> Any:
    """The bodies with a contact of this number, address or name."""
    ways = [*_by_phone(text), *_by_letters(text)]
    return select(_link.c.agency_id).where(or_(false(), *ways))


def _by_phone(text: str) -> Iterator[ColumnElement[bool]]:
    for typed in _PHONE.findall(text):
        digits = re.sub(r"\D", "", typed).removeprefix("00")
        if len(digits) < FEWEST_OF_A_PHONE:
            continue
        if digits.startswith("0"):
            yield _link.c.phone.startswith(f"{COUNTRY}{digits[1:]}")
        elif typed.startswith("+") or digits.startswith(COUNTRY[1:]):
            yield _link.c.phone.startswith(f"{COUNTRY}{digits[2:].removeprefix('0')}")
        else:
            yield _link.c.phone.contains(digits)


def _by_letters(text: str) -> Iterator[ColumnElement[bool]]:
    """By the e-mail address, or by a name that holds every word."""
    words = [word for word in text.lower().split()[:MOST_WORDS] if not word.isdigit()]
    if not words:
        return
    if "@" in text or text.isascii():
        yield _link.c.email.icontains(words[0], autoescape=True)
    if "@" not in text:
        yield and_(*map(_is_in_name, words))


def _is_in_name(word: str) -> ColumnElement[bool]:
    name = func.lower(_link.c.name) if word.isascii() else _link.c.name  # Thai has no capitals
    return name.contains(word, autoescape=True)


def _numbered(text: str) -> ColumnElement[bool]:
    """Whether a request has this number; its year and its letter may be left out."""
    typed = _NUMBER.fullmatch(text.strip())
    if typed is None:
        return false()
    is_number = _r.c.number == int(typed["number"])
    return and_(_r.c.year == int(typed["year"]), is_number) if typed["year"] else is_number


def _unlikeness(text: str) -> ColumnElement[int]:
    """0 for a body that is called exactly so, 1 when its name begins so, 2 for the others."""
    said = directory.folded(text)
    if not said:
        return case((false(), 0), else_=2)
    lines = "\n" + _a.c.searched + "\n"
    return case((lines.contains(f"\n{said}\n"), 0), (_a.c.searched.startswith(said), 1), else_=2)


def _folded_words(text: str) -> list[str]:
    # Folded, a word is letters and digits alone: nothing in it is a wildcard.
    return [word for typed in text.split()[:MOST_WORDS] if (word := directory.folded(typed))]
