"""What stands on which page, and where one goes from there."""

from datetime import date
from itertools import product
from typing import Any

import messages_th
from bot.guidesheets import Told, sheets
from bot.html import Link
from bot.services import wording
from handlers.guides import TASKS
from messages_th.forms import day
from models.vocabulary import Device, MeetingApp, Trouble

CATALOGUE = wording.shipped()
SHEETS = sheets(CATALOGUE)
TOPICS = [key for key in CATALOGUE.articles if "." not in key]


def values(path: str) -> Any:
    return SHEETS[path].values


def test_there_is_a_page_for_everything_that_is_told() -> None:
    guides = {"/".join(parts) for parts in product(MeetingApp, TASKS[1:], Device)}
    admins = {f"{app}/admin" for app in MeetingApp}

    assert SHEETS.keys() == {
        "/guides",
        *(f"/guides/{below}" for below in {*MeetingApp, *guides, *admins}),
        *(f"/troubles/{trouble}" for trouble in Trouble),
        "/answers",
        *(f"/answers/{topic}" for topic in TOPICS),
    }


def test_tasks_stand_in_the_order_of_the_chat() -> None:
    (shelf, *_) = values("/guides")["shelves"]

    assert shelf.admin == Link("/guides/teams/admin", "สำหรับผู้ดูแลระบบ")
    assert [link.href for link in shelf.tasks] == [f"/guides/teams#{task}" for task in TASKS[1:]]


def test_the_way_to_a_guide_leads_over_its_app_and_task() -> None:
    sheet = SHEETS["/guides/webex/join/mac"]

    assert [link.href for link in sheet.crumbs] == [
        "/",
        "/guides",
        "/guides/webex",
        "/guides/webex#join",
    ]
    assert (sheet.here, sheet.title) == ("Mac", CATALOGUE.guide("webex", "join", "mac").title)


def test_a_guide_names_the_other_devices_and_marks_its_own() -> None:
    devices = values("/guides/teams/install/ios")["devices"]

    assert [(link.href, link.is_here) for link in devices] == [
        (f"/guides/teams/install/{device}", device is Device.IOS) for device in Device
    ]


def test_after_a_guide_comes_the_next_task_on_the_same_device() -> None:
    assert values("/guides/teams/install/ios")["next"].href == "/guides/teams/signin/ios"
    assert values("/guides/teams/host/ios")["next"] is None


def test_after_the_accounts_are_ready_one_chooses_a_device() -> None:
    assert values("/guides/teams/admin")["next"].href == "/guides/teams#install"


def test_a_guide_names_the_troubles_of_its_task() -> None:
    troubles = values("/guides/teams/signin/ios")["troubles"]

    assert [link.href for link in troubles] == ["/troubles/login", "/troubles/password"]


def test_an_answer_says_since_when_it_holds() -> None:
    article = CATALOGUE.article("security", "law")
    (law,) = (told for told in values("/answers/security")["parts"] if told.code == "law")

    assert law == Told(
        code="law",
        name=CATALOGUE.text("answer.security.law.button"),
        text=CATALOGUE.text("answer.security.law"),
        source=article.source,
        link=article.link,
        checked=article.checked,
        limits=(f"มีผลตั้งแต่ {day(date(2020, 4, 19))}",),
    )


def test_the_words_of_the_office_stand_on_the_pages_too() -> None:
    changed = sheets(messages_th.load({"answer.cost": "ฟรีค่ะ", "trouble.sound.silent": "เงียบ"}))

    assert changed["/answers/cost"].values["whole"].text == "ฟรีค่ะ"
    assert changed["/troubles/sound"].values["links"]["silent"] == Link("#silent", "เงียบ")
