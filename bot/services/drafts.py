"""
Keep an open form as JSON, and read it back.

A draft may have been written by an older release: what can no longer be read is left
out or, when the form itself is unreadable, the draft is forgotten. Never an error.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.turn import Answer, Draft, Option, PhoneNumber, Value, Words


def dump(draft: Draft) -> dict[str, Any]:
    """A draft as plain JSON values."""
    return {
        "form": draft.form,
        "version": draft.version,
        "answers": dict(draft.answers),
        "subject": draft.subject,
        "editing": draft.editing,
        "options": [
            {"words": _dump_value(option.words), "answers": dict(option.answers)}
            for option in draft.options
        ],
        "asked_at": draft.asked_at,
    }


def load(kept: Any) -> Draft | None:
    """The draft that `dump` wrote, None when there is none that can be read."""
    if not isinstance(kept, dict) or not isinstance(kept.get("form"), str):
        return None
    return Draft(
        form=kept["form"],
        version=_number(kept.get("version")),
        answers=_answers(kept.get("answers")),
        subject=_text(kept.get("subject")),
        editing=_text(kept.get("editing")),
        options=_options(kept.get("options")),
        asked_at=_number(kept.get("asked_at")),
    )


def _answers(kept: Any) -> Mapping[str, Answer]:
    if not isinstance(kept, dict):
        return {}
    return {name: value for name, value in kept.items() if type(value) in (str, int)}


def _options(kept: Any) -> tuple[Option, ...]:
    try:
        return tuple(
            Option(_load_words(option["words"]), _forgetting(option["answers"])) for option in kept
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return ()  # the question is asked again, with options of today


def _forgetting(kept: Any) -> Mapping[str, Answer | None]:
    """An option's answers; None is kept, for it takes an older answer back."""
    gone = {name: None for name, value in kept.items() if value is None}
    return {**gone, **_answers(kept)}


def _number(kept: Any) -> int:
    return kept if type(kept) is int else 0


def _text(kept: Any) -> str | None:
    return kept if isinstance(kept, str) else None


def _dump_value(value: Value) -> Any:
    match value:
        case Words(key, values):
            kept = {name: _dump_value(inner) for name, inner in values.items()}
            return {"is": "words", "key": key, "values": kept}
        case PhoneNumber(e164, extension):
            return {"is": "phone", "e164": e164, "extension": extension}
        case datetime():
            return {"is": "moment", "at": value.isoformat()}
        case date():
            return {"is": "day", "on": value.isoformat()}
        case str() | int():
            return value
    return [_dump_value(inner) for inner in value]


def _load_value(kept: Any) -> Value:
    if isinstance(kept, str | int):
        return kept
    if isinstance(kept, Sequence):
        return [_load_words(inner) for inner in kept]
    match kept["is"]:
        case "phone":
            return PhoneNumber(kept["e164"], kept["extension"])
        case "moment":
            return datetime.fromisoformat(kept["at"])
        case "day":
            return date.fromisoformat(kept["on"])
    return _load_words(kept)


def _load_words(kept: Any) -> Words:
    values = {name: _load_value(inner) for name, inner in kept["values"].items()}
    return Words(kept["key"], values)
