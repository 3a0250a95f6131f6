"""From what somebody tells of a trouble to what helps, and to a person when it does not."""

import pytest

from handlers import talk, troubles
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.slots import Slots
from handlers.turn import Ask, Press, Remedy, Words
from messages_th import Catalogue
from models.vocabulary import Trouble
from tests.handlers.deciding import choices, keys, name_of


def names(*says: object) -> list[str]:
    return [name_of(c.press) for c in choices(says) if c.press]  # type: ignore[arg-type]


def test_symptom_that_is_told_gets_its_remedy_at_once(lexicon: Lexicon) -> None:
    (said,) = troubles.wanted(Intent.TS_SOUND, Slots("teams"), "คนอื่นไม่ได้ยินเราพูด", lexicon)

    assert isinstance(said, Remedy)
    assert (said.trouble, said.symptom, said.app) == (Trouble.SOUND, "unheard", "teams")
    assert names(said) == [
        "done",
        "unsolved:sound:unheard.teams",
        "trouble:sound:.teams",
        "human",
    ]


def test_trouble_without_a_symptom_asks_which(lexicon: Lexicon, catalogue: Catalogue) -> None:
    (asked,) = troubles.wanted(Intent.TS_SLOW, Slots("line"), "ช่วยด้วย", lexicon)

    assert isinstance(asked, Ask)
    assert asked.title == Words("trouble.slow.title")
    assert names(asked) == [
        f"trouble:slow:{symptom}." for symptom in catalogue.trouble("slow").symptoms
    ]


@pytest.mark.parametrize("trouble", Trouble)
def test_every_symptom_is_one_tap_from_its_trouble(trouble: Trouble, lexicon: Lexicon) -> None:
    (asked,) = troubles.pressed(Press("trouble", str(trouble), "webex"), lexicon)

    found = [
        say
        for choice in choices((asked,))
        if choice.press
        for say in troubles.pressed(choice.press, lexicon)
    ]
    assert found
    assert all(isinstance(say, Remedy) for say in found)


@pytest.mark.parametrize("value", ["", ".", "nothing.teams", "silent.zoom"])
def test_button_with_unknown_parts_still_leads_on(value: str, lexicon: Lexicon) -> None:
    assert troubles.pressed(Press("trouble", "sound", value), lexicon)
    assert keys(troubles.pressed(Press("trouble", "rain", value), lexicon)) == ["guide.stuck"]


def test_what_nothing_helped_goes_to_a_person_with_its_matter(lexicon: Lexicon) -> None:
    press = Press("unsolved", "sound", "silent.webex")

    assert troubles.unsolved(press, lexicon) == talk.human_about(
        Words("trouble.sound.silent"), "webex"
    )
    assert troubles.unsolved(Press("unsolved", "rain", "x.y"), lexicon) == talk.human()


@pytest.mark.parametrize(
    ("intent", "text", "symptom"),
    [
        (Intent.GUIDE_INSTALL, "โหลดไม่ได้เลยค่ะ", "stuck"),
        (Intent.GUIDE_SHARE, "กดแชร์ไม่ได้", "blocked"),
        (Intent.GUIDE_SHARE, "แชร์จากมือถือยังไง", None),
        (Intent.GUIDE_INSTALL, "ติดตั้งยังไง", None),
        (Intent.GUIDE_JOIN, "เข้าไม่ได้", None),
    ],
)
def test_task_that_fails_is_helped_instead_of_explained(
    intent: Intent, text: str, symptom: str | None, lexicon: Lexicon
) -> None:
    says = troubles.told_instead(intent, Slots(), text, lexicon)

    found = says[0].symptom if says and isinstance(says[0], Remedy) else None
    assert found == symptom
