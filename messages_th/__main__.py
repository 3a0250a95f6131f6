"""
`python -m messages_th` checks every text; with `renew` it takes in new keys first.

With `--as-of` it also counts what should be looked at again: which day it is has to be
said, for only the bot has a clock.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from messages_th import forms
from messages_th.catalogue import FACTORY, FOLDER, load
from messages_th.check import faults
from messages_th.checkdays import CHECK_AGAIN, Due, overdue
from messages_th.checktexts import factory_of


def main(arguments: Sequence[str]) -> int:
    """Print what is to be mended; 1 when there is anything. What is overdue is advice only."""
    options = _parser().parse_args(arguments)
    if options.renew:
        (FOLDER / FACTORY).write_text(factory_of(), "utf-8")
    found = faults()
    for fault in found:
        print(fault)
    if found:
        print(f"ต้องแก้ {len(found)} แห่ง")
        return 1
    print(f"ข้อความทั้งหมด {len(load().texts)} ข้อความ ใช้ได้")
    late = overdue(options.as_of) if options.as_of else []
    if late:
        print(_advice(late))
    return 0


def _advice(late: Sequence[Due]) -> str:
    oldest = late[0]
    return (
        f"ควรตรวจซ้ำ {len(late)} แห่ง เพราะตรวจครั้งล่าสุดเกิน {CHECK_AGAIN} วันแล้ว "
        f"เก่าที่สุดคือ {oldest.file}:{oldest.key} ตรวจเมื่อ {forms.day(oldest.checked)}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m messages_th", description="ตรวจข้อความทั้งหมด")
    parser.add_argument(
        "renew", nargs="?", choices=["renew"], help="ปรับ factory.toml ตามข้อความที่มีก่อนตรวจ"
    )
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help=f"นับสิ่งที่ไม่ได้ตรวจเกิน {CHECK_AGAIN} วันถึงวันนี้ เช่น 2020-07-01",
    )
    return parser


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written} ไม่ใช่วันที่ เช่น 2020-03-17") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
