"""Talk that is no form: greeting, menu, help, thanks, pictures, and not understanding."""

from typing import Final

from handlers.status import begin
from handlers.turn import Ask, Attachment, Choice, Draft, Facts, Press, Say, Tell, Words

MISSES_BEFORE_A_PERSON: Final = 2

STATUS: Final = Choice(Words("button.status"), Press("status"))
GUIDES: Final = Choice(Words("button.guides"), Press("guide"))
HUMAN: Final = Choice(Words("button.human"), Press("human"))
HELP: Final = Choice(Words("button.help"), Press("help"))
MENU: Final = Choice(Words("button.menu"), Press("menu"))
DONE: Final = Choice(Words("button.done"), Press("done"), primary=True)
OFFICE: Final = Choice(Words("button.call"), uri="tel:021417010")
RESUME: Final = Choice(Words("button.resume"), Press("resume"), primary=True)


def menu(draft: Draft | None) -> Ask:
    """Everything the account can do; an open form comes first."""
    first = begin("registration") if draft is None else RESUME
    return Ask(
        Words("menu.text"),
        choices=(first, STATUS, GUIDES, HUMAN, HELP),
        title=Words("menu.title"),
    )


def greeting(draft: Draft | None) -> tuple[Say, ...]:
    """The first words to somebody who added the account."""
    return (Tell(Words("greeting.welcome")), menu(draft))


def hello(draft: Draft | None) -> tuple[Say, ...]:
    """An answer to a greeting."""
    return (Tell(Words("greeting.hello")), menu(draft))


def help_text() -> tuple[Say, ...]:
    """What can be typed at any time."""
    return (Tell(Words("help.text")),)


def thanks() -> tuple[Say, ...]:
    return (Tell(Words("greeting.thanks")),)


def human() -> tuple[Say, ...]:
    """How to reach an officer."""
    return (Ask(Words("human.text"), choices=(OFFICE,), title=Words("human.title")),)


def human_about(matter: Words, app: str | None) -> tuple[Say, ...]:
    """How to reach an officer, and what to tell them so that nothing is asked twice."""
    about: list[Words] = [matter, *([Words(f"label.app.{app}")] if app else [])]
    words = Words("human.about", {"matter": about})
    return (Ask(words, choices=(OFFICE, MENU), title=Words("human.title")),)


def done() -> tuple[Say, ...]:
    """Something worked."""
    return (Tell(Words("guide.done")),)


def received(kind: Attachment) -> tuple[Say, ...]:
    """A kind, useful answer to what is not text."""
    return (Tell(Words(f"received.{kind}")),)


def topics(draft: Draft | None) -> tuple[Choice, ...]:
    """What this account is for."""
    return (begin("registration") if draft is None else RESUME, STATUS, GUIDES)


def missed(facts: Facts, nearest: tuple[Choice, ...]) -> tuple[Say, ...]:
    """Not understood, or none of our matter: what is near, and after two misses a person."""
    if facts.misses + 1 >= MISSES_BEFORE_A_PERSON:
        return (Ask(Words("fallback.human"), choices=(HUMAN, MENU)),)
    return (Ask(Words("fallback.text"), choices=(*nearest, HUMAN)),)


def which(nearest: tuple[Choice, ...]) -> tuple[Say, ...]:
    """Half understood: what may be meant, and a person."""
    return (Ask(Words("fallback.which"), choices=(*nearest, HUMAN)),)


def about_agency(code: str, name: str) -> Ask:
    """Only an agency's name was typed: ask what about it."""
    register = Choice(Words("button.start.registration"), Press("start", "registration", code))
    status = Choice(Words("button.status"), Press("status_of", value=code))
    return Ask(Words("agency.about", {"agency": name}), choices=(register, status))


def status_of(code: str, name: str) -> Choice:
    """The button that shows one agency's status."""
    return Choice(Words("choice.agency", {"agency": name}), Press("status_of", value=code))
