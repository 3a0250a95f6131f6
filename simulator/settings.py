"""What a simulator is set to. Defaults run on a laptop with nothing set."""

from dataclasses import dataclass

SECRET = "simulator-channel-secret"
TOKEN = "simulator-channel-access-token"
BOT_NAME = "สดช. WFH"


@dataclass(frozen=True, slots=True)
class Channel:
    """Fixed for one run: who the bot is, and how both sides prove themselves."""

    secret: str = SECRET
    token: str = TOKEN
    bot_name: str = BOT_NAME


@dataclass(slots=True)
class Switches:
    """Changed while running, by the control API."""

    redelivery: bool = False
    webhook_timeout: float = 2.0  # seconds; LINE: request_timeout after two
    quota: int | None = 500  # messages a month; None is a plan without a limit
