from datetime import UTC, date, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import drafts
from handlers.turn import Draft, Option, PhoneNumber, Words

FULL = Draft(
    form="registration",
    version=7,
    answers={"agency": "GOV-012", "users": 350},
    subject="WFH-63-00084-K",
    editing="users",
    options=(
        Option(
            Words(
                "option.phone",
                {
                    "phone": PhoneNumber("+6621417010", "12"),
                    "on": date(2020, 3, 17),
                    "at": datetime(2020, 3, 17, 5, tzinfo=UTC),
                    "count": 3,
                    "app": Words("label.app.teams"),
                    "apps": [Words("label.app.teams"), Words("label.app.webex")],
                },
            ),
            {"phone": "+6621417010", "users": 3, "extension": None},
        ),
    ),
    asked_at=1_584_421_200_000,
)


def test_a_draft_comes_back_as_it_was_kept() -> None:
    kept = orjson.loads(orjson.dumps(drafts.dump(FULL)))

    assert drafts.load(kept) == FULL


@pytest.mark.parametrize("kept", [None, [], "text", 7, {}, {"form": None}, {"form": 3}])
def test_load_forgets_what_is_no_draft(kept: object) -> None:
    assert drafts.load(kept) is None


def test_load_takes_what_it_can_from_a_draft_of_another_release() -> None:
    kept = {
        "form": "registration",
        "version": "7",
        "answers": {"users": 350, "letter": {"pages": 2}, "old": None},
        "editing": 3,
        "options": [{"label": "of long ago"}],
        "question": "users",
    }

    assert drafts.load(kept) == Draft("registration", 0, answers={"users": 350})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
parts = st.sampled_from(["version", "answers", "subject", "editing", "options", "asked_at"])


@given(st.dictionaries(parts, json_values))
def test_load_never_raises(kept: dict[str, object]) -> None:
    loaded = drafts.load({"form": "registration", **kept})

    assert loaded is not None
    assert loaded.form == "registration"
