import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

import messages_th
from bot.html import HEADERS, STYLE
from bot.pages import SECTIONS, make_pages
from tests.bot.webpage import Webpage


def client(**overrides: str) -> FlaskClient:
    app = Flask("desk")
    words = {key.replace("__", "."): text for key, text in overrides.items()}
    catalogue = messages_th.load(words)
    app.register_blueprint(make_pages(lambda: catalogue))
    return app.test_client()


def test_home_says_what_this_is_and_leads_to_all_that_can_be_read() -> None:
    page = client(page__about="เกี่ยวกับเรา").get("/")
    read = Webpage(page.text)

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert read.paragraphs == ["เกี่ยวกับเรา"]
    assert {"/guides", "/answers", "/privacy"} <= set(read.hrefs)


def test_notice_tells_every_section_and_its_version() -> None:
    page = Webpage(client(notice__version="2563-04").get("/privacy").text)
    words = messages_th.load()

    assert page.texts("h2") == [words.text(f"notice.{section}.title") for section in SECTIONS]
    assert page.paragraphs == [
        "ฉบับ 2563-04",
        *(words.text(f"notice.{section}.body") for section in SECTIONS),
    ]


def test_a_page_that_is_not_there_says_so_kindly_and_leads_on() -> None:
    page = client(page__missing="ไม่พบ").get("/nowhere")
    read = Webpage(page.text)

    assert (page.status_code, read.texts("h1")) == (404, ["ไม่พบ"])
    assert {"/", "/guides", "/answers"} <= set(read.hrefs)


@pytest.mark.parametrize("path", ["/", "/privacy", "/nowhere"])
def test_pages_let_nothing_run_and_nothing_in(path: str) -> None:
    page = client(page__contact='<script>alert("x")</script>').get(path)

    (style,) = re.findall(r'<link rel="stylesheet" href="(.*?)">', page.text)
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert client().get(style).text == STYLE
    assert "<script" not in page.text
    assert "<style" not in page.text
    assert "&lt;script&gt;alert(&#34;x&#34;)" in page.text


def test_pages_are_made_anew_when_the_office_words_them_anew() -> None:
    texts = [messages_th.load()]
    app = Flask("desk")
    app.register_blueprint(make_pages(lambda: texts[-1]))
    browser = app.test_client()

    before = browser.get("/").text
    texts.append(messages_th.load({"page.title": "ชื่อใหม่ของหน้าแรก"}))

    assert "ชื่อใหม่ของหน้าแรก" not in before
    assert "ชื่อใหม่ของหน้าแรก" in browser.get("/").text
