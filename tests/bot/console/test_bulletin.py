"""The press table in words."""

from datetime import date

from bot.console import bulletin
from bot.services import wording
from bot.services.reporting import Figures, Line
from messages_th.forms import NBSP
from models.vocabulary import AgencyCategory

TEXT = wording.shipped().text
TUESDAY = date(2020, 3, 17)


def figures(*users: int) -> Figures:
    lines = zip(AgencyCategory, users, strict=False)
    return Figures(TUESDAY, tuple(Line(category, bool(n), n) for category, n in lines))


def test_a_sentence_names_only_kinds_of_body_that_are_there() -> None:
    told = bulletin.sentence(TEXT, figures(450, 0, 75))

    assert told.replace(NBSP, " ") == (
        "ข้อมูล ณ วันที่ 17 มีนาคม 2563 มีหน่วยงานแจ้งความประสงค์ขอใช้แอปประชุมออนไลน์"
        " จำนวน 2 หน่วยงาน ผู้ขอใช้งาน 525 ราย แบ่งเป็น หน่วยงานภาครัฐ 1 หน่วยงาน"
        " ผู้ขอใช้งาน 450 ราย และองค์การมหาชน 1 หน่วยงาน ผู้ขอใช้งาน 75 ราย"
    )


def test_a_sentence_with_one_kind_of_body_has_no_and() -> None:
    assert "และ" not in bulletin.sentence(TEXT, figures(450)).partition("แบ่งเป็น")[2]


def test_a_message_tells_the_change_since_the_day_before() -> None:
    told = bulletin.for_line(TEXT, figures(450, 0), figures(500, 20))

    assert told.replace(NBSP, " ").splitlines() == [
        "สรุปการลงทะเบียนใช้แอปประชุมออนไลน์ฟรี",
        "ข้อมูล ณ วันที่ 17 มีนาคม 2563",
        "",
        "• หน่วยงานภาครัฐ 1 หน่วยงาน 450 ราย",
        "• รัฐวิสาหกิจ 0 หน่วยงาน 0 ราย",
        "รวม 1 หน่วยงาน ผู้ขอใช้งาน 450 ราย",
        "เทียบวันก่อน −1 หน่วยงาน −70 ราย",
        "",
        "สอบถามศูนย์ช่วยเหลือ โทร 0 2141 7010",
    ]


def test_a_change_has_its_sign() -> None:
    assert [bulletin.signed(change) for change in (1_200, 0, -5)] == ["+1,200", "0", "−5"]
