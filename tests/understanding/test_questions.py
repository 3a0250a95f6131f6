"""
How well questions are understood that nobody learned from.

`unseen.jsonl` was written by people who had not seen the examples, and is only measured;
`tuning.jsonl` helped to choose between ways of learning. Neither is ever learned from.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.services import directory
from handlers import intents
from handlers.intent import Intent
from handlers.intents import Mode, Understood
from messages_th.examples import load_examples

HERE = Path(__file__).parent
SETS = ("tuning", "unseen")


@dataclass(frozen=True)
class Asked:
    """A question, what its writer wanted, and what was understood."""

    text: str
    intent: Intent
    slots: dict[str, str]
    found: Understood

    @property
    def is_right(self) -> bool:
        return self.found.ranked[0] is self.intent

    @property
    def is_answered(self) -> bool:
        return self.found.mode is Mode.ANSWER

    @property
    def is_resolved(self) -> bool:
        """Whether it is answered right, or right after one tap."""
        return self.is_right if self.is_answered else self.intent in self.found.choices


@cache
def asked(name: str) -> tuple[Asked, ...]:
    return tuple(_asked(name))


def _asked(name: str) -> Iterator[Asked]:
    lexicon, learned = directory.shipped(), _learned()
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        if _squeezed(told["text"]) in learned:
            continue  # "good morning" is written alike by everybody
        found = intents.understand(told["text"], lexicon)
        yield Asked(told["text"], Intent(told["intent"]), told["slots"], found)


def _learned() -> set[str]:
    examples = load_examples().values()
    return {_squeezed(sentence) for one in examples for sentence in one.sentences}


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


def ours(name: str) -> list[Asked]:
    return [one for one in asked(name) if one.intent is not Intent.OOS]


def share(chosen: list[Asked], among: list[Asked] | tuple[Asked, ...]) -> float:
    return len(chosen) / len(among)


@pytest.mark.parametrize("name", SETS)
def test_every_intent_is_asked_for_often_enough_to_tell(name: str) -> None:
    times = {intent: sum(one.intent is intent for one in asked(name)) for intent in Intent}

    assert len(asked(name)) >= 300
    assert min(times.values()) >= 8


@pytest.mark.parametrize("name", SETS)
def test_nine_in_ten_are_right_first(name: str) -> None:
    assert share([one for one in asked(name) if one.is_right], asked(name)) >= 0.90


@pytest.mark.parametrize("name", SETS)
def test_nearly_all_are_among_the_first_three(name: str) -> None:
    near = [one for one in asked(name) if one.intent in one.found.ranked[: intents.CHOICES]]

    assert share(near, asked(name)) >= 0.96


@pytest.mark.parametrize("name", SETS)
def test_hardly_any_is_answered_wrongly(name: str) -> None:
    wrong = [one for one in asked(name) if one.is_answered and not one.is_right]

    assert share(wrong, asked(name)) <= 0.015, [one.text for one in wrong]


@pytest.mark.parametrize("name", SETS)
def test_most_are_resolved_within_one_tap(name: str) -> None:
    assert share([one for one in ours(name) if one.is_resolved], ours(name)) >= 0.94


@pytest.mark.parametrize("name", SETS)
def test_what_is_not_ours_is_hardly_ever_answered(name: str) -> None:
    others = [one for one in asked(name) if one.intent is Intent.OOS]

    assert share([one for one in others if one.is_answered], others) <= 0.05


@pytest.mark.parametrize("name", SETS)
def test_apps_and_devices_are_told_beside_the_intent(name: str) -> None:
    def named(one: Asked) -> dict[str, str]:
        told = {"app": one.found.slots.app, "platform": one.found.slots.device}
        return {slot: str(value) for slot, value in told.items() if value}

    wrong = [one for one in asked(name) if named(one) != one.slots]

    assert share(wrong, asked(name)) <= 0.02, [one.text for one in wrong]
