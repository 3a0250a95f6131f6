"""A chat as a test sees it: what was answered since the last act, and waiting for it."""

from collections.abc import Callable
from typing import Any, Protocol, Self

from simulator import reading, transcript
from simulator.acts import Act
from simulator.buttons import Device, squeeze
from simulator.outgoing import Reason
from simulator.people import Author, Chat, Shown
from simulator.platform import Platform
from simulator.reading import Button

SHOWN_TRAFFIC = 8  # newest entries in a complaint


class Line(Protocol):
    """Where the chat takes place, and how many seconds an answer may take there."""

    platform: Platform
    seconds: float


class Talk:
    def __init__(self, line: Line, chat_id: str, device: Device) -> None:
        self.line = line
        self.chat_id = chat_id
        self.device = device
        self._since = 0

    @property
    def platform(self) -> Platform:
        return self.line.platform

    @property
    def chat(self) -> Chat:
        return self.platform.chat(self.chat_id)

    @property
    def last_answer(self) -> list[dict[str, Any]]:
        """Every message of the bot since the last act here, as LINE message objects."""
        return [shown.message for shown in self._answer()]

    def visible_text(self) -> str:
        """What can be read in the newest answer, a line for each text and label."""
        return "\n".join([*self._words(), *(chip.label for chip in self._chips())])

    def labels(self) -> list[str]:
        """The buttons of the newest answer, from above; quick replies last."""
        parts = [part for shown in self._answer() for part in reading.parts(shown.message)]
        own = [part.label for part in parts if isinstance(part, Button)]
        return own + [chip.label for chip in self._chips()]

    def sees(self, *texts: str) -> Self:
        """Each text stands somewhere in the newest answer."""
        visible = squeeze(self.visible_text())
        missing = [text for text in texts if squeeze(text) not in visible]
        assert not missing, f"not seen: {missing}\n\n{self.report()}"
        return self

    def sees_nothing_new(self) -> Self:
        assert not self._answer(), f"something came\n\n{self.report()}"
        return self

    def waits_for(self, *texts: str) -> Self:
        """Until each text stands in the newest answer: for a push that comes by itself."""
        wanted = [squeeze(text) for text in texts]
        self._wait(lambda: all(text in squeeze(self.visible_text()) for text in wanted))
        return self

    def transcript(self) -> str:
        return transcript.transcript(self.chat)

    def report(self) -> str:
        """For a complaint: the conversation, and the newest traffic."""
        newest = self.platform.traffic.newest_last()[-SHOWN_TRAFFIC:]
        rows = [f"{e.direction} {e.what} {e.status} {e.reason} {e.ms:.0f} ms" for e in newest]
        bad = [f"  {e.response[:500]!r}" for e in newest if e.status >= 400 or e.status == 0]
        return "\n".join([self.transcript(), "", "traffic, the newest last:", *rows, *bad])

    def wait_for(self, act: Act, *, answered: bool = True) -> None:
        """Until the webhook is done with, and (if asked for) the bot has answered in the chat."""
        token = act.parcels[0].event.get("replyToken") if act.parcels else None

        def done() -> bool:
            if not all(parcel.settled for parcel in act.parcels):
                return False
            return not (answered and token) or self._is_answered(act, str(token)) or _is_lost(act)

        self._wait(done)
        lost = answered and token and not self._is_answered(act, str(token))
        assert not lost, f"the webhook failed, so no answer can come\n\n{self.report()}"

    def _is_answered(self, act: Act, token: str) -> bool:
        pushed = self.platform.chat(act.chat).pushes > act.pushes_before
        return pushed or self.platform.tokens.is_used(token)

    def _wait(self, done: Callable[[], bool]) -> None:
        seconds = self.line.seconds
        in_time = self.platform.wait_until(done, seconds=seconds)
        assert in_time, f"no answer within {seconds:g} s\n\n{self.report()}"

    def _begin(self) -> None:
        """From here on, what the bot writes is the newest answer."""
        self._since = len(self.chat.history)

    def _answer(self) -> list[Shown]:
        with self.platform.locked():
            return [s for s in self.chat.history[self._since :] if s.author is Author.BOT]

    def _words(self) -> list[str]:
        return [word for shown in self._answer() for word in transcript.visible(shown)]

    def _chips(self) -> list[Button]:
        if self.device is Device.PC or not self._answer():
            return []
        return reading.chips(self.chat.quick_reply())


def _is_lost(act: Act) -> bool:
    """Refused by the bot, or no bot there. (One that only timed out may yet be answered.)"""
    hopeless = (Reason.COULD_NOT_CONNECT, Reason.ERROR_STATUS_CODE)
    return all(p.answered is not None and p.answered.reason in hopeless for p in act.parcels)
