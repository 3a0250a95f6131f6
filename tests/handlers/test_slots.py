"""Which app and device a text speaks of, and the signs that take their places."""

import pytest

from handlers import slots
from handlers.answers.normalise import normalise
from handlers.lexicon import Lexicon
from handlers.slots import APP_SIGN, DEVICE_SIGN, Slots
from models.vocabulary import Device

COMPUTER = (Device.WINDOWS, Device.MAC, Device.WEB)
PHONE = (Device.IOS, Device.ANDROID)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("แชร์หน้าจอยังไง", Slots()),
        ("คู่มือ teams ไอโฟน", Slots("teams", Device.IOS, (Device.IOS,))),
        ("เวปเอ็ก ในแอนดรอย", Slots("webex", Device.ANDROID, (Device.ANDROID,))),
        ("teams กับ webex ต่างกันยังไง", Slots("teams")),
        ("เปลี่ยนจาก Webex เป็น Teams ได้ไหม", Slots("teams")),
        ("เข้าประชุม Teams จากมือถือ", Slots("teams", None, PHONE)),
        ("ลง webex ในคอม", Slots("webex", None, COMPUTER)),
        ("ลง Teams ในคอมพิวเตอร์ Windows", Slots("teams", Device.WINDOWS, (Device.WINDOWS,))),
        ("ใช้ผ่าน chrome", Slots(None, Device.WEB, (Device.WEB,))),
        ("เว็บไซต์โครงการคืออะไร", Slots()),
        ("คู่มือ เว็บเอ็กซ์ เว็บ", Slots("webex", Device.WEB, (Device.WEB,))),
        ("ประชุมออนไลน์", Slots()),
        ("นำเสนอสไลด์ระหว่างประชุม", Slots()),
        ("โทรผ่านไลน์ได้ไหม", Slots("line")),
        ("ทีมงานของโครงการ", Slots()),
        ("ที่มาช่วยงาน", Slots()),
        ("mic ใน Meet ไม่ดัง", Slots("hangouts")),
    ],
)
def test_slots_are_what_the_text_names(text: str, found: Slots, lexicon: Lexicon) -> None:
    assert slots.read(normalise(text, lexicon), lexicon)[0] == found


def test_names_become_signs_so_that_what_is_learned_of_one_holds_for_all(lexicon: Lexicon) -> None:
    signed = {
        slots.read(normalise(text, lexicon), lexicon)[1]
        for text in ("ติดตั้ง teams บน iphone", "ติดตั้ง เว็บเอ็กซ์ บน แอนดรอยด์")
    }

    assert signed == {f"ติดตัง {APP_SIGN} บน {DEVICE_SIGN}"}


@pytest.mark.parametrize(
    ("signed", "is_bare"),
    [(APP_SIGN, True), (f"{APP_SIGN} {DEVICE_SIGN}", True), ("", True), (f"ลง{APP_SIGN}", False)],
)
def test_text_is_bare_when_it_is_nothing_but_names(signed: str, is_bare: bool) -> None:
    assert slots.is_bare(signed) is is_bare


def test_things_of_elsewhere_become_one_sign_before_apps_are_sought(lexicon: Lexicon) -> None:
    found = {
        slots.read(normalise(text, lexicon), lexicon)
        for text in ("google maps เข้าไม่ได้", "ไลน์แมน เข้าไม่ได้", "ยูทูบ เข้าไม่ได้")
    }

    assert found == {(Slots(), f"{slots.FOREIGN_SIGN} เขาไมได")}
