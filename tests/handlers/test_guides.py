"""From what is known of app, task and device to the guide, or to the next choice."""

import pytest

from handlers import guides, talk
from handlers.guides import GuideQuery
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.slots import Slots
from handlers.turn import Ask, Choice, Guide, Plain, Press, Words
from messages_th import Catalogue
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble
from tests.handlers.deciding import HOME, Talk, choices, keys, name_of

INSTALL_ON_IOS = GuideQuery(MeetingApp.TEAMS, GuideTask.INSTALL, Device.IOS)


def names(*says: object) -> list[str]:
    return [name_of(c.press) for c in choices(says) if c.press]  # type: ignore[arg-type]


def test_nothing_known_shows_every_app_with_its_tasks_administrators_first() -> None:
    (shelf,) = guides.answer(GuideQuery(), HOME)

    assert shelf == guides.shelf()
    assert len(names(shelf)) == len(MeetingApp) * len(GuideTask)
    assert names(shelf)[:3] == ["guide:teams:admin", "guide:teams:install", "guide:teams:signin"]


def test_app_alone_asks_for_the_task_and_task_alone_for_the_app() -> None:
    of_app = guides.answer(GuideQuery(app=MeetingApp.WEBEX), HOME)
    of_task = guides.answer(GuideQuery(task=GuideTask.SHARE, device=Device.MAC), HOME)

    assert keys(of_app) == ["guide.which_task"]
    assert keys(of_task) == ["guide.which_app"]
    assert names(*of_task) == [f"guide:{app}:share.mac" for app in MeetingApp]


def test_device_is_asked_among_those_that_are_left() -> None:
    on_a_phone = (Device.IOS, Device.ANDROID)
    query = GuideQuery(MeetingApp.WEBEX, GuideTask.JOIN, None, on_a_phone)

    (asked,) = guides.answer(query, HOME)

    assert isinstance(asked, Ask)
    assert asked.words == Words("guide.which_device", {"app": Words("label.app.webex")})
    assert names(asked) == ["guide:webex:join.ios", "guide:webex:join.android"]


def test_guide_leads_to_success_trouble_the_next_task_and_its_page() -> None:
    (guide,) = guides.answer(INSTALL_ON_IOS, HOME)

    assert guide == Guide(
        MeetingApp.TEAMS,
        GuideTask.INSTALL,
        Device.IOS,
        choices=(
            talk.DONE,
            Choice(Words("button.stuck"), Press("stuck", "teams", "install.ios")),
            Choice(Words("label.task.signin"), Press("guide", "teams", "signin.ios")),
            Choice(Words("button.other_tasks"), Press("guide", "teams", ".ios")),
        ),
        ways=(
            Choice(Words("button.other_device"), Press("guide", "teams", "install.other")),
            Choice(Words("button.as_text"), Press("guide_text", "teams", "install.ios")),
            Choice(Words("button.page"), uri=f"{HOME}/guides/teams/install/ios"),
        ),
    )


@pytest.mark.parametrize("device", [None, Device.MAC])
def test_guide_for_administrators_is_the_same_on_every_device(device: Device | None) -> None:
    (guide,) = guides.answer(GuideQuery(MeetingApp.TEAMS, GuideTask.ADMIN, device), HOME)

    assert isinstance(guide, Guide)
    assert (guide.task, guide.device) == (GuideTask.ADMIN, None)
    assert guide.ways[-1].uri == f"{HOME}/guides/teams/admin"


def test_every_guide_is_two_taps_from_the_shelf() -> None:
    first = [choice.press for choice in choices((guides.shelf(),)) if choice.press]
    answers = [say for one in first for say in guides.answer(guides.pressed(one), HOME)]
    at_once = [say for say in answers if isinstance(say, Guide)]
    asked = tuple(say for say in answers if not isinstance(say, Guide))
    second = [
        say
        for choice in choices(asked)
        if choice.press
        for say in guides.answer(guides.pressed(choice.press), HOME)
    ]

    shown = {
        (say.app, say.task, say.device) for say in (*at_once, *second) if isinstance(say, Guide)
    }
    tasks = [task for task in GuideTask if task is not GuideTask.ADMIN]
    assert shown == {
        *((app, task, device) for app in MeetingApp for task in tasks for device in Device),
        *((app, GuideTask.ADMIN, None) for app in MeetingApp),
    }


