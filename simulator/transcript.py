"""A conversation as plain text that anyone can read: `>` a person, `<` the bot."""

from simulator import reading
from simulator.people import Author, Chat, Shown
from simulator.reading import Button, Words


def transcript(chat: Chat) -> str:
    """The whole chat, one line a bubble line, card row or button."""
    return "\n".join(line for shown in chat.history for line in lines(shown))


def lines(shown: Shown) -> list[str]:
    if shown.author is Author.USER:
        return [_prefixed(">", _said(shown))]
    return [_prefixed("<", line) for line in _written(shown)]


def visible(shown: Shown) -> list[str]:
    """What can be read in one message: words and button labels, without brackets."""
    return [
        part.text if isinstance(part, Words) else part.label
        for part in reading.parts(shown.message)
    ]


def _said(shown: Shown) -> str:
    if shown.via_button:
        return f"[{shown.via_button}]"
    return " ".join(visible(shown))


def _written(shown: Shown) -> list[str]:
    written = [_part(part) for part in reading.parts(shown.message)]
    items = shown.message.get("quickReply", {}).get("items", ())
    chips = " ".join(f"({chip.label})" for chip in reading.chips(items))
    return [*written, chips] if chips else written


def _part(part: Words | Button) -> str:
    if isinstance(part, Words):
        return part.text
    if part.action["type"] == "uri":
        return f"[{part.label} → {part.action['uri']}]"
    return f"[{part.label}]"


def _prefixed(mark: str, text: str) -> str:
    """Each line of the text stands under the mark."""
    first, *others = text.split("\n")
    return "\n".join([f"{mark} {first}", *(f"  {other}" for other in others)])
