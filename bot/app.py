"""
Put the office together: settings in, a Flask application out. The only wiring.

Importing this file does nothing; `create_app` makes the database ready but starts no
thread, so that it may run before a server forks. `serve` then runs in each worker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from flask import Blueprint, Flask

from bot import clock, failpoints, guidepages, health, logs, metrics, pages, sealing, webhook
from bot.console import entrance
from bot.console.desk import Desk
from bot.delivery import fetching, outbox, pacing, shifts
from bot.delivery.alone import Alone
from bot.delivery.broadcaster import Broadcaster
from bot.delivery.crew import Crew
from bot.delivery.doorway import Doorway
from bot.delivery.lanes import Lanes
from bot.delivery.ledger import Ledger
from bot.delivery.runner import Runner
from bot.delivery.shifts import Shift
from bot.delivery.watching import Watchman
from bot.delivery.working import Errand
from bot.line import outbound
from bot.line.gateway import Gateway
from bot.services import (
    chunk_rows,
    deciding,
    directory,
    leases,
    migrating,
    notice_errands,
    obeying,
    reasons,
    segments,
    waking,
    wording,
)
from bot.services.checking import AskLine
from bot.services.counting import Counts
from bot.services.dialogue import Dialogue, Message
from bot.services.directory import Directory
from bot.services.leases import Tools
from bot.services.requests import StoredRequests
from bot.services.telling import Render
from bot.services.timekeeping import Watch
from bot.settings import Settings, load
from handlers import group, outcome, router
from handlers.turn import Offer, Say, Tell, Words
from messages_th import Catalogue
from models.base import Database, open_database

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
    broadcaster: Broadcaster
    watchman: Watchman
    shift: Shift
    crew: Crew
    watch: Watch
    word: Render

    def serve(self) -> None:
        """Begin to work, in the process that serves."""
        self.crew.start()
        self.watchman.start()

    def rest(self) -> None:
        """Finish what is on its way and begin nothing new; the doors stay open."""
        self.crew.stop()

    def close(self) -> None:
        """Finish what is on its way and let go of the database."""
        self.rest()
        self.watchman.stop()
        self.broadcaster.close()
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
    app.register_blueprint(health.make_health(_checks(office), office.shift.notes()))
    app.register_blueprint(_metrics(office, settings))
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


def worker(settings: Settings) -> Office:
    """What sends where the doors are processes of their own; nothing runs before `serve`."""
    logs.configure()
    return _office(settings, is_worker=True)


def sweep(settings: Settings) -> int:
    """Do now what a server does once an hour by itself; how many of the chores failed."""
    logs.configure()
    office = _office(settings)
    try:
        return office.shift.workman.sweep()
    finally:
        office.close()


def _office(settings: Settings, *, is_worker: bool = False) -> Office:
    failpoints.arm(settings.fail_points)
    database = open_database(settings.database_url)
    migrating.upgrade(database)
    watch = Watch()
    directory.sync(database, now=clock.now())
    catalogue = wording.current(database)
    reasons.seed(database, wording.shipped().text, now=clock.now())
    bodies = _bodies(database, catalogue)
    counts = Counts()
    gateway = _gateway(settings, counts)
    files = Gateway(settings.line_data_base, settings.line_channel_access_token)
    dialogue = make_dialogue(catalogue, bodies, settings.public_url)
    ledger = Ledger(database, watch.now_ms, counts.note)
    doorway, thinking = Doorway(), shifts.thinking(database)
    lanes = Lanes(database, dialogue, gateway, ledger, watch.now, doorway, thinking)
    word = partial(deciding.word, dialogue=dialogue)
    runner = shifts.runner(lanes, watch)
    tools = Tools(database, catalogue, bodies.lexicon, word, runner.wake, watch.now)
    broadcaster = pacing.broadcaster(settings, database, gateway)
    work = _errands(tools, files, gateway, settings)
    shift = shifts.Shift(lanes, tools, watch, runner, broadcaster, work)
    is_sender = is_worker or not waking.has_queue(database)
    return Office(
        settings=settings,
        database=database,
        catalogue=catalogue,
        directory=bodies,
        gateway=gateway,
        runner=runner,
        doorway=doorway,
        alone=_alone(database, watch),
        files=files,
        broadcaster=broadcaster,
        watchman=Watchman(database, gateway, counts, watch.now_ms, is_sender),
        shift=shift,
        crew=shift.worker(settings.database_url) if is_worker else shift.door(),
        watch=watch,
        word=word,
    )


def _bodies(database: Database, catalogue: Callable[[], Catalogue]) -> Directory:
    return Directory(database, lambda: catalogue().words(), directory.learned())


def _alone(database: Database, watch: Watch) -> Alone:
    """If nobody else serves this database, what somebody had begun is begun anew at once."""
    alone = Alone(database.file)
    if alone.is_certain:
        outbox.release(database, now_ms=watch.now_ms())
        leases.release(database)
        chunk_rows.release(database, now_ms=watch.now_ms())
    return alone


def _gateway(settings: Settings, counts: Counts) -> Gateway:
    """The way to LINE; what it does not take is counted by cause."""
    return Gateway(
        settings.line_api_base,
        settings.line_channel_access_token,
        lambda cause: counts.note(f"line.{cause}"),
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
        carry_out=lambda connection, effect, contact_id, inbox_id, now: obeying.carry_out(
            connection, effect, contact_id=contact_id, inbox_id=inbox_id, now=now
        ),
        registry=StoredRequests,
        apology=lambda: render((Tell(Words("door.sorry")),)),
        names=lambda: tuple(catalogue().text("door.names").split()),
        home=public_url,
        notice_version=lambda: catalogue().text("notice.version"),
    )


def _errands(
    tools: Tools, files: Gateway, gateway: Gateway, settings: Settings
) -> Sequence[Errand]:
    line = AskLine(gateway.validate, gateway.quota)
    announcing = partial(notice_errands.run, tools, line, settings.approval_size)
    return (partial(_fetch, tools, files), partial(segments.fold, tools.database), announcing)


def _fetch(tools: Tools, files: Gateway) -> int:
    return fetching.fetch(tools.database, files, render=tools.render, now=tools.now())


def _desk(office: Office) -> Desk:
    return Desk(
        settings=office.settings,
        database=office.database,
        catalogue=office.catalogue,
        wake=office.runner.wake,
        now=office.watch.now,
        render=office.word,
        begin=office.shift.workman.wake,
        basic_id=office.gateway.basic_id,
        validate=office.gateway.validate,
        quota=office.gateway.quota,
    )


def _metrics(office: Office, settings: Settings) -> Blueprint:
    figures = office.watchman.figures
    return metrics.make_metrics(figures, settings.metrics_token, is_public=settings.is_public)


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
        now_ms=office.watch.now_ms,
        hello=lambda: office.catalogue().text("door.hello"),
        count=office.watchman.counts.note,
    )


def _checks(office: Office) -> dict[str, Callable[[], str | None]]:
    return {
        "settings": lambda: ", ".join(office.settings.missing) or None,
        "database": lambda: None if migrating.is_current(office.database) else "not migrated",
        "runner": lambda: None if office.crew.is_alive() else "not running",
    }
