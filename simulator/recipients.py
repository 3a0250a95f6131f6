"""Who a call reaches: chats that show it, numbers of the crowd, and how many people that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.people import Chat
from simulator.platform import Platform


@dataclass(slots=True)
class Reached:
    """Nobody twice, nobody who blocks. One of the crowd who has a chat stands in both lists."""

    chats: list[Chat] = field(default_factory=list)
    numbers: Sequence[int] = ()
    people: int = 0


def in_chat(platform: Platform, chat_id: str) -> Reached | None:
    """The person, or the members of the group. None for a chat that does not exist."""
    if chat_id.startswith("U"):
        return among(platform, [chat_id]) if platform.knows(chat_id) else None
    chat = platform.chats.get(chat_id)
    return None if chat is None else Reached([chat], (), len(chat.members))


def among(platform: Platform, user_ids: Iterable[str]) -> Reached:
    """Those of these people who can be reached; unknown ids are passed over, as LINE does."""
    asked = dict.fromkeys(user_ids)
    people, crowd = platform.people, platform.crowd
    friends = [each for each in asked if each in people and not people[each].blocked]
    unseen = crowd.friends_among([each for each in asked if each not in people])
    seen = crowd.friends_among(friends)
    chats = [platform.chats[each] for each in friends]
    return Reached(chats, [*seen, *unseen], len(chats) + len(unseen))


def everyone(platform: Platform) -> Reached:
    """All friends. Groups are not among them."""
    friends = [each for each in platform.people.values() if not each.blocked]
    strangers = [each for each in friends if platform.crowd.number(each.user_id) is None]
    numbers = platform.crowd.friends()
    chats = [platform.chats[each.user_id] for each in friends]
    return Reached(chats, numbers, len(strangers) + len(numbers))
