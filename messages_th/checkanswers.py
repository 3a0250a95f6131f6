"""The answers about the programme: every topic there, each part with its source and its day."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from messages_th.answerbook import ArticleText, load_answers
from messages_th.checkshape import CODE, DAY, TEXT, TEXTS, Shape, entries, misshapen, tables
from messages_th.checksound import Sound, claimed
from messages_th.checkwords import (
    BUBBLE_LENGTH,
    LABEL_LENGTH,
    Fault,
    doubled,
    wrong_address,
    wrong_prose,
)

TOPICS: Final = (
    *("zero_rating", "cost", "eligibility", "requirements", "duration", "contact"),
    *("wfh", "security", "app_choose"),
)
TAKEN: Final = frozenset({"title", "button"})  # keys of a topic's own texts

_BOUNDS: Final = {"link": TEXT, "since": DAY, "until": DAY}
TOPIC: Final = Shape({"title": TEXT, "text": TEXT, "source": TEXT, "checked": DAY}, _BOUNDS)
PART: Final = Shape(
    {"button": TEXT, "words": TEXTS, "text": TEXT, "source": TEXT, "checked": DAY},
    {"title": TEXT, **_BOUNDS},
)


def faults_of_answers(path: Path, sound: Sound) -> Iterator[Fault]:
    """What is wrong in the file of answers; what stands in it only when it can be read."""
    told = tomllib.loads(path.read_text("utf-8"))
    for topic in TOPICS:
        if topic not in told:
            yield Fault(path.name, topic, "ยังไม่มีคำตอบเรื่องนี้ ให้เพิ่ม")
    misshaped = list(_misshaped(told))
    found = misshaped or _wrong(load_answers(path), sound)
    yield from (Fault(path.name, key, todo) for key, todo in found)


def _misshaped(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in entries(told):
        yield name, "ต้องอยู่ในหัวข้อ เช่น [cost]"
    for topic, table in tables(told).items():
        if topic not in TOPICS:
            yield topic, "โปรแกรมไม่รู้จักเรื่องนี้ ให้ใช้ชื่อเดิม"
        yield from ((topic, todo) for todo in misshapen(entries(table), TOPIC))
        for part, inner in tables(table).items():
            if part in TAKEN or not CODE.fullmatch(part):
                yield f"{topic}.{part}", "ใช้เป็นชื่อเรื่องย่อยไม่ได้ ให้ใช้อักษรอังกฤษตัวเล็กคำอื่น"
            yield from ((f"{topic}.{part}", todo) for todo in misshapen(inner, PART))


def _wrong(articles: Mapping[str, ArticleText], sound: Sound) -> Iterator[tuple[str, str]]:
    for key, article in articles.items():
        yield from ((key, todo) for todo in _wrong_article(article))
    for topic in TOPICS:
        parts = {key: one for key, one in articles.items() if key.partition(".")[0] == topic}
        labels = {key: one.button or one.title for key, one in parts.items()}
        for key in doubled(labels):
            yield key, "ชื่อปุ่มซ้ำกับเรื่องอื่นในหัวข้อเดียวกัน ให้ใช้คำต่างกัน"
        yield from claimed({key: one.words for key, one in parts.items()}, sound)


def _wrong_article(article: ArticleText) -> Iterator[str]:
    yield from wrong_prose("title", article.title, LABEL_LENGTH)
    yield from wrong_prose("text", article.text, BUBBLE_LENGTH)
    yield from wrong_prose("source", article.source, BUBBLE_LENGTH)
    if article.button:
        yield from wrong_prose("button", article.button, LABEL_LENGTH)
    if article.link:
        yield from wrong_address("link", article.link)
    if article.since and article.until and article.since > article.until:
        yield "since อยู่หลัง until ให้แก้วันที่"
