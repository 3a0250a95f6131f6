"""What every process of the bot reads at its start, read once for all of them: see `nursery`."""

import gc

import gunicorn.app.wsgiapp

import bot.app
from bot.services import directory, wording

wording.shipped()
directory.shipped()
gc.freeze()  # so that the copies share it

__all__ = ["bot", "gunicorn"]
