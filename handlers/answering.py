"""
What each intent gets, whether it was typed, tapped or guessed.

Nothing here changes anything that was sent: what would, asks first.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from handlers import articles, commands, filing, guides, subscribing, talk, troubles
from handlers.answers.correction import Correction
from handlers.answers.normalise import fold
from handlers.answers.several import gather
from handlers.intent import Intent
from handlers.intents import Mode, Understood
from handlers.press import parse
from handlers.scene import Scene
from handlers.slots import Slots
from handlers.turn import Ask, Choice, Chosen, Press, Shown, Turn, Words
from handlers.veil import veiled
from models.vocabulary import Device, GuideTask, MeetingApp

MOST_ANSWERS: Final = 2
# What a registration may begin with; a name that is only likely waits for its own question.
BEGINNINGS: Final = frozenset({"apps", "users"})
# What a change may hold beside apps, whose names alone do not say how they change.
CHANGES: Final = frozenset({"users", "phone", "email"})

Doing = Callable[[Scene, Slots, str], Turn]


def reply(scene: Scene, intent: Intent, slots: Slots, text: str) -> Turn:
    """The turn of one intent, with what its text names."""
    turn = REPLIES[intent](scene, slots, text)
    return replace(turn, device=slots.device or turn.device)


def replies(scene: Scene, told: tuple[Understood, ...], text: str) -> Turn:
    """The answers to several questions in one message, as many as are read at once."""
    turns = [reply(scene, one.ranked[0], one.slots, one.read_as) for one in told[:MOST_ANSWERS]]
    own = [turn.says[:1] for turn in turns]
    rest = tuple(_choice(one.ranked[0], one.slots) for one in told[MOST_ANSWERS:])
    more = talk.which(rest) if rest else ()
    return scene.aside(*(say for says in own for say in says), *more)


def offer(scene: Scene, told: Understood, text: str) -> Turn:
    """The intents a text may have; what is chosen teaches the editors' examples."""
    followed = _followed(scene, told, text)
    if followed is not None:
        return followed
    nearest = tuple(_choice(intent, told.slots) for intent in told.choices)
    if told.mode is Mode.CHOICES:
        turn = scene.aside(*talk.which(nearest))
    else:
        near = talk.topics(scene.draft) if told.ranked[0] is Intent.OOS else nearest
        turn = scene.aside(*talk.missed(scene.facts, near))
        turn = replace(turn, misses=scene.facts.misses + 1)
    return replace(turn, lesson=Shown(veiled(text, scene.lexicon), told.choices))


def chosen(scene: Scene, pressed: Press) -> Turn:
    """The turn of an intent's button; the menu when it names none of ours."""
    intent = next((known for known in Intent if known == pressed.what), None)
    if intent is None or intent is Intent.OOS:
        return scene.aside(talk.menu(scene.draft))
    app, _, device = pressed.value.partition(".")
    known = next((one for one in Device if one == device), None)
    slots = Slots(app or None, known, (known,) if known else tuple(Device))
    return replace(reply(scene, intent, slots, ""), lesson=Chosen(intent))


def _followed(scene: Scene, told: Understood, text: str) -> Turn | None:
    """
    The part or the symptom that a text names and no more: of the newest card, or of the one
    intent among the likeliest that knows it.
    """
    said = fold(text, scene.lexicon)
    shown = [pressed for offer in scene.facts.offered if (pressed := parse(offer.data))]
    for pressed in shown:
        if _named(pressed.do, pressed.what, said, scene) == pressed.value.partition(".")[0] != "":
            is_article = pressed.do == "article"
            says = troubles.pressed(pressed, scene.lexicon)
            return scene.aside(
                *([articles.pressed(pressed, scene.lexicon, scene.today)] if is_article else says)
            )
    knowing = [intent for intent in told.choices if _knows(intent, said, scene)]
    return reply(scene, knowing[0], told.slots, text) if len(knowing) == 1 else None


