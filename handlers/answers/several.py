"""
What one message certainly contains, in any order.

Each answer that is found is cut out before the next is sought: what has a form of its
own first (e-mail, telephone, a number of people, apps), then the agency, and a person's
name last, from what is left. What is not certain is left for its own question. Official
names of agencies are hidden from all but the last two: they hold words of every other list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import regex

from handlers.answers import agency, app, count, email, person, phone
from handlers.answers.agency import AgencyMatch
from handlers.answers.normalise import clean, normalise, plain
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon

LONGEST_FORM: Final = 400  # characters in which somebody says everything at once
MOST_PIECES: Final = 16
MOST_WORDS: Final = 16  # of a piece that are read: more is a story, not a form
NEAR: Final = 30  # characters behind a label in which its answer begins
LONGEST_STRETCH: Final = 6  # words of an agency's name that is written with spaces

_HIDDEN: Final = "\N{CURRENCY SIGN}"  # no reader gives it a meaning
_BREAK: Final = regex.compile(r"[\n;|•]+|,(?!\d)|(?<=\s)[-–—](?=\s)")  # noqa: RUF001
_AMOUNT: Final = regex.compile(r"(?<![\d.,])\d[\d,]*\d\s*$")  # one digit counts the apps
_ASIDE: Final = regex.compile(r"\(.*?\)")
_ONLY_LETTERS: Final = regex.compile(r"[\p{L}\p{M}.'’\-]+")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the message between breaks, with the label before it if it has one."""

    label: str | None
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def gather(text: str, lexicon: Lexicon, wanted: frozenset[str]) -> Mapping[str, Any]:
    """
    The values found, by the names `agency`, `apps`, `users`, `name`, `phone`, `email`.

    Only those wanted; each as its own reader gives it, never Unclear.
    """
    text = text[:LONGEST_FORM]
    hidden, names = _hidden(text, lexicon)
    by_email = email.take(hidden, lexicon)
    by_phone = phone.take(by_email.rest, lexicon)
    by_count = count.take(_parted(by_phone.rest, lexicon), lexicon)
    by_app = app.take(by_count.rest, lexicon)
    contact = [by_email.value, by_phone.value]
    has_contact = not all(isinstance(value, Unclear) for value in contact)
    pieces = tuple(islice(_pieces(_shown(by_app.rest, names), lexicon), MOST_PIECES))
    only_asks = not (has_contact or by_count.value or by_app.value) and _asks(text, lexicon)
    searched = () if only_asks else pieces
    body, rest = _agency(searched, lexicon, leaves_a_name=has_contact)
    found = {
        "agency": body,
        "apps": by_app.value or None,
        "users": by_count.value,
        "name": _name(rest, lexicon) if has_contact else None,
        "phone": by_phone.value,
        "email": by_email.value,
    }
    certain = {n: v for n, v in found.items() if v is not None and not isinstance(v, Unclear)}
    return {name: value for name, value in certain.items() if name in wanted}


