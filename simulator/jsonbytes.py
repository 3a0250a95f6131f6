"""JSON as bytes, whatever strings are in it: half an emoji travels as LINE would escape it."""

import json
from typing import Any

import orjson


def written(value: Any) -> bytes:
    """Compact JSON; strings that are no UTF-8 come out as escapes."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()
