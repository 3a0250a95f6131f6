"""The press table as officers read it and as programs do."""

import json
from datetime import date

from bot.cli import stats
from bot.services.reporting import Figures, Line
from models.vocabulary import AgencyCategory

PRESS = Figures(
    date(2020, 3, 17),
    (
        Line(AgencyCategory.GOVERNMENT, 64, 35_756),
        Line(AgencyCategory.STATE_ENTERPRISE, 6, 1_371),
        Line(AgencyCategory.PUBLIC_ORGANISATION, 1, 75),
        Line(AgencyCategory.INDEPENDENT, 5, 8_000),
        Line(AgencyCategory.PROVINCIAL, 8, 1_224),
    ),
)


def test_as_table_is_the_press_table_in_straight_columns() -> None:
    title, blank, *lines = stats.as_table(PRESS).splitlines()

    assert "17\u00a0มี.ค.\u00a02563" in title
    assert blank == ""
    assert [line.split() for line in lines] == [
        ["ประเภท", "หน่วยงาน", "ผู้ขอใช้งาน"],
        ["หน่วยงานภาครัฐ", "64", "35,756"],
        ["รัฐวิสาหกิจ", "6", "1,371"],
        ["องค์การมหาชน", "1", "75"],
        ["องค์กรอิสระ", "5", "8,000"],
        ["หน่วยงานในจังหวัด", "8", "1,224"],
        ["รวม", "84", "46,426"],
    ]
    above_and_below = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4c"
    widths = {len(line) - sum(map(line.count, above_and_below)) for line in lines}
    assert len(widths) == 1


def test_as_json_is_one_object_with_the_words_and_the_figures() -> None:
    assert json.loads(stats.as_json(PRESS)) == {
        "as_of": "2020-03-17",
        "categories": [
            {"category": category, "label": label, "agencies": agencies, "users": users}
            for category, label, agencies, users in (
                ("government", "หน่วยงานภาครัฐ", 64, 35_756),
                ("state_enterprise", "รัฐวิสาหกิจ", 6, 1_371),
                ("public_organisation", "องค์การมหาชน", 1, 75),
                ("independent", "องค์กรอิสระ", 5, 8_000),
                ("provincial", "หน่วยงานในจังหวัด", 8, 1_224),
            )
        ],
        "total": {"agencies": 84, "users": 46_426},
    }
