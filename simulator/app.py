"""The whole simulator as one WSGI application."""

from flask import Flask

from simulator.doors import control, page
from simulator.doors.gate import Gate
from simulator.platform import Platform


def create_app(platform: Platform) -> Gate:
    app = Flask(__name__)
    app.register_blueprint(control.blueprint(platform))
    app.register_blueprint(page.blueprint(platform))
    return Gate(platform, app)
