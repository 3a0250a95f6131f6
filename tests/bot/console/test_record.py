"""The record's page: every act in Thai, narrowed down, and the chain looked through."""

import ast
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import bot
from bot.console.record import ACTS
from bot.failpoints import POINTS
from bot.services import auditing, wording
from bot.services.notice_steps import Verb
from messages_th.forms import NBSP
from models.base import Database
from models.vocabulary import Actor, Change, ContactRole, JobKind, Role
from tests.bot.console.conftest import NOW, Browser
from tests.bot.services.office import Office, submit
from tests.databases import unlock_audit

# Acts whose names are put together, and all that may come of it.
TOGETHER = {
    "registration.*": {f"registration.{change}" for change in Change},
    "amendment.*": {"amendment.users", "amendment.apps"},
    "contact.*": {f"contact.{role}" for role in ContactRole},
    "broadcast.*": {"broadcast.draft", *(f"broadcast.{verb}" for verb in Verb)},
    "job.*": {f"job.{kind}" for kind in JobKind},
    "reason.*": {"reason.added", "reason.changed", "reason.dropped"},
}
NO_ACTS = {
    *("agencies.csv", "data.json", "data.txt", "holidays.csv", "broadcasts.*"),
    *("line.access", "line.quota", "webhook.signature"),  # what is counted
    *("quota.asked_ms", "quota.limit", "quota.used", "worker.seen_ms"),
    *POINTS,
}
LIKE_AN_ACT = re.compile(r"[a-z]+\.[a-z_*]+")


def told_in_services() -> Iterator[str]:
    """Everything in the services that may be the name of an act; * where something is put in."""
    for path in sorted((Path(bot.__file__).parent / "services").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(str(name)):
                    yield name
                case ast.JoinedStr(parts):
                    yield "".join(getattr(part, "value", "*") for part in map(_plain, parts))


def _plain(part: ast.expr) -> ast.expr:
    return part if isinstance(part, ast.Constant) else ast.Constant("*")


def test_every_act_in_the_services_has_its_name() -> None:
    texts = wording.shipped().texts
    named = {f"{family}.{act}" for family, acts in ACTS.items() for act in acts}
    told = {name for name in told_in_services() if LIKE_AN_ACT.fullmatch(name)}
    acts = {name for name in told - NO_ACTS - set(TOGETHER) if name not in texts}

    assert sorted(acts.union(*TOGETHER.values()) - named) == []
    assert set(TOGETHER) <= told
    assert len(acts) >= 20


@pytest.fixture
def acted(database: Database) -> Database:
    """A contact registers, a member of staff looks at it."""
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO contacts (line_id, created_at) VALUES ('U1', '2020-03-17 02:30:00')")
        )
        connection.execute(
            text(
                "INSERT INTO agencies (code, name, folded, category, keys, created_at) VALUES"
                " ('GOV-091', 'กรมอุตุนิยมวิทยา', 'x', 'government', '', '2020-03-17 02:30:00')"
            )
        )
        Office(connection).do(1, submit())
        note(connection, "registration.users", "registration 1", {"from": 450, "to": 500})
        note(connection, "registration.note", "registration 1", {"claimed": 3, "from": 2})
        note(connection, "nobody.knows", "planet 9", {"status": "approved", "secret": "x"})
    return database


def note(connection, action: str, subject: str, details: dict[str, object]) -> None:
    auditing.note(
        connection,
        action,
        subject,
        actor=Actor.SYSTEM,
        actor_id=None,
        now=NOW,
        details=details,
    )


def rows(page: str) -> list[list[str]]:
    """The cells of each row of the record, as read."""
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(html.unescape(re.sub("<[^>]*>", "", cell)).replace(NBSP, " ").split())
            for cell in re.findall("<td[^>]*>(.*?)</td>", row, re.S)
        ]
        for row in re.findall("<tr[^>]*>(.*?)</tr>", body, re.S)
    ]


def test_acts_are_told_in_thai_and_nothing_else_is(
    acted: Database, signed_in: Callable[[Role], Browser]
) -> None:
    page = signed_in(Role.ADMIN).get("/console/record").text

    at = "17 มี.ค. 2563 09.30 น."
    assert rows(page)[-4:] == [
        [at, "ระบบ", "รายการอื่น (nobody.knows)", "ลำดับที่ 9", "สถานะ ผ่านการคัดกรอง"],
        [at, "ระบบ", "รับหรือมอบหมายเรื่อง", "WFH-63-00001-E", ""],
        [at, "ระบบ", "แก้จำนวนผู้ใช้งาน", "WFH-63-00001-E", "จาก 450 เป็น 500"],
        [at, "ผู้ประสานงาน", "ส่งคำขอ", "WFH-63-00001-E", ""],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=contact", 1),
        ("who=system&act=registration", 2),
        ("of=wfh6300001e", 3),
        ("of=%27;DROP", 0),
        ("day=16/3/2563", 0),
        ("before=2", 1),
        ("act=%25&who=zzz&day=never&before=-1", 4),
        (f"who={'9' * 30}&before={'9' * 30}", 4),
    ],
)
def test_the_record_is_narrowed_down(
    acted: Database, signed_in: Callable[[Role], Browser], query: str, found: int
) -> None:
    answer = signed_in(Role.ADMIN).get(f"/console/record?{query}")

    assert (answer.status_code, len(rows(answer.text))) == (200, found)


def test_the_chain_is_looked_through_when_asked(
    acted: Database, signed_in: Callable[[Role], Browser]
) -> None:
    admin = signed_in(Role.ADMIN)
    digest = auditing.verify(acted).digest

    admin.post("/console/record/check", {"expected": f" {digest.upper()} "})
    whole = admin.get("/console/record").text
    admin.post("/console/record/check", {"expected": "f" * 64})
    other = admin.get("/console/record").text
    with acted.write() as connection:
        unlock_audit(connection)
        connection.execute(text("DELETE FROM audit WHERE id = 2"))
    admin.post("/console/record/check")
    broken = admin.get("/console/record").text

    assert "บันทึกครบถ้วน ตรวจแล้ว 4" in whole.replace(NBSP, " ")
    assert digest in whole
    assert "ไม่พบรหัสยืนยันที่ระบุ" in other
    assert "ผิดตั้งแต่รายการที่ 3" in broken.replace(NBSP, " ")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_record_is_for_administrators(signed_in: Callable[[Role], Browser], role: Role) -> None:
    assert signed_in(role).get("/console/record").status_code == 403
