"""
Reply tokens: used once, within a minute of the delivery.

LINE: one minute after receiving the webhook; after a redelivery one minute from
that, but never later than twenty minutes after the event.
"""

from dataclasses import dataclass

LIFE_MS = 60_000
LAST_MS = 20 * 60_000


@dataclass(slots=True)
class ReplyToken:
    token: str
    chat: str
    issued: int
    good_until: int = 0
    used: bool = False


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, token: str, *, chat: str, now: int) -> None:
        """Known, but good only from its delivery."""
        self._tokens[token] = ReplyToken(token, chat, issued=now)

    def deliver(self, token: str, *, now: int) -> None:
        known = self._tokens.get(token)
        if known is not None:
            known.good_until = min(now + LIFE_MS, known.issued + LAST_MS)

    def chat_of(self, token: str, *, now: int) -> str | None:
        """Where a reply would go; None for a token that is unknown, used or too old."""
        known = self._tokens.get(token)
        if known is None or known.used or now > known.good_until:
            return None
        return known.chat

    def use(self, token: str) -> None:
        self._tokens[token].used = True

    def is_used(self, token: str) -> bool:
        known = self._tokens.get(token)
        return known is not None and known.used
