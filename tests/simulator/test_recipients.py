import pytest

from simulator import acts, recipients
from simulator.crowd import user_id
from simulator.platform import Platform

NOBODY = "U" + "0" * 32


@pytest.fixture
def platform():
    platform = Platform()
    yield platform
    platform.close()


def friend(platform, name="สมชาย"):
    return acts.add_silent_person(platform, name).user_id


def found(reached):
    return [chat.id for chat in reached.chats], list(reached.numbers), reached.people


def test_nobody_is_reached_twice_and_who_blocks_or_is_unknown_not_at_all(platform):
    platform.gather(4, blocked_every=4)
    somchai, blocker = friend(platform), friend(platform)
    acts.block(platform, blocker)
    asked = [somchai, user_id(1), NOBODY, user_id(1), blocker, user_id(3), somchai, user_id(4)]

    assert found(recipients.among(platform, asked)) == ([somchai], [1], 2)


def test_one_of_the_crowd_who_acted_has_a_chat_and_is_still_counted_once(platform):
    platform.gather(3)
    person = platform.person(user_id(0))

    assert found(recipients.among(platform, [user_id(0), user_id(1)])) == (
        [person.user_id],
        [0, 1],
        2,
    )
    assert found(recipients.everyone(platform)) == ([person.user_id], [0, 1, 2], 3)


def test_one_of_the_crowd_who_blocks_is_out_until_they_come_back(platform):
    platform.gather(2)
    acts.block(platform, user_id(0))
    blocked = found(recipients.everyone(platform))

    acts.unblock(platform, user_id(0))

    assert blocked == ([], [1], 1)
    assert found(recipients.everyone(platform)) == ([user_id(0)], [0, 1], 2)


def test_everyone_is_every_friend_and_no_group(platform):
    platform.gather(2)
    somchai, somying, blocker = (friend(platform, name) for name in ("สมชาย", "สมหญิง", "สมศักดิ์"))
    acts.open_group(platform, "กลุ่ม", [somchai, somying])
    acts.block(platform, blocker)

    assert found(recipients.everyone(platform)) == ([somchai, somying], [0, 1], 4)


def test_a_group_is_as_many_people_as_it_has(platform):
    somchai, somying = friend(platform), friend(platform)
    group, _ = acts.open_group(platform, "กลุ่ม", [somchai, somying])

    reached = recipients.in_chat(platform, group.id)

    assert reached is not None
    assert found(reached) == ([group.id], [], 2)
    assert recipients.in_chat(platform, NOBODY) is None
