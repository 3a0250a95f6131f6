"""
Every page of the console in a real browser, as wide as a desk and as a phone, light and dark.

The pages are those of the table of access, so that a new one is looked at from its first day:
no serious finding of axe by WCAG 2.2 AA, nothing wider than a phone, no complaint of the browser.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import text

from bot import clock
from bot.console.access import ACCESS, POLLED
from bot.services import demo_staff, seeding
from models.base import Database
from simulator.testing import Line
from tests.bot.services.noticing import drafted, officer_of, submitted
from tests.bot.test_pages_in_browser import CHROMIUM, FLAGS
from tests.e2e.test_console_day import EXPRESS
from tests.serving import Bot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: no page was looked at"),
]

FILES: Final = frozenset({"attachment", "report_xlsx", "job_file", "notice_xlsx"})
# Each width and each scheme once: what is wrong with a page is seldom wrong in one pair only.
LOOKS: Final = ((1440, "dark"), (390, "light"))
WORST: Final = ("serious", "critical")
RULES: Final = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}
FAULTS: Final = """async rules => (await axe.run(rules)).violations.map(
    it => [it.impact, it.id, it.nodes[0].target.join(" ")])"""
STAND: Final = text("UPDATE broadcasts SET state = :state, paused_why = 'officer' WHERE id = :row")
CALL: Final = text(
    "INSERT INTO broadcast_chunks (broadcast_id, number, retry_key, first_id, last_id, size,"
    " groups, state, attempts, is_unclear, next_ms, lease_ms)"
    " VALUES (:row, 0, :key, 1, 84, 84, '{\"1\": 84}', 'failed', 1, false, 0, 0)"
)
OPEN_ALL: Final = "document.querySelectorAll('details').forEach(it => { it.open = true; })"
OVERFLOW: Final = "document.documentElement.scrollWidth - innerWidth"

DRAFT_TO_DONE: Final = (1, 2, 3, 4)  # the numbers of notices at each stage

Places = Mapping[str, tuple[dict[str, Any], ...]]


class Visit:
    """An administrator at the console of the demo."""

    def __init__(self, page: Page, bot: Bot) -> None:
        self.page = page
        self.bot = bot
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(f"{self.bot.url}{path}", wait_until="load")

    def press(self, path: str, name: str) -> None:
        self.go(path)
        self.page.locator("main").get_by_role("button", name=name).first.click()

    def faults(self, path: str) -> list[str]:
        """What is wrong with a page, in every look."""
        self.go(path)
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate(AXE_SCRIPT)
        found = [fault for look in LOOKS for fault in self._faults_at(*look)]
        found += self.complaints
        self.complaints.clear()
        return found

    def _faults_at(self, width: int, scheme: Any) -> Iterator[str]:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)
        for impact, rule, where in self.page.evaluate(FAULTS, RULES):
            if impact in WORST:
                yield f"{width} {scheme}: {rule} at {where}"
        if (wider := self.page.evaluate(OVERFLOW)) > 0:
            yield f"{width} {scheme}: {wider} pixels too wide"


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    """The demo, with a request from the chat, a sheet for a provider, and an export."""
    with (
        Line() as line,
        Bot(line, tmp_path, DEMO="yes", PUBLIC_URL="http://localhost") as bot,
        sync_playwright() as playwright,
    ):
        line.connect(bot.url)
        seeding.seed_demo(bot.office.database)
        demo_staff.seed(bot.office.database, now=clock.now())
        line.user("สมชาย").says(EXPRESS).says("ส่งคำขอ")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Visit(browser.new_page(), bot)
        browser.close()


def sign_in(visit: Visit) -> None:
    visit.go("/console/sign-in")
    visit.page.click("button[value='demo.admin']")
    visit.page.wait_for_url("**/console/")


def have_work_done(visit: Visit) -> None:
    """Files that pages of jobs can show."""
    visit.press("/console/reports", "ทะเบียน")
    visit.press("/console/providers/teams", "สร้างไฟล์ส่งต่อ")
    expect(visit.page.locator("main a[href*='/file/']")).to_be_visible(timeout=15_000)


def have_notices(database: Database) -> None:
    """A draft, one that waits for approval, one that is being sent, and one that was."""
    author = officer_of(database, "สมศรี")
    drafted(database, author)
    for state in ("pending", "paused", "done"):
        notice = submitted(database, author)
        with database.write() as connection:
            connection.execute(STAND, {"row": notice.id, "state": state})
            if state != "pending":
                connection.execute(CALL, {"row": notice.id, "key": f"key-{notice.id}"})


def places(database: Database) -> Places:
    """Where each page is that is of something, and the forms of pages that have several."""
    with database.read() as connection:
        first = connection.execute(text("SELECT reference FROM registrations ORDER BY id")).scalar()
        newest = connection.execute(
            text("SELECT reference FROM registrations ORDER BY id DESC")
        ).scalar()
        code = connection.execute(
            text(
                "SELECT code FROM agencies JOIN registrations ON agency_id = agencies.id"
                " ORDER BY registrations.id DESC"
            )
        ).scalar()
        link = connection.execute(text("SELECT max(id) FROM agency_contacts")).scalar()
        contact = connection.execute(text("SELECT max(id) FROM contacts")).scalar()
    whom = {"whom": f"line-{contact}"}
    body = {"code": code}
    return {
        "queue": ({}, {"group": "all"}, {"q": "ไม่มีหน่วยงานนี้"}),
        "case": ({"reference": first}, {"reference": newest}),
        "case_merge": ({"reference": newest, "into": first},),
        "reports": ({"day": "2563-03-17"}, {"by": "app"}),
        "provider": ({"app": "teams"}, {"app": "webex", "list": "active"}),
        "job": ({"job_id": 1}, {"job_id": 2}),
        "bodies": ({}, {"q": "ไม่มีหน่วยงานนี้"}),
        **dict.fromkeys(("body", "body_edit", "body_merge", "contact_new"), (body,)),
        "contact_edit": ({"link_id": link},),
        "enter": ({}, {"q": "กรม"}, {"agency": code}, {"q": "ใหม่", "new": 1}),
        "text": ({"key": "greeting.thanks"}, {"key": "form.cancel_sure"}),
        "person": (whom,),
        "person_erase": (whom,),
        "staff_account": ({"staff_id": 1}, {"staff_id": 2}),
        "privacy": ({}, {"q": "สมชาย"}),
        "notice": tuple({"notice_id": number} for number in DRAFT_TO_DONE),
        "notice_people": ({"notice_id": 1},),
        "unknown": ({"unknown": "nothing-here"},),
    }


def paths(bot: Bot) -> list[str]:
    """Every page; a route that needs more than its place names it above, or raises BuildError."""
    known = places(bot.office.database)
    routes = bot.app.url_map.bind("127.0.0.1")
    pages = [name for name in ACCESS if "GET" in ACCESS[name] and name not in POLLED | FILES]
    return [
        routes.build(f"console.{name}", values)
        for name in pages
        for values in known.get(name, ({},))
    ]


def test_every_page_is_fit_for_everybody(visit: Visit) -> None:
    found = {"/console/sign-in": visit.faults("/console/sign-in")}
    sign_in(visit)
    have_work_done(visit)
    have_notices(visit.bot.office.database)

    found |= {path: visit.faults(path) for path in paths(visit.bot)}

    refused = found.pop("/console/nothing-here")
    assert [fault for fault in refused if "404" not in fault] == []
    assert {path: faults for path, faults in found.items() if faults} == {}
