"""The one door to the vocabulary of a turn leads to all of it."""

import inspect

from handlers import effects, facts, heard, saying, turn


def test_everything_a_turn_is_made_of_can_be_had_from_one_place() -> None:
    rooms = (effects, facts, heard, saying)
    made = {
        name
        for room in rooms
        for name, thing in vars(room).items()
        if inspect.isclass(thing) and thing.__module__ == room.__name__
    }

    assert made <= set(turn.__all__)
    assert all(hasattr(turn, name) for name in turn.__all__)
