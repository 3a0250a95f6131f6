"""
A Thai telephone number, with its extension and any further numbers.

Nine digits for a landline, ten for a mobile. Short service numbers, foreign numbers
and digits that run on are refused: a wrong number is worse than a second question.
"""

from dataclasses import dataclass
from typing import Final

import phonenumbers
import regex
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from handlers.answers import keyboard
from handlers.answers.normalise import plain
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

_GAP: Final = r"[ ._()\[\]\-‐-―−]{0,3}"  # noqa: RUF001 - the dashes people's phones type
_DIGITS: Final = rf"(?:[689](?:{_GAP}\d){{8}}|[2-57](?:{_GAP}\d){{7}})"
_NUMBER: Final = regex.compile(
    rf"(?<![\d+])[(\[]?(?:(?:\+|00)? ?66{_GAP}(?:\(?0\)?{_GAP})?|0{_GAP})(?P<digits>{_DIGITS})"
)
_RUNS_ON: Final = regex.compile(rf"{_GAP}\d")
_FOREIGN: Final = regex.compile(r"(?<!\d)(?:\+(?! ?66)|00(?! ?66)(?=[1-9])) ?\d[\d .()\-]{5,}")
_MISTYPED: Final = regex.compile(r"(?<![A-Za-z\d])[\doOlI|][\doOlI| .\-]{7,}(?![A-Za-z])")
_ZEROS_AND_ONES: Final = str.maketrans("oOlI|", "00111")
_ADDRESS: Final = regex.compile(r"[\w.%+\-]*@")
NEAR: Final = 60  # characters before a number in which its extension is said
_ONLY_DIGITS: Final = regex.compile(r"\d{9,10}")
_ACCEPTED: Final = frozenset(
    {PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.VOIP}
)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as +66…, the extension to ask for, and other numbers of the same person."""

    e164: str
    extension: str | None
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    e164: str
    extension: str | None
    is_meant: bool
    start: int
    end: int


def read(text: str, lexicon: Lexicon) -> Phone | Unclear:
    """The number or numbers of a text, or of one typed on the Thai layout."""
    found = take(text, lexicon).value
    typed = None if any(map(str.isdigit, text)) else keyboard.to_latin(text, lexicon)
    is_number = isinstance(found, Unclear) and typed and _ONLY_DIGITS.fullmatch(typed)
    return take(typed, lexicon).value if typed and is_number else found


def take(text: str, lexicon: Lexicon) -> Cut[Phone | Unclear]:
    """
    The number, and the text without it. One with an extension comes first: it is theirs.

    A fax, and a number that is refused or replaced by another, is cut out and not taken.
    """
    seen = _digits(plain(text, lexicon), lexicon)
    every = _numbers(_FOREIGN.sub(lambda foreign: "\n" * len(foreign[0]), seen), lexicon)
    found = [number for number in every if number.is_meant]
    if not found:
        return Cut(Unclear("unclear.phone"), text)
    main = next((number for number in found if number.extension), found[0])
    more = tuple(dict.fromkeys(one.e164 for one in found if one.e164 != main.e164))
    for number in reversed(every):
        seen = f"{seen[: number.start]}\n{seen[number.end :]}"
    return Cut(Phone(main.e164, main.extension, more), seen)


def _digits(text: str, lexicon: Lexicon) -> str:
    """Spoken digits written, and letters that stand for a digit put right."""
    words = lexicon.phone.digits
    spoken = lexicon.phone.spoken.sub(
        lambda said: "".join(words[word.lower()] for word in _words_of(said[0], lexicon)), text
    )
    return _MISTYPED.sub(_put_right, spoken)


def _words_of(spoken: str, lexicon: Lexicon) -> list[str]:
    return lexicon.phone.one.findall(spoken)


def _put_right(found: regex.Match[str]) -> str:
    typed = found[0]
    is_number = sum(char.isdigit() for char in typed) >= 6
    return typed.translate(_ZEROS_AND_ONES) if is_number else typed


def _numbers(text: str, lexicon: Lexicon) -> list[_Found]:
    found: list[_Found] = []
    place = 0
    while number := _NUMBER.search(text, place):
        begin, place = place, number.end()
        e164 = _valid(number["digits"])
        if e164 is None:
            continue
        lines = lexicon.phone.lines.match(text, place)
        place = lines.end() if lines else place
        extension = lexicon.phone.extension.match(text, place)
        place = extension.end() if extension else place
        if not _runs_on(text, place, lexicon):
            start = number.start()
            ahead = None if extension else _ahead(text, begin, start, e164, lexicon)
            told = extension or ahead
            is_meant = _is_meant(text, start, place, lexicon)
            start = ahead.start() if ahead else start
            found.append(_Found(e164, told[1] if told else None, is_meant, start, place))
    return found


def _ahead(
    text: str, begin: int, start: int, e164: str, lexicon: Lexicon
) -> regex.Match[str] | None:
    """The extension that is said before the label of a landline, and after any other number."""
    if phonenumbers.number_type(phonenumbers.parse(e164, None)) == PhoneNumberType.MOBILE:
        return None
    return lexicon.phone.ahead.search(text, max(begin, start - NEAR), start)


def _is_meant(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    is_fax = lexicon.phone.fax.search(text[max(0, start - 20) : start])
    return not (is_fax or lexicon.phone.refusals.refuse(text, start, end))


def _valid(typed: str) -> str | None:
    """The number in the form +66…, if it is a telephone of a person or an office."""
    number = phonenumbers.parse(f"+66{regex.sub(r'[^0-9]', '', typed)}", None)
    if not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.number_type(number) not in _ACCEPTED:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _runs_on(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether it is an address, or more digits follow, no other number and no count of anything."""
    if _ADDRESS.match(text, end):
        return True
    if not _RUNS_ON.match(text, end):
        return False
    if text[end : end + 1].isdigit():
        return True
    another = _NUMBER.match(text, end + len(text[end:]) - len(text[end:].lstrip(" .-()")))
    return not (another or lexicon.phone.counted.match(text, end))
