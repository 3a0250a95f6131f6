"""What every reader may give back beside its value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Unclear:
    """The text holds no certain value; `key` names the message that says what to type instead."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cut(Generic[Value]):
    """A value, and what is left of the text once the words it was read from are cut out."""

    value: Value
    rest: str
