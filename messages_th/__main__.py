"""`python -m messages_th` checks every text; with `renew` it takes in new keys first."""

import sys

from messages_th.catalogue import FACTORY, FOLDER, load
from messages_th.check import factory_of, faults


def main(arguments: list[str]) -> int:
    """Print what is to be mended; 1 when there is anything."""
    if arguments == ["renew"]:
        (FOLDER / FACTORY).write_text(factory_of(), "utf-8")
    found = faults()
    for fault in found:
        print(fault)
    print(f"ต้องแก้ {len(found)} แห่ง" if found else f"ข้อความทั้งหมด {len(load().texts)} ข้อความ ใช้ได้")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
