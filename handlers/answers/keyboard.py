"""Undo a keyboard left on the wrong layout: the same keys, read on the other one."""

from handlers.letters import LIMIT
from handlers.lexicon import Lexicon


def to_thai(text: str, lexicon: Lexicon) -> str | None:
    """What these Latin keys type in Thai; None for a text that is not typed in Latin alone."""
    seen = text[:LIMIT].strip()
    return seen.translate(lexicon.to_thai) if seen.isascii() and seen else None


def to_latin(text: str, lexicon: Lexicon) -> str | None:
    """What these Thai keys type in Latin; None for a text that has Latin letters already."""
    seen = text[:LIMIT].strip()
    typed = seen.translate(lexicon.to_latin)
    is_thai = not any(char.isascii() and char.isalpha() for char in seen)
    return typed if is_thai and typed.isascii() and typed != seen else None
