"""
What each intent gets, whether it was typed, tapped or guessed.

Nothing here changes anything that was sent: what would, asks first.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from handlers import articles, commands, filing, guides, talk, troubles
from handlers.answers.several import gather
from handlers.intents import Mode, Understood
from handlers.scene import Scene
from handlers.slots import Slots
from handlers.turn import Ask, Choice, Chosen, Press, Shown, Turn, Words
from handlers.veil import veiled
from models.vocabulary import Device, Intent

MOST_ANSWERS: Final = 2
# What a registration may begin with; a name that is only likely waits for its own question.
BEGINNINGS: Final = frozenset({"apps", "users"})

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


def _choice(intent: Intent, slots: Slots) -> Choice:
    here = f"{slots.app or ''}.{slots.device or ''}"
    return Choice(Words(f"label.intent.{intent}"), Press("topic", str(intent), here))


def _register(scene: Scene, slots: Slots, text: str) -> Turn:
    found = gather(text, scene.lexicon, BEGINNINGS) if text else {}
    return filing.register(scene, text if found and scene.open is None else "")


def _cancel(scene: Scene, slots: Slots, text: str) -> Turn:
    """What is open is dropped only when asked again: the text may have meant something else."""
    if scene.open is None:
        return commands.obey(scene, "withdraw")
    drop = Choice(Words("button.drop"), Press("cancel", version=scene.open.draft.version))
    return scene.say(Ask(Words("form.cancel_sure"), choices=(talk.RESUME, drop)))


def _guide(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    failing = troubles.told_instead(intent, slots, text, scene.lexicon)
    if failing is not None:
        return scene.aside(*failing)
    query = guides.wanted(intent, slots, scene.facts.device)
    return scene.aside(*guides.answer(query, scene.facts.home))


def _trouble(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    return scene.aside(*troubles.wanted(intent, slots, text, scene.lexicon))


def _article(scene: Scene, slots: Slots, text: str, *, intent: Intent) -> Turn:
    return scene.aside(articles.wanted(intent, text, scene.lexicon))


def _obey(scene: Scene, slots: Slots, text: str, *, command: str) -> Turn:
    return commands.obey(scene, command)


REPLIES: Final[Mapping[Intent, Doing]] = {
    Intent.REG_START: _register,
    Intent.REG_CONTINUE: partial(_obey, command="continue"),
    Intent.REG_CANCEL: _cancel,
    Intent.REG_EDIT: partial(_obey, command="edit"),
    Intent.STATUS: partial(_obey, command="status"),
    **{intent: partial(_guide, intent=intent) for intent in guides.OF_INTENT},
    **{intent: partial(_trouble, intent=intent) for intent in troubles.OF_INTENT},
    **{intent: partial(_article, intent=intent) for intent in articles.OF_INTENT},
    Intent.HUMAN: partial(_obey, command="human"),
    Intent.GREET: partial(_obey, command="greet"),
    Intent.THANKS: partial(_obey, command="thanks"),
    Intent.ABUSE: partial(_obey, command="abuse"),
    Intent.HELP: partial(_obey, command="menu"),
    Intent.OOS: partial(_obey, command="menu"),
}
