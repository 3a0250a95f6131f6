"""Every page of our books, with the buttons it really has, becomes messages that LINE takes."""

from datetime import date
from itertools import product
from typing import Any, Final

import pytest

from bot.line import limits
from bot.line.outbound import offers, render
from bot.services import directory
from handlers import articles, guides, troubles
from handlers.guides import GuideQuery
from handlers.lexicon import Lexicon
from handlers.press import encode
from handlers.turn import Article, Guide, Plain, Press, Remedy, Say
from messages_th import load
from messages_th.forms import NBSP
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble
from simulator.rules import messages as platform
from tests.bot.line import official

CATALOGUE: Final = load()
HOME: Final = "https://bot.example.go.th"
Page = Guide | Remedy | Article

GUIDES: Final = [
    *product(MeetingApp, [task for task in GuideTask if task is not GuideTask.ADMIN], Device),
    *((app, GuideTask.ADMIN, None) for app in MeetingApp),
]
REMEDIES: Final = [
    (trouble, symptom, app)
    for trouble in Trouble
    for symptom in CATALOGUE.trouble(trouble).symptoms
    for app in ("", *MeetingApp)
]
ARTICLES: Final = [tuple(key.split(".")) for key in CATALOGUE.articles]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return directory.shipped()


def guide(app: MeetingApp, task: GuideTask, device: Device | None) -> Guide:
    (said,) = guides.answer(GuideQuery(app, task, device), HOME)
    assert isinstance(said, Guide)
    return said


def remedy(trouble: Trouble, symptom: str, app: str, lexicon: Lexicon) -> Remedy:
    (said,) = troubles.pressed(Press("trouble", trouble, f"{symptom}.{app}"), lexicon)
    assert isinstance(said, Remedy)
    return said


def article(key: tuple[str, ...], lexicon: Lexicon) -> Article:
    topic, part = (*key, "")[:2]
    return articles.pressed(Press("article", topic, part), lexicon, date(2020, 5, 1))


def card_of(say: Say) -> dict[str, Any]:
    """The one card that a page becomes, which LINE takes."""
    (message,) = taken(say)
    assert message["type"] == "flex"
    return message


def taken(say: Say) -> list[dict[str, Any]]:
    """The messages of what is said, which are within the limits."""
    messages = render((say,), CATALOGUE)
    platform.refuse_bad(messages)
    return messages


def faults_of(page: Say) -> list[str]:
    return [
        fault
        for message in render((page,), CATALOGUE)
        for fault in official.faults("Message", message)
    ]


def links_of(card: dict[str, Any]) -> list[str]:
    """The addresses at the foot of a card."""
    return [action["uri"] for action in actions_in(card.get("footer", {})) if "uri" in action]


