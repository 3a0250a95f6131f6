"""The code and the catalogue speak of the same texts."""

import pytest

from bot.services.duplicates import Trait
from bot.services.selection import Group, Holder, Letter, Sort
from handlers.intent import Intent
from messages_th.catalogue import places, template
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    BroadcastState,
    Change,
    ChunkState,
    ContactRole,
    Device,
    FateState,
    GuideTask,
    JobKind,
    JobState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Role,
    Wanted,
)
from tests.messages_th import spoken_keys
from tests.messages_th.spoken_keys import BUILT, TEXTS, spoken

LABELS = {
    "app": MeetingApp,
    "app_status": AppStatus,
    "broadcast": BroadcastState,
    "category": AgencyCategory,
    "change": Change,
    "chunk": ChunkState,
    "device": Device,
    "fate": FateState,
    "intent": [intent for intent in Intent if intent is not Intent.OOS],  # nobody chooses it
    "origin": Origin,
    "queue_group": Group,
    "queue_holder": Holder,
    "queue_letter": Letter,
    "queue_sort": Sort,
    "job_kind": JobKind,
    "job_state": JobState,
    "role": ContactRole,
    "staff_may": Role,
    "staff_role": Role,
    "status": RegistrationStatus,
    "task": GuideTask,
    "trait": Trait,
    "wanted": Wanted,
}


def test_every_key_the_code_can_say_has_its_text() -> None:
    assert sorted(spoken() - TEXTS.keys()) == []


def test_every_text_can_be_said() -> None:
    labels = {key for key in TEXTS if key.startswith("label.")}

    assert sorted(TEXTS.keys() - spoken() - labels) == []


def test_every_key_that_is_put_together_is_known_here() -> None:
    assert sorted(spoken_keys.patterns()) == sorted(BUILT)


def test_every_text_is_given_the_values_it_needs() -> None:
    lacking = {
        key: needed - given
        for key, given in spoken_keys.values_given()
        if (needed := places(template(key, TEXTS.get(key, "")))) - given
    }

    assert lacking == {}


@pytest.mark.parametrize("name", LABELS)
def test_every_word_of_the_office_has_its_label_and_no_label_is_left_over(name: str) -> None:
    labels = [key for key in TEXTS if key.startswith(f"label.{name}.")]

    assert sorted(labels) == sorted(f"label.{name}.{word}" for word in LABELS[name])


def test_no_other_labels_stand_in_the_catalogue() -> None:
    sections = {key.split(".")[1] for key in TEXTS if key.startswith("label.")}

    assert sections == set(LABELS)
