"""Every endpoint of LINE's API that is built. Both of LINE's hosts share this one port."""

from typing import Final

from simulator.deliveries import Sent
from simulator.doors import account, api, menus
from simulator.doors.api import Route, route

_MENU = "/v2/bot/richmenu"
_DEFAULT = "/v2/bot/user/all/richmenu"
_WEBHOOK = "/v2/bot/channel/webhook"
_VALIDATE = "/v2/bot/message/validate"

ROUTES: Final[tuple[Route, ...]] = (
    route("POST /v2/bot/message/reply", api.reply),
    route("POST /v2/bot/message/push", api.push),
    route("POST /v2/bot/message/multicast", api.multicast),
    route("POST /v2/bot/message/broadcast", api.broadcast),
    *(route(f"POST {_VALIDATE}/{kind}", api.validate) for kind in (*Sent, "narrowcast")),
    route("GET /v2/bot/profile/{userId}", account.profile),
    route("POST /v2/bot/chat/loading/start", account.start_loading),
    route("GET /v2/bot/message/quota", account.quota),
    route("GET /v2/bot/message/quota/consumption", account.consumption),
    *(route(f"GET /v2/bot/message/delivery/{kind}", account.delivery) for kind in Sent),
    route("GET /v2/bot/message/{messageId}/content", account.content),
    route("GET /v2/bot/info", account.info),
    route(f"GET {_WEBHOOK}/endpoint", account.webhook_endpoint),
    route(f"PUT {_WEBHOOK}/endpoint", account.set_webhook_endpoint),
    route(f"POST {_WEBHOOK}/test", account.test_webhook_endpoint),
    route(f"POST {_MENU}", menus.create),
    route(f"POST {_MENU}/validate", menus.validate),
    route(f"GET {_MENU}/list", menus.listed),
    route(f"POST {_MENU}/{{richMenuId}}/content", menus.upload),
    route(f"GET {_MENU}/{{richMenuId}}/content", menus.picture),
    route(f"GET {_MENU}/{{richMenuId}}", menus.one),
    route(f"DELETE {_MENU}/{{richMenuId}}", menus.delete),
    route(f"POST {_DEFAULT}/{{richMenuId}}", menus.set_default),
    route(f"GET {_DEFAULT}", menus.default),
    route(f"DELETE {_DEFAULT}", menus.delete_default),
)
