"""Many callers at once over real connections: a key is accepted once, nobody is reached twice."""

import http.client
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

from simulator.crowd import Census, user_id
from simulator.testing import Line

PATH = "/v2/bot/message/multicast"
DONE = (200, 409)


def multicast(line: Line, to: list[str], key: str) -> int:
    """The status; 0 when no answer came."""
    connection = http.client.HTTPConnection(line.api_base.removeprefix("http://"), timeout=10)
    headers = {
        "Authorization": f"Bearer {line.token}",
        "Content-Type": "application/json",
        "X-Line-Retry-Key": key,
    }
    body = {"to": to, "messages": [{"type": "text", "text": "ประกาศค่ะ"}]}
    try:
        connection.request("POST", PATH, json.dumps(body), headers)
        return connection.getresponse().status
    except ConnectionError:
        return 0
    finally:
        connection.close()


def send_for_sure(line: Line, to: list[str]) -> list[int]:
    """As LINE advises: the same key and body until it is known to be done."""
    key, statuses = str(uuid.uuid4()), [0]
    while statuses[-1] not in DONE:
        statuses.append(multicast(line, to, key))
    return statuses[1:]


def test_callers_who_race_under_one_key_are_accepted_once(line):
    crowd = line.crowd(500)
    to, key = list(crowd.ids()), str(uuid.uuid4())

    with ThreadPoolExecutor(16) as pool:
        calls = [pool.submit(multicast, line, to, key) for _ in range(16)]
        statuses = sorted(call.result() for call in calls)

    assert statuses == [200] + [409] * 15
    assert crowd.census() == Census(people=500, min=1, max=1, sum=500, histogram={1: 500})


def test_whoever_repeats_the_key_reaches_each_once_whatever_goes_wrong(line):
    crowd = line.crowd(5_000)
    line.set_quota(5_000)
    kinds = ("500", "500-after", "reset-before", "reset-after", "401", "429", "quota-429")
    for seed, kind in enumerate(kinds):
        line.fault(PATH, kind, chance=0.1, seed=seed)
    chunks = [[user_id(n) for n in range(at, at + 100)] for at in range(0, 5_000, 100)]

    with ThreadPoolExecutor(8) as pool:
        statuses = [
            each for sent in pool.map(lambda to: send_for_sure(line, to), chunks) for each in sent
        ]

    assert {200, 409, 500, 0} <= set(statuses)
    assert crowd.census() == Census(people=5_000, min=1, max=1, sum=5_000, histogram={1: 5_000})
    assert line.quota_used() == 5_000


def test_a_sender_who_makes_new_keys_is_found_out(line):
    crowd = line.crowd(100)
    to = list(crowd.ids())
    line.fault(PATH, "500-after", times=1)

    statuses = [multicast(line, to, str(uuid.uuid4())) for _ in range(2)]

    assert statuses == [500, 200]
    assert crowd.census() == Census(people=100, min=2, max=2, sum=200, histogram={2: 100})
