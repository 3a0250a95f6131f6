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

from handlers.answers.normalise import plain
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

_GAP: Final = r"[ .()\-‐-―−]{0,3}"  # noqa: RUF001 - the dashes people's phones type
_DIGITS: Final = rf"(?:[689](?:{_GAP}\d){{8}}|[2-57](?:{_GAP}\d){{7}})"
_NUMBER: Final = regex.compile(
    rf"(?<![\d+])\(?(?:(?:\+|00)? ?66{_GAP}(?:\(?0\)?{_GAP})?|0{_GAP})(?P<digits>{_DIGITS})"
)
_LINES: Final = regex.compile(r" ?[-‐-―−/] ?\d{1,4}(?!\d|[ \-]\d)")  # noqa: RUF001
_RUNS_ON: Final = regex.compile(rf"{_GAP}\d")
_FOREIGN: Final = regex.compile(r"(?<!\d)(?:\+(?! ?66)|00(?! ?66)(?=[1-9])) ?\d[\d .()\-]{5,}")
_MISTYPED: Final = regex.compile(r"(?<![A-Za-z\d])[\doOlI|][\doOlI| .\-]{7,}(?![A-Za-z])")
_ZEROS_AND_ONES: Final = str.maketrans("oOlI|", "00111")
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
    is_fax: bool
    start: int
    end: int


def read(text: str, lexicon: Lexicon) -> Phone | Unclear:
    """The number or numbers of a text."""
    return take(text, lexicon).value


def take(text: str, lexicon: Lexicon) -> Cut[Phone | Unclear]:
    """The number, and the text without it. One with an extension comes first: it is theirs."""
    seen = _digits(plain(text, lexicon), lexicon)
    every = _numbers(_FOREIGN.sub(lambda foreign: "\n" * len(foreign[0]), seen), lexicon)
    found = [number for number in every if not number.is_fax]
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
        lambda said: "".join(words[word] for word in _words_of(said[0], lexicon)), text
    )
    return _MISTYPED.sub(_put_right, spoken)


def _words_of(spoken: str, lexicon: Lexicon) -> list[str]:
    return [word for word in regex.findall(lexicon.phone.one, spoken) if word]


def _put_right(found: regex.Match[str]) -> str:
    typed = found[0]
    is_number = sum(char.isdigit() for char in typed) >= 6
    return typed.translate(_ZEROS_AND_ONES) if is_number else typed


def _numbers(text: str, lexicon: Lexicon) -> list[_Found]:
    found: list[_Found] = []
    place = 0
    while number := _NUMBER.search(text, place):
        place = number.end()
        e164 = _valid(number["digits"])
        if e164 is None:
            continue
        lines = _LINES.match(text, place)
        place = lines.end() if lines else place
        extension = lexicon.phone.extension.match(text, place)
        place = extension.end() if extension else place
        if not _runs_on(text, place, lexicon):
            is_fax = lexicon.phone.fax.search(text[max(0, number.start() - 20) : number.start()])
            asked_for = extension[1] if extension else None
            found.append(_Found(e164, asked_for, bool(is_fax), number.start(), place))
    return found


def _valid(typed: str) -> str | None:
    """The number in the form +66…, if it is a telephone of a person or an office."""
    number = phonenumbers.parse(f"+66{regex.sub(r'[^0-9]', '', typed)}", None)
    if not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.number_type(number) not in _ACCEPTED:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _runs_on(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether more digits follow that are neither another number nor a count of people."""
    if not _RUNS_ON.match(text, end):
        return False
    if text[end : end + 1].isdigit():
        return True
    another = _NUMBER.match(text, end + len(text[end:]) - len(text[end:].lstrip(" .-()")))
    return not (another or lexicon.phone.counted.match(text, end))
