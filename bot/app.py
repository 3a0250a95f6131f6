"""
Put the office together: settings in, a Flask application out. The only wiring.

Importing this file does nothing; `create_app` makes the database ready but starts no
thread, so that it may run before a server forks. `serve` then runs in each worker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog
from flask import Flask

import messages_th
from bot import clock, guidepages, health, logs, pages, sealing, webhook
from bot.console import entrance
from bot.console.desk import Desk
from bot.delivery import fetching, outbox, works
from bot.delivery.alone import Alone
from bot.delivery.doorway import Doorway
from bot.delivery.lanes import Lanes
from bot.delivery.ledger import Ledger
from bot.delivery.runner import Runner
from bot.delivery.working import Workman
from bot.line import outbound
from bot.line.gateway import Gateway
from bot.services import deciding, directory, leases, migrating, reasons, registering, wording
from bot.services.dialogue import Dialogue, Message
from bot.services.directory import Directory
from bot.services.leases import Tools
from bot.services.requests import StoredRequests
from bot.services.telling import Render
from bot.settings import Settings, load
from handlers import group, outcome, router, weights
from handlers.turn import Offer, Say, Tell, Words
from messages_th import Catalogue
from models.base import Database, open_database

# Events younger than this are being handled by whoever was woken for them.
FRESH_MS: Final = 2_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Office:
    """What a running bot consists of; kept by the application as extensions["office"]."""

    settings: Settings
    database: Database
    catalogue: Callable[[], Catalogue]
    directory: Directory
    gateway: Gateway
    files: Gateway
    runner: Runner
    doorway: Doorway
    alone: Alone
    workman: Workman
    word: Render

    def serve(self) -> None:
        """Begin to work, in the process that serves."""
        self.runner.start()
        self.workman.start()

    def close(self) -> None:
        """Finish what is on its way and let go of the database."""
        self.workman.stop()
        self.runner.stop()
        self.gateway.close()
        self.files.close()
        self.alone.leave()
        self.database.close()


def create_app(settings: Settings) -> Flask:
    """The web application, its database migrated and its directory up to date."""
    logs.configure()
    for name in settings.missing:
        log.critical("setting missing", setting=name, effect="nothing from LINE is accepted")
    office = _office(settings)
    app = Flask("bot", static_folder=None)
    app.secret_key = settings.secret_key
    app.extensions["office"] = office
    app.register_blueprint(webhook.make_webhook(_door(office)))
    app.register_blueprint(health.make_health(_checks(office)))
    app.register_blueprint(pages.make_pages(office.catalogue))
    app.register_blueprint(guidepages.make_guidepages(office.catalogue, settings.public_url))
    app.register_blueprint(entrance.make_console(_desk(office)))
    _guard_cookie(app, settings)
    sealing.seal(app, settings, lambda: office.catalogue().text("door.sorry"))
    office.database.close()  # no connection may cross the fork that follows
    return app


def from_environment() -> Flask:
    """What gunicorn serves."""
    return create_app(load())


def sweep(settings: Settings) -> int:
    """Do now what a server does once an hour by itself; how many of the chores failed."""
    logs.configure()
    office = _office(settings)
    try:
        return office.workman.sweep()
    finally:
        office.close()


def _office(settings: Settings) -> Office:
    database = open_database(settings.database_url)
    migrating.upgrade(database)
    directory.sync(database, now=clock.now())
    catalogue = wording.current(database)
    reasons.seed(database, messages_th.load().text, now=clock.now())
    learned = weights.parse(messages_th.load_weights())
    bodies = Directory(database, lambda: catalogue().words(), learned)
    gateway = Gateway(settings.line_api_base, settings.line_channel_access_token)
    files = Gateway(settings.line_data_base, settings.line_channel_access_token)
    dialogue = make_dialogue(catalogue, bodies, settings.public_url)
    ledger = Ledger(database, clock.now_ms)
    doorway = Doorway()
    lanes = Lanes(database, dialogue, gateway, ledger, clock.now, doorway)
    runner = Runner(lanes.drain, partial(_lanes_due, database), clock.now_ms)
    word = partial(deciding.word, dialogue=dialogue)
    tools = Tools(database, catalogue, bodies.lexicon, word, runner.wake, clock.now)
    alone = Alone(database.file)
    if alone.is_certain:
        outbox.release(database, now_ms=clock.now_ms())
        leases.release(database)
    return Office(
        settings=settings,
        database=database,
        catalogue=catalogue,
        directory=bodies,
        gateway=gateway,
        runner=runner,
        doorway=doorway,
        alone=alone,
        files=files,
        workman=Workman(tools, works.WORKS, works.CHORES, [partial(_fetch, database, files, word)]),
        word=word,
    )


def make_dialogue(
    catalogue: Callable[[], Catalogue], bodies: Directory, public_url: str
) -> Dialogue:
    """The deciding of `handlers` with the words of `messages_th` and the doing of services."""

    def render(says: Sequence[Say]) -> list[Message]:
        return outbound.render(says, catalogue())

    def offers(says: Sequence[Say]) -> tuple[Offer, ...]:
        return outbound.offers(says, catalogue(), bodies.lexicon())

    return Dialogue(
        step=lambda draft, heard, facts: router.step(draft, heard, facts, bodies.lexicon()),
        word=outcome.word,
        tell_others=outcome.for_others,
        in_group=lambda text, today: group.answer(text, bodies.lexicon(), today),
        on_joining=group.joined,
        render=render,
        offers=offers,
        carry_out=lambda connection, effect, contact_id, inbox_id, now: registering.carry_out(
            connection, effect, contact_id=contact_id, inbox_id=inbox_id, now=now
        ),
        registry=StoredRequests,
        apology=lambda: render((Tell(Words("door.sorry")),)),
        names=lambda: tuple(catalogue().text("door.names").split()),
        home=public_url,
        notice_version=lambda: catalogue().text("notice.version"),
    )


def _fetch(database: Database, files: Gateway, word: Render) -> int:
    return fetching.fetch(database, files, render=word, now=clock.now())


def _lanes_due(database: Database) -> tuple[str, ...]:
    now_ms = clock.now_ms()
    return outbox.lanes_due(database, now_ms=now_ms, heard_before_ms=now_ms - FRESH_MS)


def _desk(office: Office) -> Desk:
    return Desk(
        settings=office.settings,
        database=office.database,
        catalogue=office.catalogue,
        wake=office.runner.wake,
        now=clock.now,
        render=office.word,
        begin=office.workman.wake,
        basic_id=office.gateway.basic_id,
    )


def _guard_cookie(app: Flask, settings: Settings) -> None:
    """What a page has to say after a form is carried in a signed cookie of this host alone."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-said" if settings.is_https else "said",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
    )


def _door(office: Office) -> webhook.Door:
    return webhook.Door(
        secret=office.settings.line_channel_secret.encode(),
        database=office.database,
        doorway=office.doorway,
        wake=office.runner.wake,
        now_ms=clock.now_ms,
        hello=lambda: office.catalogue().text("door.hello"),
    )


def _checks(office: Office) -> dict[str, Callable[[], str | None]]:
    return {
        "settings": lambda: ", ".join(office.settings.missing) or None,
        "database": lambda: None if migrating.is_current(office.database) else "not migrated",
        "runner": lambda: None if _serves(office) else "not running",
    }


def _serves(office: Office) -> bool:
    return office.runner.is_alive() and office.workman.is_alive()
