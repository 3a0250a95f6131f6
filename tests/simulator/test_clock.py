from datetime import UTC, datetime

from simulator.clock import Clock


def at(moment: str) -> Clock:
    """A clock that stands just after that moment."""
    clock = Clock()
    wanted = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
    clock.advance(wanted - clock.now() / 1000 + 0.5)
    return clock


def test_days_and_months_turn_nine_hours_before_greenwich():
    before, after = at("2020-03-31 14:59:58"), at("2020-03-31 15:00:00")

    assert [(clock.month(), clock.day()) for clock in (before, after)] == [
        ("2020-03", "20200331"),
        ("2020-04", "20200401"),
    ]


def test_the_clock_goes_back_as_well():
    clock = at("2020-04-01 00:00:00")

    clock.advance(-86_400)

    assert clock.day() == "20200331"