def _hidden(text: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """The text with a sign for each agency's official name, and those names in order."""
    seen = plain(text, lexicon).replace(_HIDDEN, " ")
    in_full = lexicon.agencies.in_full
    return in_full.sub(_HIDDEN, seen), tuple(found[0] for found in in_full.finditer(seen))


def _shown(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(_HIDDEN, name, 1)
    return text


def _parted(text: str, lexicon: Lexicon) -> str:
    """The text with a line for the apps, where their label follows a number of people."""
    for found in reversed(list(lexicon.slots.label.finditer(text))):
        label = f"{found[0].strip(' :=')}: "
        is_counted = _AMOUNT.search(text, 0, found.start()) is not None
        if not (is_counted and lexicon.apps.label.search(label)):
            continue
        if app.named(text[found.end() : found.end() + NEAR], lexicon):
            text = f"{text[: found.start()]}\n{label}{text[found.end() :]}"
    return text


def _asks(text: str, lexicon: Lexicon) -> bool:
    return lexicon.questions.anywhere.search(normalise(text, lexicon)) is not None


def _pieces(text: str, lexicon: Lexicon) -> Iterator[_Piece]:
    for stretch in _BREAK.split(text):
        label, start = None, 0
        for found in lexicon.slots.label.finditer(stretch):
            yield from _piece(label, stretch[start : found.start()], lexicon)
            label, start = found.lastgroup, found.end()
        yield from _piece(label, stretch[start:], lexicon)


def _piece(label: str | None, text: str, lexicon: Lexicon) -> Iterator[_Piece]:
    seen = clean(text, lexicon)
    while (rest := lexicon.slots.opening.sub("", seen)) != seen:
        seen = rest
    seen = lexicon.polite.ending.sub("", seen)
    if seen:
        yield _Piece(label, tuple(seen.split()[:MOST_WORDS]))


def _agency(
    pieces: Sequence[_Piece], lexicon: Lexicon, *, leaves_a_name: bool
) -> tuple[AgencyMatch | None, tuple[_Piece, ...]]:
    """The agency, and the pieces without it."""
    for place, piece in enumerate(pieces):
        span = _span(piece, lexicon, leaves_a_name=leaves_a_name)
        found = agency.match(" ".join(piece.words[slice(*span)]), lexicon)
        if found.name and span[0] < span[1]:
            before = replace(piece, words=piece.words[: span[0]])
            after = replace(piece, words=piece.words[span[1] :])
            return found, (*pieces[:place], before, after, *pieces[place + 1 :])
    return None, tuple(pieces)


def _span(piece: _Piece, lexicon: Lexicon, *, leaves_a_name: bool) -> tuple[int, int]:
    """First word and end of an agency's name in a piece; empty where none is."""
    if piece.label == "agency":
        return 0, len(piece.words)
    is_other = piece.label == "aside"
    return (0, 0) if is_other else _stretch(piece, lexicon, leaves_a_name=leaves_a_name)


def _stretch(piece: _Piece, lexicon: Lexicon, *, leaves_a_name: bool) -> tuple[int, int]:
    """From the first word that begins an agency's name to where it ends; empty if none does."""
    words = piece.words
    for start, word in enumerate(words):
        end = _end_of_known(words, start, lexicon)
        if end is None and _begins_a_body(word, lexicon):
            told = _until_something_else(words, start, lexicon)
            end = _end_of_new(told, start, lexicon) if leaves_a_name else len(told)
        if end is not None:
            return start, _with_what_belongs(words, end, lexicon)
    return 0, 0


def _end_of_known(words: Sequence[str], start: int, lexicon: Lexicon) -> int | None:
    for end in range(min(len(words), start + LONGEST_STRETCH), start, -1):
        name = " ".join(words[start:end])
        if _is_telling(name, lexicon) and agency.known(name, lexicon):
            return end
    return None


def _until_something_else(words: Sequence[str], start: int, lexicon: Lexicon) -> Sequence[str]:
    opening = lexicon.slots.opening
    later = range(start + 1, len(words))
    return words[: next((n for n in later if opening.fullmatch(words[n])), len(words))]


def _end_of_new(words: Sequence[str], start: int, lexicon: Lexicon) -> int:
    """A name that is not listed ends before an honorific, or leaves two words for a person."""
    first = start + 1 + (not agency.has_own_name(words[start], lexicon))
    for place in range(first, len(words)):
        if person.has_honorific(words[place], lexicon):
            return place
    return min(len(words), max(first, len(words) - 2))


def _with_what_belongs(words: Sequence[str], end: int, lexicon: Lexicon) -> int:
    """A ministry, a province or a district that follows is part of the name."""
    while end < len(words) and _begins_a_body(words[end], lexicon):
        end += 1 if agency.has_own_name(words[end], lexicon) else 2
    return min(end, len(words))


def _begins_a_body(word: str, lexicon: Lexicon) -> bool:
    return agency.begins_a_body(word, lexicon) and not person.has_honorific(word, lexicon)


def _is_telling(name: str, lexicon: Lexicon) -> bool:
    """Whether a name stands for a body even in the middle of a sentence."""
    dotted = f"{name}." if "." in name else name  # its last dot ends the message, too
    return lexicon.slots.telling.fullmatch(dotted) is not None


def _name(pieces: Sequence[_Piece], lexicon: Lexicon) -> str | None:
    """
    The one person named: by a label, by an honorific, or by two or three words alone.

    A first name or a nickname is none: the surname has to be asked for.
    """
    labelled = [_labelled(piece, lexicon) for piece in pieces if piece.label == "name"]
    titled = [_titled(piece, lexicon) for piece in pieces]
    alone = [_alone(piece, lexicon) for piece in pieces]
    for found in (labelled, titled, alone):
        names = list(dict.fromkeys(name for name in found if name))
        if names:
            return names[0] if len(names) == 1 and _has_surname(names[0], lexicon) else None
    return None


def _has_surname(name: str, lexicon: Lexicon) -> bool:
    bare = _ASIDE.sub("", name)
    while (rest := lexicon.person.honorific.sub("", bare)) != bare:
        bare = rest
    return len(bare.split()) > 1


def _labelled(piece: _Piece, lexicon: Lexicon) -> str | None:
    if piece.words and _is_about_something_else(piece.words[:1], lexicon):
        return None
    return _titled(piece, lexicon) or person.named(piece.text, lexicon)


def _titled(piece: _Piece, lexicon: Lexicon) -> str | None:
    """From an honorific on, two words of a name, and no more than are letters."""
    words = piece.words
    for start, word in enumerate(words):
        title = person.has_honorific(" ".join(words[start:]), lexicon)
        if title:
            size = 2 if person.has_honorific(word, lexicon) else 3
            return person.named(" ".join(words[start : start + size]), lexicon)
    return None


def _alone(piece: _Piece, lexicon: Lexicon) -> str | None:
    if not 2 <= len(piece.words) <= 3 or _is_about_something_else(piece.words, lexicon):
        return None
    if not all(_ONLY_LETTERS.fullmatch(word) for word in piece.words):
        return None
    return person.named(piece.text, lexicon)


def _is_about_something_else(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(
        lexicon.person.not_names.match(word) or agency.begins_a_body(word, lexicon)
        for word in words
    )
