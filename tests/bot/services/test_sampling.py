"""A text is shown in the cards it stands in."""

import json

import pytest

from bot.services import sampling, wording

CATALOGUE = wording.shipped()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ask.users", "กี่คนดีคะ"),
        ("card.tip", "เกร็ด"),
        ("button.back", "ถอยกลับ"),
        ("label.status.screening", "กำลังดู"),
        ("notice.withdrawn", "{agency} ถอนคำขอ {reference} แล้วค่ะ"),
        ("answer.cost", "ฟรีค่ะ"),
        ("guide.teams.install.ios.steps", "เปิด App Store\nแตะรับ"),
        ("remedy.sound.silent.teams.tip", "ลองหูฟังอีกคู่ค่ะ"),
        ("trouble.sound.silent", "เงียบสนิท"),
        ("unclear.phone", "พิมพ์เบอร์อีกครั้งนะคะ"),
    ],
)
def test_the_new_wording_is_seen_where_the_chat_says_it(key: str, text: str) -> None:
    sample = sampling.sample(CATALOGUE.worded({key: text}), key)

    said = json.dumps(sample.messages, ensure_ascii=False)
    assert all(part.split("{")[0] in said for part in text.split("\n"))
    assert 1 <= len(sample.messages) <= 2 * sampling.MOST_CARDS


def test_a_text_is_told_with_values_in_its_places() -> None:
    sample = sampling.sample(CATALOGUE.worded({"card.checked": "ตรวจ {day}"}), "card.checked")

    assert sample.told == "ตรวจ 17\u00a0มี.ค.\u00a02563"


@pytest.mark.parametrize("key", ["page.home", "label.role.main", "report.title"])
def test_what_no_chat_says_has_no_messages(key: str) -> None:
    sample = sampling.sample(CATALOGUE, key)

    assert sample.messages == ()
    assert sample.told


def test_every_entry_can_be_shown() -> None:
    for key in CATALOGUE.entries():
        sampling.sample(CATALOGUE, key)
