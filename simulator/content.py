"""Files that people sent. When they sent none, a small real one of the kind."""

import struct
import zlib
from dataclasses import dataclass
from typing import Final

PICTURE_WIDTH, PICTURE_HEIGHT = 320, 240
_SKY, _FIELD = bytes((201, 226, 250)), bytes((122, 168, 96))

_TYPES: Final = {
    "image": "image/png",
    "video": "video/mp4",
    "audio": "audio/x-m4a",
    "file": "application/pdf",
}
# The first box of an MP4 or M4A file: enough to be recognised, nothing to play.
_MEDIA: Final = b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00isomiso2"
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, slots=True)
class Content:
    content_type: str
    data: bytes


def sample(kind: str) -> Content:
    """Of the message types image, video, audio and file."""
    data = {"image": _png(), "file": _PDF}.get(kind, _MEDIA)
    return Content(_TYPES[kind], data)


def _png() -> bytes:
    """Sky over a field, 320 by 240."""
    half = PICTURE_HEIGHT // 2
    rows = b"".join((b"\x00" + color * PICTURE_WIDTH) * half for color in (_SKY, _FIELD))
    size = struct.pack(">IIBBBBB", PICTURE_WIDTH, PICTURE_HEIGHT, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", size) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check
