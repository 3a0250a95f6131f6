"""Guides are found by app, task and device."""

from datetime import date
from pathlib import Path

import pytest

from messages_th import CatalogueError, GuideLink, GuideText, load

BOOK = """
app = "teams"
name = "Microsoft Teams"
checked = 2020-03-17
source = "https://support.microsoft.com/teams"
about = "ใช้ประชุมออนไลน์ค่ะ"

[admin]
title = "สำหรับผู้ดูแลระบบ"
steps = ["เพิ่มผู้ใช้"]

[install.ios]
title = "ติดตั้งบน iPhone"
steps = ["เปิด App Store", "แตะ “รับ”"]
source = "https://docs.microsoft.com/microsoftteams"
link = { label = "เปิด App Store", uri = "https://apps.apple.com/app/id1113153706" }
tip = "ใช้รุ่นล่าสุดนะคะ"
"""
CHECKED, SOURCE = date(2020, 3, 17), "https://support.microsoft.com/teams"
ABOUT = "ใช้ประชุมออนไลน์ค่ะ"
ADMIN = GuideText("Microsoft Teams", "สำหรับผู้ดูแลระบบ", ("เพิ่มผู้ใช้",), CHECKED, SOURCE, about=ABOUT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.toml").write_text("", "utf-8")
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "teams.toml").write_text(BOOK, "utf-8")
    return tmp_path


def test_guide_holds_all_that_its_file_says(folder: Path) -> None:
    assert load(folder=folder).guide("teams", "install", "ios") == GuideText(
        name="Microsoft Teams",
        title="ติดตั้งบน iPhone",
        steps=("เปิด App Store", "แตะ “รับ”"),
        checked=CHECKED,
        source="https://docs.microsoft.com/microsoftteams",
        link=GuideLink("เปิด App Store", "https://apps.apple.com/app/id1113153706"),
        tip="ใช้รุ่นล่าสุดนะคะ",
        about=ABOUT,
    )


def test_guide_for_administrators_is_the_same_on_every_device(folder: Path) -> None:
    catalogue = load(folder=folder)

    assert catalogue.guide("teams", "admin") == ADMIN
    assert catalogue.guide("teams", "admin", "ios") == ADMIN


def test_guide_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(CatalogueError, match=r"^there is nothing under teams\.install\.mac$"):
        load(folder=folder).guide("teams", "install", "mac")
