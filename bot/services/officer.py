"""A member of staff as services know them: whoever acts in the console, or from LINE."""

from dataclasses import dataclass

from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts; `name` is shown to colleagues, never to the public."""

    id: int
    name: str
    role: Role
    has_shortcuts: bool = True
