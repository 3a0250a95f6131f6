"""Message objects, and LINE's two ways of complaining about them."""

from typing import Any, Final

from simulator import errors
from simulator.errors import Refusal
from simulator.rules import actions, flex, templates
from simulator.rules.checks import (
    Check,
    Fault,
    Path,
    Problem,
    Problems,
    both,
    kinds,
    link,
    listing,
    number,
    one_of,
    pattern,
    shape,
    string,
    text,
    whole,
)
from simulator.rules.limits import limit
from simulator.rules.wording import BRIEF, PLAIN, dotted, slashed

UNBUILT: Final = ("textV2", "imagemap", "coupon")
# LINE: the packages a bot may send from.
STICKER_PACKAGES: Final = (
    *("446", "789", "1070", "6136", "6325", "6359", "6362", "6370", "6632"),
    *("8515", "8522", "8525", "11537", "11538", "11539"),
)

_quick_reply = shape(
    {
        "items": listing(
            shape(
                {"type": one_of("action"), "action": actions.IN_QUICK_REPLY},
                {"imageUrl": link("quickReply item", "imageUrl", "https")},
            ),
            low=1,
            high=limit("any message", "quickReply.items").max,
        )
    },
    {},
)
_sender = shape({}, {"name": text("sender", "name"), "iconUrl": link("sender", "iconUrl", "https")})
_KIND: Final[dict[str, Check]] = {"type": string}
_ANY: Final[dict[str, Check]] = {"quickReply": _quick_reply, "sender": _sender}
_emoji = shape({"index": whole(0, 5000), "productId": string, "emojiId": string}, {})


def _emojis_stand_on_dollars(value: Any, path: Path) -> Problems:
    """Each index, in UTF-16 units, points at a `$` of the text."""
    words, emojis = value.get("text"), value.get("emojis")
    if not isinstance(words, str) or not isinstance(emojis, list):
        return
    units = words.encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(emojis):
        at = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(at, int) and units[2 * at : 2 * at + 2] != b"$\0":
            yield Problem((*path, "emojis", index, "index"), Fault.INVALID)


def _media(kind: str) -> dict[str, Check]:
    return {"originalContentUrl": link(kind, "originalContentUrl", "https")}


_video_url = link("video", "previewImageUrl", "https")

MESSAGE: Final = kinds(
    {
        "text": both(
            shape(
                {**_KIND, "text": text("text", "text")},
                {
                    **_ANY,
                    "quoteToken": string,
                    "emojis": listing(_emoji, low=0, high=limit("text", "emojis").max),
                },
            ),
            _emojis_stand_on_dollars,
        ),
        "sticker": shape(
            {**_KIND, "packageId": one_of(*STICKER_PACKAGES), "stickerId": pattern(r"\d{1,20}")},
            {**_ANY, "quoteToken": string},
        ),
        "image": shape(
            {
                **_KIND,
                **_media("image"),
                "previewImageUrl": link("image", "previewImageUrl", "https"),
            },
            _ANY,
        ),
        "video": shape(
            {**_KIND, **_media("video"), "previewImageUrl": _video_url},
            {**_ANY, "trackingId": text("video", "trackingId")},
        ),
        "audio": shape({**_KIND, **_media("audio"), "duration": whole(1, 2**53)}, _ANY),
        "location": shape(
            {
                **_KIND,
                "title": text("location", "title"),
                "address": text("location", "address"),
                "latitude": number(-90, 90),
                "longitude": number(-180, 180),
            },
            _ANY,
        ),
        "template": shape(
            {
                **_KIND,
                "altText": text("template", "altText"),
                "template": templates.TEMPLATE,
            },
            _ANY,
        ),
        "flex": shape(
            {**_KIND, "altText": text("flex", "altText"), "contents": flex.CONTAINER}, _ANY
        ),
    }
)
MESSAGES: Final = listing(MESSAGE, low=1, high=limit("any send request", "messages").max)


def refuse_bad(messages: Any) -> None:
    """Raise LINE's refusal of a `messages` property, or return for a good one."""
    if messages is None:
        raise refusal_of_body([Problem(("messages",), Fault.MISSING)])
    if not isinstance(messages, list):
        raise Refusal(400, errors.PROPERTY.format(name="messages"))
    _refuse_unbuilt(messages)
    problems = list(MESSAGES(messages, ("messages",)))
    plain = [problem for problem in problems if not _is_inside(problem)]
    if plain:
        raise refusal_of_body(plain)
    if problems:
        raise _refusal_of_message(problems)


def refusal_of_body(problems: list[Problem]) -> Refusal:
    details = [{"message": PLAIN.say(each), "property": dotted(each.path)} for each in problems]
    return Refusal(400, errors.BODY.format(count=len(details)), details)


def _refuse_unbuilt(messages: list[Any]) -> None:
    for message in messages:
        kind = message.get("type") if isinstance(message, dict) else None
        if kind in UNBUILT:
            raise errors.not_built(f"message type {kind}")


def _is_inside(problem: Problem) -> bool:
    """In a template or Flex container, which LINE reports message by message."""
    return problem.path[2:3] in (("template",), ("contents",))


def _refusal_of_message(problems: list[Problem]) -> Refusal:
    """Only the first bad message is reported, as LINE does."""
    index = problems[0].path[1]
    own = [problem for problem in problems if problem.path[1] == index]
    details = [{"message": BRIEF.say(each), "property": slashed(each.path[2:])} for each in own]
    return Refusal(400, errors.MESSAGE.format(index=index), details)
