"""What was heard: the four things a person can do in a chat."""

from dataclasses import dataclass
from enum import StrEnum


class Attachment(StrEnum):
    """Messages that are not text."""

    STICKER = "sticker"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heard:
    """A text typed at `at` (LINE's clock, milliseconds)."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed; `data` is what the button carried, not to be trusted."""

    data: str
    at: int


@dataclass(frozen=True, slots=True)
class Received:
    """Something that is not text; `message_id` is LINE's, by which a file can be had."""

    kind: Attachment
    at: int
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The person added the account, or unblocked it."""

    at: int


Input = Heard | Pressed | Received | Followed
