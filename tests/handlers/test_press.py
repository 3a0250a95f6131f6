"""A button carries its meaning there and back, and nothing else gets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.press import LONGEST, encode, parse
from handlers.turn import Press

SHORT = st.text(max_size=20)


def test_press_is_carried_as_four_parts() -> None:
    assert encode(Press("answer", "category", "government", 7)) == "answer|category|government|7"
    assert encode(Press("menu")) == "menu|||"


def test_press_with_a_bar_or_per_cent_sign_keeps_its_parts_apart() -> None:
    press = Press("answer", "agency", "50% | %7C", 1)

    assert encode(press) == "answer|agency|50%25 %7C %257C|1"
    assert parse(encode(press)) == press


@given(SHORT.filter(bool), SHORT, SHORT, st.none() | st.integers(0, 999_999_999))
def test_press_comes_back_as_it_went(do: str, what: str, value: str, version: int | None) -> None:
    press = Press(do, what, value, version)

    assert parse(encode(press)) == press


def test_press_that_line_would_not_carry_is_refused() -> None:
    longest = Press("a", value="x" * (LONGEST - len("a|||")))

    assert len(encode(longest)) == LONGEST
    with pytest.raises(ValueError, match="kind start carries too much"):
        encode(Press("start", value="😀" * 200))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "menu",
        "menu||",
        "menu||||",
        "|answer|x|1",
        "answer|apps|teams|-1",
        "answer|apps|teams|1.5",
        "answer|apps|teams|๑",
        "answer|apps|teams|²",
        "answer|apps|teams|1234567890",
        "answer|apps|" + "x" * LONGEST + "|1",
    ],
)
def test_data_that_no_button_of_ours_carries_is_none(data: str) -> None:
    assert parse(data) is None


@given(st.text())
def test_data_of_any_kind_never_raises(data: str) -> None:
    parsed = parse(data)

    assert parsed is None or isinstance(parsed, Press)
