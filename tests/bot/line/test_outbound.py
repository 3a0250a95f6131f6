"""Whatever the dialogue says becomes messages that LINE takes."""

from datetime import date
from typing import Any, Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line import limits
from bot.line.outbound import offers, render
from handlers.answers.normalise import fold
from handlers.lexicon import Lexicon, build
from handlers.turn import Ask, Choice, Offer, Plain, Press, Say, Shelf, Tell, Timelines, Words
from messages_th import CatalogueError, forms, load
from messages_th.catalogue import places, template
from simulator.rules import messages as platform
from tests.bot.line import official, says

CATALOGUE: Final = load()
HOSTILE: Final = (
    "ก" * 5000,
    "👨‍👩‍👧‍👦" * 300,
    "ที่" + "่" * 3000,
    "\u202eمرحبا\u202c " * 50,
    "\x00\ud800\udfff\ufeff",
    "",
    "{agency} {0} %s ${x}",
    '<b onclick="x">\n\r\t&amp;</b>',
    " · ".join(["สำนักงาน"] * 200),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build(CATALOGUE.words(), [])


def texts_in(part: Any) -> list[str]:
    """Every text a card shows, in reading order."""
    if isinstance(part, list):
        return [text for each in part for text in texts_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if part.get("type") == "text" else []
    return [
        *own,
        *(text for key, each in part.items() if key != "action" for text in texts_in(each)),
    ]


def values_in(part: Any) -> list[Any]:
    """Everything that is no list and no object."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else None
    return [part] if inner is None else [value for each in inner for value in values_in(each)]


def labels_of(messages: list[dict[str, Any]]) -> list[str]:
    return [item["action"]["label"] for item in messages[-1]["quickReply"]["items"]]


def assert_line_takes(messages: list[dict[str, Any]]) -> None:
    """By the platform's stand-in, which knows the limits from another hand."""
    platform.refuse_bad(messages)
    assert None not in values_in(messages)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", get_args(Say), ids=lambda kind: kind.__name__)
def test_every_say_with_any_value_is_within_the_limits(kind: type, value: str) -> None:
    said = [say for say in says.everything(value) if isinstance(say, kind)]

    messages = render(said, CATALOGUE)

    assert len(messages) == len(said) == 1
    assert_line_takes(messages)


@pytest.mark.parametrize("key", sorted(CATALOGUE.texts))
def test_every_text_with_extreme_values_is_within_the_limits(key: str) -> None:
    needed = places(template(key, CATALOGUE.texts[key]))
    for value in (*HOSTILE, 10**18, date(2563, 12, 31)):
        words = Words(key, dict.fromkeys(needed, value))
        card = Ask(words, (Choice(words, Press("x")),), (Choice(words),), title=words)
        assert_line_takes(render((Tell(words), card), CATALOGUE))


@given(st.text(alphabet=st.characters()))
def test_any_text_at_all_is_within_the_limits(value: str) -> None:
    assert_line_takes(render(says.everything(value)[1:], CATALOGUE))


@official.with_description
@pytest.mark.parametrize("value", ["กรมเจ้าท่า", HOSTILE[0], HOSTILE[3]], ids=["name", "long", "rtl"])
def test_every_say_is_as_line_describes_its_messages(value: str) -> None:
    for say in says.everything(value):
        for message in render((say,), CATALOGUE):
            assert official.faults("Message", message) == []


def test_a_bubble_of_text_is_a_text_message() -> None:
    assert render((Tell(Words("card.step", {"step": 3, "steps": 5})),), CATALOGUE) == [
        {"type": "text", "text": "ขั้นที่ 3 จาก 5".replace(" 3 ", f" 3{forms.NBSP}")}
    ]


def test_shortcuts_stand_under_the_last_message_and_mean_what_the_card_means() -> None:
    card = Ask(Words("menu.text"), (says.MENU, says.STATUS), (says.BACK,))

    messages = render((card, Tell(Words("greeting.thanks"))), CATALOGUE)

    assert "quickReply" not in messages[0]
    assert [item["action"] for item in messages[1]["quickReply"]["items"]] == [
        {"type": "postback", "label": text, "data": data, "displayText": text}
        for text, data in (
            (CATALOGUE.text("button.menu"), "menu|||"),
            (CATALOGUE.text("button.status"), "status|||"),
            (CATALOGUE.text("button.back"), "back|||3"),
        )
    ]


def test_shortcuts_are_those_of_the_newest_card() -> None:
    older, newer = says.ask("กรมเจ้าท่า"), Ask(Words("menu.text"), (says.MENU,))

    assert labels_of(render((older, newer), CATALOGUE)) == [CATALOGUE.text("button.menu")]


def test_shortcuts_of_long_names_stay_apart_by_their_numbers() -> None:
    name = "สำนักงานคณะกรรมการพัฒนาระบบราชการ"
    card = Ask(Words("ask.agency_which"), (says.agency(name + "ก"), says.agency(name + "ข")))

    messages = render((card,), CATALOGUE)
    labels = labels_of(messages)

    assert [label[:2] for label in labels] == ["1 ", "2 "]
    assert all(limits.clusters(label) <= limits.QUICK_LABEL for label in labels)
    pressed = [item["action"]["displayText"] for item in messages[0]["quickReply"]["items"]]
    assert pressed == [name + "ก", name + "ข"]


def test_ways_of_a_guide_are_shortcuts_after_its_choices() -> None:
    page = Choice(Words("button.page"), uri="https://www.onde.go.th")
    guide = says.guide((says.MENU,), (says.BACK, page))

    (message,) = render((guide,), CATALOGUE)

    named = [CATALOGUE.text(f"button.{word}") for word in ("menu", "back", "page")]
    assert labels_of([message]) == named
    footer = texts_in(message["contents"]["footer"])
    assert footer == [*named[1:], CATALOGUE.text("card.source")]


def test_shortcuts_of_a_shelf_are_only_its_ways() -> None:
    (message,) = render((says.shelf("กรมเจ้าท่า"),), CATALOGUE)

    back = CATALOGUE.text("button.back")
    assert labels_of([message]) == [back]
    assert [texts_in(card["footer"]) for card in message["contents"]["contents"]] == [[back]] * 2


def test_a_plain_guide_is_one_text_under_which_the_card_before_stays_the_newest() -> None:
    card, text = render((Ask(Words("menu.text"), (says.MENU,)), Plain(says.guide())), CATALOGUE)

    assert (card["type"], text["type"]) == ("flex", "text")
    assert text["text"].startswith(CATALOGUE.guide("teams", "install", "ios").title)
    assert labels_of([text]) == [CATALOGUE.text("button.menu")]


def test_shortcuts_are_never_more_than_line_takes() -> None:
    messages = render((says.ask("กรมเจ้าท่า", choices=20),), CATALOGUE)

    assert len(labels_of(messages)) == limits.QUICK_REPLIES
    assert_line_takes(messages)


def test_only_the_newest_card_is_numbered() -> None:
    older, newer = render((says.ask("ก"), says.ask("ข")), CATALOGUE)

    assert "1" not in texts_in(older["contents"])
    assert [text for text in texts_in(newer["contents"]) if text.isdigit()] == ["1", "2", "3"]


def test_figures_are_not_numbered() -> None:
    card = Ask(Words("ask.users"), (says.users(50), says.users(100)))

    (message,) = render((card,), CATALOGUE)

    assert not [text for text in texts_in(message["contents"]) if text.isdigit()]


def test_numbers_run_on_through_cards_side_by_side() -> None:
    (message,) = render((Timelines((says.timeline("ก"), says.timeline("ข"))),), CATALOGUE)

    shown = [text for text in texts_in(message["contents"]) if text.isdigit()]
    assert shown == ["1", "2", "3", "4"]


def test_a_shelf_with_a_card_too_large_is_told_as_a_text() -> None:
    catalogue = load({"agency.about": "ตรวจทาน" * 2000})

    (message,) = render((says.shelf("กรมเจ้าท่า"),), catalogue)

    assert message["type"] == "text"
    assert render((Shelf(()),), catalogue) == []


def test_a_button_that_line_would_refuse_is_left_out() -> None:
    bad = ("", "javascript:alert(1)", "/privacy", "https://a b", "https://" + "x" * 1000)
    choices = tuple(Choice(Words("button.call"), uri=uri) for uri in bad)

    (message,) = render((Ask(Words("human.text"), (*choices, says.MENU)),), CATALOGUE)

    assert labels_of([message]) == [CATALOGUE.text("button.menu")]


def test_a_card_too_large_for_line_is_told_as_a_text() -> None:
    catalogue = load({"registration.review": "ตรวจทาน" * 2000})

    (message,) = render((says.review("กรมเจ้าท่า"),), catalogue)

    assert message["type"] == "text"
    assert labels_of([message]) == [
        CATALOGUE.text(f"button.{word}") for word in ("submit", "cancel")
    ]


def test_cards_too_large_for_one_carousel_become_several() -> None:
    cards = Timelines(tuple(says.timeline(f"กรมที่ {n}") for n in range(12)))

    messages = render((cards,), CATALOGUE)

    told = [text for message in messages for text in texts_in(message["contents"])]
    assert len(messages) > 1
    assert [text for text in told if text.startswith("กรมที่")] == [
        CATALOGUE.text("status.agency_users", agency=f"กรมที่ {n}", users=450) for n in range(12)
    ]
    assert_line_takes(messages)


def test_more_than_five_messages_are_joined_and_nothing_is_lost() -> None:
    said = [Tell(Words("agency.about", {"agency": f"กรมที่ {n}"})) for n in range(7)]

    messages = render((says.ask("ก"), *said), CATALOGUE)

    assert len(messages) == 5
    assert messages[0]["text"].endswith(
        "\n\n".join(CATALOGUE.text("agency.about", agency=f"กรมที่ {n}") for n in range(3))
    )
    assert [message["text"] for message in messages[1:]] == [
        CATALOGUE.text("agency.about", agency=f"กรมที่ {n}") for n in range(3, 7)
    ]


def test_nothing_said_is_no_message() -> None:
    assert render((), CATALOGUE) == []
    assert render((Timelines(()),), CATALOGUE) == []


def test_words_the_catalogue_has_not_are_named() -> None:
    with pytest.raises(CatalogueError, match="there is no text no\\.such"):
        render((Tell(Words("no.such")),), CATALOGUE)


def test_the_alternative_text_says_what_the_card_says() -> None:
    (message,) = render(
        (Ask(Words("menu.text"), (says.MENU, says.STATUS), title=Words("menu.title")),), CATALOGUE
    )

    assert message["altText"].splitlines() == [
        CATALOGUE.text("menu.title"),
        CATALOGUE.text("menu.text"),
        "1) " + CATALOGUE.text("button.menu"),
        "2) " + CATALOGUE.text("button.status"),
    ]


def test_offers_are_the_choices_by_number_then_edits_then_ways(lexicon: Lexicon) -> None:
    site = Choice(Words("button.call"), uri="tel:021417010")
    card = Ask(Words("menu.text"), (says.MENU, site, says.STATUS), (says.BACK,))

    assert offers((card, Tell(Words("greeting.thanks"))), CATALOGUE, lexicon) == (
        Offer(fold(CATALOGUE.text("button.menu"), lexicon), "menu|||"),
        Offer(fold(CATALOGUE.text("button.status"), lexicon), "status|||"),
        Offer(fold(CATALOGUE.text("button.back"), lexicon), "back|||3"),
    )


def test_offers_of_a_guide_hold_its_ways(lexicon: Lexicon) -> None:
    offered = offers((says.guide((says.MENU,), (says.BACK,)),), CATALOGUE, lexicon)

    assert [offer.data for offer in offered] == ["menu|||", "back|||3"]


def test_offers_of_a_shelf_are_typed_by_number_or_by_number_and_name(lexicon: Lexicon) -> None:
    offered = offers((says.shelf("กรมเจ้าท่า"),), CATALOGUE, lexicon)

    names = [CATALOGUE.text("button.menu"), CATALOGUE.text("button.status"), "กรมเจ้าท่า"]
    data = ["menu|||", "status|||", "option|agency|0|3"]
    assert offered == (
        *(
            Offer(fold(f"{number}) {name}", lexicon), does)
            for number, (name, does) in enumerate([*zip(names, data, strict=True)] * 2, start=1)
        ),
        Offer(fold(CATALOGUE.text("button.back"), lexicon), "back|||3"),
    )


def test_offers_of_a_review_hold_the_edit_of_each_row(lexicon: Lexicon) -> None:
    offered = offers((says.review("กรมเจ้าท่า"),), CATALOGUE, lexicon)

    assert [(offer.label, offer.data) for offer in offered[2:]] == [
        (fold(f"แก้ไข{CATALOGUE.text(f'row.{name}')}", lexicon), f"edit|{name}||3")
        for name in ("agency", "users", "email")
    ]


def test_offers_without_a_card_are_none(lexicon: Lexicon) -> None:
    assert offers((Tell(Words("greeting.thanks")),), CATALOGUE, lexicon) == ()
