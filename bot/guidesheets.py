"""
What stands on each page of guides, troubles and answers. Pure.

A sheet names its address, its template and the values that the template asks for; the
words are those the chat tells, so that nobody reads two different guides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.html import Link
from handlers.guides import TASKS, TROUBLES
from messages_th import Catalogue
from models.vocabulary import Device, GuideTask, MeetingApp

ADMIN: Final = GuideTask.ADMIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `here` is its short name where the way to it is shown."""

    path: str
    template: str
    title: str
    crumbs: tuple[Link, ...] = ()
    here: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """An app as the overviews show it: what it is, and its guides by task."""

    app: MeetingApp
    name: str
    about: str | None
    home: Link
    admin: Link
    tasks: tuple[Link, ...]
    devices: Mapping[Link, tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, or a part of one, and how far it can be relied on."""

    code: str
    name: str
    text: str
    source: str
    link: str | None
    checked: date
    limits: tuple[str, ...]


def sheets(catalogue: Catalogue) -> dict[str, Sheet]:
    """Every page by its address."""
    every = (*_overviews(catalogue), *_guides(catalogue), *_troubles(catalogue))
    return {sheet.path: sheet for sheet in (*every, *_answers(catalogue))}


def _overviews(catalogue: Catalogue) -> Iterator[Sheet]:
    """All apps, and each of them."""
    shelves = [_shelf(app, catalogue) for app in MeetingApp]
    title = catalogue.text("guide.title")
    values = {
        "shelves": shelves,
        "troubles": _trouble_links(catalogue),
        "topics": _topic_links(catalogue),
    }
    yield Sheet("/guides", "guides.html", title, _way(catalogue), values=values)
    for shelf in shelves:
        yield Sheet(
            shelf.home.href,
            "app.html",
            catalogue.text("page.guide_of", app=shelf.name),
            _way(catalogue, _guides_home(catalogue)),
            here=shelf.home.label,
            values={
                "shelf": shelf,
                "others": [other.home for other in shelves if other is not shelf],
                "troubles": _trouble_links(catalogue),
            },
        )


def _shelf(app: MeetingApp, catalogue: Catalogue) -> Shelf:
    guide = catalogue.guide(app, ADMIN)
    home = _app(app, catalogue)
    devices = {
        Link(str(task), _task(task, catalogue)): _devices(app, task, None, catalogue)
        for task in TASKS
        if task != ADMIN
    }
    return Shelf(
        app=app,
        name=guide.name,
        about=guide.about,
        home=home,
        admin=Link(f"{home.href}/{ADMIN}", _task(ADMIN, catalogue)),
        tasks=tuple(Link(f"{home.href}#{task.href}", task.label) for task in devices),
        devices=devices,
    )


def _guides(catalogue: Catalogue) -> Iterator[Sheet]:
    for app in MeetingApp:
        yield _guide(app, ADMIN, None, catalogue)
        for task in TASKS:
            for device in _known(app, task, catalogue):
                yield _guide(app, task, device, catalogue)


def _guide(app: MeetingApp, task: GuideTask, device: Device | None, catalogue: Catalogue) -> Sheet:
    guide = catalogue.guide(app, task, device)
    home = _app(app, catalogue)
    section = (Link(f"{home.href}#{task}", _task(task, catalogue)),) if device else ()
    return Sheet(
        _path(app, task, device),
        "guide.html",
        guide.title if device else f"{guide.title} {guide.name}",
        _way(catalogue, _guides_home(catalogue), home, *section),
        here=catalogue.text(f"label.device.{device}") if device else _task(task, catalogue),
        values={
            "app": app,
            "guide": guide,
            "devices": _devices(app, task, device, catalogue),
            "next": _next(app, task, device, catalogue),
            "troubles": [
                Link(f"/troubles/{trouble}", catalogue.text(f"trouble.{trouble}.title"))
                for trouble in TROUBLES[task]
            ],
        },
    )


def _known(app: MeetingApp, task: GuideTask, catalogue: Catalogue) -> list[Device]:
    """The devices there is a guide for."""
    return [device for device in Device if f"{app}.{task}.{device}" in catalogue.guides]


def _devices(
    app: MeetingApp, task: GuideTask, here: Device | None, catalogue: Catalogue
) -> tuple[Link, ...]:
    return tuple(
        Link(_path(app, task, device), catalogue.text(f"label.device.{device}"), device is here)
        for device in _known(app, task, catalogue)
    )


def _next(
    app: MeetingApp, task: GuideTask, device: Device | None, catalogue: Catalogue
) -> Link | None:
    """What one does after this; whoever looks after the accounts has yet to choose a device."""
    if task == TASKS[-1]:
        return None
    following = TASKS[TASKS.index(task) + 1]
    href = _path(app, following, device) if device else f"/guides/{app}#{following}"
    return Link(href, _task(following, catalogue))


def _troubles(catalogue: Catalogue) -> Iterator[Sheet]:
    for name, trouble in catalogue.troubles.items():
        links = {
            code: Link(f"#{code}", catalogue.text(f"trouble.{name}.{code}"))
            for code in trouble.symptoms
        }
        yield Sheet(
            f"/troubles/{name}",
            "trouble.html",
            catalogue.text(f"trouble.{name}.title"),
            _way(catalogue, _guides_home(catalogue)),
            values={
                "links": links,
                "trouble": trouble,
                "apps": {app: _app(app, catalogue).label for app in MeetingApp},
                "others": [one for one in _trouble_links(catalogue) if not one.href.endswith(name)],
            },
        )


def _answers(catalogue: Catalogue) -> Iterator[Sheet]:
    topics = _topic_links(catalogue)
    chapters = {topic: _chapter(topic.href.rpartition("/")[2], catalogue) for topic in topics}
    title = catalogue.text("page.answers")
    yield Sheet("/answers", "answers.html", title, _way(catalogue), values={"chapters": chapters})
    for topic, (whole, *parts) in chapters.items():
        others = [other for other in topics if other is not topic]
        yield Sheet(
            topic.href,
            "answer.html",
            topic.label,
            _way(catalogue, Link("/answers", title)),
            values={"whole": whole, "parts": parts, "others": others},
        )


def _chapter(topic: str, catalogue: Catalogue) -> list[Told]:
    """The answer about a topic, and then its parts."""
    codes = [key.removeprefix(f"{topic}.") for key in catalogue.articles if _topic(key) == topic]
    whole = _told(topic, None, catalogue.text(f"answer.{topic}.title"), catalogue)
    return [
        whole,
        *(
            _told(topic, code, catalogue.text(f"answer.{topic}.{code}.button"), catalogue)
            for code in codes[1:]
        ),
    ]


def _told(topic: str, part: str | None, name: str, catalogue: Catalogue) -> Told:
    article = catalogue.article(topic, part)
    key = f"{topic}.{part}" if part else topic
    bounds = (("card.since", article.since), ("card.until", article.until))
    return Told(
        code=part or topic,
        name=name,
        text=catalogue.text(f"answer.{key}"),
        source=article.source,
        link=article.link,
        checked=article.checked,
        limits=tuple(catalogue.text(key, day=day) for key, day in bounds if day),
    )


def _topic_links(catalogue: Catalogue) -> list[Link]:
    return [
        Link(f"/answers/{key}", catalogue.text(f"answer.{key}.title"))
        for key in catalogue.articles
        if _topic(key) == key
    ]


def _trouble_links(catalogue: Catalogue) -> list[Link]:
    return [
        Link(f"/troubles/{name}", catalogue.text(f"trouble.{name}.title"))
        for name in catalogue.troubles
    ]


def _way(catalogue: Catalogue, *links: Link) -> tuple[Link, ...]:
    return (Link("/", catalogue.text("page.home")), *links)


def _guides_home(catalogue: Catalogue) -> Link:
    return Link("/guides", catalogue.text("guide.title"))


def _app(app: MeetingApp, catalogue: Catalogue) -> Link:
    return Link(f"/guides/{app}", catalogue.text(f"label.app.{app}"))


def _task(task: GuideTask, catalogue: Catalogue) -> str:
    return catalogue.text(f"label.task.{task}")


def _path(app: MeetingApp, task: GuideTask, device: Device | None) -> str:
    return f"/guides/{app}/{task}" + (f"/{device}" if device else "")


def _topic(key: str) -> str:
    return key.partition(".")[0]
