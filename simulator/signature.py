"""The x-line-signature header: Base64(HMAC-SHA256(channel secret, the body's exact bytes))."""

import base64
import hashlib
import hmac


def sign(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
