"""
Every setting: its name, how it is read, its default and what it means.

The only file that reads the environment, once, at the start. All faults are
reported together. Nothing needs to be set to try the bot on a laptop.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from bot.errors import SettingsError

LINE_API: Final = "https://api.line.me"
LINE_DATA_API: Final = "https://api-data.line.me"  # LINE: message content and menu pictures
DATABASE: Final = "sqlite:///var/wfh.db"
ELSEWHERE: Final = "is only for a simulator on this machine: LINE_API_BASE leads elsewhere"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

# What a LINE simulator on this machine uses when nothing is set, so that both meet.
SIMULATOR_SECRET: Final = "simulator-channel-secret"
SIMULATOR_TOKEN: Final = "simulator-channel-access-token"


@dataclass(frozen=True, slots=True)
class Settings:
    """What this start of the bot works with. `missing` names what LINE cannot work without."""

    line_channel_secret: str
    line_channel_access_token: str
    line_api_base: str
    database_url: str
    secret_key: str
    public_url: str
    port: int
    web_concurrency: int
    approval_size: int = 50
    metrics_token: str = ""
    demo: bool = False
    fail_points: Path | None = None
    missing: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Where to listen: for everybody only once the bot has secrets of its own."""
        is_real = not self.demo and self.line_channel_secret != SIMULATOR_SECRET
        has_own = is_real and not self.missing
        return "0.0.0.0" if has_own else "127.0.0.1"

    @property
    def is_https(self) -> bool:
        """Whether browsers come by HTTPS, so that nothing is to be sent without it."""
        return self.public_url.startswith("https:")

    @property
    def is_public(self) -> bool:
        """Whether others than this machine are told where the bot is."""
        return urlsplit(self.public_url).hostname not in LOOPBACK

    @property
    def line_data_base(self) -> str:
        """Where files are fetched: LINE has a host of its own for them, a simulator has not."""
        return LINE_DATA_API if self.line_api_base == LINE_API else self.line_api_base


def _text(value: str) -> str:
    return value


def _secret(value: str) -> str:
    if len(value) < 16:
        raise ValueError("must be 16 characters or more")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with http:// or https://")
    return value.rstrip("/")


def database_url(value: str) -> str:
    """The address of a database as the rest of the bot reads it; ValueError says what is wrong."""
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return value
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
        return f"postgresql+psycopg://{rest}"
    raise ValueError("must begin with sqlite:/// or postgresql://")


def _yes(value: str) -> bool:
    if value != "yes":
        raise ValueError("must be yes, or not be set")
    return True


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(value)

    return read


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table below. A `default` of None is worked out from the others."""

    name: str
    read: Callable[[str], Any]
    default: str | None
    meaning: str


TABLE: Final = (
    Setting("LINE_CHANNEL_SECRET", _text, None, "Proves that a webhook comes from LINE."),
    Setting("LINE_CHANNEL_ACCESS_TOKEN", _text, None, "Lets the bot speak as the account."),
    Setting("LINE_API_BASE", _address, LINE_API, "Where LINE's Messaging API is."),
    Setting("DATABASE_URL", database_url, DATABASE, "Where everything is kept."),
    Setting("SECRET_KEY", _text, None, "Signs browser sessions; random at each start if unset."),
    Setting("PUBLIC_URL", _address, None, "The bot's own address, for links in messages."),
    Setting("PORT", _whole(1, 65_535), "8000", "The port the web server listens on."),
    Setting("WEB_CONCURRENCY", _whole(1, 64), "2", "How many worker processes serve."),
    Setting("APPROVAL_SIZE", _whole(0, 10_000_000), "50", "Notices to more need a second officer."),
    Setting("METRICS_TOKEN", _secret, None, "Lets its bearer read /metrics from anywhere."),
    Setting("DEMO", _yes, None, "Lets anybody at this machine into the console; for a demo."),
    Setting("FAIL_POINTS", Path, None, "Where tests say at which place to die; for tests."),
)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read all settings. Raises SettingsError naming every fault; values are never repeated."""
    given = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    faults = []
    for setting in TABLE:
        written = given.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name] = None if written is None else setting.read(written)
        except ValueError as error:
            faults.append(f"{setting.name} {error}")
    if not faults and not _is_local(values):
        faults += [f"{name} {ELSEWHERE}" for name in ("DEMO", "FAIL_POINTS") if values[name]]
    if faults:
        raise SettingsError(faults)
    return _complete(values)


def _is_local(values: Mapping[str, Any]) -> bool:
    return urlsplit(values["LINE_API_BASE"]).hostname in LOOPBACK


def _complete(values: Mapping[str, Any]) -> Settings:
    is_local = _is_local(values)
    needed = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")
    # Without a secret nobody must be believed: an unguessable one refuses every webhook.
    secret = SIMULATOR_SECRET if is_local else secrets.token_hex()
    token = SIMULATOR_TOKEN if is_local else ""
    return Settings(
        line_channel_secret=values["LINE_CHANNEL_SECRET"] or secret,
        line_channel_access_token=values["LINE_CHANNEL_ACCESS_TOKEN"] or token,
        line_api_base=values["LINE_API_BASE"],
        database_url=values["DATABASE_URL"],
        secret_key=values["SECRET_KEY"] or secrets.token_hex(),
        public_url=values["PUBLIC_URL"] or f"http://127.0.0.1:{values['PORT']}",
        port=values["PORT"],
        web_concurrency=values["WEB_CONCURRENCY"],
        approval_size=values["APPROVAL_SIZE"],
        metrics_token=values["METRICS_TOKEN"] or "",
        demo=values["DEMO"] is True,
        fail_points=values["FAIL_POINTS"],
        missing=() if is_local else tuple(name for name in needed if not values[name]),
    )
