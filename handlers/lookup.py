"""A request that a text names, by its reference or by its agency."""

from handlers import status, talk
from handlers.answers import agency, command
from handlers.scene import Scene
from handlers.turn import Ask, Turn, Words
from models import reference


def named(scene: Scene, text: str) -> Turn | None:
    """Its status; None when a text names no request."""
    found = reference.find(text)
    if found is not None:
        says, effects = status.of_reference(found, scene.facts)
        return scene.aside(*says, effects=effects)
    about = command.after(text, "status", scene.lexicon)
    return _status_of(scene, about) if about else None


def _status_of(scene: Scene, name: str) -> Turn | None:
    match = agency.match(name, scene.lexicon)
    if match.exact:
        says, effects = status.of_agency(match.candidates[0].code, scene.facts)
        return scene.aside(*says, effects=effects)
    if not match.candidates:
        return None
    choices = tuple(talk.status_of(entry.code, entry.name) for entry in match.candidates)
    return scene.aside(Ask(Words("status.which_agency"), choices=choices))
