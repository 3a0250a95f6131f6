"""Status and guide cards tell everything, in order, and not by colour alone."""

from dataclasses import replace
from typing import Any

from bot.line.buttons import numbered, panel, panels
from bot.line.cards import style
from bot.line.cards.telling import article_card, guide_card, remedy_card, timeline_card
from handlers.turn import Article, Choice, Guide, Remedy, Timeline, Words
from messages_th import load
from messages_th.forms import NBSP
from models.vocabulary import GuideTask, MeetingApp
from tests.bot.line import says

CATALOGUE = load()
WORD = CATALOGUE.text


def texts(part: Any) -> list[str]:
    if isinstance(part, dict) and part.get("type") == "text":
        return [part["text"].replace(NBSP, " ")]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in inner for text in texts(each)]


def uris(part: Any) -> list[str]:
    if isinstance(part, dict) and part.get("type") == "uri":
        return [part["uri"]]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [uri for each in inner for uri in uris(each)]


def told(say: Timeline) -> dict[str, Any]:
    return timeline_card(say, panels(say, CATALOGUE)[0], CATALOGUE)


def guided(say: Guide) -> dict[str, Any]:
    return guide_card(say, panels(say, CATALOGUE)[0], panel(say.ways, CATALOGUE), CATALOGUE)


def helped(say: Remedy) -> dict[str, Any]:
    return remedy_card(say, panels(say, CATALOGUE)[0], CATALOGUE)


def answered(say: Article) -> dict[str, Any]:
    return article_card(say, numbered(say, panels(say, CATALOGUE))[0], CATALOGUE)


def numbered_steps(steps: tuple[str, ...]) -> list[str]:
    return [part for number, step in enumerate(steps, start=1) for part in (str(number), step)]


def test_status_tells_each_stage_with_its_sign_and_time() -> None:
    card = told(says.timeline("กรมเจ้าท่า"))

    assert texts(card["header"]) == [f"คำขอ {says.REFERENCE}"]
    assert texts(card["body"]) == [
        WORD("status.agency_users", agency="กรมเจ้าท่า", users=450).replace(NBSP, " "),
        *("✓", WORD("label.status.submitted"), "16 มี.ค. 2563 09.12 น."),
        *("●", WORD("label.status.screening"), "16 มี.ค. 2563 14.12 น."),
        *(WORD("label.status.approved"), WORD("card.ahead")),
        WORD("card.apps"),
        "Microsoft Teams",
        f"{WORD('label.app_status.waiting')} ตั้งแต่ 16 มี.ค. 2563 09.12 น.",
        WORD("status.reason", reason="กรมเจ้าท่า"),
        WORD("button.menu"),
        WORD("button.status"),
    ]


def test_the_line_ends_at_the_last_stage() -> None:
    rails = [
        row["contents"][0]["contents"]
        for row in told(says.timeline("ก"))["body"]["contents"][1]["contents"]
    ]

    assert [len(rail) for rail in rails] == [2, 2, 1]
    assert [rail[1]["backgroundColor"] for rail in rails[:2]] == [style.GREEN, style.LINE_GREY]


def test_status_without_apps_has_no_heading_for_them() -> None:
    public = replace(says.timeline("กรมเจ้าท่า"), apps=())

    assert WORD("card.apps") not in texts(told(public))


def test_title_of_two_lines_has_a_small_and_a_large_one() -> None:
    catalogue = load({"status.title": "คำขอ {reference}\nกำลังคัดกรอง"})
    say = says.timeline("กรมเจ้าท่า")

    header = timeline_card(say, [], catalogue)["header"]["contents"]

    assert [part["size"] for part in header] == ["sm", "lg"]


def test_guide_tells_its_steps_and_leads_on() -> None:
    guide = CATALOGUE.guide("teams", "install", "ios")
    page = Choice(Words("button.page"), uri="https://www.onde.go.th")
    card = guided(says.guide(ways=(says.BACK, page)))

    assert guide.link
    assert guide.tip
    assert texts(card["header"]) == [guide.name, guide.title]
    assert texts(card["body"]) == [
        *numbered_steps(guide.steps),
        WORD("card.tip"),
        guide.tip,
        WORD("card.checked", day=guide.checked).replace(NBSP, " "),
        WORD("button.menu"),
        WORD("button.status"),
    ]
    assert texts(card["footer"]) == [
        *(WORD("button.back"), WORD("button.page")),
        WORD("card.source"),
    ]
    assert uris(card) == [guide.link.uri, page.uri, guide.source]


def test_remedy_tells_what_fails_what_to_do_and_leads_on() -> None:
    remedy = CATALOGUE.remedy("sound", "silent", None)
    card = helped(says.remedy())

    assert remedy.tip
    assert texts(card["header"]) == [WORD("trouble.sound.title"), WORD("trouble.sound.silent")]
    assert texts(card["body"]) == [
        *numbered_steps(remedy.steps),
        WORD("card.tip"),
        remedy.tip,
        WORD("card.checked", day=CATALOGUE.trouble("sound").checked).replace(NBSP, " "),
        WORD("button.menu"),
        WORD("button.status"),
    ]
    assert texts(card["footer"]) == [WORD("card.source")]
    assert uris(card) == [remedy.source]


def test_remedy_of_an_app_names_it_and_has_its_own_steps() -> None:
    remedy = CATALOGUE.remedy("sound", "silent", "webex")
    card = helped(says.remedy(app="webex"))

    assert texts(card["header"])[0] == f"{WORD('trouble.sound.title')} · Cisco Webex"
    assert texts(card["body"])[: 2 * len(remedy.steps)] == numbered_steps(remedy.steps)


def test_answer_tells_its_source_and_since_when_it_holds() -> None:
    article = CATALOGUE.article("security", "law")
    card = answered(Article("security", "law", (says.MENU, says.STATUS)))

    assert texts(card["header"]) == [
        WORD("answer.security.title"),
        WORD("answer.security.law.button"),
    ]
    assert texts(card["body"]) == [
        WORD("answer.security.law").replace(NBSP, " "),
        WORD("card.from", source=article.source).replace(NBSP, " "),
        "มีผลตั้งแต่ 19 เม.ย. 2563",
        WORD("card.checked", day=article.checked).replace(NBSP, " "),
        *("1", WORD("button.menu")),
        *("2", WORD("button.status")),
    ]
    assert uris(card) == [article.link]


def test_answer_without_a_link_has_no_footer() -> None:
    card = answered(says.article(part="which"))

    assert CATALOGUE.article("zero_rating", "which").link is None
    assert "footer" not in card


def test_each_app_has_its_colour() -> None:
    cards = [guided(Guide(app, GuideTask.ADMIN, None)) for app in MeetingApp]

    assert [card["header"]["backgroundColor"] for card in cards] == list(style.APP_COLOURS.values())
    assert set(style.APP_COLOURS) == set(MeetingApp)


def test_words_of_a_stage_to_come_are_quiet() -> None:
    *_, ahead = told(says.timeline("ก"))["body"]["contents"][1]["contents"]

    name = ahead["contents"][1]["contents"][0]
    assert (name["text"], name["weight"], name["color"]) == (
        WORD("label.status.approved"),
        "regular",
        style.GREY,
    )
