"""
What a member of staff asks from LINE: the queue, the day, a case.

Only for accounts that are bound to a member of staff; anybody else who types the same is
answered as anybody is. Requests are only looked at: they are decided in the console, where it
is known who holds the telephone. Notices to many are written and steered here, too.
"""

from collections.abc import Callable, Mapping
from typing import Final

from handlers import announcing, status
from handlers.answers import command
from handlers.facts import OfficeDesk
from handlers.scene import Scene
from handlers.turn import Ask, Choice, Press, RequestView, Say, Tell, Turn, Value, Words
from models import reference
from models.reference import Mistyped, Reference
from models.vocabulary import RegistrationStatus

# What the queue tells of, in its order.
WAITING: Final = (
    RegistrationStatus.SUBMITTED,
    RegistrationStatus.SCREENING,
    RegistrationStatus.NEED_INFO,
    RegistrationStatus.APPROVED,
)
OLDEST: Final = 5


def answer(scene: Scene, text: str) -> Turn | None:
    """The turn when an officer asks for one of these things; None for all else."""
    desk = scene.facts.desk
    if desk is None:
        return None
    wish = command.of_officers(text, scene.lexicon)
    if wish is not None and wish in WISHES:
        return scene.aside(*WISHES[wish](desk, scene.facts.home))
    if wish is not None:
        return announcing.obey(scene, desk, wish)
    found = reference.find(text)
    return None if found is None else scene.aside(case(desk, found, scene.facts.home))


def pressed(scene: Scene, press: Press) -> Turn:
    """A case chosen from the queue; for nobody but officers."""
    found = reference.find(press.value)
    if scene.facts.desk is None or found is None:
        return scene.aside(Tell(Words("outcome.gone")))
    return scene.aside(case(scene.facts.desk, found, scene.facts.home))


def queue(desk: OfficeDesk, home: str) -> tuple[Say, ...]:
    """How much waits, and the oldest of it as buttons."""
    waiting = desk.queue(OLDEST)
    counts = {str(state): waiting.counts.get(state, 0) for state in WAITING}
    words = Words("officers.queue", {**counts, "overdue": waiting.overdue})
    cases = tuple(
        Choice(
            Words("choice.request", {"reference": view.reference, "agency": view.agency}),
            Press("case", value=view.reference),
        )
        for view in waiting.oldest
    )
    opening = Choice(Words("button.open_queue"), uri=f"{home}/console/queue")
    title = Words("officers.queue_title", {"name": desk.name})
    return (Ask(words, choices=(*cases, opening), title=title),)


def today(desk: OfficeDesk, home: str) -> tuple[Say, ...]:
    """What the day has brought so far, and the totals as the press table counts them."""
    day = desk.today()
    values: dict[str, Value] = {"day": day.day, "submitted": day.submitted}
    values |= {"approved": day.approved, "rejected": day.rejected, "active": day.active}
    totals = {"agencies": day.agencies, "users": day.users}
    return (Tell(Words("officers.today", values)), Tell(Words("officers.totals", totals)))


def case(desk: OfficeDesk, found: Reference | Mistyped, home: str) -> Say:
    """A request as the office sees it, with the way to its page."""
    if isinstance(found, Mistyped):
        return Tell(Words("status.mistyped"))
    view: RequestView | None = desk.case(str(found))
    if view is None:
        return Tell(Words("status.unknown"))
    uri = f"{home}/console/cases/{view.reference}"
    return status.office_card(view, (Choice(Words("button.open_case"), uri=uri, primary=True),))


WISHES: Final[Mapping[str, Callable[[OfficeDesk, str], tuple[Say, ...]]]] = {
    "queue": queue,
    "today": today,
}
