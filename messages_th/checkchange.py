"""
What is wrong with one text that is to take the place of another while the bot runs.

The rules are those of the files; which of them holds for a text is told by its key.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from messages_th.catalogue import places, template
from messages_th.checksound import Sound, claimed, listening
from messages_th.checktexts import LABELS, PAGES, faults_of
from messages_th.checkwords import (
    BUBBLE_LENGTH,
    LABEL_LENGTH,
    STEP_LENGTH,
    clusters,
    doubled,
    faults_of_address,
    faults_of_prose,
    wrong_steps,
)
from messages_th.entries import WORDS, lines

LONGEST: Final = 4_000  # characters; no page has a text as long
WORD_LENGTH: Final = 60  # clusters of one thing that people type
MOST_WORDS: Final = 300

Rule = Callable[[str, str, Mapping[str, str]], Iterator[str]]

# What may be left empty, and so is not there.
OPTIONAL: Final = re.compile(r"(guide|remedy)\..+\.tip|guide\.\w+\.about|article\..+\.link")
_ANSWERS: Final = re.compile(r"(answer\.\w+)\.(?:title|\w+\.button)")


def faults_of_change(key: str, text: str, current: Mapping[str, str]) -> list[str]:
    """
    What is to be mended, in Thai, before `text` may stand under `key`.

    `current` are all entries as they stand; under `key` it has a text with the right places.
    """
    if key not in current:
        return ["โปรแกรมไม่รู้จักชื่อนี้ ให้ใช้ชื่อเดิม"]
    if len(text) > LONGEST:
        return [f"ยาวเกินไป ให้เหลือไม่เกิน {LONGEST:,} ตัวอักษร"]
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text.replace("\n", "")):
        return ["มีอักขระที่มองไม่เห็น ให้ลบแล้วพิมพ์คำนั้นใหม่"]
    if not text.strip():
        return [] if OPTIONAL.fullmatch(key) else ["ว่างเปล่า ให้ใส่ข้อความ"]
    found = (*_rule_of(key)(key, text, current), *_doubled(key, text, current))
    return list(dict.fromkeys(found))


def is_list(key: str) -> bool:
    """Whether the text of this key is a list, one thing a line."""
    return _rule_of(key) in (_of_steps, _of_words)


def is_address(key: str) -> bool:
    """Whether the text of this key is the address of a page."""
    return _rule_of(key) is _of_address


def most_of(key: str) -> int | None:
    """How many letters the eye may see in a text, or in each thing of a list; None for any."""
    if LABELS.match(key) or key.endswith(".link.label"):
        return LABEL_LENGTH
    if is_list(key):
        return WORD_LENGTH if key.startswith(WORDS) else STEP_LENGTH
    return None if key.startswith(PAGES) or is_address(key) else BUBBLE_LENGTH


def _of_text(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    return faults_of(key, text, places(template(key, current[key])))


def _of_prose(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    return faults_of_prose(text, most_of(key) or BUBBLE_LENGTH)


def _of_address(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    return faults_of_address(text)


def _of_steps(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    return wrong_steps(lines(text))


def _of_words(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    """Words by which something else is called already, or that nobody could mean."""
    said = lines(text)
    if len(said) > MOST_WORDS:
        yield f"มี {len(said)} คำ ให้เหลือไม่เกิน {MOST_WORDS} คำ"
        return
    for word in sorted(set(said) - set(lines(current[key]))):
        if clusters(word) > WORD_LENGTH:
            yield f"“{word[:WORD_LENGTH]}…” ยาวเกินไป ให้เหลือไม่เกิน {WORD_LENGTH} ตัวอักษร"
        if sum(letter.isalpha() for letter in word) < 2:
            yield f"“{word}” สั้นเกินไป ให้มีตัวอักษรอย่างน้อยสองตัว"
    family, _, _ = key.rpartition(".")
    others = {
        lines(listed)[0]: lines(listed)
        for name, listed in current.items()
        if name != key and name.rpartition(".")[0] == family and listed
    }
    yield from (todo for _, todo in claimed({**others, "": said}, _sound()))


def _doubled(key: str, text: str, current: Mapping[str, str]) -> Iterator[str]:
    family = _family(key)
    if family is None:
        return
    labels = {name: label for name, label in current.items() if _family(name) == family}
    if key in doubled({**labels, key: text}):
        yield "ซ้ำกับปุ่มอื่นในชุดเดียวกัน ให้ใช้คำต่างกัน"


def _family(key: str) -> str | None:
    """What the labels have in common that must differ from this one; None for no label."""
    if found := _ANSWERS.fullmatch(key):
        return found[1]
    return key.rpartition(".")[0] if LABELS.match(key) else None


@cache
def _sound() -> Sound:
    return lru_cache(20_000)(listening())


def _rule_of(key: str) -> Rule:
    return next(rule for pattern, rule in _RULES if pattern.fullmatch(key))


_RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"words\..+", _of_words),
        (r"(guide|remedy)\..+\.steps", _of_steps),
        (r"(guide|remedy)\..+\.source|guide\..+\.link\.uri|article\..+\.link", _of_address),
        (r"(guide|remedy)\..+\.(title|tip)|guide\..+\.link\.label", _of_prose),
        (r"guide\.\w+\.(name|about)|article\..+\.source", _of_prose),
        (r".+", _of_text),
    )
)
