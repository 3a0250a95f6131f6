"""What a text wants: sure, half sure, or not ours; and what knew it."""

import pytest

from handlers import intents
from handlers.intent import Intent
from handlers.intents import WANTED, Mode
from handlers.lexicon import Lexicon
from models.vocabulary import Device


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("แชร์หน้าจอยังไงคะ", Intent.GUIDE_SHARE),
        ("ลืมรหัสผ่านค่ะ", Intent.TS_PASSWORD),
        ("no sound", Intent.TS_SOUND),
        ("ใช้ฟรีไหม", Intent.INFO_COST),
        ("อบต. ลงทะเบียนได้ไหมครับ", Intent.INFO_ELIGIBILITY),
        ("ขอคุยกับเจ้าหน้าที่", Intent.HUMAN),
        ("บอทโง่", Intent.ABUSE),
    ],
)
def test_clear_question_is_understood_for_sure(text: str, intent: Intent, lexicon: Lexicon) -> None:
    found = intents.understand(text, lexicon)

    assert (found.mode, found.intent) == (Mode.ANSWER, intent)


def test_every_command_says_what_its_sender_wants(lexicon: Lexicon) -> None:
    silent = {"back", "skip"}  # these only mean something in an open form

    assert set(WANTED) | silent == set(lexicon.commands.values())


@pytest.mark.parametrize(
    ("text", "intent", "because"),
    [
        ("สถานะ", Intent.STATUS, "command"),
        ("l5kot", Intent.STATUS, "command"),
        ("WFH-63-00001-E", Intent.STATUS, "reference"),
        ("เสียงไม่ออกเลย", Intent.TS_SOUND, "learned"),
    ],
)
def test_what_knew_it_is_told(text: str, intent: Intent, because: str, lexicon: Lexicon) -> None:
    found = intents.understand(text, lexicon)

    assert (found.intent, found.because) == (intent, because)


def test_text_on_the_wrong_layout_is_read_as_it_was_meant(lexicon: Lexicon) -> None:
    found = intents.understand("c=iNsohk0v teams py'w'", lexicon)

    assert found.read_as == "แชร์หน้าจอ teams ยังไง"
    assert (found.intent, found.slots.app) == (Intent.GUIDE_SHARE, "teams")


@pytest.mark.parametrize("text", ["วันนี้อากาศเป็นยังไง", "555555", "asdfgh", "ใช่", "...", ""])
def test_what_is_not_our_matter_is_left_alone(text: str, lexicon: Lexicon) -> None:
    assert intents.understand(text, lexicon).mode is Mode.FALLBACK


@pytest.mark.parametrize("text", ["teams", "webex ไอโฟน"])
def test_names_alone_ask_nothing_yet(text: str, lexicon: Lexicon) -> None:
    assert intents.understand(text, lexicon).mode is not Mode.ANSWER


def test_choices_are_never_about_what_is_not_ours(lexicon: Lexicon) -> None:
    texts = ["เข้าไม่ได้ค่ะ", "ใช้ยังไง", "ทำไมไม่ขึ้น", "ขอข้อมูลหน่อย", "มีปัญหา", "ลิงก์"]
    found = [intents.understand(text, lexicon) for text in texts]

    half_sure = [one for one in found if one.mode is Mode.CHOICES]
    assert half_sure
    for one in half_sure:
        assert len(one.choices) == intents.CHOICES
        assert Intent.OOS not in one.ranked[: intents.CHOICES]
        assert one.intent is None


def test_ranking_holds_each_intent_once_and_no_more_than_asked(lexicon: Lexicon) -> None:
    for text in ("สถานะ", "แชร์จอไม่ขึ้น", "ฟหกด"):
        ranked = intents.understand(text, lexicon).ranked
        assert len(ranked) == len(set(ranked)) == intents.RANKED


def test_slots_stand_beside_the_intent(lexicon: Lexicon) -> None:
    found = intents.understand("วิธีติดตั้ง webex บนไอแพด", lexicon)

    assert (found.intent, found.slots.app, found.slots.device) == (
        Intent.GUIDE_INSTALL,
        "webex",
        Device.IOS,
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ใช้ฟรีไหม? ใช้เวลาอนุมัติกี่วัน?", [Intent.INFO_COST, Intent.INFO_DURATION]),
        ("ลืมรหัสผ่าน\nแล้วก็ไม่ได้ยินเสียงคนอื่น", [Intent.TS_PASSWORD, Intent.TS_SOUND]),
        ("สวัสดีค่ะ\nใช้ฟรีไหม", [Intent.INFO_COST]),
        ("ขอบคุณค่ะ แล้วใช้เวลาอนุมัติกี่วันคะ", [Intent.INFO_DURATION]),
        ("ใช้ฟรีไหมคะ และใช้เวลาอนุมัติกี่วัน", [Intent.INFO_COST, Intent.INFO_DURATION]),
        ("แชร์จอ และ เสียง ยังไง", []),
        ("ใช้ฟรีไหม? ใช้ฟรีไหมคะ?", []),
        ("ใช้ฟรีไหม", []),
    ],
)
def test_two_questions_in_one_message_are_both_heard(
    text: str, wanted: list[Intent], lexicon: Lexicon
) -> None:
    assert [one.intent for one in intents.each(text, lexicon)] == wanted
