"""Questions about the programme that have one answer: cost, who may register, how long …"""

from typing import Final

from handlers.answers.normalise import fold
from handlers.lexicon import Lexicon

# A longer text, or one with an address or a number in it, is an answer and no question.
LONGEST: Final = 80
DIGITS: Final = 5


def read(text: str, lexicon: Lexicon) -> str | None:
    """The topic a short text asks about; None when it asks about none of them."""
    folded = fold(text, lexicon)
    if len(folded) > LONGEST or "@" in folded or sum(map(str.isdigit, folded)) >= DIGITS:
        return None
    return lexicon.phrases.first(folded)
