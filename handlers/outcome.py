"""What is said once an effect was carried out: to the person, and to others it concerns."""

from handlers import notice_cards, status, subscribing, talk
from handlers.turn import (
    AlreadyOpen,
    Amended,
    Ask,
    Choice,
    FileKept,
    Impossible,
    InfoTaken,
    JoinAsked,
    JoinDecided,
    Linked,
    NoticeAsked,
    NoticeRefused,
    NoticesSet,
    NoticeStale,
    NoticeStands,
    OfficerBound,
    Outcome,
    Press,
    RequestView,
    Say,
    Submitted,
    Tell,
    Withdrawn,
    Words,
)
from models.vocabulary import ContactRole

Notice = tuple[str, tuple[Say, ...]]
Besides = (
    Linked | OfficerBound | NoticesSet | NoticeAsked | NoticeStands | NoticeStale | NoticeRefused
)


def word(outcome: Outcome) -> tuple[Say, ...]:
    """What the person who caused it is told."""
    match outcome:
        case Submitted(view):
            return (_tell("outcome.submitted", view), status.card(view))
        case AlreadyOpen(view):
            return already_open(view)
        case JoinAsked() | JoinDecided():
            return (_joining(outcome),)
        case Amended(view, _, is_applied):
            return _amended(view, is_applied)
        case InfoTaken(view, refusal):
            return _info_taken(view, refusal)
        case Withdrawn(view):
            again = (status.begin("registration"), talk.MENU)
            return (Ask(_words("outcome.withdrawn", view), choices=again),)
        case FileKept(view):
            return (_tell("attachment.kept", view),)
        case Impossible(key):
            return (Ask(Words(key), choices=(talk.STATUS, talk.HUMAN)),)
    return _besides(outcome)


def _besides(outcome: Besides) -> tuple[Say, ...]:
    """What is about the person, or about notices, and about none of their requests."""
    match outcome:
        case NoticesSet():
            return subscribing.told(outcome)
        case OfficerBound(name):
            return (Tell(Words("officers.bound", {"name": name})),)
        case Linked(agency, view):
            done = Tell(Words("linking.done", {"agency": agency}))
            return (done, status.card(view)) if view else (done,)
    return notice_cards.told(outcome)


def for_others(outcome: Outcome) -> tuple[Notice, ...]:
    """Who else is told, by LINE id, and what."""
    match outcome:
        case JoinAsked(view, link, person, main) if main:
            return ((main, (_decision(view, link, person.name),)),)
        case JoinDecided(view, _, is_welcome, asker):
            key = "notice.join_accepted" if is_welcome else "notice.join_declined"
            told: tuple[Say, ...] = (_tell(key, view),)
            return ((asker, (*told, status.card(view)) if is_welcome else told),)
        case NoticeStands(_, verb, _, others) if verb in notice_cards.HEARD:
            return tuple((line_id, notice_cards.for_writers(outcome)) for line_id in others)
        case Withdrawn(view, others):
            return tuple((line_id, (_tell("notice.withdrawn", view),)) for line_id in others)
    return ()


def already_open(view: RequestView) -> tuple[Say, ...]:
    """The agency has an open request: its status, and the way to take part or change it."""
    is_contact = view.role in (ContactRole.MAIN, ContactRole.DEPUTY)
    key = "outcome.already_yours" if is_contact else "outcome.already_open"
    return (_tell(key, view), status.card(view))


def _amended(view: RequestView, is_applied: bool) -> tuple[Say, ...]:
    key = "outcome.amended" if is_applied else "outcome.amendment_asked"
    return (_tell(key, view), status.card(view))


def _joining(outcome: JoinAsked | JoinDecided) -> Tell:
    view = outcome.view
    if isinstance(outcome, JoinAsked):
        return _tell("outcome.join_asked" if outcome.main else "outcome.join_asked_office", view)
    key = "outcome.join_accepted" if outcome.is_welcome else "outcome.join_declined"
    return Tell(Words(key, {"name": outcome.person.name, "agency": view.agency}))


def _info_taken(view: RequestView, refusal: str | None) -> tuple[Say, ...]:
    failed = (Tell(Words(refusal)),) if refusal else ()
    if not view.wanted:
        return (_tell("outcome.info_taken", view), status.card(view))
    fields = tuple(Words(f"label.wanted.{word}") for word in view.wanted)
    words = Words("outcome.info_partial", {"reference": view.reference, "fields": fields})
    return (*failed, Ask(words, choices=(status.answer(view), talk.HUMAN)))


def _decision(view: RequestView, link: int, name: str) -> Ask:
    choices = tuple(
        Choice(Words(f"button.{do}"), Press("decide", what=do, value=str(link)))
        for do in ("accept", "decline")
    )
    values = {"name": name, "agency": view.agency, "reference": view.reference}
    return Ask(Words("notice.join_asked", values), choices=choices)


def _tell(key: str, view: RequestView) -> Tell:
    return Tell(_words(key, view))


def _words(key: str, view: RequestView) -> Words:
    return Words(key, {"reference": view.reference, "agency": view.agency})
