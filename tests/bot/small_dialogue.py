"""
A dialogue of a few lines, to test the way around it: it repeats what it hears.

"form" opens a form and "done" closes it, "fail" raises, "quiet" says nothing,
"tell" has something said to another chat, "lookup" asks about a stranger's request,
"device ios" is found to use that device, "unsure WORDS" may mean the status or the price,
"meant INTENT" chooses one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot.services.dialogue import Dialogue, Message
from handlers.intent import Intent
from handlers.turn import (
    Chosen,
    CountLookup,
    DecideJoin,
    Draft,
    Effect,
    Facts,
    Heard,
    Impossible,
    Input,
    Offer,
    Outcome,
    Registry,
    Say,
    Shown,
    Tell,
    Turn,
    Words,
)
from models.vocabulary import Device


@dataclass(slots=True)
class Memory:
    """What the dialogue was handed, in order."""

    heard: list[Input] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    done: list[tuple[Effect, int, int]] = field(default_factory=list)


def small_dialogue(memory: Memory | None = None, **changes: Any) -> Dialogue:
    kept = memory or Memory()

    def step(draft: Draft | None, heard: Input, facts: Facts) -> Turn:
        kept.heard.append(heard)
        kept.facts.append(facts)
        return _step(draft, heard, facts)

    def carry_out(
        connection: Connection, effect: Effect, contact_id: int, inbox_id: int, now: datetime
    ) -> Outcome | None:
        kept.done.append((effect, contact_id, inbox_id))
        return None if isinstance(effect, CountLookup) else Impossible("told")

    dialogue = Dialogue(
        step=step,
        word=lambda outcome: (),
        tell_others=lambda outcome: (("U" + "b" * 32, (_tell("for you"),)),),
        in_group=lambda text, _: (_tell(f"group {text}"),),
        on_joining=lambda: (_tell("joined"),),
        render=render,
        offers=lambda says: tuple(
            Offer(say.words.key, "press") for say in says if isinstance(say, Tell)
        ),
        carry_out=carry_out,
        registry=_registry,
        apology=lambda: render((_tell("sorry"),)),
        names=lambda: ("bot",),
        home="https://bot.example",
    )
    return replace(dialogue, **changes)


def render(says: Sequence[Say]) -> list[Message]:
    return [{"type": "text", "text": say.words.key} for say in says if isinstance(say, Tell)]


def _step(draft: Draft | None, heard: Input, facts: Facts) -> Turn:
    text = heard.text if isinstance(heard, Heard) else type(heard).__name__
    match text.split():
        case ["fail"]:
            raise RuntimeError("the dialogue failed")
        case ["quiet"]:
            return Turn(draft, ())
        case ["form"]:
            version = facts.version + 1
            return Turn(Draft("small", version), (_tell("form open"),), version=version)
        case ["done"]:
            return Turn(None, (_tell("form closed"),), version=facts.version)
        case ["tell"]:
            return Turn(draft, (_tell("telling"),), (DecideJoin(1, is_welcome=True),))
        case ["lookup"]:
            left = _tell(f"{facts.lookups_left} left")
            return Turn(draft, (left,), (CountLookup(),), version=facts.version)
        case ["device", name]:
            return Turn(draft, (_tell(name),), device=Device(name))
        case ["unsure", *words]:
            shown = Shown(" ".join(words), (Intent.STATUS, Intent.INFO_COST))
            return Turn(draft, (_tell("which"),), lesson=shown)
        case ["meant", intent]:
            return Turn(draft, (_tell("so"),), lesson=Chosen(Intent(intent)))
    return Turn(draft, (_tell(text),), version=facts.version)


def _tell(key: str) -> Tell:
    return Tell(Words(key))


def _registry(connection: Connection, contact_id: int, today: date) -> Registry:
    return _Empty()


class _Empty:
    def mine(self) -> Sequence[Any]:
        return ()

    def of_agency(self, code: str) -> None:
        return None

    def by_reference(self, reference: str) -> None:
        return None
