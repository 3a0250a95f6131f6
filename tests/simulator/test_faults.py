from simulator.faults import Fault, Faults, Kind


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
