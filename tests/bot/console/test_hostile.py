"""Whatever is typed, sent twice, guessed or forged: refused or harmless, never a fault."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from structlog.testing import capture_logs
from werkzeug.routing import Rule

from bot.console import access, entrance, presenting
from bot.console.desk import Desk
from bot.delivery import working
from bot.delivery.works import WORKS
from bot.services import sessions
from handlers.turn import AgencyAnswer, Person, PhoneNumber
from models.audit import AuditEntry
from models.base import Database
from models.registration import Registration
from models.vocabulary import AgencyCategory, Role
from tests.bot.console import casefile
from tests.bot.console.casefile import CASE, NUMBER
from tests.bot.console.conftest import NOW, Browser, Clock
from tests.bot.services.office import Office, submit
from tests.bot.services.workroom import Workroom

SignIn = Callable[[Role], Browser]

MARKUP = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"
FORMULA = '=HYPERLINK("http://evil.example")'
PRIVATE = ("สมชาย", "+66812345678", "0812345678", "somchai@example.go.th")
NUMBERS = (0, 999_999, 2**31, 10**30)
FORM = {
    "new": "1",
    "body": f"กรมทดสอบ {MARKUP}",
    "category": "government",
    "apps": ["teams"],
    "users": "45",
    "name": "มาลี ตั้งใจงาน",
    "phone": "0 2000 0002",
    "email": "malee@example.go.th",
    "origin": "walk_in",
}


@pytest.fixture
def cases(database: Database) -> Database:
    casefile.file_two(database)
    return database


def ways(app: Flask, method: str) -> Iterator[tuple[str, Rule]]:
    """The routes of the console that answer to a method, with their names."""
    for rule in app.url_map.iter_rules():
        name = rule.endpoint.removeprefix("console.")
        if name != rule.endpoint and method in (rule.methods or ()):
            yield name, rule


def address(rule: Rule, **known: object) -> str:
    """An address of a route; what is not known is a word that leads nowhere."""
    values = {name: known.get(name, _word(rule, name)) for name in rule.arguments}
    return rule.build(values)[1]


def _word(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    is_chosen = converter.regex.startswith("(?:")
    return min(converter.items) if is_chosen else "nothing"


def numbered(rule: Rule) -> list[str]:
    return [name for name, way in rule._converters.items() if hasattr(way, "num_convert")]


def real(rule: Rule) -> str:
    known = {"reference": NUMBER, "code": "GOV-091", "app": "teams", "key": "queue.title"}
    return address(rule, **{name: 1 for name in numbered(rule)}, **known)


def counted(database: Database, table: type) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table.__table__)) or 0


def entered(browser: Browser) -> dict[str, object]:
    """The form of a request as it would be sent, with the key of the page it came from."""
    page = browser.get("/console/enter?new=1").text
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    return FORM | {"key": key}


def test_names_from_the_chat_and_from_staff_cannot_become_markup(
    database: Database, cases: Database, app: Flask, signed_in: SignIn
) -> None:
    hostile = AgencyAnswer(None, f"กรมจากแชต {MARKUP}", AgencyCategory.GOVERNMENT)
    person = Person(f"สมชาย {MARKUP}"[:100], PhoneNumber("+66812345678"), "s@example.go.th")
    with database.write() as connection:
        chat = Office(connection, events=100).do(3, submit(hostile, person=person))
    browser = signed_in(Role.ADMIN)
    kept = browser.post("/console/enter", entered(browser))

    answers = [browser.get(real(rule)) for _, rule in ways(app, "GET")]
    pages = [answer.text for answer in answers if answer.mimetype == "text/html"]
    pages += [browser.get(f"/console/cases/{chat.view.reference}").text]
    pages += [browser.get(kept.headers["Location"]).text]
    pages += [browser.get("/console/bodies", query_string={"q": MARKUP}).text]

    assert kept.status_code == 303
    assert [page for page in pages if "<img src=x" in page or "<script>alert" in page] == []
    assert sum("&lt;img src=x onerror" in page for page in pages) >= 4


def test_no_cell_of_an_export_is_a_formula(
    database: Database, cases: Database, clock: Clock, signed_in: SignIn
) -> None:
    hostile = AgencyAnswer(None, FORMULA, AgencyCategory.GOVERNMENT)
    with database.write() as connection:
        Office(connection, events=100).do(3, submit(hostile))
    browser, room = signed_in(Role.ADMIN), Workroom(database, clock.now)

    browser.post("/console/export")
    while working.do_next(WORKS, room.tools):
        pass
    (path,) = re.findall(r'href="(/console/jobs/1/file/\d+)"', browser.get("/console/jobs/1").text)
    answer = browser.get(path)

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "HYPERLINK" in written
    assert ("<f>" in written, ">=HYPERLINK" in written) == (False, False)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_guessed_numbers_are_not_found_whichever_they_are(
    cases: Database, app: Flask, signed_in: SignIn, method: str
) -> None:
    browser = signed_in(Role.ADMIN)
    form = {"version": 1, "role": "viewer", "text": "ก", "to": "main", "drop": "1"}
    found = {}
    for name, rule in ways(app, method):
        for number in NUMBERS if numbered(rule) else ():
            known = {part: number for part in numbered(rule)} | {
                "reference": NUMBER,
                "app": "teams",
            }
            try:
                path = address(rule, **known)
            except ValueError:
                continue  # the route itself takes no such number
            answer = browser.get(path) if method == "GET" else browser.post(path, form)
            found[name, number] = answer.status_code

    kind = {"reason_change", "case_wish", "case_join", "staff_role", "staff_act"}  # say it is gone
    assert {status for status in found.values() if status >= 500} == set()
    assert {way for way, status in found.items() if status != 404 and way[0] not in kind} == set()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SCREENER])
def test_what_is_not_there_and_what_is_not_open_are_not_told_apart(
    cases: Database, app: Flask, signed_in: SignIn, role: Role
) -> None:
    """Whoever may not open a page learns nothing by guessing which numbers there are."""
    browser = signed_in(role)
    for name, rule in ways(app, "GET"):
        if numbered(rule) and not access.may(role, name):
            answers = {
                browser.get(address(rule, **dict.fromkeys(numbered(rule), row))).text
                for row in (1, 999_999)
            }
            assert len(answers) == 1


def test_a_double_click_stores_once(database: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.OFFICER)
    form = entered(browser)

    answers = [browser.post("/console/enter", form) for _ in range(2)]

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert counted(database, Registration) == 1


def test_a_stale_form_changes_nothing_and_says_so(cases: Database, signed_in: SignIn) -> None:
    browser = signed_in(Role.SCREENER)
    browser.post(f"{CASE}/do/approve", {"version": 1})
    before = casefile.stand(cases), counted(cases, AuditEntry)

    answer = browser.post(f"{CASE}/do/reject", {"version": 1, "text": "ข้อมูลไม่ครบ"})

    assert (answer.status_code, "ข้อมูลไม่ครบ" in answer.text) == (409, True)
    assert (casefile.stand(cases), counted(cases, AuditEntry)) == before


def test_forged_forms_change_nothing_on_any_route(
    cases: Database, app: Flask, signed_in: SignIn
) -> None:
    browser, other = signed_in(Role.ADMIN), signed_in(Role.SCREENER)
    before = counted(cases, AuditEntry)
    told = set()
    for name, rule in ways(app, "POST"):
        if name in access.OPEN:
            continue
        path = real(rule)
        told |= {
            ("without", browser.client.post(path).status_code),
            ("other's", browser.client.post(path, data={"csrf": other.csrf}).status_code),
            ("not ASCII", browser.client.post(path, data={"csrf": "ก"}).status_code),
            (
                "cross-site",
                browser.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code,
            ),
            ("same-site", browser.post(path, headers={"Sec-Fetch-Site": "same-site"}).status_code),
            ("origin", browser.post(path, headers={"Origin": "https://evil.example"}).status_code),
            ("null", browser.post(path, headers={"Origin": "null"}).status_code),
        }

    refused = {("without", 400), ("other's", 400), ("not ASCII", 400)}
    foreign = {("cross-site", 403), ("same-site", 403), ("origin", 403), ("null", 403)}
    assert told == refused | foreign
    assert counted(cases, AuditEntry) == before


def test_changes_are_never_made_by_looking(cases: Database, app: Flask, signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)
    before = counted(cases, AuditEntry)

    answers = [browser.get(real(rule)) for _, rule in ways(app, "GET")]

    assert {answer.status_code for answer in answers} <= {200, 303, 404}
    assert counted(cases, AuditEntry) == before


def test_a_token_that_was_planted_signs_nobody_in(app: Flask, desk: Desk) -> None:
    browser = app.test_client()
    for planted in ("", "x" * 43, "x" * 4_000, "' OR 1=1 --", "ก"):
        browser.set_cookie(entrance.cookie_name(desk), planted)
        assert browser.get("/console/me").status_code == 303


def test_a_forged_note_of_a_first_step_proves_nothing(app: Flask, signed_in: SignIn) -> None:
    staff = signed_in(Role.ADMIN)
    note = [1, NOW.isoformat(), (NOW + timedelta(minutes=5)).isoformat()]
    forger = Flask("forger")
    forger.secret_key = "guessed"
    with forger.test_client() as client, client.session_transaction() as session:
        session["half"] = note
    forged = client.get_cookie("session").value  # type: ignore[union-attr]
    browser = app.test_client()
    browser.set_cookie("session", forged)

    answer = browser.get("/console/sign-in/code")

    assert staff.get("/console/me").status_code == 200
    assert answer.headers["Location"].startswith("/console/sign-in")


def test_nobody_is_ever_led_to_another_site(app: Flask, signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)
    elsewhere = (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/console/\r\nX: y",
        "/console/\\..\\\\evil.example",
        "/console/../../../evil",
    )
    for target in elsewhere:
        form = {"next": target, "back": target, "to": target}
        for path in ("/console/sign-in", "/console/confirm", "/console/queue/claim"):
            for answer in (browser.get(path, query_string=form), browser.post(path, form)):
                away = answer.headers.get("Location", "/console/")
                assert away.startswith("/console/")
                assert not {"\\", "\r", "\n"} & set(away)


def test_every_answer_has_the_headers_of_a_page(
    cases: Database, app: Flask, signed_in: SignIn
) -> None:
    browser, stranger = signed_in(Role.ADMIN), app.test_client()
    sent = [
        (name, client.open(real(rule), method=method, data={"csrf": browser.csrf}))
        for method in ("GET", "POST")
        for name, rule in ways(app, method)
        for client in (browser.client, stranger)
    ]

    for name, answer in sent:
        assert (name, presenting.HEADERS.keys() - answer.headers.keys()) == (name, set())
        is_kept = name in {"style", "script", "htmx"}
        assert is_kept or answer.headers["Cache-Control"] == "no-store"
        is_text = answer.mimetype.startswith("text/")
        assert not is_text or "charset=utf-8" in answer.headers["Content-Type"]


@pytest.mark.parametrize("sent", ["\0", "ก\0ข"])
def test_what_no_database_keeps_is_refused_kindly(
    cases: Database, app: Flask, signed_in: SignIn, sent: str
) -> None:
    browser = signed_in(Role.ADMIN)
    before = counted(cases, AuditEntry)

    answers = [
        app.test_client().post("/console/sign-in", data={"login": sent, "password": sent}),
        browser.post(f"{CASE}/do/reject", {"version": 1, "text": sent}),
        browser.get("/console/bodies", query_string={"q": sent}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert browser.get(f"/console/cases/{sent}").status_code == 404
    assert all("กรุณาพิมพ์ใหม่" in answer.text for answer in answers)
    assert counted(cases, AuditEntry) == before


def test_an_error_nobody_foresaw_is_said_kindly_and_its_words_are_not_logged(
    app: Flask, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(Role.VIEWER)

    def breaks(**_: object) -> None:
        raise ValueError(PRIVATE[0])

    app.view_functions["console.queue"] = breaks
    with capture_logs() as told:
        answer = browser.get("/console/queue")

    assert (answer.status_code, "ระบบขัดข้อง" in answer.text) == (500, True)
    assert PRIVATE[0] not in answer.text
    (entry,) = told
    assert (entry["event"], entry["endpoint"]) == ("console failed", "console.queue")


def test_logs_of_refusals_tell_who_and_what_and_nothing_personal(
    cases: Database, app: Flask, signed_in: SignIn, staff_of: Callable[[Role], int]
) -> None:
    browser = signed_in(Role.VIEWER)
    typed = dict.fromkeys(("login", "password", "q", "text", "name", "code"), " ".join(PRIVATE))
    with capture_logs() as told:
        browser.post(f"{CASE}/do/approve", typed)
        browser.client.post("/console/sign-out", data=typed)
        browser.post("/console/sign-out", typed, headers={"Origin": "https://evil.example"})
        app.test_client().post("/console/sign-in", data=typed)
        browser.get("/console/bodies", query_string={"q": "\0" + PRIVATE[0]})

    assert [entry.get("why", entry["event"]) for entry in told] == [
        "not allowed",
        "stale form",
        "foreign page",
        "sign-in failed",
        "unreadable",
    ]
    assert told[0]["staff"] == staff_of(Role.VIEWER)
    assert [value for value in PRIVATE if value in str(told)] == []


def test_a_browser_that_was_ended_can_do_nothing_more(desk: Desk, signed_in: SignIn) -> None:
    browser = signed_in(Role.ADMIN)
    held = browser.client.get_cookie(entrance.cookie_name(desk))
    browser.post("/console/sign-out")
    browser.client.set_cookie(entrance.cookie_name(desk), held.value)  # type: ignore[union-attr]

    assert sessions.find(desk.database, held.value, now=NOW) is None  # type: ignore[union-attr]
    assert browser.get("/console/me").status_code == 303


def test_scripts_of_the_console_keep_nothing_in_the_browser() -> None:
    written = presenting.SCRIPT
    frame = (presenting.ROOM / "templates" / "frame.html").read_text("utf-8")

    words = (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "innerHTML",
        "insertAdjacentHTML",
        "outerHTML",
        "eval(",
        "postMessage",
    )
    assert [word for word in words if word in written] == []
    assert '"historyCacheSize":0' in frame
    assert '"allowEval":false' in frame
