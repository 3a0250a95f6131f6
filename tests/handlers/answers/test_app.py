"""Names of the meeting apps, in every usual spelling."""

import pytest

from handlers.answers import app
from handlers.answers.reading import Cut, Unclear
from handlers.lexicon import Lexicon
from models.vocabulary import MeetingApp

TEAMS, WEBEX, HANGOUTS = MeetingApp.TEAMS, MeetingApp.WEBEX, MeetingApp.HANGOUTS
ALL = frozenset(MeetingApp)


@pytest.mark.parametrize(
    ("app_meant", "texts"),
    [
        (TEAMS, "teams|Teams ค่ะ|ทีมส์|ทีม|ms team|ไมโครซอฟท์ทีม|Microsoft|ขอใช้ทีมค่ะ|teans|ะำฟทห"),
        (WEBEX, "Webex|web ex|เว็บเอ็กซ์|เวปเอ๊ก|เวบเอ็กซ|เว็บ เอ็กซ์|cisco|ซิสโก้|webx"),
        (HANGOUTS, "hangouts|Google Meet|แฮงเอาท์|แฮงค์เอ้าท์|กูเกิลมีท|meet|google|hangput"),
    ],
)
def test_app_is_known_by_all_its_spellings(
    app_meant: MeetingApp, texts: str, lexicon: Lexicon
) -> None:
    heard = {text: app.read(text, lexicon) for text in texts.split("|")}

    assert heard == dict.fromkeys(heard, frozenset({app_meant}))


@pytest.mark.parametrize(
    ("text", "apps"),
    [
        ("teams กับ webex", {TEAMS, WEBEX}),
        ("ทีม กับ เว็บเอ็ก", {TEAMS, WEBEX}),
        ("MS Teams / Cisco Webex", {TEAMS, WEBEX}),
        ("ทั้ง teams ทั้ง webex", {TEAMS, WEBEX}),
        ("teams กับ line", {TEAMS}),
        ("ทั้งสาม", ALL),
        ("ทั้ง 3 แอปค่ะ", ALL),
        ("ทุกแอป", ALL),
        ("all", ALL),
        ("ทุกแอปยกเว้น hangouts", {TEAMS, WEBEX}),
    ],
)
def test_app_may_be_several(text: str, apps: set[MeetingApp], lexicon: Lexicon) -> None:
    assert app.read(text, lexicon) == apps


@pytest.mark.parametrize(
    ("apps", "texts"),
    [
        ({TEAMS, WEBEX}, "ทีมกับเว็บเอ็กซ์|ทีมและเว็บเอ็กซ์|ทีมหรือเว็บเอ็กซ์|ทีม,เว็บเอ็กซ์|ทีม+webex|ทีมเว็บเอ็กซ์"),
        ({TEAMS, WEBEX}, "ไมโครซอฟท์ทีมกับซิสโก้|ขอทีมกับwebexครับ"),
        ({WEBEX, HANGOUTS}, "มีทกับเว็บเอ็กซ์|webexและmeet"),
        ({TEAMS, HANGOUTS}, "ทีมส์กับมีท|meet/teams"),
        (ALL, "ทีมมีทเวบเอก|ทีม,มีท,เว็บเอ็กซ์|เว็บเอ็กซ์กับมีทและทีม"),
        ({WEBEX}, "ทีมงานกับ webex|หัวหน้าทีมกับเว็บเอ็กซ์"),
    ],
)
def test_app_joined_to_another_is_never_dropped(
    apps: set[MeetingApp], texts: str, lexicon: Lexicon
) -> None:
    for text in texts.split("|"):
        assert app.read(text, lexicon) == apps, text
        assert app.take(text, lexicon).value == apps, text


@pytest.mark.parametrize(
    ("text", "apps"),
    [
        ("ไม่เอา webex เอา teams", {TEAMS}),
        ("teams ไม่เอา webex", {TEAMS}),
        ("webex ไม่เอา เอา teams", {TEAMS}),
        ("เปลี่ยนจาก webex เป็น teams", {TEAMS}),
        ("ไม่ใช่ hangouts เป็น webex", {WEBEX}),
    ],
)
def test_app_that_is_refused_is_left_out(
    text: str, apps: set[MeetingApp], lexicon: Lexicon
) -> None:
    assert app.read(text, lexicon) == apps


