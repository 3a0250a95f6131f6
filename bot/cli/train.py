"""`train`: learn from the examples of `messages_th/intents/` and write the weights beside them."""

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import messages_th
from bot.services import directory
from handlers import intents
from handlers.answers import keyboard
from handlers.answers.normalise import normalise
from handlers.intent import Intent
from handlers.lexicon import AgencyEntry, Lexicon, build
from messages_th import examples
from messages_th.examples import Examples

COURTESY: Final = "courtesy.toml"


def run(folder: Path = examples.FOLDER) -> int:
    """
    Learn from the examples of a folder, write the weights into it, and print what came of it.

    1, and nothing written, when the packages for learning are missing or an intent is unknown.
    """
    try:
        from bot import training  # these packages are for developers: the bot runs without them
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is needed to learn. Install it with: make setup", file=sys.stderr)
        return 1
    known, bodies = examples.load_examples(folder), directory.listed()
    strange = sorted(known.keys() - set(Intent))
    if strange:
        print(f"There is no such intent: {', '.join(strange)}", file=sys.stderr)
        return 1
    lexicon = build(messages_th.load_lexicon(), bodies)
    courtesy = tomllib.loads((folder / COURTESY).read_text("utf-8"))
    told = training.samples(known, courtesy["before"], courtesy["after"], _essence(lexicon))
    lesson = training.learn(told)
    data = training.written(lesson, **_head(known, bodies, lexicon))
    (folder / examples.WEIGHTS).write_bytes(data)
    print(f"{len(told)} sentences of {len(known)} intents, {len(data) / 1024:.0f} KiB of weights.")
    print(
        f"Of sentences not learned from, {lesson.right_first:.1%} are right first and "
        f"{lesson.right_in_three:.1%} in three; answered from {lesson.answer_from} on, "
        f"choices offered from {lesson.choose_from} on."
    )
    return 0


def _essence(lexicon: Lexicon) -> Callable[[str], str]:
    return lambda sentence: intents.essence(sentence, lexicon)[1]


def _head(
    known: Mapping[str, Examples], bodies: list[AgencyEntry], lexicon: Lexicon
) -> dict[str, Any]:
    """What goes with the weights: what they came from, and how either script looks."""
    names = [name for body in bodies for name in (body.name, *body.keys)]
    sentences = [sentence for one in known.values() for sentence in one.sentences]
    english = messages_th.load_lexicon()["keyboard"]["english"]
    texts = [normalise(text, lexicon) for text in (*sentences, *names, english)]
    return {
        "digest": examples.digest(known),
        "thai": sorted({run for text in texts for run in keyboard.thai_runs(text)}),
        "latin": sorted({run for text in texts for run in keyboard.latin_runs(text)}),
    }
