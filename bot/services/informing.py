"""What contacts give when the office has asked for something once more."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import update

from bot.services import amending, attachments, recording
from bot.services.recording import Act, Case
from handlers.turn import AnswerInfo, Impossible, InfoTaken, Outcome
from models.contact import AgencyContact
from models.vocabulary import Change, RegistrationStatus, Wanted

# What an answer counts as in the history: the first of these that it holds.
CHANGES: Final = (
    (frozenset({Wanted.APPS}), Change.APPS),
    (frozenset({Wanted.USERS}), Change.USERS),
    (amending.OF_PERSON, Change.CONTACT),
    (frozenset({Wanted.LETTER}), Change.LETTER),
    (frozenset({Wanted.NOTE}), Change.NOTE),
)

_link = AgencyContact.__table__


def take(act: Act, effect: AnswerInfo) -> Outcome:
    """
    Store what is given of what is still wanted; the last of it puts the request back into
    screening. What nobody asks for any more is left alone.
    """
    case = recording.find(act, effect.reference)
    if case is None:
        return Impossible("outcome.gone")
    if not case.is_mine:
        return Impossible("outcome.not_yours")
    if case.status is not RegistrationStatus.NEED_INFO or not case.wanted:
        return Impossible("outcome.info_done")
    given = case.wanted & _given(effect)
    refusal = _keep_letter(act, effect, case) if Wanted.LETTER in given else None
    given -= {Wanted.LETTER} if refusal else frozenset()
    if given:
        _store(act, effect, case, given)
    return InfoTaken(recording.view(act, case), refusal)


def _given(effect: AnswerInfo) -> frozenset[Wanted]:
    return frozenset(word for word in Wanted if getattr(effect, word) is not None)


def _keep_letter(act: Act, effect: AnswerInfo, case: Case) -> str | None:
    """Why it could not be kept."""
    attached = attachments.attach(act, case, effect.letter or "")
    return attached.key if isinstance(attached, Impossible) else None


def _store(act: Act, effect: AnswerInfo, case: Case, given: frozenset[Wanted]) -> None:
    after = recording.answered(case, given)
    details: dict[str, Any] = {"given": sorted(given)}
    if Wanted.USERS in given and effect.users is not None:
        details |= {"from": case.users, "to": effect.users}
        after = replace(after, users=effect.users)
    if Wanted.APPS in given and effect.apps is not None:
        details |= amending.set_apps(act, case, effect.apps)
    if given & amending.OF_PERSON:
        _set_person(act, effect, case, given)
    told = {"note": effect.note} if Wanted.NOTE in given else None
    recording.keep(act, case, after)
    change = next(change for wanted, change in CHANGES if given & wanted)
    recording.enter(act, after, change, before=case.status, details=details, told=told)


def _set_person(act: Act, effect: AnswerInfo, case: Case, given: frozenset[Wanted]) -> None:
    """The acting person's own details, as far as they were asked for."""
    values: dict[str, Any] = {}
    if Wanted.NAME in given:
        values["name"] = effect.name
    if Wanted.PHONE in given and effect.phone is not None:
        values |= {"phone": effect.phone.e164, "phone_extension": effect.phone.extension}
    if Wanted.EMAIL in given:
        values["email"] = effect.email
    act.connection.execute(update(_link).where(_link.c.id == case.link_id).values(**values))