def actions_in(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [action for each in part for action in actions_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["action"]] if "action" in part else []
    return [*own, *(action for each in part.values() for action in actions_in(each))]


def shortcuts_of(message: dict[str, Any]) -> list[str]:
    """What the shortcuts under a message do."""
    actions = [item["action"] for item in message.get("quickReply", {}).get("items", [])]
    return [action.get("data") or action["uri"] for action in actions]


def presses_of(page: Page | Plain) -> list[str]:
    choices = () if isinstance(page, Plain) else page.choices
    ways = page.ways if isinstance(page, Guide) else ()
    return [encode(choice.press) for choice in (*choices, *ways) if choice.press]


def assert_can_be_pressed_and_typed(page: Page, message: dict[str, Any], lexicon: Lexicon) -> None:
    """Everything offered is a shortcut as well, and has a name of its own to be typed."""
    offered = offers((page,), CATALOGUE, lexicon)

    shortcuts = shortcuts_of(message)
    assert [shortcut for shortcut in shortcuts if "|" in shortcut] == presses_of(page)
    assert len(shortcuts) <= limits.QUICK_REPLIES
    assert [offer.data for offer in offered] == presses_of(page)
    assert len({offer.label for offer in offered}) == len(offered)


@pytest.mark.parametrize(("app", "task", "device"), GUIDES)
def test_every_guide_is_a_card(
    app: MeetingApp, task: GuideTask, device: Device | None, lexicon: Lexicon
) -> None:
    said = guide(app, task, device)
    written = CATALOGUE.guide(app, task, device)

    message = card_of(said)

    assert written.title in message["altText"]
    assert f"1. {written.steps[0]}" in message["altText"]
    page = "/".join((HOME, "guides", app, task, *([device] if device else [])))
    assert links_of(message["contents"]) == [page, written.source]
    assert_can_be_pressed_and_typed(said, message, lexicon)


@pytest.mark.parametrize(("app", "task", "device"), GUIDES)
def test_every_guide_is_one_text_with_all_its_steps(
    app: MeetingApp, task: GuideTask, device: Device | None
) -> None:
    where = f"{task}.{device}" if device else str(task)
    (said,) = guides.as_text(Press("guide_text", app, where))
    written = CATALOGUE.guide(app, task, device)

    (message,) = taken(said)

    told = message["text"].split("\n")
    steps = [f"{number}. {step}" for number, step in enumerate(written.steps, start=1)]
    at = told.index(steps[0])
    assert told[at : at + len(steps)] == steps
    assert written.name in " ".join(told[:at])
    assert limits.units(message["text"]) < limits.TEXT
    assert "quickReply" not in message


@pytest.mark.parametrize(("trouble", "symptom", "app"), REMEDIES)
def test_every_remedy_is_a_card(trouble: Trouble, symptom: str, app: str, lexicon: Lexicon) -> None:
    said = remedy(trouble, symptom, app, lexicon)
    written = CATALOGUE.remedy(trouble, symptom, app)

    message = card_of(said)

    assert CATALOGUE.symptom(trouble, symptom).name in message["altText"]
    assert f"1. {written.steps[0]}" in message["altText"]
    assert links_of(message["contents"]) == [written.source]
    assert_can_be_pressed_and_typed(said, message, lexicon)


@pytest.mark.parametrize(("trouble", "symptom", "app"), REMEDIES)
def test_every_remedy_is_one_text_with_all_its_steps(
    trouble: Trouble, symptom: str, app: str, lexicon: Lexicon
) -> None:
    written = CATALOGUE.remedy(trouble, symptom, app)

    (message,) = taken(Plain(remedy(trouble, symptom, app, lexicon)))

    steps = [f"{number}. {step}" for number, step in enumerate(written.steps, start=1)]
    assert message["text"].split("\n")[2 : 2 + len(steps)] == steps
    assert limits.units(message["text"]) < limits.TEXT


@pytest.mark.parametrize("key", ARTICLES, ids=".".join)
def test_every_answer_is_a_card(key: tuple[str, ...], lexicon: Lexicon) -> None:
    said = article(key, lexicon)
    written = CATALOGUE.article(*key)

    message = card_of(said)

    heard = message["altText"].replace(NBSP, " ")
    assert written.text.replace(NBSP, " ") in heard
    assert written.source.replace(NBSP, " ") in heard
    assert links_of(message["contents"]) == ([written.link] if written.link else [])
    assert_can_be_pressed_and_typed(said, message, lexicon)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("app", ["", *MeetingApp])
def test_symptoms_are_offered_with_their_names(
    trouble: Trouble, app: str, lexicon: Lexicon
) -> None:
    said = troubles.pressed(Press("trouble", trouble, f".{app}"), lexicon)

    (message,) = taken(said[0])

    symptoms = CATALOGUE.trouble(trouble).symptoms
    assert shortcuts_of(message) == [f"trouble|{trouble}|{code}.{app}|" for code in symptoms]
    named = {offer.label for offer in offers(said, CATALOGUE, lexicon)}
    assert len(named) == len(symptoms)


@official.with_description
def test_every_page_is_as_line_describes_its_messages(lexicon: Lexicon) -> None:
    pages: list[Say] = [
        *(guide(*which) for which in GUIDES),
        *(remedy(*which, lexicon) for which in REMEDIES),
        *(article(key, lexicon) for key in ARTICLES),
        *(Plain(guide(*which)) for which in GUIDES),
        guides.shelf(),
    ]

    assert [faults for page in pages for faults in faults_of(page)] == []


def test_shelf_is_one_carousel_numbered_from_card_to_card(lexicon: Lexicon) -> None:
    shelf = guides.shelf()
    presses = [encode(c.press) for card in shelf.cards for c in card.choices if c.press]

    message = card_of(shelf)

    bubbles = message["contents"]["contents"]
    pressed = [action["data"] for action in actions_in(bubbles)]
    assert [bubble["size"] for bubble in bubbles] == ["kilo"] * len(MeetingApp)
    assert pressed == presses
    assert [offer.data for offer in offers((shelf,), CATALOGUE, lexicon)] == presses
    assert message["altText"].startswith(CATALOGUE.text("label.app.teams"))


def test_names_on_a_shelf_alone_mean_none_of_its_cards(lexicon: Lexicon) -> None:
    labels = [offer.label for offer in offers((guides.shelf(),), CATALOGUE, lexicon)]

    assert len(set(labels)) == len(labels)
    assert "quickReply" not in card_of(guides.shelf())
