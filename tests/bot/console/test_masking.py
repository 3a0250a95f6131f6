"""Whoever may only look cannot call or write to a contact."""

import pytest

from bot.console import masking
from models.vocabulary import Role


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+66812341234", "08x-xxx-1234"),
        ("+6621417010", "02x-xxx-7010"),
        ("+14155550100", "+1x-xxx-0100"),
        ("1669", "xxxx"),
    ],
)
def test_of_a_number_only_the_ends_are_shown(number: str, shown: str) -> None:
    assert masking.phone(number) == shown


def test_of_an_address_only_its_first_letter_and_domain_are_shown() -> None:
    assert masking.email("somchai@example.go.th") == "s***@example.go.th"


def test_those_who_work_with_contacts_see_them() -> None:
    masked = {role for role in Role if masking.is_masked(role)}

    assert masked == {Role.VIEWER, Role.ANNOUNCER}
