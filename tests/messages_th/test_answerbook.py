"""Answers are found by topic, and by part of a topic."""

from datetime import date
from pathlib import Path

import pytest

from messages_th import CatalogueError, load
from messages_th.answerbook import ArticleText, load_answers

BOOK = """
[security]
title = "ความปลอดภัย"
text = "ส่งลิงก์เฉพาะผู้เข้าประชุมค่ะ"
source = "หลักเกณฑ์ของโครงการ"
link = "https://www.onde.go.th"
checked = 2020-03-17

[security.law]
button = "กฎหมายประชุม"
words = ["กฎหมาย", "etda"]
text = "ใช้ตั้งแต่ 19 เม.ย. 2563 ค่ะ"
source = "ราชกิจจานุเบกษา"
checked = 2020-04-19
since = 2020-04-19
until = 2021-04-18

[security.data]
title = "ข้อมูลของคุณ"
button = "ข้อมูลส่วนบุคคล"
words = ["pdpa"]
text = "ใช้เพื่อคัดกรองเท่านั้นค่ะ"
source = "ประกาศของโครงการ"
checked = 2020-03-17
"""
WHOLE = ArticleText(
    title="ความปลอดภัย",
    text="ส่งลิงก์เฉพาะผู้เข้าประชุมค่ะ",
    source="หลักเกณฑ์ของโครงการ",
    checked=date(2020, 3, 17),
    link="https://www.onde.go.th",
)
LAW = ArticleText(
    title="ความปลอดภัย",
    text="ใช้ตั้งแต่ 19 เม.ย. 2563 ค่ะ",
    source="ราชกิจจานุเบกษา",
    checked=date(2020, 4, 19),
    button="กฎหมายประชุม",
    words=("กฎหมาย", "etda"),
    since=date(2020, 4, 19),
    until=date(2021, 4, 18),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.toml").write_text(BOOK, "utf-8")
    return tmp_path


def test_a_topic_comes_first_and_its_parts_after_it_in_their_order(folder: Path) -> None:
    found = load_answers(folder / "answers.toml")

    assert list(found) == ["security", "security.law", "security.data"]
    assert (found["security"], found["security.law"]) == (WHOLE, LAW)


def test_a_part_has_a_title_of_its_own_or_that_of_its_topic(folder: Path) -> None:
    titles = [article.title for article in load_answers(folder / "answers.toml").values()]

    assert titles == ["ความปลอดภัย", "ความปลอดภัย", "ข้อมูลของคุณ"]


def test_a_part_may_be_called_like_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(BOOK.replace("[security.data]", "[security.until]"), "utf-8")

    found = load_answers(path)

    assert found["security"] == WHOLE
    assert found["security.until"].button == "ข้อมูลส่วนบุคคล"


def test_article_is_found_by_topic_and_by_part(folder: Path) -> None:
    catalogue = load(folder=folder)

    assert catalogue.article("security") == WHOLE
    assert catalogue.article("security", "law") == LAW
    with pytest.raises(CatalogueError, match=r"^there is nothing under security\.price$"):
        catalogue.article("security", "price")


def test_articles_and_their_buttons_are_texts_too(folder: Path) -> None:
    texts = load({"answer.security": "คำของสำนักงานค่ะ"}, folder).texts

    assert {key: text.replace("\u00a0", " ") for key, text in texts.items()} == {
        "answer.security": "คำของสำนักงานค่ะ",
        "answer.security.title": "ความปลอดภัย",
        "answer.security.law": "ใช้ตั้งแต่ 19 เม.ย. 2563 ค่ะ",
        "answer.security.law.button": "กฎหมายประชุม",
        "answer.security.data": "ใช้เพื่อคัดกรองเท่านั้นค่ะ",
        "answer.security.data.button": "ข้อมูลส่วนบุคคล",
    }
