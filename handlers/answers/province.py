"""One of the 77 provinces, by its name, a usual short form, its code or with a slip."""

from typing import Final

import regex
from rapidfuzz.distance import OSA

from handlers import letters
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

LONGEST_TEXT: Final = 200  # an address, at most

_BETWEEN: Final = regex.compile(r"[\s,/&+]+")
_SHORTEST_FOR_A_SLIP: Final = 5  # of four letters, one wrong is another province


def read(text: str, lexicon: Lexicon) -> str | Unclear:
    """The official name, without the word for province."""
    said = lexicon.polite.ending.sub("", normalise(text[:LONGEST_TEXT], lexicon))
    seen = lexicon.agency.opening.sub("", said)
    several = {_whole(part, lexicon) for part in _BETWEEN.split(seen)} - {None}
    if len(several) > 1:
        return Unclear("unclear.province")
    heard = letters.sounds(letters.squeeze(seen), lexicon.letters)
    found = _whole(seen, lexicon) or inside(seen, lexicon) or _nearest(heard, lexicon)
    return found or next(iter(several), None) or Unclear("unclear.province")


def inside(normalised: str, lexicon: Lexicon) -> str | None:
    """The one province a longer text names; short names count only after the word for province."""
    words = lexicon.provinces
    said = letters.squeeze(letters.sounds(normalised, lexicon.letters))
    for pattern in (words.marked, words.anywhere):
        named = {words.names[found["name"]] for found in pattern.finditer(said)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _whole(said: str, lexicon: Lexicon) -> str | None:
    bare = letters.squeeze(lexicon.provinces.word.sub("", said))
    folded = letters.sounds(bare, lexicon.letters)
    return lexicon.provinces.codes.get(bare) or lexicon.provinces.names.get(folded)


def _nearest(said: str, lexicon: Lexicon) -> str | None:
    """The only province within a slip, or two in a long name, and clearly nearer than the next."""
    if len(said) < _SHORTEST_FOR_A_SLIP:
        return None
    best: dict[str, int] = {}
    for known, name in lexicon.provinces.names.items():
        best[name] = min(best.get(name, 99), OSA.distance(said, known, score_cutoff=4))
    (first, near), (_, next_near) = sorted(best.items(), key=lambda pair: pair[1])[:2]
    allowed = 1 if len(said) < 8 else 2
    return first if near <= allowed and next_near > near + 1 else None
