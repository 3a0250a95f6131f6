import pytest

from simulator.faults import Fault, Faults, Kind, named

PATH = "/v2/bot/message/multicast"


def struck(fault, calls):
    faults = Faults()
    faults.add(fault)
    return [faults.strike(PATH) is not None for _ in range(calls)]


def test_every_third_call_under_the_path_is_struck():
    faults = Faults()
    fault = Fault("/v2/bot/message", Kind.SERVER_ERROR, every=3)
    faults.add(fault)

    struck = [faults.strike("/v2/bot/message/push") for _ in range(6)]

    assert struck == [None, None, fault, None, None, fault]
    assert faults.strike("/v2/bot/info") is None


def test_a_fault_of_the_same_path_and_kind_is_replaced():
    faults = Faults()
    faults.add(Fault("/v2", Kind.SLOW, every=2))
    faults.add(Fault("/v2", Kind.SLOW, every=5))
    faults.add(Fault("/v2", Kind.HANG, every=9))

    assert faults.listed() == [Fault("/v2", Kind.SLOW, every=5), Fault("/v2", Kind.HANG, every=9)]


def test_the_third_call_only():
    fault = Fault(PATH, Kind.ERROR_AFTER, every=3, times=1)

    assert struck(fault, 9) == [False, False, True, *[False] * 6]


def test_chance_strikes_the_same_calls_again_for_the_same_seed():
    def calls(seed):
        return struck(Fault(PATH, Kind.RESET_AFTER, chance=0.25, seed=seed), 2_000)

    assert calls(7) == calls(7)
    assert calls(7) != calls(8)
    assert 400 < sum(calls(7)) < 600


def test_of_two_that_are_due_the_first_strikes_and_the_other_keeps_its_times():
    faults = Faults()
    first = Fault("/v2", Kind.RATE_LIMIT, times=1)
    second = Fault("/v2", Kind.SERVER_ERROR, times=1)
    faults.replace([first, second])

    assert [faults.strike(PATH) for _ in range(3)] == [first, second, None]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((kind.value, kind) for kind in Kind),
        ("500-before", Kind.SERVER_ERROR),
        ("hang-before", Kind.HANG),
        ("earthquake", None),
    ],
)
def test_kinds_go_by_their_names(name, kind):
    assert named(name) is kind


def test_a_pause_is_as_long_as_asked_or_usual():
    assert [fault.pause for fault in (Fault("/", Kind.SLOW), Fault("/", Kind.SLOW, seconds=2))] == [
        0.08,
        2,
    ]
    assert Fault("/", Kind.SERVER_ERROR).pause == 0
