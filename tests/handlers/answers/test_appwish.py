"""Apps that are wished for alone, beside, or without those chosen before."""

import pytest

from handlers.answers import appwish
from handlers.answers.appwish import AppWish, Way
from handlers.answers.reading import Unclear
from handlers.lexicon import Lexicon
from models.vocabulary import MeetingApp

TEAMS = frozenset({MeetingApp.TEAMS})
WEBEX = frozenset({MeetingApp.WEBEX})


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("teams", AppWish(TEAMS)),
        ("ไม่เอา webex เอา teams", AppWish(TEAMS, Way.INSTEAD, WEBEX)),
        ("ขอ teams แทน webex", AppWish(TEAMS, Way.INSTEAD, WEBEX)),
        ("เปลี่ยน webex เป็น teams", AppWish(TEAMS, Way.INSTEAD, WEBEX)),
        ("ไม่เอา webex เอา teams แทน", AppWish(TEAMS, Way.INSTEAD, WEBEX)),
        ("teams ดีกว่า zoom", AppWish(TEAMS)),
        ("ขอเพิ่ม webex ด้วย", AppWish(WEBEX, Way.ALSO)),
        ("เอา webex ออก", AppWish(WEBEX, Way.WITHOUT)),
        ("ไม่เอา webex แล้ว", AppWish(WEBEX, Way.WITHOUT)),
        ("ตัด teams กับ webex ออก", AppWish(TEAMS | WEBEX, Way.WITHOUT)),
    ],
)
def test_wish_says_how_it_changes_what_was_chosen(
    text: str, wish: AppWish, lexicon: Lexicon
) -> None:
    assert appwish.read(text, lexicon) == wish


@pytest.mark.parametrize(
    "text", ["", "อะไรดี", "teams ดีไหม", "เพิ่มคน", "แทนที่ webex ด้วย teams", "teams ดีกว่า webex"]
)
def test_no_apps_are_no_wish(text: str, lexicon: Lexicon) -> None:
    assert isinstance(appwish.read(text, lexicon), Unclear)


@pytest.mark.parametrize(
    ("way", "left"), [(Way.ONLY, WEBEX), (Way.ALSO, TEAMS | WEBEX), (Way.WITHOUT, TEAMS)]
)
def test_wish_is_granted_upon_what_was_chosen(way: Way, left: frozenset[MeetingApp]) -> None:
    assert AppWish(WEBEX, way).upon(TEAMS) == left


def test_app_taken_instead_leaves_the_others_alone() -> None:
    meet = frozenset({MeetingApp.HANGOUTS})

    assert AppWish(TEAMS, Way.INSTEAD, WEBEX).upon(WEBEX | meet) == TEAMS | meet
