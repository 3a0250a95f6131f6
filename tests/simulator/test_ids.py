import re

from simulator import ids


def test_a_ulid_has_26_characters_and_sorts_by_time():
    early, late = ids.ulid(1_584_400_000_000), ids.ulid(1_584_400_000_001)

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", early)
    assert early[:10] < late[:10]


def test_message_ids_are_numbers_that_rise():
    first, second = ids.message_id(), ids.message_id()

    assert first.isdigit()
    assert int(second) == int(first) + 1


def test_people_and_groups_have_ids_of_lines_form():
    assert ids.USER.fullmatch(ids.user_id())
    assert ids.CHAT.fullmatch(ids.group_id())
    assert not ids.USER.fullmatch(ids.group_id())
