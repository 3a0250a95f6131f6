"""
The bodies that the words of a text name, one beside the other: a department with its
ministry, a division with its body, a name with its abbreviation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import regex

from handlers import letters
from handlers.answers.agencynames import is_of_kind, places
from handlers.answers.normalise import normalise
from handlers.lexicon import Lexicon
from models.vocabulary import AgencyCategory

MOST_PARTS: Final = 6  # words of a text that are compared with the directory
SHORTEST_PART: Final = 4
_LETTER: Final = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Parts:
    """The bodies that words of a text name, and whether nothing else is in it."""

    bodies: tuple[int, ...]
    is_whole: bool


def read(name: str, lexicon: Lexicon) -> Parts:
    """
    The bodies that stretches of the text are called exactly.

    A department with its ministry is the department, a division with its body the body.
    A short abbreviation counts only where every word names somebody.
    """
    named, rest = _stretches(name, lexicon)
    is_all_known = not rest and any(map(_is_telling, named))
    told = {said: called for said, called in named.items() if is_all_known or _is_telling(said)}
    is_worded = all(map(_LETTER.search, rest))  # beside a number, it is what is counted
    aside = [called for said, called in named.items() if said not in told and is_worded]
    rest.extend(said for said in named if said not in told)
    found, is_certain = _children(_agreeing(told.values()), bool(rest), lexicon)
    words = lexicon.agency
    is_whole = all(words.parent_name.match(said) or words.unit.match(said) for said in rest)
    kept = (place for place in [*found, *chain(*aside)] if is_of_kind(place, name, lexicon))
    ranked = tuple(dict.fromkeys(kept))
    return Parts(ranked, is_certain and is_whole)


def _children(
    bodies: Sequence[tuple[int, ...]], has_rest: bool, lexicon: Lexicon
) -> tuple[list[int], bool]:
    """
    The bodies without their ministries, and whether that can be relied upon.

    A province beside another body only says where it is, and may say that a branch is meant.
    """
    parents = [body for body in bodies if _is_parent(body[0], lexicon)]
    children = [body for body in bodies if body not in parents]
    central = [body for body in children if not _is_province(body[0], lexicon)]
    is_mixed = len(central) < len(children) and (len(bodies) > 1 or has_rest)
    chosen = central if is_mixed else children
    if not (children or has_rest):
        chosen = parents
    return [place for body in chosen for place in body], not is_mixed


def _stretches(name: str, lexicon: Lexicon) -> tuple[dict[str, tuple[int, ...]], list[str]]:
    """Who each stretch of the text is called, and the words that call nobody."""
    words = lexicon.agency
    spaced = words.parent.sub(" ", words.joining.sub(" ", normalise(name, lexicon)))
    parts = spaced.split()[:MOST_PARTS]
    named: dict[str, tuple[int, ...]] = {}
    rest: list[str] = []
    while parts:
        size, called = _longest(parts, lexicon)
        if called:
            named[" ".join(parts[:size])] = called
        else:
            rest.append(parts[0])
        parts = parts[size:]
    return named, rest


def _longest(parts: Sequence[str], lexicon: Lexicon) -> tuple[int, tuple[int, ...]]:
    for size in range(len(parts), 0, -1):
        if found := places(" ".join(parts[:size]), lexicon):
            return size, found
    return 1, ()


def _is_telling(said: str) -> bool:
    return " " in said or len(letters.squeeze(said)) >= SHORTEST_PART


def _agreeing(named: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The same bodies, those that are named twice once: a name with its abbreviation."""
    bodies: list[tuple[int, ...]] = []
    for called in named:
        for n, body in enumerate(bodies):
            if common := tuple(place for place in body if place in called):
                bodies[n] = common
                break
        else:
            bodies.append(called)
    return bodies


def _is_parent(place: int, lexicon: Lexicon) -> bool:
    entry = lexicon.agencies.entries[place]
    return lexicon.agency.parent_name.match(entry.name) is not None


def _is_province(place: int, lexicon: Lexicon) -> bool:
    return lexicon.agencies.entries[place].category is AgencyCategory.PROVINCIAL
