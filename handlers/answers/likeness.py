"""Listed names that are nearly what was typed: one that must be meant, or some to offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.answers.agencynames import heard, is_of_kind, may_be_company, own_part
from handlers.lexicon import Lexicon

LETTERS_PER_SLIP: Final = 7  # of a name's own part; in shorter names a slip makes another name
LETTERS_IF_CLOSED: Final = 5  # where no body of that kind is missing from the directory
MOST_SLIPS: Final = 2
SHORTEST_PART: Final = 4
BEGINNING: Final = 2  # letters by which kinds of bodies are told apart: a club is no university
SHORT: Final = 10  # letters of a name in which three slips would leave little
LIKE_ENOUGH: Final = 70  # of 100; below, candidates have little to do with what was typed
MOST_ALIKE: Final = 12


@dataclass(frozen=True, slots=True)
class _Near:
    """A listed name, folded, and by how many slips it differs."""

    name: str
    slips: int


def _spoken(lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    return zip(lexicon.agencies.spoken, lexicon.agencies.owners, strict=True)


def by_slip(name: str, lexicon: Lexicon) -> int | None:
    """The one body whose name differs by a slip no other name is near to."""
    said = heard(name, lexicon)
    near = _nearest(said, MOST_SLIPS + 2, lexicon)
    ranked = sorted(near.items(), key=lambda pair: pair[1].slips)
    if not ranked:
        return None
    place, nearest = ranked[0]
    is_alone = len(ranked) == 1 or ranked[1][1].slips >= nearest.slips + 2
    is_likely = is_alone and nearest.slips <= _allowed(said, nearest.name, lexicon)
    is_same = is_of_kind(place, name, lexicon) and may_be_company(place, name, lexicon)
    is_same = is_same and not _is_another(said, nearest.name, lexicon)
    return place if is_likely and is_same else None


def _allowed(said: str, known: str, lexicon: Lexicon) -> int:
    """How many slips leave no doubt, by the length of the names' own parts."""
    is_closed = lexicon.agency.closed.match(said) is not None
    longest = max(len(own_part(said, lexicon)), len(own_part(known, lexicon)))
    return min(MOST_SLIPS, longest // (LETTERS_IF_CLOSED if is_closed else LETTERS_PER_SLIP))


def _is_another(said: str, known: str, lexicon: Lexicon) -> bool:
    """Whether the difference is at the beginning, in a number or in a word that sets apart."""
    apart = lexicon.agency.apart
    is_alike = said[:BEGINNING] == known[:BEGINNING] and _digits(said) == _digits(known)
    return not is_alike or not set(apart.findall(said)) <= set(apart.findall(known))


def _digits(said: str) -> list[str]:
    return [char for char in said if char.isdigit()]


def alike(name: str, lexicon: Lexicon) -> Iterator[int]:
    """Bodies to offer: their names hold what was typed, look like it, or stand in it."""
    said = heard(name, lexicon)
    if len(said) < SHORTEST_PART:
        return
    slips = _nearest(said, 1 if len(said) < SHORT else 3, lexicon)
    near = sorted(slips, key=lambda owner: slips[owner].slips)
    whole = [owner for known, owner in _spoken(lexicon) if said in known]
    for owner in [*whole, *near, *_in_part(said, lexicon)]:
        if is_of_kind(owner, name, lexicon):
            yield owner


def _in_part(said: str, lexicon: Lexicon) -> Iterator[int]:
    """By a name's own part in another name, by its look, and by names within it."""
    index = lexicon.agencies
    own = own_part(said, lexicon)
    listed = list(_spoken(lexicon))
    if len(own) >= SHORTEST_PART:
        yield from (owner for known, owner in listed if own in known)
    looks = process.extract(
        said, index.spoken, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=MOST_ALIKE
    )
    for known, _, place in looks:
        if fuzz.ratio(own, own_part(known, lexicon)) >= LIKE_ENOUGH:
            yield index.owners[place]
    yield from (owner for known, owner in reversed(listed) if known in said)


def _nearest(said: str, slips: int, lexicon: Lexicon) -> dict[int, _Near]:
    """The nearest name of each body that has one within some slips."""
    index = lexicon.agencies
    near: dict[int, _Near] = {}
    if not index.spoken or len(said) > len(index.spoken[-1]) + slips:
        return near
    found = process.extract(
        said, index.spoken, scorer=OSA.distance, score_cutoff=slips, limit=MOST_ALIKE
    )
    for known, distance, place in found:  # the nearest first
        near.setdefault(index.owners[place], _Near(known, distance))
    return near
