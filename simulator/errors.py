"""
LINE's refusals, word for word where they are known.

    Refusal              an answer of LINE's API other than 2xx
    Impossible           a person cannot do that; the control API answers 400 or 404
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PARSE = "The request body could not be parsed as JSON (line: {line}, column: {column})"
BODY = "The request body has {count} error(s)"
MESSAGE = "A message (messages[{index}]) in the request body is invalid"
PROPERTY = "The property, '{name}', in the request body is invalid (line: -, column: -)"
PARAMETER = "The value for the '{name}' parameter is invalid"
REPLY_TOKEN = "Invalid reply token"
RECIPIENT = "Failed to send messages"
NO_TOKEN = (
    "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'"
)
BAD_TOKEN = (
    "Authentication failed due to the following reason: The access token malformed. "
    "Confirm that the access token in the authorization header is valid."
)
NOT_FOUND = "Not found"
RETRY_KEY_USED = "The retry key is already accepted"
RATE = "The API rate limit has been exceeded. Try again later."
INTERNAL = "Internal Server Error"
QUOTA = "You have reached your monthly limit."
NO_MENU_IMAGE = "must upload richmenu image before applying it to user"
NO_DEFAULT_MENU = "no default richmenu"
NOT_BUILT = "not built in this simulator: {what}"


@dataclass(slots=True)
class Refusal(Exception):
    """LINE refuses the call. Nothing was done."""

    status: int
    message: str
    details: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {"message": self.message, **self.more}
        if self.details:
            body["details"] = [dict(detail) for detail in self.details]
        return body


def not_built(what: str) -> Refusal:
    return Refusal(501, NOT_BUILT.format(what=what))


@dataclass(slots=True)
class Impossible(Exception):
    """A person, or the control API for them, asked for what cannot be done."""

    message: str
    status: int = 400
    more: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.message} {dict(self.more) or ''}".strip()
