"""What is said when no form is concerned, each with a way on."""

import pytest

from handlers import talk
from handlers.turn import Ask, Attachment, Choice, Draft, Press, Tell, Words
from tests.handlers.deciding import choices, facts, keys, name_of

DRAFT = Draft("registration", version=5)


def buttons(*says: object) -> list[str]:
    return [name_of(c.press) for c in choices(says) if c.press]  # type: ignore[arg-type]


def test_menu_begins_with_registering_or_with_the_form_left_open() -> None:
    others = ["status", "guide", "human", "help"]

    assert buttons(talk.menu(None)) == ["start:registration", *others]
    assert buttons(talk.menu(DRAFT)) == ["resume", *others]


@pytest.mark.parametrize("draft", [None, DRAFT])
def test_greetings_lead_to_the_menu(draft: Draft | None) -> None:
    assert talk.greeting(draft) == (Tell(Words("greeting.welcome")), talk.menu(draft))
    assert talk.hello(draft) == (Tell(Words("greeting.hello")), talk.menu(draft))


def test_help_and_thanks_are_one_bubble() -> None:
    assert talk.help_text() == (Tell(Words("help.text")),)
    assert talk.thanks() == (Tell(Words("greeting.thanks")),)


def test_person_is_reached_by_telephone() -> None:
    (card,) = talk.human()

    assert isinstance(card, Ask)
    assert card.choices == (Choice(Words("button.call"), uri="tel:021417010"),)


@pytest.mark.parametrize("kind", Attachment)
def test_every_kind_of_attachment_has_its_own_answer(kind: Attachment) -> None:
    assert talk.received(kind) == (Tell(Words(f"received.{kind}")),)


def test_first_miss_offers_what_is_near_and_a_person() -> None:
    says = talk.missed(facts(misses=0), talk.topics(None))

    assert keys(says) == ["fallback.text"]
    assert buttons(*says) == ["start:registration", "status", "guide", "human"]


def test_topics_begin_with_the_form_left_open() -> None:
    assert talk.topics(DRAFT) == (talk.RESUME, talk.STATUS, talk.GUIDES)


def test_half_understood_asks_which_and_offers_a_person() -> None:
    says = talk.which((talk.STATUS,))

    assert says == (Ask(Words("fallback.which"), choices=(talk.STATUS, talk.HUMAN)),)


def test_person_is_told_the_matter_so_that_nothing_is_asked_twice() -> None:
    matter = Words("trouble.sound.silent")

    (card,) = talk.human_about(matter, "teams")

    assert card == Ask(
        Words("human.about", {"matter": [matter, Words("label.app.teams")]}),
        choices=(talk.OFFICE, talk.MENU),
        title=Words("human.title"),
    )
    assert talk.human_about(matter, None)[0].words.values == {"matter": [matter]}


def test_something_that_worked_is_one_bubble() -> None:
    assert talk.done() == (Tell(Words("guide.done")),)


@pytest.mark.parametrize("misses", [1, 2, 9])
def test_second_miss_offers_a_person(misses: int) -> None:
    says = talk.missed(facts(misses=misses), ())

    assert keys(says) == ["fallback.human"]
    assert buttons(*says) == ["human", "menu"]


def test_bare_name_of_an_agency_asks_what_about_it() -> None:
    card = talk.about_agency("GOV-091", "กรมอุตุนิยมวิทยา")

    assert card.words == Words("agency.about", {"agency": "กรมอุตุนิยมวิทยา"})
    assert buttons(card) == ["start:registration:GOV-091", "status_of:GOV-091"]


def test_agency_is_offered_by_its_name() -> None:
    assert talk.status_of("GOV-091", "กรมอุตุนิยมวิทยา") == Choice(
        Words("choice.agency", {"agency": "กรมอุตุนิยมวิทยา"}),
        Press("status_of", value="GOV-091"),
    )
