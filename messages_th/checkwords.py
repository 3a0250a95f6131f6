"""
What holds for every text, whichever book it stands in.

Each check says in Thai what to do, nothing when all is well. Knows nobody: the sets of the
checkers are held against the office's own words by the tests.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import regex

from messages_th.spelling import ADDRESS, misspellings

LABEL_LENGTH: Final = 20  # LINE: grapheme clusters on a button
BUBBLE_LENGTH: Final = 160  # grapheme clusters; more is not read on a telephone
STEP_LENGTH: Final = 120  # grapheme clusters of one step
MOST_STEPS: Final = 7  # more is two guides

APPS: Final = ("teams", "webex", "hangouts")

HOSTS: Final = frozenset(
    {
        "www.onde.go.th", "www.mdes.go.th", "www.ratchakitcha.soc.go.th",
        "support.microsoft.com", "products.office.com", "www.microsoft.com", "teams.microsoft.com",
        "docs.microsoft.com",
        "www.webex.com", "help.webex.com", "signin.webex.com",
        "support.google.com", "meet.google.com", "gsuite.google.com",
        "apps.apple.com", "play.google.com",
    }
)  # fmt: skip
# The office's own number, and the example of how a mobile number is typed.
PHONES: Final = frozenset({"021417010", "0812345678"})

_HOST: Final = re.compile(r"https?://[^\s/]+|\bwww\.[\w.-]+\w")
_GAP: Final = "[ \u00a0.-]?"
_PHONE: Final = re.compile(
    rf"(?<![A-Za-z\d.,-])(?:\+66|[0๐]){_GAP}(?:\d{_GAP}){{7,9}}\d?(?!\d)"
    r"|(?:โทร\.?|สายด่วน|เบอร์)(?:ที่|คือ|หมายเลข)?[ \u00a0]*([1-9๑-๙]\d{2,4})(?!\d)"
)
_COUNTRY: Final = "+66"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: the file, the text in it, and what to do."""

    file: str
    key: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file}:{self.key}: {self.todo}"


def clusters(text: str) -> int:
    """How many letters the eye sees."""
    return len(clustered(text))


def clustered(text: str) -> list[str]:
    """The letters the eye sees, each with its marks."""
    return regex.findall(r"\X", text)


def wrong_words(text: str) -> Iterator[str]:
    """Spelling, and where a text sends people: links and phone numbers."""
    yield from misspellings(text)
    for found in _HOST.findall(text):
        host = _host(found)
        if host not in HOSTS:
            yield f"ลิงก์ไปยัง {host} ยังไม่ได้รับอนุญาต"
    for number in _numbers(ADDRESS.sub("-", text)):
        if number not in PHONES:
            yield f"เบอร์โทร {number} ไม่อยู่ในรายการเบอร์ที่ตรวจแล้ว ให้ตรวจเลขอีกครั้ง"


def wrong_prose(name: str, text: str, most: int) -> Iterator[str]:
    """What is wrong with a text of a book, its entry named."""
    return (f"{name}: {todo}" for todo in faults_of_prose(text, most))


def wrong_address(name: str, address: str) -> Iterator[str]:
    """What is wrong with an address of a book, its entry named."""
    return (f"{name}: {todo}" for todo in faults_of_address(address))


def faults_of_prose(text: str, most: int) -> Iterator[str]:
    """What is wrong with a text that takes no values."""
    yield from wrong_words(text)
    if (length := clusters(text)) > most:
        yield f"ยาว {length} ตัวอักษร ให้ย่อเหลือ {most}"
    if text != text.strip():
        yield "มีช่องว่างหรือบรรทัดว่างที่หัวหรือท้าย ให้ลบออก"
    if "{" in text or "}" in text:
        yield "ข้อความนี้ใส่ค่าไม่ได้ ให้ลบวงเล็บปีกกา"


def faults_of_address(address: str) -> Iterator[str]:
    """What is wrong with an address that stands alone."""
    if not address.startswith("https://"):
        yield "ให้ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://"
    elif (host := _host(address)) not in HOSTS:
        yield f"ลิงก์ไปยัง {host} ยังไม่ได้รับอนุญาต"


def wrong_steps(steps: Sequence[str]) -> Iterator[str]:
    """Steps to be followed: few, short, and without the courtesy of a sentence."""
    if len(steps) > MOST_STEPS:
        yield f"มี {len(steps)} ขั้น ให้เหลือไม่เกิน {MOST_STEPS} ขั้น"
    for number, step in enumerate(steps, start=1):
        yield from wrong_prose(f"ขั้นที่ {number}", step, STEP_LENGTH)
        if "ค่ะ" in step:
            yield f"ขั้นที่ {number}: ขั้นตอนไม่ต้องลงท้ายด้วย ค่ะ ให้ลบออก"


def compact(text: str) -> str:
    """A text as it is compared: small letters, no spaces."""
    return "".join(text.casefold().split())


def doubled(labels: Mapping[str, str]) -> Iterator[str]:
    """The names of buttons that say what another of their set says."""
    said = [compact(label) for label in labels.values()]
    return (name for name, label in labels.items() if said.count(compact(label)) > 1)


def _host(found: str) -> str | None:
    try:
        return urlsplit(found).hostname if "://" in found else found
    except ValueError:  # such as a lone square bracket
        return found


def _numbers(prose: str) -> Iterator[str]:
    """Phone numbers as their digits, in the national form."""
    for found in _PHONE.finditer(prose):
        written = found[1] or found[0]
        digits = "".join(str(int(letter)) for letter in written if letter.isdecimal())
        yield f"0{digits.removeprefix('66')}" if written.startswith(_COUNTRY) else digits
