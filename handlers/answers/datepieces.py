"""A text cut into the pieces of dates: numbers, words of days and months, and the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import regex
from rapidfuzz.distance import OSA

from handlers import letters
from handlers.answers.numerals import NUMBER_SENSES, Token, tokens, worth
from handlers.datewords import DateWords, Kind, Meaning
from handlers.lexicon import Lexicon
from handlers.numberwords import Sense

LONGEST: Final = 240  # letters of a message that are read; an answer is no essay
SHORTEST_NAME: Final = 5  # letters of a month in which a slip leaves enough
LONG_NAME: Final = 8  # letters that leave enough after two slips

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # noqa: RUF001 - as typed
_AROUND_SIGNS: Final = regex.compile(r"(?<=\d) ?([/.\-]) ?(?=\d)")
_BROKEN_OFF: Final = regex.compile(r"[\d/.\-]+$")
_NUMBERS: Final = {1: Kind.DIGIT, 2: Kind.TWO_DIGITS, 4: Kind.FOUR_DIGITS, 8: Kind.EIGHT_DIGITS}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the folded text; `kind` is one letter, a `Kind` or the sign itself."""

    kind: str
    text: str
    value: int = 0


def row(seen: str, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a normalised text, in order; misspelt months put right."""
    seen = seen if len(seen) <= LONGEST else _BROKEN_OFF.sub("", seen[:LONGEST])
    tidy = _AROUND_SIGNS.sub(r"\1", _with_figures(seen.translate(_DASHES), lexicon))
    folded = letters.sounds(tidy, lexicon.letters)
    return list(_with_months(_joined(_pieces(folded, lexicon.dates)), lexicon.dates))


def _pieces(folded: str, words: DateWords) -> Iterator[Piece]:
    for found in words.piece.finditer(folded):
        text = found[0]
        if found.lastgroup == "word":
            said = words.meaning(text)
            yield Piece(said.kind, text, said.value)
        elif found.lastgroup == "number":
            is_counted = words.counted.match(folded, found.end())
            kind = Kind.COUNTED if is_counted else _NUMBERS.get(len(text), Kind.OTHER)
            yield Piece(kind, text, int(text) if kind in _NUMBERS.values() else 0)
        elif found.lastgroup == "run":
            yield Piece(Kind.OTHER, text)
        else:
            yield Piece(text if text in "/.:,-" else Kind.SPACE, text)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Letters of one word as one piece, and spaces as one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.kind == last.kind and piece.kind in (Kind.OTHER, Kind.SPACE):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _with_months(pieces: list[Piece], words: DateWords) -> Iterator[Piece]:
    before = ""
    for piece in pieces:
        may_be_month = piece.kind == Kind.OTHER and before in (*_NUMBERS.values(), Kind.MONTH_END)
        month = _nearest_month(piece.text, words) if may_be_month else None
        yield Piece(month.kind, piece.text, month.value) if month else piece
        before = before if piece.kind == Kind.SPACE else piece.kind


def _nearest_month(text: str, words: DateWords) -> Meaning | None:
    """The one month within a slip, or two in a long name."""
    if len(text) < SHORTEST_NAME:
        return None
    allowed = 1 if len(text) < LONG_NAME else 2
    near = {
        said
        for name, said in words.names.items()
        if len(name) >= SHORTEST_NAME and OSA.distance(text, name, score_cutoff=allowed) <= allowed
    }
    return near.pop() if len(near) == 1 else None


def _with_figures(seen: str, lexicon: Lexicon) -> str:
    """Numbers in words written in digits, where a word may begin and end."""
    found = tokens(seen, lexicon.numerals)
    written: list[str] = []
    place = 0
    for is_spoken, group in groupby(found, _is_spoken):
        run = list(group)
        end = place + len(run)
        figure = _figure(found, place, end, seen, lexicon) if is_spoken else None
        written.append(figure or "".join(token.text for token in run))
        place = end
    return "".join(written)


def _is_spoken(token: Token) -> bool:
    return token.has(*NUMBER_SENSES) and not token.has(Sense.FIGURE, Sense.OVER, Sense.HALF)


def _figure(found: list[Token], first: int, end: int, seen: str, lexicon: Lexicon) -> str | None:
    begins = first == 0 or found[first - 1].senses or not letters.squeeze(found[first - 1].text[-1])
    rest = seen[found[end - 1].end :]
    value = worth(found[first:end], lexicon.numerals) if begins else None
    if value is None or value.low != value.high or value.low.denominator != 1:
        return None
    return str(value.low) if _may_follow(rest, lexicon) else None


def _may_follow(rest: str, lexicon: Lexicon) -> bool:
    if not letters.squeeze(rest[:1]):
        return True
    found = lexicon.dates.piece.match(letters.sounds(rest, lexicon.letters))
    return found is not None and found.lastgroup == "word"
