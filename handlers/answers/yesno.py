"""
Yes, no, or a wish to change something.

Denials are read first: "nothing to change" is a yes, "not right" a no. A text is a yes
only when nothing but yes is in it, for a yes may send something.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import regex
from rapidfuzz.distance import OSA

from handlers import letters
from handlers.answers import keyboard
from handlers.answers.normalise import normalise
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

SHORTEST_FOR_A_SLIP: Final = 6  # letters of a word that one wrong letter does not make another
SHORTEST_IN_THAI: Final = 3  # Thai letters that make no word; fewer may be a grunt
LONGEST_WORD: Final = 24
LONGEST: Final = 200  # characters; who writes more does not only agree or refuse

_PUNCTUATION: Final = regex.compile(r"[\s\p{P}\p{S}]+")
_STRETCHED: Final = regex.compile(r"(?<=.)(\p{L})\1+$")  # its last letter, as voices are
_UNCLEAR: Final = Unclear("unclear.yesno")


class YesNo(StrEnum):
    """What an answer to a yes-or-no question can be."""

    YES = "yes"
    NO = "no"
    EDIT = "edit"


def read(text: str, lexicon: Lexicon) -> YesNo | Unclear:
    """What the text answers to a question that was asked."""
    if len(text) > LONGEST:
        return _UNCLEAR
    seen = normalise(text, lexicon)
    said = lexicon.polite.ending.sub("", seen)
    whole = _whole(seen, lexicon) or _whole(said, lexicon)
    if not whole and _is_in_doubt(said, lexicon):
        return _UNCLEAR
    rest = lexicon.yesno.never_mind.sub("", said)
    if not whole and rest != said:
        return read(rest, lexicon)
    answer = whole or _with_a_slip(said, lexicon) or _longer(seen, said, lexicon)
    if not isinstance(answer, Unclear):
        return answer
    return _on_the_other_layout(text, lexicon) or answer


def _is_in_doubt(said: str, lexicon: Lexicon) -> bool:
    words = lexicon.yesno
    is_asking = words.turning.search(letters.sounds(said, lexicon.letters))
    return bool(is_asking or words.wondering.search(said))


def _whole(seen: str, lexicon: Lexicon) -> YesNo | None:
    """The answer of a message, or part of one, that is exactly a listed word."""
    if "?" in seen:
        return None
    key, words = _key(seen, lexicon), lexicon.yesno
    for said in (key, _STRETCHED.sub(r"\1", key)):
        if said in words.edit:
            return YesNo.EDIT
        if said in words.no:
            return YesNo.NO
        if said in words.yes:
            return YesNo.YES
    return None


def _key(seen: str, lexicon: Lexicon) -> str:
    folded = letters.sounds(seen, lexicon.letters)
    return letters.squeeze(folded) or folded.strip()


def _with_a_slip(said: str, lexicon: Lexicon) -> YesNo | None:
    """A word long enough to be known with one letter wrong, which is near to one answer alone."""
    key, words = _key(said, lexicon), lexicon.yesno
    asks = lexicon.questions.in_short.search(said)
    if asks or not SHORTEST_FOR_A_SLIP <= len(key) <= LONGEST_WORD:
        return None
    listed = {YesNo.EDIT: words.edit, YesNo.NO: words.no, YesNo.YES: words.yes}
    near = {answer for answer, known in listed.items() if _is_near(key, known)}
    return near.pop() if len(near) == 1 else None


def _is_near(key: str, known: Iterable[str]) -> bool:
    return any(
        len(word) >= SHORTEST_FOR_A_SLIP and OSA.distance(key, word, score_cutoff=1) <= 1
        for word in known
    )


def _on_the_other_layout(text: str, lexicon: Lexicon) -> YesNo | None:
    """A whole word typed on the wrong layout, unless its keys may be a word of their own."""
    seen = text.strip()
    if not 2 <= len(seen) <= LONGEST_WORD:
        return None
    if seen.isascii():
        is_telling = not seen.isalpha() or len(seen) >= SHORTEST_FOR_A_SLIP
        typed = keyboard.to_thai(seen, lexicon)
    else:
        is_telling = not seen[0].isalpha() or len(seen) >= SHORTEST_IN_THAI
        typed = keyboard.to_latin(seen, lexicon)
    return _whole(normalise(typed, lexicon), lexicon) if typed and is_telling else None


def _longer(seen: str, said: str, lexicon: Lexicon) -> YesNo | Unclear:
    words = lexicon.yesno
    if words.change_of_mind.search(seen):
        return YesNo.NO
    denied = words.denied.search(seen)
    left = words.denied.sub(" ", seen)
    if words.asking.search(left):
        return _UNCLEAR
    if words.change.search(left):
        return YesNo.EDIT
    if lexicon.questions.in_short.search(left) or _offers_both(seen, lexicon):
        return _UNCLEAR
    if denied:
        return _UNCLEAR if words.refusal.search(left) else YesNo.YES
    return _by_its_words(said, lexicon)


def _offers_both(seen: str, lexicon: Lexicon) -> bool:
    sides = {_whole(side, lexicon) for side in lexicon.yesno.either.split(seen)}
    return {YesNo.YES, YesNo.NO} <= sides


def _by_its_words(said: str, lexicon: Lexicon) -> YesNo | Unclear:
    words = lexicon.yesno
    refuses = bool(words.refusal.search(said))
    nothing_else = not _PUNCTUATION.sub(
        "", lexicon.polite.ending.sub("", words.filler.sub(" ", said))
    )
    if nothing_else and (refuses or words.agreement.search(said)):
        return YesNo.NO if refuses else YesNo.YES
    first = _whole(lexicon.polite.ending.sub("", said.partition(" ")[0]), lexicon)
    return YesNo.NO if first is YesNo.NO else _UNCLEAR
