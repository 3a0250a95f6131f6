import base64
import hashlib
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

import messages_th
from bot.pages import SECTIONS, make_pages


def client(**overrides: str) -> FlaskClient:
    app = Flask("desk")
    words = {key.replace("__", "."): text for key, text in overrides.items()}
    app.register_blueprint(make_pages(messages_th.load(words)))
    return app.test_client()


def test_home_says_what_this_is_and_leads_to_the_notice() -> None:
    page = client(page__about="เกี่ยวกับเรา").get("/")

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert re.findall(r"<p>(.*?)</p>", page.text)[0] == "เกี่ยวกับเรา"
    assert re.findall(r'href="(.*?)"', page.text) == ["/privacy"]


def test_notice_tells_every_section_and_its_version() -> None:
    page = client(notice__version="2563-04").get("/privacy").text
    words = messages_th.load()

    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        words.text(f"notice.{section}.title") for section in SECTIONS
    ]
    assert "2563-04" in re.findall(r"<p>(.*?)</p>", page)[0]


def test_a_page_that_is_not_there_says_so_kindly() -> None:
    page = client(page__missing="ไม่พบ").get("/nowhere")

    assert (page.status_code, re.findall(r"<p>(.*?)</p>", page.text)) == (404, ["ไม่พบ"])


@pytest.mark.parametrize("path", ["/", "/privacy", "/nowhere"])
def test_pages_let_nothing_run_and_nothing_in(path: str) -> None:
    page = client(page__contact='<script>alert("x")</script>').get(path)

    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "<script" not in page.text
    assert "&lt;script&gt;alert(&#34;x&#34;)" in page.text
