"""E-mail addresses as people type them."""

import pytest

from handlers.answers import email
from handlers.answers.email import Email
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon

OFFICE = Email("somchai@tmd.go.th", None)
PRIVATE = Email("somchai@gmail.com", None)


@pytest.mark.parametrize(
    "text",
    [
        *("somchai@tmd.go.th", "Somchai@TMD.go.th", "ｓｏｍｃｈａｉ＠ｔｍｄ．ｇｏ．ｔｈ"),
        *(
            "somchai @ tmd.go.th",
            "somchai@tmd. go. th",
            "somchai@tmd .go .th",
            "somchai@tmd..go.th",
        ),
        *("อีเมล somchai@tmd.go.th ค่ะ", "อีเมลsomchai@tmd.go.thนะคะ", "somchai@tmd.go.th."),
        *("<somchai@tmd.go.th>", "mailto:somchai@tmd.go.th", "somchai@tmd.go.th, 0812345678"),
        "หนทแ้ฟร๑ะทกใเนใะ้",
    ],
)
def test_email_is_put_together_again(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == OFFICE


@pytest.mark.parametrize(
    "text",
    [
        *("somchai@gmail,com", "somchai@gmail com", "somchai(at)gmail.com", "somchai@@gmail.com"),
        *("somchai [at] gmail [dot] com", "somchai at gmail dot com", "somchaiแอทgmailจุดcom"),
        *("somchai@gmail;com", "somchai แอ้ด จีเมล จุด คอม", "somchai แอท gmail ดอท คอม"),
        *("somchai แอ๊ด gmail จุด com", "somchai@gmail.com or other@yahoo.com"),
    ],
)
def test_email_hears_spoken_signs(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == PRIVATE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s@gmial.com", "s@gmail.com"),
        ("s@hotmial.com", "s@hotmail.com"),
        ("s@gmail.con", "s@gmail.com"),
        ("s@gmail.co", "s@gmail.com"),
        ("s@gmail.co.th", "s@gmail.com"),
        ("s@yaho.com", "s@yahoo.com"),
        ("s@tmd.go.ht", "s@tmd.go.th"),
        ("s@tmd.goth", "s@tmd.go.th"),
        ("s@tmd.go", "s@tmd.go.th"),
        ("s@ku.ac", "s@ku.ac.th"),
    ],
)
def test_email_only_suggests_the_likelier_domain(typed: str, meant: str, lexicon: Lexicon) -> None:
    assert email.read(typed, lexicon) == Email(typed, meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("s@yahoo.co.th", "s@outlook.co.th", "s@mail.go.th", "s@dga.or.th", "s@mail.com"),
        *("s@tmd.mail.go.th", "s@docomo.ne.jp", "s@company.co", "s_j.k-l@mdes.go.th"),
    ],
)
def test_email_doubts_no_domain_that_exists(typed: str, lexicon: Lexicon) -> None:
    assert email.read(typed, lexicon) == Email(typed, None)


@pytest.mark.parametrize(
    "text",
    [
        "somchai",
        "somchai@gmail",
        "@onde",
        "a@b",
        "สมชาย@tmd.go.th",
        "a..b@gmail.com",
        "ไม่มี",
        "",
        "@",
    ],
)
def test_email_refuses_what_is_no_address(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == Unclear("unclear.email")


@pytest.mark.parametrize(
    "text",
    [
        *("ไม่ใช่ a@b.com เป็น somchai@gmail.com", "เปลี่ยนจาก a@b.com เป็น somchai@gmail.com"),
        *("เมลเก่า a@b.com เมลใหม่ somchai@gmail.com", "a@b.com ใช้ไม่ได้ somchai@gmail.com"),
        "ไม่ใช่ค่ะ somchai@gmail.com",
    ],
)
def test_email_that_is_refused_is_left_out(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == PRIVATE


def test_email_leaves_the_rest_of_the_text(lexicon: Lexicon) -> None:
    taken = email.take("สมชาย ใจดี somchai@tmd.go.th 081 234 5678", lexicon)

    assert taken == Cut(OFFICE, "สมชาย ใจดี \n 081 234 5678")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "wipa s@gmail.com",
            "อีเมล wipa somsri@gmail.com",
            "wipa,s@gmail.com",
            "wipa  s@gmail.com",
        ),
        *("Bangkok. wipa@tmd.go.th", "s@tmd.go.th1", "s@go.th", "s@co.th", "s@tmd.go.th.tel"),
    ],
)
def test_email_that_may_be_torn_or_cut_is_asked_again(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == Unclear("unclear.email")


@pytest.mark.parametrize(
    "text",
    [
        *("email=somchai@tmd.go.th;", "อีเมล=somchai@tmd.go.th", "Mr. somchai@tmd.go.th"),
        *("Somchai Jaidee somchai@tmd.go.th", "TMD somchai@tmd.go.th", "teams somchai@tmd.go.th"),
        *("1. somchai@tmd.go.th", "my email is somchai@tmd.go.th", "0812345678 somchai@tmd.go.th"),
    ],
)
def test_email_may_follow_what_introduces_it(text: str, lexicon: Lexicon) -> None:
    assert email.read(text, lexicon) == OFFICE


def test_email_that_is_torn_is_left_in_no_other_answer(lexicon: Lexicon) -> None:
    assert email.take("Wipa s@gmail.com", lexicon) == Cut(Unclear("unclear.email"), "Wipa \n")
