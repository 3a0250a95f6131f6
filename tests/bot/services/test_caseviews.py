"""What a page is told of an agency."""

import pytest

from bot.services.caseviews import Body


@pytest.mark.parametrize(("code", "is_listed"), [("GOV-091", True), ("NEW-00001", False)])
def test_a_body_that_a_contact_named_is_not_listed(code: str, is_listed: bool) -> None:
    assert Body(1, code, "กรม", "กรม", None, ()).is_listed is is_listed
