"""
A day as officers write it into a field, 17/3/2563, also with the name of its month; or as it
stands in a link, 2020-03-17.

Years of both eras are read; in Thai digits too.
"""

import re
from datetime import date
from typing import Final

from messages_th import forms

EARLIEST: Final = date(2019, 1, 1)  # before there was anything to tell of
LONGEST: Final = 40
FIRST_BUDDHIST: Final = 2400  # years from here on are of the Buddhist era

_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})\D(?P<month>\d{1,2})\D(?P<day>\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})\D(?P<month>\d{1,2})\D(?P<year>\d{4}|\d{2})")
_NAMED: Final = re.compile(r"(?P<day>\d{1,2})\s*(?P<month>[^\d\s]+)\s*(?P<year>\d{4}|\d{2})")
_MONTHS: Final = {
    name.replace(".", ""): number
    for names in (forms.MONTHS, forms.FULL_MONTHS)
    for number, name in enumerate(names, start=1)
}


def read(text: str, *, latest: date) -> date | None:
    """The day meant, None when it is none, or lies outside what can be asked about."""
    written = text.strip()[:LONGEST]
    found = _YEAR_FIRST.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    found = found or _NAMED.fullmatch(written)
    day = _day(found) if found else None
    return day if day and EARLIEST <= day <= latest else None


def shown(day: date) -> str:
    """The day as the field shows it: 17/3/2563."""
    return f"{day.day}/{day.month}/{day.year + forms.BUDDHIST_ERA}"


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(_year(found["year"]), _month(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _year(written: str) -> int:
    year = int(written) + (2500 if len(written) == 2 else 0)
    return year - forms.BUDDHIST_ERA if year >= FIRST_BUDDHIST else year


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.get(written.replace(".", ""), 0)
