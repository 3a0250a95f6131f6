"""Somebody types a code that the office gave them. Tries are counted, so guessing ends soon."""

from handlers.answers import onetimecode
from handlers.scene import Scene
from handlers.turn import CountLookup, Link, Say, Tell, Turn, Words


def answer(scene: Scene, text: str) -> Turn | None:
    """The turn of a one-time code; None for all else."""
    code = onetimecode.read(text, scene.lexicon)
    if code is None:
        return None
    if scene.facts.lookups_left <= 0:
        return scene.aside(Tell(Words("linking.too_many")))
    return scene.aside(effects=(Link(code), CountLookup()))


def how() -> tuple[Say, ...]:
    """What to type, for somebody who typed the word alone."""
    return (Tell(Words("linking.how")),)
