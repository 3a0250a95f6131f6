"""When something fails: how it shows, what helps, and whom to ask when it does not."""

from typing import Final

from handlers import talk
from handlers.answers.normalise import fold
from handlers.intent import Intent
from handlers.lexicon import Lexicon
from handlers.slots import Slots
from handlers.turn import Ask, Choice, Press, Remedy, Say, Words
from models.vocabulary import MeetingApp, Trouble

OF_INTENT: Final = {
    Intent.TS_SOUND: Trouble.SOUND,
    Intent.TS_VIDEO: Trouble.VIDEO,
    Intent.TS_LOGIN: Trouble.LOGIN,
    Intent.TS_PASSWORD: Trouble.PASSWORD,
    Intent.TS_LINK: Trouble.LINK,
    Intent.TS_SLOW: Trouble.SLOW,
}


# What may fail at a task that has an intent of its own.
OF_TASK: Final = {Intent.GUIDE_INSTALL: Trouble.INSTALL, Intent.GUIDE_SHARE: Trouble.SHARE}


def told_instead(
    intent: Intent, slots: Slots, text: str, lexicon: Lexicon
) -> tuple[Say, ...] | None:
    """What helps somebody who asks about a task, but tells that it fails; else None."""
    trouble = OF_TASK.get(intent)
    only_asks = lexicon.questions.anywhere.search(text) and not lexicon.yesno.negation.search(text)
    if trouble is None or only_asks:
        return None
    symptom = lexicon.symptoms[trouble].first(fold(text, lexicon))
    return (_remedy(trouble, symptom, _app(slots)),) if symptom else None


def wanted(intent: Intent, slots: Slots, text: str, lexicon: Lexicon) -> tuple[Say, ...]:
    """What helps against the symptom a text tells of, or which symptom it is."""
    trouble, app = OF_INTENT[intent], _app(slots)
    told = lexicon.symptoms[trouble].first(fold(text, lexicon))
    return (_remedy(trouble, told, app),) if told else (_which(trouble, app, lexicon),)


def pressed(press: Press, lexicon: Lexicon) -> tuple[Say, ...]:
    """The trouble a button names: its symptoms, or what helps against the one it names."""
    trouble, symptom, app = _parts(press, lexicon)
    if trouble is None:
        return (Ask(Words("guide.stuck"), choices=(*_every(), talk.HUMAN)),)
    return (_remedy(trouble, symptom, app),) if symptom else (_which(trouble, app, lexicon),)


def unsolved(press: Press, lexicon: Lexicon) -> tuple[Say, ...]:
    """Nothing helped: a person, and what to tell them."""
    trouble, symptom, app = _parts(press, lexicon)
    if trouble is None or symptom is None:
        return talk.human()
    return talk.human_about(Words(f"trouble.{trouble}.{symptom}"), app)


def _app(slots: Slots) -> str | None:
    return slots.app if slots.app in set(MeetingApp) else None


def _parts(press: Press, lexicon: Lexicon) -> tuple[Trouble | None, str | None, str | None]:
    trouble = next((known for known in Trouble if known == press.what), None)
    symptom, _, app = press.value.rpartition(".")
    known = symptom if trouble and symptom in lexicon.symptoms[trouble].all_meanings else None
    return trouble, known, app if app in set(MeetingApp) else None


def _every() -> tuple[Choice, ...]:
    return tuple(
        Choice(Words(f"trouble.{trouble}.title"), Press("trouble", str(trouble)))
        for trouble in Trouble
    )


def _which(trouble: Trouble, app: str | None, lexicon: Lexicon) -> Ask:
    choices = tuple(
        Choice(
            Words(f"trouble.{trouble}.{symptom}"),
            Press("trouble", str(trouble), f"{symptom}.{app or ''}"),
        )
        for symptom in lexicon.symptoms[trouble].all_meanings
    )
    words, title = Words(f"trouble.{trouble}.ask"), Words(f"trouble.{trouble}.title")
    return Ask(words, choices=choices, title=title)


def _remedy(trouble: Trouble, symptom: str, app: str | None) -> Remedy:
    here = f"{symptom}.{app or ''}"
    choices = (
        talk.DONE,
        Choice(Words("button.unsolved"), Press("unsolved", str(trouble), here)),
        Choice(Words("button.other_symptom"), Press("trouble", str(trouble), f".{app or ''}")),
        talk.HUMAN,
    )
    return Remedy(trouble, symptom, app, choices)
