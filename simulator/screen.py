"""What the page shows of the platform, as plain JSON. Reads only."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from simulator import bubbles, reading
from simulator.buttons import Device
from simulator.outgoing import Reason
from simulator.people import Chat, Shown
from simulator.platform import Platform
from simulator.richmenus import RichMenu
from simulator.traffic import Direction, Entry

Json = dict[str, Any]
THAILAND = timezone(timedelta(hours=7))
SHOWN_MESSAGES = 200
SHOWN_TRAFFIC = 100
BUDDHIST_YEARS = 543
MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()


def state(platform: Platform, chat_id: str, *, device: Device) -> Json:
    with platform.locked():
        traffic = platform.traffic.newest_last()
        chat = platform.chats.get(chat_id) or next(iter(platform.chats.values()), None)
        return {
            "version": platform.version,
            "people": [_listed(platform, each) for each in platform.chats.values()],
            "chat": _chat(platform, chat, device) if chat else None,
            "menu": _menu(platform.menus.default()) if device is Device.PHONE else None,
            "notice": notice(traffic),
            "crowd": platform.crowd.people,
            "quota": {
                "used": platform.quota.used(platform.clock.month()),
                "most": platform.switches.quota,
            },
            "clock": {"text": moment(platform.clock.now()), "moved": platform.clock.moved_seconds},
            "redelivery": platform.switches.redelivery,
            "faults": [f"{fault.kind}" for fault in platform.faults.listed()],
            "traffic": [_row(entry) for entry in reversed(traffic[-SHOWN_TRAFFIC:])],
        }


def moment(at_ms: int) -> str:
    """17 มี.ค. 2563 09.30 น."""
    return f"{day(at_ms)} {_local(at_ms):%H.%M} น."


def day(at_ms: int) -> str:
    local = _local(at_ms)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year + BUDDHIST_YEARS}"


def notice(traffic: list[Entry]) -> Json | None:
    """When the newest webhook did not arrive: where it went, what happened, what to do."""
    sent = [entry for entry in traffic if entry.direction is Direction.TO_BOT]
    if not sent or not sent[-1].reason:
        return None
    last = sent[-1]
    happened, mend = _EXPLAINED.get(last.reason, _EXPLAINED[Reason.UNCLASSIFIED])
    if last.status in (401, 403):
        happened, mend = _REFUSED
    detail = last.response.decode(errors="replace")[:200] if not last.status else ""
    return {
        "url": last.path,
        "happened": happened.format(status=last.status),
        "mend": mend,
        "detail": detail,
    }


_REFUSED = (
    "บอตตอบ {status}: ลายเซ็นไม่ตรงกัน",
    "ตั้ง LINE_CHANNEL_SECRET ของบอตกับตัวจำลองให้เป็นค่าเดียวกัน แล้วเริ่มใหม่ทั้งสองฝั่ง",
)
_EXPLAINED: dict[str, tuple[str, str]] = {
    Reason.COULD_NOT_CONNECT: (
        "ต่อไปยังบอตไม่ได้",
        "เริ่มบอตก่อน แล้วตรวจว่า --bot ชี้ไปยังที่อยู่และพอร์ตที่บอตเปิดรับ",
    ),
    Reason.REQUEST_TIMEOUT: (
        "บอตไม่ตอบภายในเวลาที่ LINE รอ (2 วินาที)",
        "ให้บอตตอบ 200 ทันทีแล้วทำงานต่อเบื้องหลัง และดูบันทึกของบอตว่าติดที่ใด",
    ),
    Reason.ERROR_STATUS_CODE: ("บอตตอบ {status}", "ดูบันทึกของบอต แล้วส่งข้อความใหม่อีกครั้ง"),
    Reason.UNCLASSIFIED: ("บอตตัดสายก่อนตอบ", "ดูบันทึกของบอต แล้วส่งข้อความใหม่อีกครั้ง"),
}


def _listed(platform: Platform, chat: Chat) -> Json:
    person = platform.people.get(chat.id)
    return {
        "id": chat.id,
        "name": chat.name,
        "isGroup": person is None,
        "blocked": person is not None and person.blocked,
        "count": len(chat.history),
    }


def _chat(platform: Platform, chat: Chat, device: Device) -> Json:
    person = platform.people.get(chat.id)
    items = chat.quick_reply() if device is Device.PHONE else []
    return {
        "id": chat.id,
        "name": chat.name,
        "writer": person.user_id if person else chat.members[0],
        "blocked": person is not None and person.blocked,
        "messages": [_message(shown) for shown in chat.screen()[-SHOWN_MESSAGES:]],
        "chips": [chip.label for chip in reading.chips(items)],
        "loadingMs": max(0, chat.loading_until - platform.clock.now()),
    }


def _message(shown: Shown) -> Json:
    return {
        "id": shown.id,
        "from": shown.author,
        "name": shown.name,
        "time": f"{_local(shown.at):%H:%M}",
        "day": day(shown.at),
        "html": str(bubbles.render(shown)),
    }


def _menu(menu: RichMenu | None) -> Json | None:
    if menu is None:
        return None
    width, height = menu.body["size"]["width"], menu.body["size"]["height"]
    buttons = reading.menu_buttons(menu.body)
    return {
        "id": menu.id,
        "barText": menu.body.get("chatBarText", ""),
        "selected": menu.body.get("selected", False),
        "ratio": f"{width} / {height}",
        "areas": [
            {"label": button.label, "css": _area(area["bounds"], width, height)}
            for area, button in zip(menu.body["areas"], buttons, strict=True)
        ],
    }


def _area(bounds: Json, width: int, height: int) -> str:
    across = {"left": bounds["x"] / width, "width": bounds["width"] / width}
    down = {"top": bounds["y"] / height, "height": bounds["height"] / height}
    return ";".join(f"{side}:{share:.3%}" for side, share in (across | down).items())


def _row(entry: Entry) -> Json:
    return entry.row() | {"time": f"{_local(entry.at):%H:%M:%S}"}


def _local(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(THAILAND)
