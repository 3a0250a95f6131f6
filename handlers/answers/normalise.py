"""
Make what people type comparable, with a lexicon's letters.

`clean` is for values that are stored or shown, `normalise` for reading; `fold` and
`key` are for matching only: they throw away what Thai typists get wrong.
"""

from handlers import letters
from handlers.lexicon import Lexicon


def clean(text: str, lexicon: Lexicon) -> str:
    """One line fit to be stored and shown: no control, invisible or emoji characters."""
    return letters.clean(text, lexicon.letters)


def plain(text: str, lexicon: Lexicon) -> str:
    """One width and spelling; lines and capitals kept."""
    return letters.plain(text, lexicon.letters)


def normalise(text: str, lexicon: Lexicon) -> str:
    """Lower-case, one line, one spelling, ASCII digits, no stretched letters."""
    return letters.normalise(text, lexicon.letters)


def fold(text: str, lexicon: Lexicon) -> str:
    """Normalised, without tone marks, silenced letters and the choice of look-alike letters."""
    return letters.fold(text, lexicon.letters)


def key(text: str, lexicon: Lexicon) -> str:
    """Folded, letters and digits only: two spellings of one name share a key."""
    return letters.squeeze(fold(text, lexicon))
