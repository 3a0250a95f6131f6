"""What all pages share: their links, their colours, what browsers may keep."""

import re

import pytest
from flask import Flask
from jinja2 import UndefinedError

from bot import html
from bot.line.cards import style
from bot.services import wording

AA = 4.5  # WCAG 2.2, 1.4.3: letters against their ground
LINE_HEIGHT = 1.6  # less, and Thai vowels and tones touch the line above

PAIRS = [
    *[(letters, ground) for letters in ("ink", "grey", "link") for ground in ("ground", "panel")],
    ("on-tip", "tip"),
    *[("on-head", ground) for ground in ("head", "teams", "webex", "hangouts")],
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block))


def light() -> dict[str, str]:
    return colours(html.STYLE.split("@media")[0])


def dark() -> dict[str, str]:
    return light() | colours(html.STYLE.split("@media")[1])


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("letters", "ground"), PAIRS)
@pytest.mark.parametrize("scheme", [light, dark])
def test_letters_stand_out_from_their_ground(scheme, letters: str, ground: str) -> None:
    found = scheme()

    assert contrast(found[letters], found[ground]) >= AA


def test_light_pages_have_the_colours_of_the_cards() -> None:
    assert light() == {
        "ground": style.WHITE,
        "ink": style.INK,
        "grey": style.GREY,
        "line": style.LINE_GREY,
        "link": style.BLUE,
        "panel": style.PALE_BLUE,
        "head": style.BLUE,
        "on-head": style.WHITE,
        "tip": style.PALE_YELLOW,
        "on-tip": style.BROWN,
        **style.APP_COLOURS,
    }


def test_colours_are_named_before_they_are_used() -> None:
    on_screen = html.STYLE.split("@media print")[0]
    rules = re.sub(r":root \{.*?\}", "", on_screen, flags=re.DOTALL)

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules) == []
    assert set(re.findall(r"var\(--([a-z-]+)\)", rules)) == set(light())


def test_lines_leave_room_for_vowels_and_tones() -> None:
    heights = re.findall(r"(?:line-height: |font: [\d.]+rem/)([\d.]+)(?=[; ])", html.STYLE)

    assert heights
    assert all(float(height) >= LINE_HEIGHT for height in heights)


def test_linked_lets_numbers_be_called_and_websites_be_opened() -> None:
    text = html.linked("โทร 0 2141\u00a07010 หรือ www.onde.go.th ค่ะ <b>")

    assert str(text) == (
        'โทร <a href="tel:+6621417010">0 2141\u00a07010</a> หรือ '
        '<a href="https://www.onde.go.th">www.onde.go.th</a> ค่ะ &lt;b&gt;'
    )


def test_linked_leaves_other_numbers_alone() -> None:
    assert str(html.linked("10 2141 7010 คน 17 มี.ค. 2563")) == "10 2141 7010 คน 17 มี.ค. 2563"


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("https://support.google.com/meet/answer/1", "support.google.com"),
        ("แบบลงทะเบียน", "แบบลงทะเบียน"),
    ],
)
def test_host_is_what_a_reader_knows_a_website_by(uri: str, host: str) -> None:
    assert html.host(uri) == host


def test_a_page_that_lacks_a_value_is_not_made() -> None:
    with pytest.raises(UndefinedError, match="title"):
        html.render("home.html", wording.shipped())


def test_a_kept_page_is_fetched_once_while_it_is_the_same() -> None:
    with Flask("desk").test_request_context() as first:
        fresh = html.kept("<p>ก</p>", first.request)
    tag = fresh.headers["ETag"]
    with Flask("desk").test_request_context(headers={"If-None-Match": tag}) as second:
        same, changed = (html.kept(page, second.request) for page in ("<p>ก</p>", "<p>ข</p>"))

    assert [answer.status_code for answer in (fresh, same, changed)] == [200, 304, 200]
    assert fresh.headers["Cache-Control"] == "public, max-age=3600"
    assert fresh.get_data(as_text=True) == "<p>ก</p>"


def test_the_style_has_a_name_of_its_own_and_is_kept_for_good() -> None:
    answer = html.style_response()

    assert re.fullmatch(r"/static/pages-[0-9a-f]{12}\.css", html.STYLE_PATH)
    assert (answer.get_data(as_text=True), answer.mimetype) == (html.STYLE, "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
