"""
The bodies that the words of a text name, one beside the other: a department with its
ministry, a division with its body, a name with its abbreviation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import regex

from handlers import letters
from handlers.answers.agencynames import LONGEST_CALL, is_of_kind, places
from handlers.answers.normalise import normalise
from handlers.lexicon import Lexicon
from models.vocabulary import AgencyCategory

MOST_PARTS: Final = 6  # words of a text that are compared with the directory
SHORTEST_PART: Final = 4
MOST_SHARING: Final = 4  # bodies; an abbreviation of more tells little beside other words
SHORTEST_OF_A_DIVISION: Final = 3
_INNER_DOT: Final = regex.compile(r"(?<!\p{L})\p{L}\.\p{L}(?!\p{L})")
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
    A short abbreviation counts only where every word names somebody, or a division of it.
    """
    named, rest = _stretches(name, lexicon)
    told = _told(named, rest, lexicon)
    is_worded = all(map(_LETTER.search, rest))  # beside a number, it is what is counted
    others = [called for said, called in named.items() if said not in told and is_worded]
    aside = [called for called in others if len(called) <= MOST_SHARING]
    rest.extend(said for said in named if said not in told)
    found, is_certain = _children(_agreeing(told.values()), bool(rest), lexicon)
    words = lexicon.agency
    is_whole = all(words.parent_name.match(said) or words.unit.match(said) for said in rest)
    kept = (place for place in [*found, *chain(*aside)] if is_of_kind(place, name, lexicon))
    ranked = tuple(dict.fromkeys(kept))
    return Parts(ranked, is_certain and is_whole)


def called(normalised: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is called exactly so; what is written with dots inside is no province's code."""
    found = places(normalised, lexicon)
    if _INNER_DOT.search(normalised):
        found = tuple(place for place in found if not _is_province(place, lexicon)) or found
    return tuple(dict.fromkeys([*found, *_begun(normalised, lexicon)])) if found else ()


def _begun(normalised: str, lexicon: Lexicon) -> Iterator[int]:
    """Whose names begin with what a whole text, being somebody's code as well, is short for."""
    begins = lexicon.agency.written_out.get(letters.squeeze(normalised))
    said = letters.sounds(letters.squeeze(begins), lexicon.letters) if begins else None
    for name, place in lexicon.agencies.official.items():
        if said and name.startswith(said):
            yield place


def beside(name: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The two bodies that a text names with "and" or "or" between them, each exactly."""
    seen = normalise(name, lexicon)[:LONGEST_CALL]
    for joint in lexicon.apps.joint.finditer(seen):
        if joint[0].strip():
            sides = (seen[: joint.start()], seen[joint.end() :])
            bodies = [called(side.strip(), lexicon) for side in sides]
            if all(len(body) == 1 for body in bodies) and bodies[0] != bodies[1]:
                return tuple(chain(*bodies))
    return ()


def _told(
    named: Mapping[str, tuple[int, ...]], rest: Sequence[str], lexicon: Lexicon
) -> dict[str, tuple[int, ...]]:
    """The stretches that tell of a body in this company."""
    are_same = len(named) > 1 and list(map(len, _agreeing(named.values()))) == [1]
    if not rest and (are_same or any(map(_is_telling, named))):
        return dict(named)
    of_divisions = bool(rest) and all(map(lexicon.agency.unit.match, rest))
    return {
        said: bodies
        for said, bodies in named.items()
        if _is_telling(said) or (of_divisions and _may_have_divisions(said, bodies))
    }


def _may_have_divisions(said: str, bodies: tuple[int, ...]) -> bool:
    is_telling = len(letters.squeeze(said)) >= SHORTEST_OF_A_DIVISION or _INNER_DOT.search(said)
    return len(bodies) == 1 and bool(is_telling)


def _children(
    bodies: Sequence[tuple[int, ...]], has_rest: bool, lexicon: Lexicon
) -> tuple[list[int], bool]:
    """
    The bodies without their ministries, and whether that can be relied upon.

    A province beside another body only says where it is, and may say that a branch is meant.
    """
    parents = [body for body in bodies if _is_parent(body[0], lexicon)]
    children = [_of_parent(body, parents, lexicon) for body in bodies if body not in parents]
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
        if found := called(" ".join(parts[:size]), lexicon):
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


def _of_parent(
    body: tuple[int, ...], parents: Sequence[tuple[int, ...]], lexicon: Lexicon
) -> tuple[int, ...]:
    """Of bodies that share an abbreviation, the one that is named after the ministry beside it."""
    entries = lexicon.agencies.entries
    names = [entries[parent[0]].name for parent in parents]
    own = tuple(place for place in body if any(name in entries[place].name for name in names))
    return own or body


def _is_parent(place: int, lexicon: Lexicon) -> bool:
    entry = lexicon.agencies.entries[place]
    return lexicon.agency.parent_name.match(entry.name) is not None


def _is_province(place: int, lexicon: Lexicon) -> bool:
    return lexicon.agencies.entries[place].category is AgencyCategory.PROVINCIAL
