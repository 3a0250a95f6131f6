"""Setup guides: which app, what for, on which device, and the guide itself. Two taps at most."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from handlers.intent import Intent
from handlers.slots import Slots
from handlers.talk import DONE, HUMAN
from handlers.turn import Ask, Choice, Guide, Plain, Press, Say, Shelf, Words
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble

Word = TypeVar("Word", bound=StrEnum)

# Whoever looks after an agency's accounts has to begin.
TASKS: Final = (
    GuideTask.ADMIN,
    GuideTask.INSTALL,
    GuideTask.SIGNIN,
    GuideTask.CREATE,
    GuideTask.JOIN,
    GuideTask.SHARE,
    GuideTask.RECORD,
    GuideTask.INVITE,
    GuideTask.HOST,
)
OF_INTENT: Final = {
    Intent.GUIDE_INSTALL: GuideTask.INSTALL,
    Intent.GUIDE_ACCOUNT: GuideTask.SIGNIN,
    Intent.GUIDE_CREATE: GuideTask.CREATE,
    Intent.GUIDE_JOIN: GuideTask.JOIN,
    Intent.GUIDE_SHARE: GuideTask.SHARE,
    Intent.GUIDE_RECORD: GuideTask.RECORD,
    Intent.GUIDE_INVITE: GuideTask.INVITE,
    Intent.GUIDE_HOST: GuideTask.HOST,
}
# What is likeliest to stop somebody at each task.
TROUBLES: Final = {
    GuideTask.INSTALL: (Trouble.INSTALL,),
    GuideTask.SIGNIN: (Trouble.LOGIN, Trouble.PASSWORD),
    GuideTask.CREATE: (Trouble.LOGIN, Trouble.LINK),
    GuideTask.JOIN: (Trouble.LINK, Trouble.SOUND, Trouble.VIDEO, Trouble.SLOW),
    GuideTask.SHARE: (Trouble.SHARE, Trouble.SOUND),
    GuideTask.RECORD: (Trouble.SOUND, Trouble.SLOW),
    GuideTask.INVITE: (Trouble.LINK,),
    GuideTask.HOST: (Trouble.SOUND, Trouble.SHARE),
    GuideTask.ADMIN: (Trouble.LOGIN,),
}


@dataclass(frozen=True, slots=True)
class GuideQuery:
    """What is known of the guide that is wanted; `devices` are those it may be for."""

    app: MeetingApp | None = None
    task: GuideTask | None = None
    device: Device | None = None
    devices: tuple[Device, ...] = tuple(Device)


def wanted(intent: Intent, slots: Slots, device: Device | None) -> GuideQuery:
    """The guide an intent asks for; a device that was not named may be known from before."""
    known = slots.device or (device if device in slots.devices else None)
    return GuideQuery(_known(MeetingApp, slots.app or ""), OF_INTENT[intent], known, slots.devices)


def pressed(press: Press, device: Device | None = None) -> GuideQuery:
    """What a guide's button asks for; parts it does not know are left open."""
    task, _, chosen = press.value.partition(".")
    is_other = chosen == OTHER
    known = None if is_other else _known(Device, chosen) or device
    return GuideQuery(_known(MeetingApp, press.what), _known(GuideTask, task), known)


def answer(query: GuideQuery, home: str) -> tuple[Say, ...]:
    """The guide asked for, or the next thing needed to find it."""
    if query.app is None:
        return (_which_app(query),)
    if query.task is None:
        return (_tasks(query.app, query.device),)
    if query.task is GuideTask.ADMIN:
        return (_guide(query.app, query.task, None, home),)
    if query.device is None:
        return (_which_device(query.app, query.task, query.devices),)
    return (_guide(query.app, query.task, query.device, home),)


def shelf() -> Shelf:
    """All guides: a card for each app, a button for each task."""
    return Shelf(tuple(_tasks(app, None) for app in MeetingApp))


def as_text(press: Press) -> tuple[Say, ...]:
    """The guide of a button as a text; the way to one when it names none."""
    query = pressed(press)
    is_whole = query.device or query.task is GuideTask.ADMIN
    if query.app is None or query.task is None or not is_whole:
        return (shelf(),)
    return (Plain(Guide(query.app, query.task, query.device)),)


def troubles_of(press: Press) -> tuple[Trouble, ...]:
    """What is likely to fail at the task of a button; everything where it names none."""
    task = pressed(press).task
    return TROUBLES[task] if task else tuple(Trouble)


def stuck(press: Press) -> tuple[Say, ...]:
    """What may have gone wrong at a task, and a person."""
    choices = tuple(
        Choice(Words(f"trouble.{trouble}.title"), Press("trouble", str(trouble), f".{press.what}"))
        for trouble in troubles_of(press)
    )
    return (Ask(Words("guide.stuck"), choices=(*choices, HUMAN)),)


OTHER: Final = "other"  # stands for a device that is asked for, though one is known


def _known(words: type[Word], value: str) -> Word | None:
    return next((word for word in words if word == value), None)


def _press(app: MeetingApp, task: GuideTask, device: str | None = None, do: str = "guide") -> Press:
    return Press(do, str(app), f"{task}.{device}" if device else str(task))


def _which_app(query: GuideQuery) -> Say:
    if query.task is None:
        return shelf()
    choices = tuple(
        Choice(Words(f"label.app.{app}"), _press(app, query.task, query.device))
        for app in MeetingApp
    )
    return Ask(Words("guide.which_app"), choices=choices, title=Words(f"label.task.{query.task}"))


def _tasks(app: MeetingApp, device: Device | None) -> Ask:
    choices = tuple(
        Choice(Words(f"label.task.{task}"), _press(app, task, device)) for task in TASKS
    )
    return Ask(Words("guide.which_task"), choices=choices, title=Words(f"label.app.{app}"))


def _task(app: MeetingApp, task: GuideTask, device: Device | None) -> Choice:
    return Choice(Words(f"label.task.{task}"), _press(app, task, device))


def _which_device(app: MeetingApp, task: GuideTask, devices: tuple[Device, ...]) -> Ask:
    choices = tuple(
        Choice(Words(f"label.device.{device}"), _press(app, task, device)) for device in devices
    )
    title = Words(f"label.task.{task}")
    words = Words("guide.which_device", {"app": Words(f"label.app.{app}")})
    return Ask(words, choices=choices, title=title)


def _guide(app: MeetingApp, task: GuideTask, device: Device | None, home: str) -> Guide:
    page = f"{home}/guides/{app}/{task}" + (f"/{device}" if device else "")
    following = TASKS[(TASKS.index(task) + 1) % len(TASKS)]
    choices = (
        DONE,
        Choice(Words("button.stuck"), _press(app, task, device, "stuck")),
        _task(app, following, device),
        Choice(Words("button.other_tasks"), Press("guide", str(app), f".{device or ''}")),
    )
    ways = (
        Choice(Words("button.other_device"), _press(app, task, OTHER)),
        Choice(Words("button.as_text"), _press(app, task, device, "guide_text")),
        Choice(Words("button.page"), uri=page),
    )
    return Guide(app, task, device, choices, ways if device else ways[1:])
