"""Setup guides: which app, which device, and the guide itself. Two taps at most."""

from enum import StrEnum
from typing import Final, TypeVar

from handlers.answers.guide import GuideQuery
from handlers.turn import Ask, Choice, Guide, Press, Say, Words
from models.vocabulary import Device, GuideTask, MeetingApp

Word = TypeVar("Word", bound=StrEnum)

TASKS: Final = (GuideTask.INSTALL, GuideTask.SIGNIN, GuideTask.JOIN)


def answer(query: GuideQuery) -> tuple[Say, ...]:
    """The guide asked for, or the next thing needed to find it."""
    if query.app is None:
        return (which_app(),)
    if query.task is GuideTask.ADMIN:
        return (_guide(query.app, GuideTask.ADMIN, None),)
    if query.device is None:
        return (_which_device(query.app, query.task or GuideTask.INSTALL),)
    return (_guide(query.app, query.task or GuideTask.INSTALL, query.device),)


def which_app() -> Ask:
    """The menu of guides."""
    choices = tuple(
        Choice(Words(f"label.app.{app}"), Press("guide", what=str(app))) for app in MeetingApp
    )
    return Ask(Words("guide.which_app"), choices=choices, title=Words("guide.title"))


def pressed(press: Press) -> GuideQuery:
    """What a guide button asks for; parts it does not know are left open."""
    task, _, device = press.value.partition(".")
    return GuideQuery(
        app=_known(MeetingApp, press.what),
        device=_known(Device, device),
        task=_known(GuideTask, task),
        wanted=True,
    )


def _known(words: type[Word], value: str) -> Word | None:
    return next((word for word in words if word == value), None)


def _which_device(app: MeetingApp, task: GuideTask) -> Ask:
    devices = tuple(
        Choice(
            Words(f"label.device.{device}"),
            Press("guide", what=str(app), value=f"{task}.{device}"),
        )
        for device in Device
    )
    admin = Choice(
        Words("label.task.admin"), Press("guide", what=str(app), value=str(GuideTask.ADMIN))
    )
    words = Words("guide.which_device", {"app": Words(f"label.app.{app}")})
    return Ask(words, choices=(*devices, admin), title=Words(f"label.app.{app}"))


def _guide(app: MeetingApp, task: GuideTask, device: Device | None) -> Guide:
    others = tuple(
        Choice(
            Words(f"label.task.{other}"),
            Press("guide", what=str(app), value=f"{other}.{device}" if device else str(other)),
        )
        for other in TASKS
        if other is not task
    )
    devices = Choice(Words("button.other_device"), Press("guide", what=str(app)))
    return Guide(app, task, device, choices=(*others, devices))
