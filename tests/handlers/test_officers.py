"""Staff ask for the queue, the day and a case; nobody else learns anything by it."""

from datetime import date

import pytest

from handlers import officers, press, router
from handlers.lexicon import Lexicon
from handlers.scene import Scene
from handlers.turn import (
    Ask,
    Facts,
    Heard,
    Press,
    Pressed,
    Tell,
    Timeline,
    Words,
)
from tests.handlers.deciding import HOME, REFERENCE, facts, keys, request
from tests.handlers.desk import Desk


def says(text: str, lexicon: Lexicon, known: Facts) -> tuple[object, ...]:
    return router.step(None, Heard(text, 1), known, lexicon).says


@pytest.mark.parametrize("text", ["คิว", "ดูคิว", "คิวครับ", "คิวค่ะ", "Queue", "8b;"])
def test_the_queue_tells_what_waits_with_the_oldest_as_buttons(text: str, lexicon: Lexicon) -> None:
    (card,) = says(text, lexicon, facts(desk=Desk()))

    assert isinstance(card, Ask)
    assert card.words == Words(
        "officers.queue",
        {"submitted": 12, "screening": 0, "need_info": 0, "approved": 0, "overdue": 2},
    )
    assert [choice.press or choice.uri for choice in card.choices] == [
        Press("case", value=REFERENCE),
        f"{HOME}/console/queue",
    ]


@pytest.mark.parametrize("text", ["สรุปวันนี้", "ยอดวันนี้ครับ"])
def test_the_day_is_told_with_the_totals(text: str, lexicon: Lexicon) -> None:
    told = says(text, lexicon, facts(desk=Desk()))

    assert told == (
        Tell(
            Words(
                "officers.today",
                {
                    "day": date(2020, 3, 17),
                    "submitted": 3,
                    "approved": 2,
                    "rejected": 1,
                    "active": 4,
                },
            )
        ),
        Tell(Words("officers.totals", {"agencies": 84, "users": 46_426})),
    )


def test_a_reference_shows_the_case_with_the_way_to_its_page(lexicon: Lexicon) -> None:
    (card,) = says(f"เปิด {REFERENCE}", lexicon, facts(request(), desk=Desk()))

    assert isinstance(card, Timeline)
    assert card.subject is not None
    assert card.subject.key == "status.agency_users"
    assert [choice.uri for choice in card.choices] == [f"{HOME}/console/cases/{REFERENCE}"]


def test_a_button_of_the_queue_shows_the_case(lexicon: Lexicon) -> None:
    data = press.encode(Press("case", value=REFERENCE))

    shown = router.step(None, Pressed(data, 1), facts(desk=Desk()), lexicon).says

    assert keys(shown) == ["status.title"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("WFH-63-00001-K", "status.mistyped"), ("WFH-63-00002-G", "status.unknown")],
)
def test_a_number_that_is_none_is_told_so(text: str, key: str, lexicon: Lexicon) -> None:
    assert keys(says(text, lexicon, facts(desk=Desk()))) == [key]


def test_nobody_else_learns_anything(lexicon: Lexicon) -> None:
    stranger = facts(request())
    data = press.encode(Press("case", value=REFERENCE))

    pressed = router.step(None, Pressed(data, 1), stranger, lexicon)
    (card,) = says(REFERENCE, lexicon, stranger)

    assert [officers.answer(scene(text, lexicon), text) for text in ("คิว", REFERENCE)] == [None] * 2
    assert keys(pressed.says) == ["outcome.gone"]
    assert isinstance(card, Timeline)
    assert card.subject == Words("status.agency", {"agency": request().agency})


def scene(text: str, lexicon: Lexicon) -> Scene:
    return Scene(None, facts(request()), lexicon, 1)
