import json
from dataclasses import dataclass

import pytest
from werkzeug.test import Client, TestResponse

from simulator import acts
from simulator.app import create_app
from simulator.platform import Platform


@dataclass
class Api:
    """The whole simulator without a network: no bot listens."""

    platform: Platform
    client: Client

    def __call__(self, method, path, body=None, *, headers=None, raw=None) -> TestResponse:
        return self.client.open(
            path,
            method=method,
            data=json.dumps(body) if raw is None and body is not None else raw,
            content_type="application/json",
            headers=headers,
        )

    def bot(self, method, path, body=None, **more) -> TestResponse:
        """As the bot calls, with the channel's token."""
        headers = {"Authorization": f"Bearer {self.platform.channel.token}"}
        return self(method, path, body, headers={**headers, **more.pop("headers", {})}, **more)

    def friend(self, name="สมชาย") -> str:
        return acts.add_silent_person(self.platform, name).user_id

    def said(self, user_id, text="สวัสดี") -> str:
        """The reply token of what they said, as if delivered just now."""
        act = acts.say(self.platform, user_id, text)
        token = act.parcels[0].event["replyToken"]
        self.platform.wait_until(lambda: act.parcels[0].settled, seconds=5)
        return token

    def seen(self, user_id) -> list[dict]:
        return [shown.message for shown in self.platform.chat(user_id).screen()]


@pytest.fixture
def api():
    platform = Platform()
    yield Api(platform, Client(create_app(platform)))
    platform.close()
