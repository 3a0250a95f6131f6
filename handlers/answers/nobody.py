"""What answers "which agency" without naming one: a person, an app, a number, talk."""

from typing import Final

import regex

from handlers.answers import app, count, person, yesno
from handlers.answers.agencynames import written_out
from handlers.answers.count import Count
from handlers.answers.normalise import key, normalise
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

SHORTEST_PART: Final = 4
_WORDS_OF_A_NAME: Final = range(2, 4)
_CONTACT: Final = regex.compile(r"^[\d+(]|@")
_ONLY_LETTERS: Final = regex.compile(r"[\p{L}\p{M}.'’\-]+")  # noqa: RUF001


def is_named(text: str, name: str, lexicon: Lexicon) -> bool:
    """
    Whether a text, of which the directory knows nothing, names no body at all.

    `name` is the text without courtesy. Whoever writes "agency:" before it is believed.
    """
    labels = [found.lastgroup for found in lexicon.slots.label.finditer(text)]
    words = name.split()
    if "agency" in labels or any(_tells_a_body(word, lexicon) for word in words):
        return False
    return (
        _CONTACT.search(name) is not None
        or lexicon.agency.talk.match(normalise(name, lexicon)) is not None
        or bool(app.named(text, lexicon))
        or not isinstance(yesno.read(name, lexicon), Unclear)
        or isinstance(count.take(name, lexicon).value, Count)
        or labels[:1] == ["name"]
        or person.has_honorific(name, lexicon)
        or _is_like_a_person(words)
    )


def _is_like_a_person(words: list[str]) -> bool:
    """First name and surname: words of letters, and nothing else."""
    return len(words) in _WORDS_OF_A_NAME and all(map(_ONLY_LETTERS.fullmatch, words))


def _tells_a_body(word: str, lexicon: Lexicon) -> bool:
    """Whether a word begins as bodies' names do, or stands in one that is listed."""
    said = key(written_out(normalise(word, lexicon), lexicon), lexicon)
    if lexicon.agency.body.match(said):
        return True
    return len(said) >= SHORTEST_PART and any(said in name for name in lexicon.agencies.spoken)
