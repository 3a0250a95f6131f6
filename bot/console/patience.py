"""
What a page was asked for is done once more when the database server went away in the middle.

Only if nothing was committed by then, so that no act is done twice; whoever pressed the button
need not know. What cannot be done now is answered by 503, and nothing was changed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from models.base import Database

View = Callable[..., ResponseReturnValue]


class PatientRoutes(Blueprint):
    """A blueprint whose routes all have that patience."""

    def __init__(self, database: Database, *names: Any, **options: Any) -> None:
        super().__init__(*names, **options)
        self._database = database

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Any = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        patient = view_func and patiently(self._database, view_func)
        super().add_url_rule(rule, endpoint, patient, provide_automatic_options, **options)


def patiently(database: Database, view: View) -> View:
    """The same view, tried again when its connection was lost before it committed anything."""

    @wraps(view)
    def patient(**known: Any) -> ResponseReturnValue:
        def look() -> ResponseReturnValue:
            for file in request.files.values():
                file.seek(0)  # it may have been read before
            return view(**known)

        return database.whole(look)

    return patient
