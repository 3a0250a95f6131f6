"""Listed names that are nearly what was typed: one that must be meant, or some to offer."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.answers.agencynames import heard, is_of_kind, own_part
from handlers.lexicon import Lexicon

LETTERS_PER_SLIP: Final = 7  # of a name's own part; in shorter names a slip makes another name
SHORTEST_PART: Final = 4
SHORT: Final = 10  # letters of a name in which three slips would leave little
LIKE_ENOUGH: Final = 70  # of 100; below, candidates have little to do with what was typed
MOST_ALIKE: Final = 12


def _spoken(lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    return zip(lexicon.agencies.spoken, lexicon.agencies.owners, strict=True)


def by_slip(name: str, lexicon: Lexicon) -> int | None:
    """The one body whose name differs by a slip no other name is near to."""
    said = heard(name, lexicon)
    allowed = min(2, len(own_part(said, lexicon)) // LETTERS_PER_SLIP)
    if not allowed:
        return None
    near = _nearest(said, allowed + 2, lexicon)
    if not near or min(near.values()) > allowed:
        return None
    ranked = sorted(near.items(), key=lambda pair: pair[1])
    place, slips = ranked[0]
    is_alone = len(ranked) == 1 or ranked[1][1] >= slips + 2
    return place if is_alone and is_of_kind(place, name, lexicon) else None


def alike(name: str, lexicon: Lexicon) -> Iterator[int]:
    """Bodies to offer: their names hold what was typed, look like it, or stand in it."""
    said = heard(name, lexicon)
    if len(said) < SHORTEST_PART:
        return
    slips = _nearest(said, 1 if len(said) < SHORT else 3, lexicon)
    near = sorted(slips, key=lambda owner: slips[owner])
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


def _nearest(said: str, slips: int, lexicon: Lexicon) -> dict[int, int]:
    index = lexicon.agencies
    near: dict[int, int] = {}
    found = process.extract(
        said, index.spoken, scorer=OSA.distance, score_cutoff=slips, limit=MOST_ALIKE
    )
    for _, distance, place in found:
        owner = index.owners[place]
        near[owner] = min(near.get(owner, distance), distance)
    return near