@pytest.mark.parametrize(
    ("text", "apps"),
    [
        ("1", {TEAMS}),
        ("1,3", {TEAMS, HANGOUTS}),
        ("1 และ 3 ค่ะ", {TEAMS, HANGOUTS}),
        ("๑ กับ ๒", {TEAMS, WEBEX}),
        ("ข้อ 2", {WEBEX}),
        ("no.2", {WEBEX}),
        ("อันแรก", {TEAMS}),
        ("ตัวที่ 2", {WEBEX}),
        ("อันสุดท้าย", {HANGOUTS}),
    ],
)
def test_app_may_be_its_place_in_the_list(
    text: str, apps: set[MeetingApp], lexicon: Lexicon
) -> None:
    assert app.read(text, lexicon) == apps


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "4",
            "13",
            "1-3",
            "2 แอป",
            "สองแอป",
            "ทีมพัฒนา",
            "google drive",
            "ทั้งสองแอป",
            "zoom",
            "ทีมงาน",
            "our team",
        ),
        *("ประชุมออนไลน์", "ไม่เอา teams", "อะไรก็ได้", "ไม่แน่ใจ", "Teams กับ Webex ต่างกันยังไง"),
    ],
)
def test_app_is_asked_again_when_none_is_certain(text: str, lexicon: Lexicon) -> None:
    assert app.read(text, lexicon) == Unclear("unclear.app")


def test_app_of_the_fourth_company_needs_no_registration(lexicon: Lexicon) -> None:
    assert app.read("ไลน์ค่ะ", lexicon) == Unclear("unclear.app.line")
    assert app.named("ประชุมผ่านไลน์ หรือ ทีมส์", lexicon) == {"line", "teams"}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("กรม Teams เว็บเอ็กซ์ สมชาย", Cut(frozenset({TEAMS, WEBEX}), "กรม \n \n สมชาย")),
        ("ขอใช้ทีมส์450คน", Cut(frozenset({TEAMS}), "ขอใช้\n450คน")),
        ("Teams, Meet", Cut(frozenset({TEAMS, HANGOUTS}), "\n, \n")),
        ("ทั้ง 3 แอป กรม", Cut(ALL, "\n กรม")),
        ("หัวหน้าทีมงานไอที", Cut(frozenset(), "หัวหน้าทีมงานไอที")),
        ("teams คืออะไร", Cut(frozenset(), "teams คืออะไร")),
        ("โปรแกรม: Meet", Cut(frozenset({HANGOUTS}), "โปรแกรม: \n")),
        ("แอป: ทีมงาน", Cut(frozenset(), "แอป: ทีมงาน")),
        ("ประชุมกับทีม webex", Cut(frozenset({WEBEX}), "ประชุมกับทีม \n")),
    ],
)
def test_app_is_taken_by_its_certain_names(
    text: str, taken: Cut[frozenset[MeetingApp]], lexicon: Lexicon
) -> None:
    assert app.take(text, lexicon) == taken


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("ติดตั้ง teams บนเว็บ", ["teams"], {"teams"}),
        ("เปลี่ยนจาก webex เป็น teams", ["webex", "teams"], {"teams"}),
        ("นำเสนอสไลด์ออนไลน์", [], set()),
    ],
)
def test_apps_a_text_speaks_of_stand_in_its_order(
    text: str, names: list[str], meant: set[str], lexicon: Lexicon
) -> None:
    spots, chosen = app.subjects(text, lexicon)

    assert ([spot.meaning for spot in spots], set(chosen)) == (names, meant)


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("teams", True),
        ("เอา teams กับ webex ค่ะ", True),
        ("ทั้งสามแอป", True),
        ("ติดตั้ง teams", False),
        ("ค่ะ", False),
    ],
)
def test_bare_choice_says_nothing_but_names(text: str, is_bare: bool, lexicon: Lexicon) -> None:
    assert app.is_bare(text, lexicon) is is_bare
