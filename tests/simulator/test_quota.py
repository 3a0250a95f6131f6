from simulator.quota import Quota


def test_a_month_holds_so_many_and_not_one_more():
    quota = Quota()
    quota.count(8, month="2020-03")

    allowed = [quota.allows(people, month="2020-03", most=10) for people in (0, 2, 3)]

    assert allowed == [True, True, False]
    assert quota.allows(3, month="2020-04", most=10)
    assert quota.allows(10**9, month="2020-03", most=None)


def test_a_call_that_reaches_nobody_costs_nothing_even_beyond_the_limit():
    quota = Quota()
    quota.set_used(11, month="2020-03")

    assert quota.allows(0, month="2020-03", most=10)
    assert (quota.used("2020-03"), quota.used("2020-04")) == (11, 0)
