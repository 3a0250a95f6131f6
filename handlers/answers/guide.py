"""Whether a text wants a guide, and for which app, device and task."""

from dataclasses import dataclass

from handlers import letters
from handlers.answers import app
from handlers.answers.normalise import normalise
from handlers.lexicon import Lexicon
from models.vocabulary import Device, GuideTask, MeetingApp


@dataclass(frozen=True, slots=True)
class GuideQuery:
    """What a text says about guides; a part it leaves open is None."""

    app: MeetingApp | None
    device: Device | None
    task: GuideTask | None
    wanted: bool


def read(text: str, lexicon: Lexicon) -> GuideQuery:
    """
    What guide the text is about.

    One is wanted when the text names guides, asks how to about an app, a device or a
    task, or names an app together with a device or a task.
    """
    seen = normalise(text, lexicon)
    named, rest = app.without_names(seen, lexicon)
    folded = letters.sounds(rest, lexicon.letters)
    words = lexicon.topics
    device, task = words.devices.first(folded), _task(folded, lexicon)
    subject = bool(named or device or task)
    wanted = (
        words.guide.first(folded) is not None
        or (subject and words.asking.first(folded) is not None)
        or bool(named and (device or task))
    )
    return GuideQuery(
        app=named,
        device=Device(device) if device else None,
        task=GuideTask(task) if task else None,
        wanted=wanted,
    )


def _task(folded: str, lexicon: Lexicon) -> str | None:
    named = {spot.meaning for spot in lexicon.topics.tasks.spots(folded)}
    return next((task for task in lexicon.topics.task_order if task in named), None)
