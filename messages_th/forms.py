"""
Numbers, dates and phone numbers as a Thai officer writes them.

Pure. Parts that must stay on one line are held together by no-break spaces.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

Value = str | int | date | datetime

NBSP: Final = "\u00a0"
THAI_TIME: Final = timezone(timedelta(hours=7), "Asia/Bangkok")  # no summer time since 1920
BUDDHIST_ERA: Final = 543  # years between the Buddhist era and the common one
MONTHS: Final = tuple("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split())
FULL_MONTHS: Final = tuple(
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
)
COUNTRY: Final = "+66"

_LOOSE: Final = re.compile(
    r"(?<=\d) (?=\d)"  # the groups of a phone number, a year and its hour
    r"|(?<=\d)(?<!25\d\d) (?=[ก-ฮ])"  # a number and its unit
    r"|(?<=[คพย]\.) (?=25\d\d)"  # a month and its year
    r"| (?=ๆ)"
)


def written(value: Value) -> str:
    """Any value in its form: numbers, dates and times as below, strings as they are."""
    match value:
        case str():
            return value
        case int():
            return number(value)
        case datetime():
            return moment(value)
    return day(value)


def number(value: int) -> str:
    """46426 → 46,426."""
    return f"{value:,}"


def day(value: date) -> str:
    """17 มี.ค. 2563, in the Buddhist era."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year + BUDDHIST_ERA}"


def full_day(value: date) -> str:
    """17 มีนาคม 2563, as a press release writes it."""
    month = FULL_MONTHS[value.month - 1]
    return f"{value.day}{NBSP}{month}{NBSP}{value.year + BUDDHIST_ERA}"


def moment(value: datetime) -> str:
    """17 มี.ค. 2563 09.30 น., in Thai time. A time without a zone is taken for UTC."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    local = aware.astimezone(THAI_TIME)
    return f"{day(local)}{NBSP}{local:%H.%M}{NBSP}น."


def phone(e164: str, extension: str | None = None) -> str:
    """+6621417010 → 0 2141 7010, with ต่อ and the extension; a foreign number stays as it is."""
    extended = f"{NBSP}ต่อ{NBSP}{extension}" if extension else ""
    return _national(e164) + extended


def held(text: str) -> str:
    """The text with what belongs together kept on one line."""
    return _LOOSE.sub(NBSP, text)


def _national(e164: str) -> str:
    digits = e164.removeprefix(COUNTRY)
    if not e164.startswith(COUNTRY) or not digits.isdecimal():
        return e164
    match len(digits):
        case 9:  # mobile: 08 1234 5678
            parts = ("0" + digits[0], digits[1:5], digits[5:])
        case 8:  # landline: 0 2141 7010
            parts = ("0", digits[:4], digits[4:])
        case _:
            return "0" + digits
    return NBSP.join(parts)
