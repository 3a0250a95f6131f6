"""
What a text says, in the shape a stranger can compare: plain lists, texts and numbers.

The one place that turns a reader's result into that shape; readers keep their own types.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from handlers.answers import agency, app, count, email, phone, yesno
from handlers.answers import date as day
from handlers.answers.reading import Unclear
from handlers.lexicon import AgencyEntry, Lexicon


def read(field: str, text: str, lexicon: Lexicon, today: date) -> Any | Unclear:
    """
    The value of one of `FIELDS`; an unknown field is a KeyError.

    `phone`: e164, and ext and more where there are any. `count`: n, or min and max of a
    range. `email`: email, and suggest where a likelier one exists. `yesno`: a word. `app`:
    a sorted list, LINE too. `agency`: names, one when it is certain, and the category
    where it is known. `date`: ISO.
    """
    if field == "date":
        return _date(text, lexicon, today)
    return _READERS[field](text, lexicon)


def _phone(text: str, lexicon: Lexicon) -> dict[str, Any] | Unclear:
    found = phone.read(text, lexicon)
    if isinstance(found, Unclear):
        return found
    return _present({"e164": found.e164, "ext": found.extension, "more": list(found.more)})


def _count(text: str, lexicon: Lexicon) -> dict[str, Any] | Unclear:
    found = count.read(text, lexicon)
    if isinstance(found, Unclear):
        return dict(found.values) or found
    return {"n": found.n}


def _email(text: str, lexicon: Lexicon) -> dict[str, Any] | Unclear:
    found = email.read(text, lexicon)
    if isinstance(found, Unclear):
        return found
    return _present({"email": found.address, "suggest": found.suggestion})


def _yesno(text: str, lexicon: Lexicon) -> str | Unclear:
    found = yesno.read(text, lexicon)
    return found if isinstance(found, Unclear) else found.value


def _app(text: str, lexicon: Lexicon) -> list[str] | Unclear:
    found = app.read(text, lexicon)
    line = app.named(text, lexicon) & {app.LINE}
    if isinstance(found, Unclear):
        return sorted(line) if found.key == "unclear.app.line" else found
    return sorted({*map(str, found), *line})


def _agency(text: str, lexicon: Lexicon) -> dict[str, Any] | Unclear:
    """Bodies that merely look alike are no value: only those that are called so."""
    found = agency.match(text, lexicon)
    if not found.name:
        return Unclear("unclear.agency")
    called = found.candidates if found.exact else _called(text, found.name, lexicon)
    category = found.category.value if found.category else None
    return {"names": [entry.name for entry in called]} | _present({"category": category})


def _called(text: str, name: str, lexicon: Lexicon) -> tuple[AgencyEntry, ...]:
    return agency.known(text, lexicon) or agency.known(name, lexicon)


def _date(text: str, lexicon: Lexicon, today: date) -> str | Unclear:
    found = day.read(text, lexicon, today)
    return found if isinstance(found, Unclear) else found.isoformat()


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


_READERS: Final[Mapping[str, Callable[[str, Lexicon], Any]]] = MappingProxyType(
    {
        "phone": _phone,
        "count": _count,
        "email": _email,
        "yesno": _yesno,
        "app": _app,
        "agency": _agency,
    }
)
FIELDS: Final = frozenset({*_READERS, "date"})
