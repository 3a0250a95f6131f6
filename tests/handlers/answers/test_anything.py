"""Whatever is typed, readers neither fail nor linger nor let through what is not clean."""

import datetime
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers import intents
from handlers.answers import (
    agency,
    app,
    command,
    count,
    date,
    email,
    keyboard,
    person,
    phone,
    province,
    several,
    yesno,
)
from handlers.lexicon import Lexicon

TODAY = datetime.date(2020, 3, 17)
EVERYTHING = frozenset({"agency", "apps", "users", "name", "phone", "email"})
READERS: dict[str, Callable[[str, Lexicon], Any]] = {
    "agency": agency.match,
    "app": app.read,
    "command": command.command,
    "count": count.read,
    "date": lambda text, lexicon: date.read(text, lexicon, TODAY),
    "email": email.read,
    "intent": intents.understand,
    "intents": intents.each,
    "keyboard": keyboard.recovered,
    "person": person.read,
    "phone": phone.read,
    "province": province.read,
    "several": lambda text, lexicon: several.gather(text, lexicon, EVERYTHING),
    "yesno": yesno.read,
}
WORDS = (
    "กรม อบต. ม. จ. เชียงใหม่ ไม่ เอา teams ทีมส์ เว็บเอ็กซ์ 450 คน สอง หมื่น ห้า กว่า - ถึง กับ + "
    "1,2 0.5 0812345678 02 141 7010 ต่อ 22 +66 somchai@tmd.go.th @ . gmail,com ชื่อ: คุณ สมชาย ค่ะ "
    "แก้ ? ่ ์ ๑ 👍 17 มี.ค. / 63 วันที่ อีก หน้า ศุกร์"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\x00", "\u200b"])
TEXTS = st.text() | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES).map(" ".join)
SLOW_TEXTS = [
    "กขค " * 1000,
    "1 2 " * 1000,
    "0 2 " * 1000,
    "a." * 2000,
    "a@b." * 1000,
    "(at) " * 1000,
    "@" * 4000,
    "สอง" * 1000,
    "กรม " * 1000,
    "ไม่มี" * 1000,
    "ก" + "้" * 5000,
    "\u0301" * 5000,
    "\ufdfa" * 5000,
    "- " * 2000,
]


@given(text=TEXTS)
@example(text="\ud800\x00\u202e")
@example(text="İ" * 30 + " 450 คน teams")
@example(text="²③½ ٣٤٥ คน")
def test_readers_never_fail(text: str, lexicon: Lexicon) -> None:
    for read in READERS.values():
        read(text, lexicon)


@given(text=TEXTS)
@example(text="กรมอุตุ\U0003d000นิยมวิทยา")
def test_readers_let_through_only_clean_values(text: str, lexicon: Lexicon) -> None:
    name = person.read(text, lexicon)
    body = agency.match(text, lexicon)

    shown = [value for value in (name, body.name) if isinstance(value, str)]

    assert all(value.isprintable() and value == value.strip() for value in shown)
    assert all(len(value) <= agency.LONGEST_NAME for value in shown)


@pytest.mark.parametrize("text", SLOW_TEXTS, ids=range(len(SLOW_TEXTS)))
def test_readers_take_no_time_over_walls_of_text(text: str, lexicon: Lexicon) -> None:
    for read in READERS.values():
        read(text, lexicon)

    started = time.process_time()
    for read in READERS.values():
        read(text, lexicon)

    # A reader's aim is 10 ms; the bound leaves room for a slow machine.
    assert time.process_time() - started < 0.05 * len(READERS)
