"""People, groups, and what stands in their chats."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Message = dict[str, Any]


class Author(StrEnum):
    BOT = "bot"
    USER = "user"


@dataclass(slots=True)
class Person:
    user_id: str
    name: str
    blocked: bool = False


@dataclass(slots=True)
class Shown:
    """One message on the screen of a chat."""

    id: str
    author: Author
    at: int  # ms on the simulator's clock
    message: Message
    name: str = ""  # of the person, when people write
    via_button: str = ""  # the label tapped, when a button wrote it
    silent: bool = False  # a tap that puts nothing on the screen


@dataclass(slots=True)
class Chat:
    """A one-to-one chat (id of the person) or a group (id of the group)."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    history: list[Shown] = field(default_factory=list)
    quick_reply_of: str = ""  # id of the message whose quick reply is on the screen
    loading_until: int = 0
    pushes: int = 0  # push and multicast calls that reached this chat

    def show(self, shown: Shown) -> None:
        """A new message puts away the quick reply and the loading animation."""
        self.history.append(shown)
        self.quick_reply_of = shown.id if "quickReply" in shown.message else ""
        self.loading_until = 0

    def note(self, shown: Shown) -> None:
        """A tap nobody sees on the screen, kept for the transcript."""
        self.history.append(shown)

    def screen(self) -> list[Shown]:
        """What stands in the chat, the oldest first."""
        return [each for each in self.history if not each.silent]

    def take_back(self, message_id: str) -> bool:
        """False when it was not there."""
        kept = [each for each in self.history if each.id != message_id]
        found = len(kept) < len(self.history)
        self.history = kept
        return found

    def quick_reply(self) -> list[Message]:
        """The items on the screen now, on a phone."""
        for each in reversed(self.history):
            if each.id == self.quick_reply_of:
                items: list[Message] = each.message["quickReply"]["items"]
                return items
        return []
