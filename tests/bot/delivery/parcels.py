"""A message on its way, as tests of what becomes of it begin with one."""

from bot.services.posting import Parcel
from models.vocabulary import Channel, Importance


def reply(deadline_ms: int) -> Parcel:
    """An answer that must arrive, at its first attempt."""
    return Parcel(
        id=1,
        lane="U1",
        channel=Channel.REPLY,
        importance=Importance.MUST,
        reply_token="token",
        retry_key="key",
        messages="[]",
        attempts=1,
        is_unclear=False,
        deadline_ms=deadline_ms,
    )
