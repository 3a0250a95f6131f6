"""A member of staff as services know them: whoever acts in the console, or from LINE."""

from dataclasses import dataclass
from typing import Final

from models.vocabulary import Role

# Who may know how to reach an agency's contacts; to others they are shown in part.
SEE_PERSONS: Final = frozenset({Role.OFFICER, Role.SCREENER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts; `name` is shown to colleagues, never to the public."""

    id: int
    name: str
    role: Role
    has_shortcuts: bool = True

    @property
    def sees_persons(self) -> bool:
        return self.role in SEE_PERSONS