def _knows(intent: Intent, said: str, scene: Scene) -> bool:
    topic, trouble = articles.OF_INTENT.get(intent), troubles.OF_INTENT.get(intent)
    if topic:
        return _named("article", topic, said, scene) is not None
    return trouble is not None and _named("trouble", trouble, said, scene) is not None


def _named(do: str, what: str, said: str, scene: Scene) -> str | None:
    books = {"article": scene.lexicon.parts, "trouble": scene.lexicon.symptoms}
    listed = books.get(do, {}).get(what)
    return listed.first(said) if listed else None


def _choice(intent: Intent, slots: Slots) -> Choice:
    here = f"{slots.app or ''}.{slots.device or ''}"
    return Choice(Words(f"label.intent.{intent}"), Press("topic", str(intent), here))


def _register(scene: Scene, slots: Slots, text: str) -> Turn:
    found = gather(text, scene.lexicon, BEGINNINGS) if text else {}
    return filing.register(scene, text if found and scene.open is None else "")


def _edit(scene: Scene, slots: Slots, text: str) -> Turn:
    """A change to what was sent, with the new value if the text holds it for certain."""
    found = gather(text, scene.lexicon, CHANGES) if text and scene.open is None else {}
    fields = [*found, *(["apps"] if slots.app in set(MeetingApp) else [])]
    if scene.open is None and len(fields) == 1:
        return filing.amend(scene, Correction(fields[0], text))
    return commands.obey(scene, "edit")


def _cancel(scene: Scene, slots: Slots, text: str) -> Turn:
    """What is open is dropped only when asked again: the text may have meant something else."""
    if scene.open is None:
        return commands.obey(scene, "withdraw")
    drop = Choice(Words("button.drop"), Press("cancel", version=scene.open.draft.version))
    return scene.say(Ask(Words("form.cancel_sure"), choices=(talk.RESUME, drop)))


def _notices(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    """Whoever chose it has said so; what was only understood asks first."""
    if intent is Intent.NOTICES_STOP:
        return subscribing.stop_sure(scene) if text else subscribing.stop(scene)
    return subscribing.resume_sure(scene) if text else subscribing.resume(scene)


def _guide(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    failing = troubles.told_instead(intent, slots, text, scene.lexicon)
    if failing is not None:
        return scene.aside(*failing)
    query = guides.wanted(intent, slots, scene.facts.device)
    if scene.lexicon.administrators.search(text.lower()):
        query = replace(query, task=GuideTask.ADMIN)
    return scene.aside(*guides.answer(query, scene.facts.home))


def _trouble(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    return scene.aside(*troubles.wanted(intent, slots, text, scene.lexicon))


def _article(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    return scene.aside(articles.wanted(intent, text, scene.lexicon, scene.today))


def _obey(scene: Scene, slots: Slots, text: str, *, command: str) -> Turn:
    return commands.obey(scene, command)


REPLIES: Final[Mapping[Intent, Doing]] = {
    Intent.REG_START: _register,
    Intent.REG_CONTINUE: partial(_obey, command="continue"),
    Intent.REG_CANCEL: _cancel,
    Intent.REG_EDIT: _edit,
    Intent.STATUS: partial(_obey, command="status"),
    **{intent: partial(_guide, intent=intent) for intent in guides.OF_INTENT},
    **{intent: partial(_trouble, intent=intent) for intent in troubles.OF_INTENT},
    **{intent: partial(_article, intent=intent) for intent in articles.OF_INTENT},
    Intent.NOTICES_STOP: partial(_notices, intent=Intent.NOTICES_STOP),
    Intent.NOTICES_RESUME: partial(_notices, intent=Intent.NOTICES_RESUME),
    Intent.HUMAN: partial(_obey, command="human"),
    Intent.GREET: partial(_obey, command="greet"),
    Intent.THANKS: partial(_obey, command="thanks"),
    Intent.ABUSE: partial(_obey, command="abuse"),
    Intent.HELP: partial(_obey, command="menu"),
    Intent.OOS: partial(_obey, command="menu"),
}
