"""
An e-mail address, put together again from the ways people break it.

Spaces, commas for dots and spoken signs are mended, because nothing else can be
meant. A misspelt domain is never mended, only suggested: the person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex
from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from handlers.answers import keyboard
from handlers.answers.normalise import plain
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

_ADDRESS: Final = regex.compile(
    r"(?<![a-z0-9!#$&*=?^~'\u2019])[a-z0-9][a-z0-9._%+'\-]*+@[a-z0-9][a-z0-9.\-]*\.[a-z]{2,}",
    regex.IGNORECASE,
)
_DOTS: Final = regex.compile(r"\.{2,}")
_BROKEN_AT_MOST: Final = 5  # dots one address can have lost


@dataclass(frozen=True, slots=True)
class Email:
    """A valid address in lower case, and a likelier one to ask about."""

    address: str
    suggestion: str | None


def read(text: str, lexicon: Lexicon) -> Email | Unclear:
    """The first address of a text, or the text typed on the Thai layout."""
    found = take(text, lexicon).value
    if isinstance(found, Email):
        return found
    return _typed_in_thai(text, lexicon) or found


def take(text: str, lexicon: Lexicon) -> Cut[Email | Unclear]:
    """The first address that is not refused, and the text without any address."""
    seen = _mended(plain(text, lexicon), lexicon)
    value = next(_valid(seen, lexicon), None)
    if value is None:
        return Cut(Unclear("unclear.email"), text)
    return Cut(value, _ADDRESS.sub("\n", seen))


def _mended(text: str, lexicon: Lexicon) -> str:
    words = lexicon.email
    seen = words.at.sub("@", text)
    if "@" not in seen:
        return text
    seen = _in_latin(seen, lexicon)
    for sign, by in words.signs:
        seen = sign.sub(by, seen)
    seen = _in_latin(seen, lexicon)
    for _ in range(_BROKEN_AT_MOST):
        seen = words.broken_dot.sub(r"\1.", seen)
    return seen


def _in_latin(text: str, lexicon: Lexicon) -> str:
    """The spoken names behind an at or a dot, written."""
    return lexicon.email.spoken.sub(lambda said: lexicon.email.latin[said[0]], text)


def _valid(text: str, lexicon: Lexicon) -> Iterator[Email]:
    for found in _ADDRESS.finditer(text):
        local, _, domain = found[0].lower().rpartition("@")
        address = _checked(f"{local}@{_DOTS.sub('.', domain)}")
        if address and not lexicon.email.refusals.refuse(text, *found.span()):
            yield Email(address, _suggestion(address, lexicon))


def _checked(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _typed_in_thai(text: str, lexicon: Lexicon) -> Email | None:
    typed = keyboard.to_latin(text, lexicon)
    if typed is None or not _ADDRESS.fullmatch(typed):
        return None
    return next(_valid(typed, lexicon), None)


def _suggestion(address: str, lexicon: Lexicon) -> str | None:
    local, _, domain = address.rpartition("@")
    meant = _meant(domain, lexicon)
    return f"{local}@{meant}" if meant and meant != domain else None


def _meant(domain: str, lexicon: Lexicon) -> str | None:
    """The domain somebody most likely meant, or None where this one may well be right."""
    words = lexicon.email
    if domain in words.domains or domain.endswith(words.suffixes):
        return _known_provider(domain, lexicon) if domain not in words.domains else None
    near = _nearest(domain, words.domains)
    if near:
        return near
    head, _, ending = domain.rpartition(".")
    if ending in words.misspelt:
        return f"{head}.{words.misspelt[ending]}"
    return _known_provider(domain, lexicon) or _with_thai_ending(domain, lexicon)


def _known_provider(domain: str, lexicon: Lexicon) -> str | None:
    """The large providers' own domain, when only the part behind the name differs."""
    name, _, ending = domain.partition(".")
    own = [known for known in lexicon.email.domains if known.startswith(f"{name}.")]
    is_thai = ending.endswith(".th")
    return own[0] if own and is_thai else None


def _nearest(domain: str, known: tuple[str, ...]) -> str | None:
    allowed = 1 if len(domain) < 9 else 2
    near = min(known, key=lambda one: OSA.distance(domain, one))
    return near if OSA.distance(domain, near) <= allowed else None


def _with_thai_ending(domain: str, lexicon: Lexicon) -> str | None:
    """A slip in the last two labels, such as .go.ht or .ogth."""
    for take_labels in (2, 1):
        head = domain.rsplit(".", take_labels)[0]
        tail = domain[len(head) :]
        near = _nearest(tail, lexicon.email.suffixes)
        if near and head and tail != near:
            return head + near
    return None
