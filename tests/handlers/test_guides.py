"""From what is known of app, device and task to the guide, or to the next choice."""

import pytest

from handlers import guides
from handlers.answers.guide import GuideQuery
from handlers.turn import Ask, Choice, Guide, Press, Words
from models.vocabulary import Device, GuideTask, MeetingApp
from tests.handlers.deciding import choices, name_of


def query(
    app: MeetingApp | None = None, device: Device | None = None, task: GuideTask | None = None
) -> GuideQuery:
    return GuideQuery(app, device, task, wanted=True)


def test_guide_with_nothing_known_asks_for_the_app() -> None:
    says = guides.answer(query(device=Device.IOS))

    assert says == (guides.which_app(),)
    assert [name_of(c.press) for c in choices(says) if c.press] == [
        "guide:teams",
        "guide:webex",
        "guide:hangouts",
    ]


def test_guide_of_an_app_asks_for_the_device_and_offers_the_administrators_own() -> None:
    says = guides.answer(query(MeetingApp.WEBEX, task=GuideTask.JOIN))

    assert isinstance(says[0], Ask)
    assert says[0].words == Words("guide.which_device", {"app": Words("label.app.webex")})
    assert [name_of(c.press) for c in choices(says) if c.press] == [
        "guide:webex:join.ios",
        "guide:webex:join.android",
        "guide:webex:join.windows",
        "guide:webex:join.mac",
        "guide:webex:join.web",
        "guide:webex:admin",
    ]


def test_guide_of_app_and_device_is_how_to_install_unless_something_else_is_asked() -> None:
    install = guides.answer(query(MeetingApp.TEAMS, Device.IOS))
    signin = guides.answer(query(MeetingApp.TEAMS, Device.IOS, GuideTask.SIGNIN))

    assert install == (
        Guide(
            MeetingApp.TEAMS,
            GuideTask.INSTALL,
            Device.IOS,
            choices=(
                Choice(Words("label.task.signin"), Press("guide", "teams", "signin.ios")),
                Choice(Words("label.task.join"), Press("guide", "teams", "join.ios")),
                Choice(Words("button.other_device"), Press("guide", "teams")),
            ),
        ),
    )
    assert isinstance(signin[0], Guide)
    assert signin[0].task is GuideTask.SIGNIN


@pytest.mark.parametrize("device", [None, Device.MAC])
def test_guide_for_administrators_is_the_same_on_every_device(device: Device | None) -> None:
    says = guides.answer(query(MeetingApp.TEAMS, device, GuideTask.ADMIN))

    assert isinstance(says[0], Guide)
    assert (says[0].task, says[0].device) == (GuideTask.ADMIN, None)


def test_every_guide_button_leads_on_to_a_guide_or_its_device() -> None:
    pressed = [choice.press for choice in choices((guides.which_app(),)) if choice.press]
    devices = [say for one in pressed for say in guides.answer(guides.pressed(one))]
    shown = [
        guides.answer(guides.pressed(choice.press)) for choice in choices(devices) if choice.press
    ]

    assert len(shown) == len(MeetingApp) * (len(Device) + 1)
    assert all(len(says) == 1 and isinstance(says[0], Guide) for says in shown)


@pytest.mark.parametrize(
    ("press", "meant"),
    [
        (Press("guide"), query()),
        (Press("guide", "zoom", "fly.moon"), query()),
        (Press("guide", "teams", "fly.ios"), query(MeetingApp.TEAMS, Device.IOS)),
        (
            Press("guide", "teams", "join.ios"),
            query(MeetingApp.TEAMS, Device.IOS, GuideTask.JOIN),
        ),
    ],
)
def test_guide_button_with_unknown_parts_leaves_them_open(press: Press, meant: GuideQuery) -> None:
    assert guides.pressed(press) == meant
