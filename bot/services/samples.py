"""
Samples of what the bot says, filled with made-up values.

The forms, status cards, guides and answers are those of the dialogue itself, so that a new
question or button needs nothing here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from handlers import amendment, form, group, guides, outcome, status, talk
from handlers.guides import TASKS, GuideQuery
from handlers.registration import REGISTRATION
from handlers.turn import (
    AlreadyOpen,
    Amended,
    AppView,
    Article,
    Ask,
    Attachment,
    Choice,
    Draft,
    Impossible,
    JoinAsked,
    JoinDecided,
    Outcome,
    Person,
    PhoneNumber,
    Press,
    Remedy,
    RequestView,
    Say,
    Submitted,
    Tell,
    Withdrawn,
    Words,
)
from messages_th import Catalogue
from messages_th.catalogue import places, template
from messages_th.forms import Value
from models.lifecycle import STAGES
from models.vocabulary import (
    AppStatus,
    Change,
    ContactRole,
    Device,
    GuideTask,
    MeetingApp,
    RegistrationStatus,
    Trouble,
)

AT: Final = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
REFERENCE: Final = "WFH-63-00084-K"
EMAIL: Final = "somchai@example.go.th"
PHONE: Final = "+66812345678"
HOME: Final = "https://example.go.th"
# Values that are neither numbers nor days; what they are stands in the catalogue.
TOLD: Final = frozenset({"agency", "name", "reason", "source", "label", "value", "row", "address"})
AS_TEXTS: Final[Mapping[str, str]] = {
    "app": "label.app.teams",
    "apps": "label.app.teams",
    "status": "label.app_status.waiting",
    "matter": "trouble.sound.title",
}
AS_THEY_ARE: Final[Mapping[str, Value]] = {
    "reference": REFERENCE,
    "email": EMAIL,
    "uri": HOME,
    "version": "2563-03",
    "day": AT.date(),
    "date": AT.date(),
    "until": AT.date(),
    "since": AT,
    "at": AT,
    "step": 2,
    "steps": 5,
    "users": 450,
    "min": 300,
    "max": 400,
}
ANY_NUMBER: Final = 12

TEAMS: Final = MeetingApp.TEAMS
HELPED: Final = (talk.DONE, Choice(Words("button.unsolved"), Press("unsolved")), talk.HUMAN)


def says(catalogue: Catalogue) -> Iterator[Say]:
    """A sample of everything that the dialogue says, but for what only officers are told."""
    yield from talk.greeting(None)
    yield from _talk()
    yield from _forms(catalogue)
    yield from _requests(catalogue)
    yield from _guides()
    yield from _troubles(catalogue)
    yield Article("cost", None, (talk.HUMAN, talk.MENU))


def page(catalogue: Catalogue, key: str) -> Say | None:
    """The guide, remedy or answer that an entry of a book belongs to."""
    match key.split("."):
        case ["guide", app, *rest] if app in set(MeetingApp):
            return _guide(MeetingApp(app), rest)
        case ["remedy", trouble, symptom, *rest] | ["words", "symptoms", trouble, symptom, *rest]:
            own = next((app for app in MeetingApp if app in rest), None)
            return Remedy(Trouble(trouble), symptom, own, HELPED)
        case ["answer" | "article", topic, *rest] | ["words", "parts", topic, *rest]:
            part = next((part for part in rest if f"{topic}.{part}" in catalogue.articles), None)
            return Article(topic, part, (talk.HUMAN, talk.MENU))
    return None


def values(catalogue: Catalogue, key: str) -> dict[str, Value]:
    """What stands for each place of a text, in the order of their names."""
    needed = places(template(key, catalogue.texts[key])) if key in catalogue.texts else ()
    return {name: _value(catalogue, name) for name in sorted(needed)}


def _talk() -> Iterator[Say]:
    yield from (*talk.hello(None), *talk.help_text(), *talk.thanks(), *talk.human(), *talk.done())
    yield from group.joined()
    for kind in Attachment:
        yield from talk.received(kind)
    yield from (*talk.which((talk.STATUS, talk.GUIDES)), guides.shelf())


def _forms(catalogue: Catalogue) -> Iterator[Say]:
    """The review of every form, and each of its questions."""
    complete = _answers(catalogue)
    for table in (REGISTRATION, *amendment.FORMS.values()):
        whole = Draft(table.name, 1, complete, subject=REFERENCE)
        yield form.ask(table, whole)
        for question in table.questions:
            yield form.ask(table, replace(whole, editing=question.name))
        for name in {question.group for question in table.questions if question.group}:
            group_of = {question.name for question in table.questions if question.group == name}
            rest = {key: value for key, value in complete.items() if key not in group_of}
            yield form.ask(table, replace(whole, answers=rest))


def _requests(catalogue: Catalogue) -> Iterator[Say]:
    """A request at every stage, to its contact and to strangers, and what is told of it."""
    views = [_view(catalogue, stage) for stage in RegistrationStatus]
    first = views[0]
    yield from (status.card(view) for view in views)
    yield from (status.public_card(replace(first, role=None)), status.changes(first))
    yield from (Tell(amendment.current_values(first)), talk.about_agency("-", first.agency))
    for done in _outcomes(first):
        yield from outcome.word(done)
        for _, told in outcome.for_others(done):
            yield from told


def _outcomes(view: RequestView) -> Iterator[Outcome]:
    person = view.person or Person("", PhoneNumber(""), "")
    yield from (Submitted(view), AlreadyOpen(view), AlreadyOpen(replace(view, role=None)))
    yield from (JoinAsked(view, 1, person, "-"), JoinAsked(view, 1, person, None))
    for yes in (True, False):
        yield JoinDecided(view, person, yes, "-")
        yield Amended(view, Change.USERS, yes)
    yield from (Withdrawn(view, ("-",)), Impossible("outcome.closed"))


def _guides() -> Iterator[Say]:
    """The ways to a guide, and for each task a guide."""
    for query in (GuideQuery(), GuideQuery(TEAMS, TASKS[1]), GuideQuery(None, TASKS[1])):
        yield from guides.answer(query, HOME)
    for task in TASKS:
        yield from guides.answer(GuideQuery(TEAMS, task, Device.IOS), HOME)


def _guide(app: MeetingApp, rest: list[str]) -> Say:
    """`install.ios.steps`, `admin.steps`, `name`."""
    is_own = len(rest) > 2 and rest[0] != GuideTask.ADMIN
    task, device = (GuideTask(rest[0]), Device(rest[1])) if is_own else (GuideTask.ADMIN, None)
    return guides.answer(GuideQuery(app, task, device), HOME)[0]


def _troubles(catalogue: Catalogue) -> Iterator[Say]:
    """Which symptom it is of each trouble, and what helps against one."""
    for trouble in Trouble:
        symptoms = catalogue.trouble(trouble).symptoms
        offered = (Words(f"trouble.{trouble}.{code}") for code in symptoms)
        choices = tuple(Choice(words, Press("trouble")) for words in offered)
        title = Words(f"trouble.{trouble}.title")
        yield Ask(Words(f"trouble.{trouble}.ask"), choices, title=title)
    yield Remedy(Trouble.SOUND, next(iter(catalogue.trouble(Trouble.SOUND).symptoms)), None, HELPED)


def _value(catalogue: Catalogue, name: str) -> Value:
    if name in TOLD:
        return catalogue.text(f"texts.sample.{name}")
    if name in AS_TEXTS:
        return catalogue.text(AS_TEXTS[name])
    return AS_THEY_ARE.get(name, ANY_NUMBER)


def _answers(catalogue: Catalogue) -> dict[str, str | int]:
    return {
        "notice": "-",
        "agency": "-",
        "agency_name": catalogue.text("texts.sample.agency"),
        "category": "government",
        "province": "-",
        "apps": "teams+webex",
        "users": 450,
        "name": catalogue.text("texts.sample.name"),
        "phone": PHONE,
        "email": EMAIL,
    }


def _view(catalogue: Catalogue, stage: RegistrationStatus) -> RequestView:
    reached = STAGES[: STAGES.index(stage) + 1] if stage in STAGES else (*STAGES[:2], stage)
    person = Person(catalogue.text("texts.sample.name"), PhoneNumber(PHONE), EMAIL)
    apps = tuple(AppView(app, AppStatus.WAITING, AT) for app in MeetingApp)
    reason = catalogue.text("texts.sample.reason")
    return RequestView(
        reference=REFERENCE,
        agency_code="GOV-091",
        agency=catalogue.text("texts.sample.agency"),
        status=stage,
        since=AT,
        submitted_at=AT,
        users=450,
        apps=apps,
        history=tuple((status, AT) for status in reached),
        role=ContactRole.MAIN,
        reason=None if stage in STAGES else reason,
        next_day=AT.date(),
        person=person,
    )
