"""
What people type, by what they want: `intents/*.toml`, as values.

Editors add sentences there; `make train` learns from them. A pattern is a sentence with
alternatives, `(แชร์|โชว์)จอ(|ครับ)`, and stands for all of them.
"""

import hashlib
import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("intents")
WEIGHTS: Final = "weights.bin"
LEXICON: Final = Path(__file__).with_name("lexicon.toml")
COMPARED_BY: Final = ("letters", "polite", "apps", "devices", "devices_of_apps", "elsewhere")
# Sentences one pattern may stand for; of more, evenly spread ones are taken.
MOST_OF_A_PATTERN: Final = 30
GOLDEN: Final = (5**0.5 - 1) / 2

_ALTERNATIVES: Final = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Examples:
    """One intent: what it means, in words for editors, and what people type who want it."""

    means: str
    sentences: tuple[str, ...]
    patterns: tuple[str, ...]


def load_examples(folder: Path = FOLDER) -> dict[str, Examples]:
    """
    All intents by name, in the order of their files.

    Raises tomllib.TOMLDecodeError for a broken file, ValueError for an intent in two places.
    """
    found: dict[str, Examples] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, table in _intents(tomllib.loads(path.read_text("utf-8")), ""):
            if name in found:
                raise ValueError(f"{path.name}: {name} stands in two places")
            found[name] = Examples(
                means=table.get("means", ""),
                sentences=tuple(table["examples"]),
                patterns=tuple(table.get("patterns", ())),
            )
    return found


def load_weights(folder: Path = FOLDER) -> bytes:
    """What was learned from the examples; `handlers.weights` reads it."""
    return (folder / WEIGHTS).read_bytes()


def expanded(pattern: str, most: int = MOST_OF_A_PATTERN) -> tuple[str, ...]:
    """The sentences a pattern stands for, at most `most` of them, always the same ones."""
    parts = _ALTERNATIVES.split(pattern)
    ways = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    every = ["".join(way) for way in itertools.product(*ways)]
    every = list(dict.fromkeys(" ".join(sentence.split()) for sentence in every))
    # The golden section falls in step with no group of alternatives: none is left out.
    step = max(1, round(len(every) * GOLDEN))
    while gcd(step, len(every)) > 1:
        step += 1
    return tuple(every[place * step % len(every)] for place in range(min(most, len(every))))


def digest(examples: Mapping[str, Examples]) -> str:
    """
    What the weights were made from, in 16 letters: it changes with every example, and with
    the words of the lexicon that sentences are compared by.
    """
    listed = tomllib.loads(LEXICON.read_text("utf-8"))
    compared = json.dumps([listed[name] for name in COMPARED_BY], ensure_ascii=False)
    told = hashlib.sha256(compared.encode())
    for name, one in sorted(examples.items()):
        for kind in (one.sentences, one.patterns):
            told.update(_lines(name, kind))
    return told.hexdigest()[:16]


def _lines(name: str, sentences: Sequence[str]) -> bytes:
    return "\n".join((name, *sentences, "")).encode()


def _intents(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for word, value in table.items():
        if isinstance(value, Mapping):
            name = f"{prefix}{word}"
            if "examples" in value:
                yield name, value
            else:
                yield from _intents(value, f"{name}.")
