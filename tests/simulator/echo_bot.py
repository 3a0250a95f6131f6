"""
A small bot for the simulator's own tests: says back what it hears.

`/card` answers with a Flex card and a quick reply, `/silence` not at all, `/push`
with a push. It answers after the webhook is acknowledged, as a real bot does.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CARD = {
    "type": "flex",
    "altText": "การ์ด",
    "contents": {
        "type": "bubble",
        "header": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": "ขั้นที่ 1 จาก 5"}],
        },
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "box",
                    "layout": "horizontal",
                    "action": {"type": "postback", "data": "app=teams", "label": "เลือก Teams"},
                    "contents": [
                        {"type": "text", "text": "Microsoft Teams"},
                        {"type": "text", "text": "✓"},
                    ],
                }
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "button",
                    "action": {
                        "type": "postback",
                        "label": "ต่อไป",
                        "data": "next",
                        "displayText": "ต่อไป",
                    },
                },
                {
                    "type": "button",
                    "action": {"type": "uri", "label": "เว็บ", "uri": "https://www.onde.go.th/"},
                },
            ],
        },
    },
    "quickReply": {
        "items": [
            {"type": "action", "action": {"type": "message", "label": "เมนู", "text": "ขอเมนู"}}
        ]
    },
}


class EchoBot:
    def __init__(self, api_base: str, secret: str, token: str) -> None:
        self.api_base, self.secret, self.token = api_base, secret, token
        self.heard: list[dict] = []
        self.status = "200 OK"
        self.statuses: list[str] = []  # answered first, one a webhook
        self.seconds = 0.0  # before it acknowledges
        self._pool = ThreadPoolExecutor(4)
        self._server = make_server("127.0.0.1", 0, self, _Server, _Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "EchoBot":
        self._thread.start()
        return self

    def __exit__(self, *about) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._pool.shutdown()

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        mac = hmac.new(self.secret.encode(), body, hashlib.sha256).digest()
        if environ["HTTP_X_LINE_SIGNATURE"] != base64.b64encode(mac).decode():
            start_response("401 Unauthorized", [])
            return [b""]
        time.sleep(self.seconds)
        status = self.statuses.pop(0) if self.statuses else self.status
        if status.startswith("200"):
            self._hear(json.loads(body)["events"])
        start_response(status, [("Content-Type", "text/plain")])
        return [b"OK"]

    def _hear(self, events: list[dict]) -> None:
        self.heard += events
        for event in events:
            if "replyToken" in event:
                self._pool.submit(self._answer, event)

    def _answer(self, event: dict) -> None:
        text = event.get("message", {}).get("text", "")
        if text == "/silence":
            return
        if text == "/push":
            to = event["source"]["userId"]
            self.call("/v2/bot/message/push", {"to": to, "messages": [_text("ส่งมาเอง")]})
            return
        said = [CARD] if text == "/card" else [_text(_echo(event))]
        self.call("/v2/bot/message/reply", {"replyToken": event["replyToken"], "messages": said})

    def call(self, path: str, body: dict) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.api_base + path, data, headers)
        urllib.request.urlopen(request, timeout=5).read()


def _echo(event: dict) -> str:
    if event["type"] == "message":
        return "ได้ยินว่า " + event["message"].get("text", event["message"]["type"])
    if event["type"] == "postback":
        return "กด " + event["postback"]["data"]
    return "สวัสดีค่ะ"


def _text(text: str) -> dict:
    return {"type": "text", "text": text}


class _Server(WSGIServer):
    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


def main() -> None:
    """To look at the page without the real bot: python -m tests.simulator.echo_bot PORT API."""
    import sys

    bot = EchoBot(sys.argv[2], "simulator-channel-secret", "simulator-channel-access-token")
    bot._server.server_close()
    bot._server = make_server("127.0.0.1", int(sys.argv[1]), bot, _Server, _Quiet)
    bot._server.serve_forever()


if __name__ == "__main__":
    main()
