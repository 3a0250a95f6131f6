from simulator.crowd import Census, Crowd, user_id
from simulator.ids import USER

STRANGER = "U" + "0" * 32


def test_ids_have_lines_form_follow_from_the_number_and_lead_back():
    crowd = Crowd(100_000)
    ids = [user_id(number) for number in range(100_000)]

    assert ids[:2] == [
        "U0000000000000000c20d5b1e77a94f38",
        "U9e3779b97f4a7c15c20d5b1e77a94f38",
    ]
    assert all(map(USER.fullmatch, ids))
    assert [crowd.number(each) for each in ids] == list(range(100_000))


def test_who_is_not_of_the_crowd_has_no_number():
    crowd = Crowd(10)

    assert [crowd.number(each) for each in (user_id(9), user_id(10), STRANGER)] == [9, None, None]
    assert crowd.friends_among([STRANGER, user_id(10), user_id(3)]) == [3]


def test_every_nth_blocks_and_is_no_friend():
    crowd = Crowd(10, blocked_every=3)

    blocking = [number for number in range(10) if crowd.blocks(number)]

    assert blocking == [2, 5, 8]
    assert list(crowd.friends()) == [0, 1, 3, 4, 6, 7, 9]
    assert crowd.friends_among(user_id(number) for number in range(4)) == [0, 1, 3]


def test_one_can_block_and_come_back():
    crowd = Crowd(2)

    crowd.set_blocks(0, blocked=True)
    blocked = list(crowd.friends())
    crowd.set_blocks(0, blocked=False)

    assert (blocked, list(crowd.friends())) == ([1], [0, 1])


def test_the_census_counts_deliveries_and_those_without_any():
    crowd = Crowd(4)
    crowd.deliver([0, 1])
    crowd.deliver([1, 2])
    count = crowd.copied()
    crowd.deliver([3])  # after the copy was taken

    census = count()

    assert census == Census(people=4, min=0, max=2, sum=4, histogram={0: 1, 1: 2, 2: 1})
    assert census.told() == {
        "people": 4,
        "min": 0,
        "max": 2,
        "sum": 4,
        "histogram": {"0": 1, "1": 2, "2": 1},
    }


def test_nobody_is_a_crowd_too():
    assert Crowd().copied()() == Census(people=0, min=0, max=0, sum=0, histogram={})
