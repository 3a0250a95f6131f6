"""The pages of guides, troubles and answers, as a visitor gets them."""

from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

import messages_th
from bot.guidepages import make_guidepages
from bot.guidesheets import sheets
from bot.html import HEADERS
from bot.pages import make_pages
from bot.services import wording
from handlers import guides
from handlers.guides import GuideQuery
from handlers.turn import Guide
from messages_th.checkwords import HOSTS
from messages_th.forms import day, held
from models.vocabulary import Device, GuideTask, MeetingApp
from tests.bot.webpage import Webpage

HOME = "https://wfh.example.go.th"
CATALOGUE = wording.shipped()
PATHS = sorted(sheets(CATALOGUE))


def make_client(**overrides: str) -> FlaskClient:
    app = Flask("desk")
    words = {key.replace("__", "."): text for key, text in overrides.items()}
    catalogue = messages_th.load(words)
    app.register_blueprint(make_pages(lambda: catalogue))
    app.register_blueprint(make_guidepages(lambda: catalogue, HOME))
    return app.test_client()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return make_client()


@pytest.fixture(scope="module")
def webpages(client: FlaskClient) -> dict[str, Webpage]:
    return {path: Webpage(client.get(path).text) for path in ["/", "/privacy", *PATHS]}


def test_every_guide_has_a_page_with_all_its_steps(webpages: dict[str, Webpage]) -> None:
    pages = {key: webpages[f"/guides/{key.replace('.', '/')}"] for key in CATALOGUE.guides}

    assert {key: page.texts("h1") + page.steps for key, page in pages.items()} == {
        key: [guide.title, *map(held, guide.steps)] for key, guide in CATALOGUE.guides.items()
    }


@pytest.mark.parametrize("app", MeetingApp)
def test_every_address_that_the_chat_gives_has_a_page(client: FlaskClient, app: MeetingApp) -> None:
    queries = [
        GuideQuery(app, task, None if task is GuideTask.ADMIN else device)
        for task in GuideTask
        for device in Device
    ]
    told = [say for query in queries for say in guides.answer(query, HOME)]
    uris = {choice.uri for say in told if isinstance(say, Guide) for choice in say.ways}
    addresses = {uri for uri in uris if uri}

    assert len(addresses) == 8 * len(Device) + 1
    assert {client.get(uri.removeprefix(HOME)).status_code for uri in addresses} == {200}


def test_every_guide_tells_its_source_and_its_day(webpages: dict[str, Webpage]) -> None:
    for key, guide in CATALOGUE.guides.items():
        page = webpages[f"/guides/{key.replace('.', '/')}"]

        assert page.facts == [
            f"ที่มา {urlsplit(guide.source).hostname}",
            f"เนื้อหา ณ วันที่ {day(guide.checked)}",
        ]
        assert guide.source in page.hrefs


@pytest.mark.parametrize("name", CATALOGUE.troubles)
def test_a_trouble_tells_what_helps_in_general_and_in_each_app(
    webpages: dict[str, Webpage], name: str
) -> None:
    trouble, page = CATALOGUE.troubles[name], webpages[f"/troubles/{name}"]
    remedies = [
        remedy
        for symptom in trouble.symptoms.values()
        for remedy in (symptom.remedy, *symptom.by_app.values())
    ]

    assert [code for code in page.ids if code in trouble.symptoms] == list(trouble.symptoms)
    assert page.texts("h2")[: len(trouble.symptoms)] == [
        symptom.name for symptom in trouble.symptoms.values()
    ]
    assert page.steps == [held(step) for remedy in remedies for step in remedy.steps]
    assert page.summaries == [
        f"ถ้าใช้ {CATALOGUE.text(f'label.app.{app}')}"
        for symptom in trouble.symptoms.values()
        for app in symptom.by_app
    ]
    assert page.facts.count(f"เนื้อหา ณ วันที่ {day(trouble.checked)}") == len(remedies)
    assert sum(fact.startswith("ที่มา ") for fact in page.facts) == len(remedies)


