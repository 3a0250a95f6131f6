"""Words that steer the dialogue, as a whole message."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers import letters
from handlers.answers import keyboard
from handlers.answers.normalise import clean, key
from handlers.lexicon import Lexicon

SHORTEST_FOR_A_SLIP: Final = 6  # letters of a key; shorter words are too near to one another
LONGEST_COMMAND: Final = 40


def command(text: str, lexicon: Lexicon) -> str | None:
    """The command a whole message gives, as the lexicon names it; courtesy does not count."""
    keys = list(_keys(text, lexicon))
    exact = (lexicon.commands[said] for said in keys if said in lexicon.commands)
    return next(exact, None) or _with_a_slip(keys[0], lexicon)


def of_officers(text: str, lexicon: Lexicon) -> str | None:
    """The command that only staff may give, when a whole message is one."""
    said = (lexicon.officers[key] for key in _keys(text, lexicon) if key in lexicon.officers)
    return next(said, None)


def after(text: str, command: str, lexicon: Lexicon) -> str:
    """What follows a command's words at the beginning of a text; "" when it begins otherwise."""
    plain = clean(text, lexicon)
    said = key(plain, lexicon)
    known = (word for word, meaning in lexicon.commands.items() if meaning == command)
    opening = max((word for word in known if said.startswith(word)), key=len, default="")
    if not opening:
        return ""
    longest = min(len(plain), 2 * LONGEST_COMMAND)  # spaces and tone marks are in no key
    ends = (end for end in range(longest, 0, -1) if key(plain[:end], lexicon) == opening)
    return plain[next(ends, len(plain)) :].strip()


def _keys(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The message's key as typed, then with less and less courtesy, then on the other layout."""
    said = key(text, lexicon) or letters.fold(text, lexicon.letters)
    yield said
    yield from _plainer(said, lexicon)
    typed = keyboard.to_thai(text, lexicon) or keyboard.to_latin(text, lexicon)
    if typed:
        yield key(typed, lexicon)


def _with_a_slip(said: str, lexicon: Lexicon) -> str | None:
    """The only command one slip away from a message that is long enough to tell."""
    if not SHORTEST_FOR_A_SLIP <= len(said) <= LONGEST_COMMAND:
        return None
    near = process.extract(said, lexicon.commands.keys(), scorer=OSA.distance, score_cutoff=1)
    commands = {lexicon.commands[known] for known, _, _ in near}
    return commands.pop() if len(commands) == 1 else None


def _plainer(said: str, lexicon: Lexicon) -> Iterator[str]:
    while closing := next((c for c in lexicon.polite.closing if said.endswith(c)), None):
        said = said[: -len(closing)]
        yield said
    while opening := next((o for o in lexicon.polite.opening if said.startswith(o)), None):
        said = said[len(opening) :]
        yield said
