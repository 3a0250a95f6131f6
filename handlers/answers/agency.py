"""
Which body of the directory a text names, or what a new one is called.

Exact means certain: one body, by its name, abbreviation, alias or English name, or
with a slip that can mean nothing else. All else is offered as a choice, never taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from handlers import letters
from handlers.answers import keyboard, province
from handlers.answers.agencynames import (
    heard,
    is_of_kind,
    own_part,
    places,
    strict_kind,
    written_out,
)
from handlers.answers.likeness import alike, by_slip
from handlers.answers.normalise import clean, normalise
from handlers.lexicon import AgencyEntry, Lexicon
from models.vocabulary import AgencyCategory

MOST_CANDIDATES: Final = 4  # more do not fit one card
LONGEST_NAME: Final = 200
MOST_PARTS: Final = 6  # words of a text that are compared with the directory
SHORTEST_PART: Final = 4
_LETTER: Final = regex.compile(r"\p{L}")
_MARKUP: Final = regex.compile(r"[<>{}\\`^$]+")
_EDGES: Final = " ,.;:|/\\-–—_=+*~!?'\"[]{}<>#"  # noqa: RUF001 - as people type them


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """
    The bodies a text may mean, best first; `exact` when it is certainly the only one.

    `name` is the text made fit for a new body's name, with the category and province
    it tells; empty where the text names no body at all.
    """

    candidates: tuple[AgencyEntry, ...]
    exact: bool
    category: AgencyCategory | None
    province: str | None
    name: str


_NOTHING: Final = AgencyMatch((), False, None, None, "")


def match(text: str, lexicon: Lexicon) -> AgencyMatch:
    """What an answer to "which agency" names."""
    name = _name(text, lexicon)
    found = _certain(text, lexicon)
    typed = keyboard.to_thai(text, lexicon)
    if not found and typed and (found := _certain(typed, lexicon)):
        name = _name(typed, lexicon)
    if not found and not _is_meaningful(name, lexicon):
        return _NOTHING
    candidates, exact = _offer(found, name, lexicon)
    entry = candidates[0] if exact else None
    return AgencyMatch(
        candidates=candidates,
        exact=exact,
        category=entry.category if entry else category(name, lexicon),
        province=entry.province if entry else _province(name, lexicon),
        name=name or clean(text, lexicon),
    )


def known(text: str, lexicon: Lexicon) -> tuple[AgencyEntry, ...]:
    """The bodies that are called exactly this: none, one, or those that share the abbreviation."""
    found = places(normalise(text, lexicon), lexicon)
    return tuple(lexicon.agencies.entries[place] for place in found)


def begins_a_body(word: str, lexicon: Lexicon) -> bool:
    """Whether a word begins as names of bodies do: a kind of body, short or in full."""
    return lexicon.agency.kind.match(heard(word, lexicon)) is not None


def has_own_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word that begins a body's name says more than its kind."""
    return bool(own_part(heard(word, lexicon), lexicon))


def category(name: str, lexicon: Lexicon) -> AgencyCategory | None:
    """What a name that is not listed tells about its kind of body."""
    words = lexicon.agency
    if words.public_form.search(normalise(name, lexicon)):
        return AgencyCategory.PUBLIC_ORGANISATION
    said = heard(name, lexicon)
    if words.branch.search(said):
        return AgencyCategory.PROVINCIAL
    found = words.kind.match(said)
    return words.categories[found[0]] if found else None


def _province(name: str, lexicon: Lexicon) -> str | None:
    return province.inside(written_out(normalise(name, lexicon), lexicon), lexicon)


def _offer(
    found: tuple[int, ...], name: str, lexicon: Lexicon
) -> tuple[tuple[AgencyEntry, ...], bool]:
    entries = lexicon.agencies.entries
    if len(found) == 1:
        return (entries[found[0]],), True
    if found:
        return tuple(entries[place] for place in found[:MOST_CANDIDATES]), False
    parts, is_whole = _by_parts(name, lexicon)
    if is_whole and len(parts) == 1:
        return (entries[parts[0]],), True
    slip = by_slip(name, lexicon)
    if slip is not None and not parts:
        return (entries[slip],), True
    likely = dict.fromkeys([*parts, *alike(name, lexicon)])
    return tuple(entries[place] for place in list(likely)[:MOST_CANDIDATES]), False


def _name(text: str, lexicon: Lexicon) -> str:
    """The text without courtesy and lead-in, fit to be stored."""
    seen = clean(_MARKUP.sub(" ", text), lexicon).strip(_EDGES.replace(".", ""))
    seen = lexicon.polite.ending.sub("", seen)
    while (rest := lexicon.agency.opening.sub("", seen)) != seen and _LETTER.search(rest):
        seen = rest
    return seen.strip(_EDGES if seen.count(".") < 2 else _EDGES.replace(".", ""))


def _is_meaningful(name: str, lexicon: Lexicon) -> bool:
    if len(_LETTER.findall(name)) < 2 or len(name) > LONGEST_NAME:
        return False
    normalised = normalise(name, lexicon)
    said = letters.squeeze(letters.sounds(normalised, lexicon.letters))
    if said in lexicon.agency.meaningless or said in lexicon.commands:
        return False
    return lexicon.questions.anywhere.search(normalised) is None and len(set(said)) > 1


def _certain(text: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Places of the bodies called so, with and without courtesy around it."""
    called = (normalise(name, lexicon) for name in (text, _name(text, lexicon)))
    return next((found for name in called if (found := places(name, lexicon))), ())


def _by_parts(name: str, lexicon: Lexicon) -> tuple[tuple[int, ...], bool]:
    """
    The bodies that stretches of the text are called exactly, and whether nothing else is in it.

    A department with its ministry is the department.
    """
    words = lexicon.agency
    spaced = words.parent.sub(" ", words.joining.sub(" ", normalise(name, lexicon)))
    found: list[int] = []
    rest: list[str] = []
    parts = spaced.split()[:MOST_PARTS]
    while parts:
        size, called = _longest(parts, lexicon)
        found.extend(called)
        rest.extend([] if called else parts[:1])
        parts = parts[size:]
    children = [place for place in found if not _is_parent(place, lexicon)]
    if strict_kind(name, lexicon):
        children = [place for place in children if is_of_kind(place, name, lexicon)]
    is_whole = all(words.parent_name.match(part) for part in rest)
    return tuple(dict.fromkeys(children or ([] if rest else found))), is_whole


def _longest(parts: Sequence[str], lexicon: Lexicon) -> tuple[int, tuple[int, ...]]:
    for size in range(len(parts), 0, -1):
        stretch = " ".join(parts[:size])
        is_telling = size > 1 or len(letters.squeeze(stretch)) >= SHORTEST_PART
        if is_telling and (found := places(stretch, lexicon)):
            return size, found
    return 1, ()


def _is_parent(place: int, lexicon: Lexicon) -> bool:
    entry = lexicon.agencies.entries[place]
    return lexicon.agency.parent_name.match(entry.name) is not None