def test_every_answer_is_told_with_its_source_and_its_day(webpages: dict[str, Webpage]) -> None:
    for key, article in CATALOGUE.articles.items():
        page = webpages[f"/answers/{key.partition('.')[0]}"]

        assert CATALOGUE.text(f"answer.{key}") in page.paragraphs
        assert f"ที่มา {held(article.source)}" in page.facts
        assert f"เนื้อหา ณ วันที่ {day(article.checked)}" in page.facts


def test_an_answer_says_since_when_it_holds(webpages: dict[str, Webpage]) -> None:
    since = [fact for fact in webpages["/answers/security"].facts if fact.startswith("มีผล")]

    assert since == ["มีผลตั้งแต่ 19\u00a0เม.ย.\u00a02563"]


def test_every_page_can_be_found_read_and_left(webpages: dict[str, Webpage]) -> None:
    for path, page in webpages.items():
        crumbs = ["nav"] if path != "/" else []

        assert (page.lang, len(page.texts("h1"))) == ("th", 1), path
        assert page.landmarks[: 3 + len(crumbs)] == ["header", "nav", *crumbs, "main"], path
        assert (page.hrefs[0], page.landmarks[-1]) == ("#to-content", "footer"), path
        assert len(page.ids) == len(set(page.ids)), path
    assert len({page.title for page in webpages.values()}) == len(webpages)


def test_every_link_leads_somewhere(webpages: dict[str, Webpage]) -> None:
    lost = [
        (path, href)
        for path, page in webpages.items()
        for href in page.hrefs
        if not leads_somewhere(href, path, webpages)
    ]

    assert lost == []


def leads_somewhere(href: str, path: str, webpages: dict[str, Webpage]) -> bool:
    to = urlsplit(href)
    if to.scheme == "tel":
        return href == "tel:+6621417010"
    if to.scheme:
        return to.scheme == "https" and to.hostname in HOSTS
    target, anchor = urldefrag(href)
    page = webpages.get(target or path)
    return page is not None and (not anchor or anchor in page.ids)


@pytest.mark.parametrize(
    "path",
    [
        "/guides/zoom",
        "/guides/teams/install",
        "/guides/teams/install/nokia",
        "/guides/teams/dance/ios",
        "/guides/teams/admin/ios",
        "/troubles",
        "/troubles/rain",
        "/answers/weather",
        "/answers/cost/until",
    ],
)
def test_what_is_not_there_is_said_kindly(client: FlaskClient, path: str) -> None:
    page = client.get(path)

    assert (page.status_code, Webpage(page.text).texts("h1")) == (404, ["ไม่พบหน้านี้ค่ะ"])


@pytest.mark.parametrize("path", ["/guides", "/guides/teams/install/ios", "/answers/cost"])
def test_pages_let_nothing_run_and_may_be_kept_for_an_hour(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    again = client.get(path, headers={"If-None-Match": page.headers["ETag"]})

    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert page.headers["Cache-Control"] == "public, max-age=3600"
    assert (again.status_code, again.text) == (304, "")
    assert (client.head(path).status_code, client.head(path).text) == (200, "")
    assert [client.open(path, method=way).status_code for way in ("POST", "OPTIONS")] == [405, 405]


def test_words_of_the_office_are_told_not_obeyed() -> None:
    page = make_client(answer__cost="<script>alert(1)</script>").get("/answers/cost").text

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_printed_page_names_its_address(client: FlaskClient) -> None:
    page = client.get("/guides/teams/admin").text

    assert f'<div class="paper">พิมพ์จาก {HOME}/guides/teams/admin</div>' in page


def test_pages_are_made_anew_when_the_office_words_them_anew() -> None:
    texts = [CATALOGUE]
    app = Flask("desk")
    app.register_blueprint(make_guidepages(lambda: texts[-1], HOME))
    browser = app.test_client()
    path = "/guides/teams/install/ios"

    before = Webpage(browser.get(path).text).steps
    texts.append(messages_th.load({"guide.teams.install.ios.steps": "เปิด App Store\nแตะ “รับ”"}))

    assert before == [held(step) for step in CATALOGUE.guide("teams", "install", "ios").steps]
    assert Webpage(browser.get(path).text).steps == [held("เปิด App Store"), held("แตะ “รับ”")]