def test_device_known_from_before_saves_the_second_tap_and_can_be_changed() -> None:
    task = Press("guide", "teams", "join")
    other = Press("guide", "teams", "join.other")

    assert guides.pressed(task, Device.IOS).device is Device.IOS
    assert guides.pressed(other, Device.IOS).device is None


@pytest.mark.parametrize(
    ("slots", "before", "meant"),
    [
        (Slots(), None, GuideQuery(task=GuideTask.SHARE)),
        (Slots("teams"), Device.MAC, GuideQuery(MeetingApp.TEAMS, GuideTask.SHARE, Device.MAC)),
        (
            Slots("webex", Device.IOS, (Device.IOS,)),
            Device.MAC,
            GuideQuery(MeetingApp.WEBEX, GuideTask.SHARE, Device.IOS, (Device.IOS,)),
        ),
        (
            Slots("line", None, (Device.IOS, Device.ANDROID)),
            Device.MAC,
            GuideQuery(None, GuideTask.SHARE, None, (Device.IOS, Device.ANDROID)),
        ),
    ],
)
def test_typed_question_asks_for_the_guide_its_words_name(
    slots: Slots, before: Device | None, meant: GuideQuery
) -> None:
    assert guides.wanted(Intent.GUIDE_SHARE, slots, before) == meant


@pytest.mark.parametrize(
    ("press", "meant"),
    [
        (Press("guide"), GuideQuery()),
        (Press("guide", "zoom", "fly.moon"), GuideQuery()),
        (Press("guide", "teams", "fly.ios"), GuideQuery(MeetingApp.TEAMS, None, Device.IOS)),
        (Press("guide", "teams", "install.ios"), INSTALL_ON_IOS),
    ],
)
def test_guide_button_with_unknown_parts_leaves_them_open(press: Press, meant: GuideQuery) -> None:
    assert guides.pressed(press) == meant


def test_guide_as_text_is_the_same_guide_or_the_way_to_one() -> None:
    whole = Press("guide_text", "teams", "install.ios")

    assert guides.as_text(whole) == (Plain(Guide(MeetingApp.TEAMS, GuideTask.INSTALL, Device.IOS)),)
    assert guides.as_text(Press("guide_text", "zoom", "")) == (guides.shelf(),)


@pytest.mark.parametrize("task", GuideTask)
def test_being_stuck_offers_the_troubles_of_the_task_and_a_person(task: GuideTask) -> None:
    says = guides.stuck(Press("stuck", "teams", f"{task}.ios"))

    troubles = [f"trouble:{trouble}:.teams" for trouble in guides.TROUBLES[task]]
    assert troubles
    assert names(*says) == [*troubles, "human"]


def test_being_stuck_somewhere_unknown_offers_every_trouble() -> None:
    assert len(names(*guides.stuck(Press("stuck")))) == len(Trouble) + 1


def test_every_guide_is_one_typed_line_away(lexicon: Lexicon, catalogue: Catalogue) -> None:
    named = ("ไอโฟน", "แอนดรอยด์", "Windows", "Mac", "เว็บ")
    device = dict(zip(Device, named, strict=True))
    tasks = [task for task in GuideTask if task is not GuideTask.ADMIN]
    lines = {
        f"{catalogue.text(f'label.task.{task}')} {app} {device[on]}": f"guide.{app}.{task}.{on}"
        for app in MeetingApp
        for task in tasks
        for on in Device
    }

    answers = {line: Talk(lexicon, catalogue).says(line).keys for line in lines}
    missed = {line for line, key in lines.items() if answers[line] != [key]}

    assert (len(lines), missed) == (120, set())
