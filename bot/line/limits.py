"""
LINE's numbers, and how LINE counts.

Everything is counted in UTF-16 units, except what is marked clusters: those are the
characters a reader sees. Source of every number: the Messaging API reference, at the
anchor named beside it, and its page on text character counts.
"""

from typing import Final

import regex

MESSAGES: Final = 5  # in one reply or push (#send-reply-message)
TEXT: Final = 5_000  # of a text message (#text-message)
ALT_TEXT: Final = 1_500  # of a Flex message (#flex-message)
QUICK_REPLIES: Final = 13  # items (#items-object)
QUICK_LABEL: Final = 20  # clusters, label of a quick reply (#action-object-label-spec)
FLEX_LABEL: Final = 40  # clusters, label of an action in a Flex message (same)
DISPLAY_TEXT: Final = 300  # clusters, displayText of a postback (#postback-action)
MESSAGE_TEXT: Final = 300  # clusters, text of a message action (#message-action)
DATA: Final = 300  # data of a postback (#postback-action)
URI: Final = 1_000  # uri of an action (#uri-action)
BUBBLE: Final = 30_720  # bytes of JSON (#bubble), taken as UTF-8
CAROUSEL: Final = 51_200  # bytes of JSON (#f-carousel), taken as UTF-8
BUBBLES: Final = 12  # in a carousel (#f-carousel)
MENU_NAME: Final = 300  # clusters (#rich-menu-object)
CHAT_BAR: Final = 14  # clusters (#rich-menu-object)
MENU_AREAS: Final = 20  # (#rich-menu-object)
MENU_PICTURE: Final = 1_048_576  # bytes (#upload-rich-menu-image)

ELLIPSIS: Final = "…"

# Bidirectional controls, zero-width characters, halves of surrogate pairs and the like
# change how the text around them looks, or cannot be sent at all.
_HARMFUL: Final = regex.compile(r"[\p{Cf}\p{Cs}\p{Cn}\u034f\u115f\u1160\u3164]+")
_BREAKING: Final = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}]+")
_PILED: Final = regex.compile(r"(\p{M}{4})\p{M}+")
_NEAR: Final = 64  # characters before a cut that are looked at, more than any cluster has
_CLUSTER: Final = regex.compile(r"\X")


def units(text: str) -> int:
    """Length in UTF-16 units: a letter of Thai is one, most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> int:
    """Length in the characters a reader sees: a Thai letter with its vowel and tone is one."""
    return len(text) if text.isascii() else len(_CLUSTER.findall(text))


def cut(text: str, most: int) -> str:
    """At most `most` UTF-16 units, ended by … when something is left out, no character torn."""
    if units(text) <= most:
        return text
    room = 2 * (most - units(ELLIPSIS))  # in bytes
    fitting = text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore")
    end = start = max(0, len(fitting) - _NEAR)
    for cluster in _CLUSTER.finditer(text, start):
        if cluster.end() > len(fitting):
            break
        end = cluster.end()
    return text[:end].rstrip() + ELLIPSIS


def cut_clusters(text: str, most: int) -> str:
    """At most `most` clusters, ended by … when something is left out."""
    if len(text) <= most:  # never fewer code points than clusters
        return text
    seen = _CLUSTER.findall(text)
    return text if len(seen) <= most else "".join(seen[: most - 1]).rstrip() + ELLIPSIS


def tidy(value: str, most: int) -> str:
    """A value from outside on one line, without what is invisible or piled up, and cut."""
    short = value[: most * 4]
    plain = _BREAKING.sub(" ", _HARMFUL.sub("", short))
    return cut(_PILED.sub(r"\1", plain).strip(), most)
