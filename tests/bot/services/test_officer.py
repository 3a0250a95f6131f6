"""Who may know how to reach an agency's contacts is said by the role alone."""

from bot.services.officer import Officer
from models.vocabulary import Role


def test_persons_are_seen_by_those_who_work_with_them() -> None:
    seeing = [role for role in Role if Officer(1, "วิภา", role).sees_persons]

    assert seeing == [Role.OFFICER, Role.SCREENER, Role.ADMIN]
