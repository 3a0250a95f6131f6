"""One of every thing the dialogue can say, filled with whatever value a test wants."""

from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.turn import (
    Article,
    Ask,
    Choice,
    Guide,
    PhoneNumber,
    Plain,
    Press,
    Remedy,
    Review,
    Row,
    Say,
    Shelf,
    Stage,
    Tell,
    Timeline,
    Timelines,
    Words,
)
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble

AT: Final = datetime(2020, 3, 16, 2, 12, tzinfo=UTC)
REFERENCE: Final = "WFH-63-00084-K"
BACK: Final = Choice(Words("button.back"), Press("back", version=3))
CANCEL: Final = Choice(Words("button.cancel"), Press("cancel", version=3))
SUBMIT: Final = Choice(Words("button.submit"), Press("submit", version=3), primary=True)
MENU: Final = Choice(Words("button.menu"), Press("menu"))
STATUS: Final = Choice(Words("button.status"), Press("status"))


def agency(name: str, index: int = 0) -> Choice:
    """A button that shows a value from outside."""
    return Choice(
        Words("choice.agency", {"agency": name}), Press("option", "agency", str(index), 3)
    )


def users(number: int) -> Choice:
    """A button that begins with a figure."""
    return Choice(Words("choice.users", {"users": number}), Press("answer", "users", "1", 3))


def ask(name: str, choices: int = 3) -> Ask:
    offered = tuple(agency(name, index) for index in range(choices))
    return Ask(Words("ask.agency_new", {"agency": name}), offered, (BACK, CANCEL), None, 1, 5)


def review(name: str) -> Review:
    rows = (
        Row(Words("row.agency"), name, Press("edit", "agency", version=3)),
        Row(Words("row.apps"), (Words("label.app.teams"), Words("label.app.webex"))),
        Row(Words("row.users"), 46426, Press("edit", "users", version=3)),
        Row(Words("row.phone"), PhoneNumber("+6621417010", "123")),
        Row(Words("row.email"), name, Press("edit", "email", version=3)),
    )
    note = Words("registration.note")
    return Review(Words("registration.review"), rows, (SUBMIT, CANCEL), note, 5, 5)


def timeline(name: str) -> Timeline:
    stages = (
        Stage(Words("label.status.submitted"), AT),
        Stage(Words("label.status.screening"), AT + timedelta(hours=5), is_current=True),
        Stage(Words("label.status.approved"), None),
    )
    status = Words("status.app", {"status": Words("label.app_status.waiting"), "since": AT})
    return Timeline(
        title=Words("status.title", {"reference": REFERENCE}),
        subject=Words("status.agency_users", {"agency": name, "users": 450}),
        stages=stages,
        apps=(Row(Words("label.app.teams"), status),),
        notes=(Words("status.reason", {"reason": name}),),
        choices=(MENU, STATUS),
    )


def guide(choices: tuple[Choice, ...] = (MENU, STATUS), ways: tuple[Choice, ...] = ()) -> Guide:
    return Guide(MeetingApp.TEAMS, GuideTask.INSTALL, Device.IOS, choices, ways)


def remedy(choices: tuple[Choice, ...] = (MENU, STATUS), app: str | None = None) -> Remedy:
    return Remedy(Trouble.SOUND, "silent", app, choices)


def article(choices: tuple[Choice, ...] = (MENU, STATUS), part: str | None = None) -> Article:
    return Article("zero_rating", part, choices)


def shelf(name: str) -> Shelf:
    """Two questions that have the same buttons and the same way back."""
    words, choices = Words("agency.about", {"agency": name}), (MENU, STATUS, agency(name))
    titles = (Words("label.app.teams"), Words("label.app.webex"))
    return Shelf(tuple(Ask(words, choices, (BACK,), title) for title in titles))


def everything(name: str) -> tuple[Say, ...]:
    """Every kind of `Say`, with `name` wherever a value from outside may stand."""
    return (
        Tell(Words("agency.about", {"agency": name})),
        ask(name),
        review(name),
        timeline(name),
        Timelines((timeline(name), timeline(name))),
        guide((agency(name), MENU), (agency(name), BACK)),
        remedy((agency(name), MENU)),
        article((agency(name), MENU)),
        shelf(name),
        Plain(guide()),
    )
