"""What readers may give back beside a value."""

from handlers.answers.reading import Cut, Unclear


def test_unclear_is_its_key_and_values() -> None:
    assert Unclear("unclear.count") == Unclear("unclear.count", {})
    assert Unclear("unclear.count.range", {"min": 1, "max": 2}) != Unclear("unclear.count.range")


def test_cut_is_a_value_and_the_rest() -> None:
    assert Cut(1, "rest") == Cut(value=1, rest="rest")
