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
    r"(?<![a-z0-9!#$&*=?^~'\u2019])[a-z0-9][a-z0-9._%+'\-]*+@[a-z0-9][a-z0-9.\-]*\.[a-z]{2,}"
    r"(?!\.?[a-z]|(?!0\d[\d \-]{7})\d)",  # a digit begins a telephone number, or is a slip
    regex.IGNORECASE,
)
_WORD_BEFORE: Final = regex.compile(
    r"(?<![^\s,;:(=\p{Thai}])(?P<word>[a-z][a-z\d._'\-]*)(?: +|,)$", regex.IGNORECASE
)
_LATIN: Final = regex.compile(r"[a-z]{2,}", regex.IGNORECASE)
_SHORT: Final = 3  # letters of what may be the rest of an address that was torn
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
    place = next(_valid(seen, lexicon), None)
    if place is None:
        return Cut(Unclear("unclear.email"), text)
    value, start = place
    is_torn = _is_torn(seen, start, value.address, lexicon)
    return Cut(Unclear("unclear.email") if is_torn else value, _ADDRESS.sub("\n", seen))


def _is_torn(text: str, start: int, address: str, lexicon: Lexicon) -> bool:
    """Whether the word before an address may be its first half, and none that introduces it."""
    before = text[:start].rpartition("\n")[2]
    found = _WORD_BEFORE.search(before)
    if not found or _introduces(found["word"], lexicon):
        return False
    local, _, domain = address.partition("@")
    said = [word.lower() for word in _LATIN.findall(before)]
    if any(_is_like(word, local) or word in domain.split(".") for word in said):
        return False
    ahead = _WORD_BEFORE.search(before, 0, found.start())
    ends_a_name = ahead is not None and not _introduces(ahead["word"], lexicon)
    return not (ends_a_name and found["word"][0].isupper()) or len(local) <= _SHORT


def _introduces(word: str, lexicon: Lexicon) -> bool:
    bare = word.rstrip(".-_'").lower()
    return bare in lexicon.email.introducing or bare in lexicon.apps.latin


def _is_like(word: str, local: str) -> bool:
    """Whether an address is made of a name that stands before it."""
    return len(word) >= _SHORT and (word in local or local.startswith(word[: _SHORT + 1]))


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


def _valid(text: str, lexicon: Lexicon) -> Iterator[tuple[Email, int]]:
    """The addresses that are not refused, and where each begins."""
    for found in _ADDRESS.finditer(text):
        local, _, domain = found[0].lower().rpartition("@")
        domain = _DOTS.sub(".", domain)
        # Between the at and an ending stands a name, and behind it nothing.
        endings = lexicon.email.suffixes
        is_faulty = f".{domain}" in endings or any(f"{one}." in domain for one in endings)
        address = None if is_faulty else _checked(f"{local}@{domain}")
        if address and not lexicon.email.refusals.refuse(text, *found.span()):
            yield Email(address, _suggestion(address, lexicon)), found.start()


def _checked(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _typed_in_thai(text: str, lexicon: Lexicon) -> Email | None:
    typed = keyboard.to_latin(text, lexicon)
    if typed is None or not _ADDRESS.fullmatch(typed):
        return None
    return next((email for email, _ in _valid(typed, lexicon)), None)


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
