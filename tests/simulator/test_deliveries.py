from simulator.deliveries import Deliveries, Sent


def test_a_day_is_ready_once_it_is_over_and_counts_by_kind():
    deliveries = Deliveries()
    deliveries.count(Sent.PUSH, 1, day="20200317")
    deliveries.count(Sent.PUSH, 2, day="20200317")
    deliveries.count(Sent.MULTICAST, 500, day="20200317")
    deliveries.count(Sent.PUSH, 9, day="20200318")

    told = [
        deliveries.told(kind, day, today="20200318")
        for kind, day in [
            (Sent.PUSH, "20200317"),
            (Sent.MULTICAST, "20200317"),
            (Sent.REPLY, "20200317"),
            (Sent.PUSH, "20200318"),
            (Sent.PUSH, "20180330"),
        ]
    ]

    assert told == [
        {"status": "ready", "success": 3},
        {"status": "ready", "success": 500},
        {"status": "ready", "success": 0},
        {"status": "unready"},
        {"status": "out_of_service"},
    ]
