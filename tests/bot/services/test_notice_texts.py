"""What is wrong with the text of a notice."""

from dataclasses import replace

import pytest

from bot.services import notice_texts
from bot.services.notices import Content
from tests.bot.services.noticing import CONTENT


def keys(content: Content) -> list[tuple[str, str]]:
    return [(fault.field, fault.key) for fault in notice_texts.faults(content)]


def test_a_whole_notice_has_no_faults() -> None:
    assert keys(CONTENT) == []


@pytest.mark.parametrize(
    ("title", "is_taken"), [("ก" * 100, True), ("ก" * 101, False), ("😀" * 50, True)]
)
def test_lengths_are_counted_as_line_counts(title: str, is_taken: bool) -> None:
    assert (keys(replace(CONTENT, title=title)) == []) is is_taken


@pytest.mark.parametrize(
    ("button", "is_taken"), [("ที่นี่" * 5, True), ("ก่" * 20, True), ("ก่" * 21, False)]
)
def test_a_button_holds_twenty_of_what_a_reader_calls_letters(button: str, is_taken: bool) -> None:
    assert (keys(replace(CONTENT, button=button)) == []) is is_taken


def test_all_faults_are_told_at_once_in_the_order_of_the_form() -> None:
    assert keys(Content(link="http://x", button=None)) == [
        ("title", "broadcast.fault.title_missing"),
        ("body", "broadcast.fault.body_missing"),
        ("button", "broadcast.fault.button_missing"),
        ("link", "broadcast.fault.link"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        *("https://www.onde.go.th", "https://onde.go.th:8443/a?b=c#d", "tel:021417010"),
        *("tel:+6621417010", "guide:teams", "status"),
    ],
)
def test_safe_places_may_be_led_to(link: str) -> None:
    assert notice_texts.is_link(link)


@pytest.mark.parametrize(
    "link",
    [
        *("http://onde.go.th", "javascript:alert(1)", "data:text/html,x", "line://nv/x", "tel:1'"),
        *("https://", "https:///x", "https://onde.go.th@evil.example", "https://a b", "guide:zoom"),
        *("https://หน่วยงาน.ไทย", "https://x:99999", "https://x:0", "https://[x", "//onde.go.th"),
        "https://x/" + "a" * 1_000,
    ],
)
def test_other_places_may_not(link: str) -> None:
    assert not notice_texts.is_link(link)


def test_what_cannot_be_seen_is_taken_out_and_lines_stay() -> None:
    typed = Content(" หัว\u200bเรื่อง\n", "หนึ่ง\r\nสอง\u202e ", "  ", " https://a.go.th ")

    assert notice_texts.cleaned(typed) == Content("หัวเรื่อง", "หนึ่ง\nสอง", None, "https://a.go.th")
