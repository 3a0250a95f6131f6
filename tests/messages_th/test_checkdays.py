"""What was looked at too long ago is counted, one by one."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from messages_th.checkdays import CHECK_AGAIN, Due, overdue

ANSWERS = """
[cost]
title = "ค่าใช้จ่าย"
text = "ใช้ฟรีค่ะ"
source = "ข่าวของโครงการ"
checked = 2020-03-20
[cost.until]
button = "ถึงเมื่อไร"
words = ["ถึงเมื่อไร"]
text = "สอบถามเจ้าหน้าที่ค่ะ"
source = "ข่าวของโครงการ"
checked = 2020-03-17
"""
TROUBLE = """
trouble = "sound"
title = "เสียง"
ask = "เป็นแบบใดคะ"
checked = 2020-03-18
source = "https://support.microsoft.com"
"""
GUIDE = """
app = "teams"
name = "Microsoft Teams"
checked = 2020-03-19
source = "https://support.microsoft.com"
[admin]
title = "สำหรับผู้ดูแลระบบ"
steps = ["เพิ่มผู้ใช้"]
[install.ios]
title = "ติดตั้ง"
steps = ["เปิด App Store"]
"""
UNTIL = Due("answers.toml", "cost.until", date(2020, 3, 17))
SOUND = Due("troubles/sound.toml", "-", date(2020, 3, 18))
TEAMS = Due("guides/teams.toml", "-", date(2020, 3, 19))
COST = Due("answers.toml", "cost", date(2020, 3, 20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    books = {"answers": ANSWERS, "troubles/sound": TROUBLE, "guides/teams": GUIDE}
    for name, text in books.items():
        path = tmp_path / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("days", "late"),
    [
        (CHECK_AGAIN, []),
        (CHECK_AGAIN + 1, [UNTIL]),
        (CHECK_AGAIN + 3, [UNTIL, SOUND, TEAMS]),
        (CHECK_AGAIN + 4, [UNTIL, SOUND, TEAMS, COST]),
    ],
)
def test_what_is_older_than_ninety_days_is_overdue_the_oldest_first(
    folder: Path, days: int, late: list[Due]
) -> None:
    assert overdue(date(2020, 3, 17) + timedelta(days), folder) == late


def test_every_day_of_this_release_is_looked_at() -> None:
    late = overdue(date(9999, 1, 1))

    assert {one.file.partition("/")[0] for one in late} == {"answers.toml", "troubles", "guides"}
    assert len(late) == len(set(late))
