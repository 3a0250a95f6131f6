"""The least a webhook can be: check the signature, say OK, answer nobody."""

import base64
import hmac
import os
from collections.abc import Callable, Iterable
from typing import Any

SECRET = os.environ["LINE_CHANNEL_SECRET"].encode()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    signature = base64.b64encode(hmac.digest(SECRET, body, "sha256")).decode()
    is_line = environ["REQUEST_METHOD"] == "GET" or hmac.compare_digest(
        environ.get("HTTP_X_LINE_SIGNATURE", ""), signature
    )
    start_response("200 OK" if is_line else "401 Unauthorized", [("Content-Length", "2")])
    return [b"OK"]
