"""In the middle of a form a question is no answer, and an answer no question."""

import pytest

from handlers import doubt, filing, intents
from handlers.lexicon import Lexicon
from handlers.scene import Open
from handlers.turn import Answer, Draft
from tests.handlers.deciding import EXPRESS, WEATHER, WEATHER_NAME

BODY: dict[str, Answer] = {
    "agency": WEATHER,
    "agency_name": WEATHER_NAME,
    "category": "government",
    "province": "-",
}
TO_USERS = BODY | {"apps": "teams"}
TO_CONTACT: dict[str, Answer] = TO_USERS | {"users": 450}


def asked(answers: dict[str, Answer]) -> Open:
    """A registration at the first question these answers leave open."""
    opened = filing.opened(Draft("registration", version=1, answers={"notice": "1"} | answers))
    assert opened is not None
    return opened


def is_answer(text: str, answers: dict[str, Answer], lexicon: Lexicon) -> bool:
    return doubt.is_answer(asked(answers), intents.understand(text, lexicon), text, lexicon)


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({}, WEATHER_NAME),
        ({}, "กพร"),
        ({}, "อบต.บางพลี"),
        ({}, "สำนักงานส่งเสริมการประชุมทางไกล"),
        ({}, EXPRESS),
        ({}, "ขอลงทะเบียนค่ะ"),
        (BODY, "teams"),
        (BODY, "เอา teams กับ webex ค่ะ"),
        (BODY, "ทั้งสามแอป"),
        (TO_USERS, "ประมาณ 300 คน"),
        (TO_USERS, "300 คนได้ไหม"),
        (TO_CONTACT, "สมชาย ใจดี"),
        (TO_CONTACT, "0812345678"),
        (TO_CONTACT, "somchai@tmd.go.th ครับ"),
        (TO_CONTACT, "โอเคค่ะ"),
    ],
)
def test_answer_is_heard_by_the_form(
    answers: dict[str, Answer], text: str, lexicon: Lexicon
) -> None:
    assert is_answer(text, answers, lexicon)


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({}, "ลืมรหัสผ่าน"),
        ({}, "อบต. ลงทะเบียนได้ไหม"),
        ({}, "ใช้ฟรีหรือเปล่าคะ"),
        (BODY, "teams กับ webex ต่างกันยังไง"),
        (BODY, "ติดตั้ง teams บนไอโฟน"),
        (BODY, "แอปไหนดีสุด"),
        (TO_USERS, "ใช้เวลากี่วัน"),
        (TO_USERS, "เสียงไม่ออก"),
        (TO_CONTACT, "ต้องใช้เอกสารอะไรบ้าง"),
        (TO_CONTACT, "ขอคุยกับคนค่ะ"),
    ],
)
def test_question_is_never_stored_as_an_answer(
    answers: dict[str, Answer], text: str, lexicon: Lexicon
) -> None:
    assert not is_answer(text, answers, lexicon)


def test_no_listed_body_is_mistaken_for_a_question(lexicon: Lexicon) -> None:
    names = [entry.name for entry in lexicon.agencies.entries]

    assert [name for name in names if not is_answer(name, {}, lexicon)] == []


@pytest.mark.parametrize(
    ("text", "is_express"),
    [
        (EXPRESS, True),
        (f"{WEATHER_NAME} 450 คน", True),
        (WEATHER_NAME, False),
        ("450 คน teams", False),
        ("ลงทะเบียนยังไง", False),
    ],
)
def test_express_names_an_agency_and_more(text: str, is_express: bool, lexicon: Lexicon) -> None:
    assert doubt.is_express(text, lexicon) is is_express


@pytest.mark.parametrize(
    ("answers", "text", "is_plain"),
    [
        ({}, WEATHER_NAME, True),
        ({}, "ลืมรหัสผ่าน", False),
        (BODY, "เอา teams ค่ะ", True),
        (BODY, "ติดตั้ง teams", False),
        (TO_USERS, "450 คน", True),
        (TO_USERS, "450 คนได้ไหม", False),
        (TO_CONTACT, "สมชาย ใจดี 0812345678 somchai@tmd.go.th", True),
        (TO_CONTACT, "สมชาย ใจดี", False),
    ],
)
def test_plain_answer_needs_no_second_thought(
    answers: dict[str, Answer], text: str, is_plain: bool, lexicon: Lexicon
) -> None:
    assert doubt.is_plain(asked(answers), text, lexicon) is is_plain
