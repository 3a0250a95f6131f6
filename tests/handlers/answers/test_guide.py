"""Which guide a text is about, and whether it wants one."""

import pytest

from handlers.answers import guide
from handlers.answers.guide import GuideQuery
from handlers.lexicon import Lexicon
from models.vocabulary import Device, GuideTask, MeetingApp

TEAMS, WEBEX, HANGOUTS = MeetingApp.TEAMS, MeetingApp.WEBEX, MeetingApp.HANGOUTS


@pytest.mark.parametrize(
    ("text", "app", "device", "task"),
    [
        ("คู่มือ", None, None, None),
        ("คู่มือ teams ไอโฟน", TEAMS, Device.IOS, None),
        ("ติดตั้ง Teams บน iPhone ยังไง", TEAMS, Device.IOS, GuideTask.INSTALL),
        ("ดาวน์โหลด Webex ลงมือถือแอนดรอยด์", WEBEX, Device.ANDROID, GuideTask.INSTALL),
        ("วิธีลงโปรแกรม Teams ในคอมพิวเตอร์", TEAMS, Device.WINDOWS, GuideTask.INSTALL),
        ("โหลด Hangouts ในเครื่อง Mac", HANGOUTS, Device.MAC, GuideTask.INSTALL),
        ("เว็บเอ็กซ์บนเว็บ", WEBEX, Device.WEB, None),
        ("สมัครบัญชี Teams ทำอย่างไร", TEAMS, None, GuideTask.SIGNIN),
        ("วิธีเข้าประชุม Teams จากมือถือ", TEAMS, None, GuideTask.JOIN),
        ("ติดตั้ง webex แล้วเข้าร่วมประชุมยังไง", WEBEX, None, GuideTask.JOIN),
        ("ผู้ดูแลระบบ teams ต้องทำอะไร", TEAMS, None, GuideTask.ADMIN),
        ("how to sign in teams", TEAMS, None, GuideTask.SIGNIN),
    ],
)
def test_guide_is_wanted_for_what_the_text_names(
    text: str,
    app: MeetingApp | None,
    device: Device | None,
    task: GuideTask | None,
    lexicon: Lexicon,
) -> None:
    assert guide.read(text, lexicon) == GuideQuery(app, device, task, wanted=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "สวัสดี", "teams", "450 คน teams", "ลงทะเบียนยังไง", "ประชุมออนไลน์"),
        *("สมัครใช้งานให้หน่วยงานยังไงครับ", "อยากลงทะเบียนใช้ Teams ให้กรม"),
    ],
)
def test_guide_is_not_wanted_by_every_text_with_an_app(text: str, lexicon: Lexicon) -> None:
    assert not guide.read(text, lexicon).wanted
