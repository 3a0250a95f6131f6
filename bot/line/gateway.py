"""
Calls LINE: reply, push, multicast, profile. Returns what came of it, never raises for it.

The one question a sender must have answered is whether it is worth trying again, and
whether the call may have gone through. While LINE is down most calls are not made at all.
"""

from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import quote

import orjson

from bot.line.breaker import Breaker
from bot.line.outcomes import (
    Accepted,
    Answer,
    Cause,
    Delivered,
    Faulty,
    Problem,
    Quota,
    Refused,
    Result,
    TryLater,
    Verdict,
    content,
    outcome,
    verdict,
    whole,
)
from bot.line.wire import Wire

__all__ = [
    "RESTING",
    "Accepted",
    "Cause",
    "Delivered",
    "Faulty",
    "Gateway",
    "Problem",
    "Quota",
    "Refused",
    "Result",
    "TryLater",
    "Verdict",
]

Kind = Literal["reply", "push", "multicast"]

# Not called, so nothing can have gone through.
RESTING: Final = TryLater(Cause.RESTING, is_unclear=False, detail="line is down")


class Gateway:
    """
    LINE's Messaging API at `base`, spoken with `token`. Safe to share between threads.

    `tell` hears the cause of each message that LINE did not take.
    """

    def __init__(
        self, base: str, token: str, tell: Callable[[Cause], None] = lambda _: None
    ) -> None:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._wire = Wire(base, headers)
        self._tell = tell
        self._breaker = Breaker()
        self._basic_id: str | None = None

    @property
    def is_down(self) -> bool:
        """Whether LINE has failed so often in a row that it is left alone."""
        return self._breaker.is_open

    @property
    def rests(self) -> bool:
        """Whether a message would not be sent now, for LINE is down; better not to begin."""
        return self._breaker.rests()

    def probe(self) -> None:
        """Ask whether LINE is back, where nobody has had anything to send for a while."""
        if not self._breaker.is_forgotten or not self._breaker.lets_through():
            return
        answer = self._wire.call("GET", "/v2/bot/info", None, {})
        if isinstance(answer, Answer) and answer.status < 500:
            self._breaker.doubt()

    def reply(self, token: str, messages: str) -> Result:
        """Answer the event that gave `token`; `messages` is a JSON list."""
        body = f'{{"replyToken":{_json(token)},"messages":{messages}}}'
        return self._send("/v2/bot/message/reply", body, {})

    def push(self, to: str, messages: str, retry_key: str) -> Result:
        """Send `messages` to a chat; with the same key and body LINE accepts it once a day."""
        body = f'{{"to":{_json(to)},"messages":{messages}}}'
        return self._send("/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key})

    def multicast(self, to: str, messages: str, retry_key: str) -> Result:
        """
        Send `messages` to up to 500 people, all or none; its key works as a push's does.

        Both are JSON lists: the people's is made by the database, nobody parses it here.
        """
        body = f'{{"to":{to},"messages":{messages}}}'
        return self._send("/v2/bot/message/multicast", body, {"X-Line-Retry-Key": retry_key})

    def validate(self, messages: str, kind: Kind = "multicast") -> Verdict:
        """Whether LINE would take `messages`, with all it finds wrong; nothing is sent."""
        path = f"/v2/bot/message/validate/{kind}"
        return verdict(self._enquire("POST", path, f'{{"messages":{messages}}}'.encode()))

    def quota(self) -> Quota | None:
        """How many messages of this month are used, of how many; None when LINE will not say."""
        plan = self._ask("/v2/bot/message/quota")
        spent = self._ask("/v2/bot/message/quota/consumption")
        used = whole(spent.get("totalUsage")) if spent else None
        if plan is None or used is None:
            return None
        if plan.get("type") == "none":
            return Quota(None, used)
        limit = whole(plan.get("value"))
        return None if limit is None else Quota(limit, used)

    def profile_name(self, line_id: str) -> str | None:
        """What a person calls themselves, None when LINE will not say."""
        name = (self._ask(f"/v2/bot/profile/{quote(line_id, safe='')}") or {}).get("displayName")
        return name if isinstance(name, str) else None

    def basic_id(self) -> str | None:
        """What our account is found under (@…), asked once; None when LINE will not say."""
        if self._basic_id is None:
            told = (self._ask("/v2/bot/info") or {}).get("basicId")
            self._basic_id = told if isinstance(told, str) else None
        return self._basic_id

    def content(self, message_id: str, *, most: int) -> bytes | TryLater | Refused:
        """The file of a message; Refused when LINE has it no more or it is larger than `most`."""
        path = f"/v2/bot/message/{quote(message_id, safe='')}/content"
        answer = self._wire.call("GET", path, None, {})
        if isinstance(answer, TryLater):
            return answer
        if answer.status == 202:  # LINE is still preparing it
            return TryLater(Cause.SERVER, is_unclear=False, detail="not ready")
        if answer.status != 200:
            result = outcome(answer)
            return result if isinstance(result, TryLater) else Refused(Cause.REQUEST)
        return answer.body if len(answer.body) <= most else Refused(Cause.REQUEST, "too large")

    def close(self) -> None:
        """Hang up. Calls after this open connections anew."""
        self._wire.close()

    def _send(self, path: str, body: str, headers: dict[str, str]) -> Result:
        """A call that tells somebody something: what comes of it shows whether LINE is down."""
        if not self._breaker.lets_through():
            return RESTING
        result = outcome(self._wire.call("POST", path, body.encode(), headers))
        cause = None if isinstance(result, Delivered) else result.cause
        if cause is not Cause.STALE:  # then the connection was gone, which says nothing of LINE
            self._breaker.note(is_up=cause not in {Cause.NETWORK, Cause.SERVER})
        if cause is not None:
            self._tell(cause)
        return result

    def _enquire(self, method: str, path: str, body: bytes | None = None) -> Answer | TryLater:
        """
        A call that only asks says nothing of sending: LINE may take no message and yet tell
        names. It is not made while it would only hold up whoever asks.
        """
        return RESTING if self._breaker.rests() else self._wire.call(method, path, body, {})

    def _ask(self, path: str) -> dict[str, object] | None:
        """What LINE tells of something; None when it does not."""
        answer = self._enquire("GET", path)
        if isinstance(answer, TryLater) or answer.status != 200:
            return None
        return content(answer.body)


def _json(text: str) -> str:
    return orjson.dumps(text).decode()
