"""
Everything that is raised on purpose.

    BotError
    ├── SettingsError        the settings cannot be worked with; names every fault at once
    ├── NotAWebhook          what was sent is not what LINE sends
    ├── DatabaseUnavailable  the database cannot be used now: locked, full, away
    ├── TurnFailed           one event made its turn fail; its transaction was rolled back
    ├── MenuRefused          LINE did not take the picture menu, or was not reached
    ├── WorkFailed           long work cannot be done; its `key` says why to who asked for it
    ├── WorkLost             long work is another's by now, or the process is to end
    └── NotMoved             a database was not moved, kept or brought back; nothing was changed

`key` names the message a person may be shown.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any


class BotError(Exception):
    """Something went wrong that was foreseen."""

    key: str = "door.sorry"


class SettingsError(BotError):
    """The settings cannot be worked with; `faults` are sentences for the operator."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


class NotAWebhook(BotError):
    """A body that is no JSON object with a list of events."""


class DatabaseUnavailable(BotError):
    """The database cannot be used now. Trying again later may help."""


class TurnFailed(BotError):
    """The turn of inbox event `inbox_id` raised; the cause is chained."""

    def __init__(self, inbox_id: int) -> None:
        super().__init__(f"inbox event {inbox_id}")
        self.inbox_id = inbox_id


class MenuRefused(BotError):
    """LINE did not take the menu, with its `status`, or was not reached, with none."""

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.status = status


class WorkFailed(BotError):
    """Long work cannot be done; `values` are those of the message."""

    def __init__(self, key: str, values: Mapping[str, Any] = MappingProxyType({})) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class WorkLost(BotError):
    """The work of job `job_id` is to be left where it is."""

    def __init__(self, job_id: int) -> None:
        super().__init__(f"job {job_id}")
        self.job_id = job_id


class NotMoved(BotError):
    """Data stays where it was; `faults` are sentences for the operator."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
