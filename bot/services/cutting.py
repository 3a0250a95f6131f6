"""
Divide those whom a notice goes to into calls, a window of them at a time.

The database finds the last of each call by counting forward in the key of the recipients, and
counts each call's people by segment. Numbering everybody first takes it four times as long.
"""

from collections import Counter
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import JSON, Connection, bindparam, insert, select, text, update

from bot.services.addressing import Remembered
from models.broadcast import BroadcastChunk
from models.vocabulary import ChunkState

_chunk = BroadcastChunk.__table__

_LAST_CHUNK: Final = (
    select(_chunk.c.number, _chunk.c.size, _chunk.c.groups)
    .where(_chunk.c.broadcast_id == bindparam("broadcast"))
    .order_by(_chunk.c.number.desc())
    .limit(1)
)
_FILL: Final = (
    update(_chunk)
    .where(
        _chunk.c.broadcast_id == bindparam("broadcast"), _chunk.c.number == bindparam("its_number")
    )
    .values(
        size=bindparam("its_size"), groups=bindparam("its_groups"), last_id=bindparam("its_last_id")
    )
)
# The first call takes `room` more people, the others are full, the last takes the rest. Ranges
# are said of both tables, so that neither is looked through beyond them. Somebody erased a
# moment ago is in no segment any more.
_CALLS: Final = """
WITH RECURSIVE calls (part, before, last_id) AS (
    SELECT 0, CAST(:cursor AS integer), CAST(coalesce(
        (SELECT contact_id FROM broadcast_recipients WHERE broadcast_id = :broadcast
            AND contact_id > :cursor AND contact_id <= :end
            ORDER BY contact_id LIMIT 1 OFFSET :room - 1), :end) AS integer)
    UNION ALL
    SELECT part + 1, last_id, CAST(coalesce(
        (SELECT contact_id FROM broadcast_recipients WHERE broadcast_id = :broadcast
            AND contact_id > calls.last_id AND contact_id <= :end
            ORDER BY contact_id LIMIT 1 OFFSET :full - 1), :end) AS integer)
    FROM calls WHERE last_id < :end
)
SELECT part,
    (SELECT min(contact_id) FROM broadcast_recipients WHERE broadcast_id = :broadcast
        AND contact_id > before AND contact_id <= last_id) AS first_id,
    (SELECT max(contact_id) FROM broadcast_recipients WHERE broadcast_id = :broadcast
        AND contact_id > before AND contact_id <= last_id) AS last_id,
    (SELECT {object}(segment, people) FROM (
        SELECT coalesce(segment_id, 0) AS segment, count(*) AS people
        FROM broadcast_recipients AS those LEFT JOIN audience
            ON audience.contact_id = those.contact_id
            AND audience.contact_id > before AND audience.contact_id <= last_id
        WHERE broadcast_id = :broadcast
            AND those.contact_id > before AND those.contact_id <= last_id
        GROUP BY 1) AS counted) AS groups
FROM calls
"""
_OF: Final = {
    "sqlite": text(_CALLS.format(object="json_group_object")).columns(groups=JSON),
    "postgresql": text(_CALLS.format(object="json_object_agg")).columns(groups=JSON),
}


def cut(connection: Connection, row: Remembered, end: int, size: int) -> None:
    """
    Divide into calls those who were written down from `row.cursor` to `end`.

    A last call that is not full is filled first. Each gets its key here, before any attempt.
    """
    last = connection.execute(_LAST_CHUNK, {"broadcast": row.id}).one_or_none()
    filled = last.size % size if last else 0
    number = last.number + (filled == 0) if last else 0
    asked = {"cursor": row.cursor, "end": end, "room": size - filled, "full": size}
    found = connection.execute(_OF[connection.dialect.name], {"broadcast": row.id} | asked)
    chunks = [_chunk_of(row.id, number, call) for call in found if call.groups]
    if last and filled and chunks:
        _fill(connection, last, chunks.pop(0))
    if chunks:
        connection.execute(insert(_chunk), chunks)


def _fill(connection: Connection, last: Remembered, more: dict[str, Any]) -> None:
    values = {
        "broadcast": more["broadcast_id"],
        "its_number": last.number,
        "its_size": last.size + more["size"],
        "its_groups": dict(Counter(last.groups) + Counter(more["groups"])),
        "its_last_id": more["last_id"],
    }
    connection.execute(_FILL, values)


def _chunk_of(broadcast_id: int, number: int, call: Remembered) -> dict[str, Any]:
    return {
        "broadcast_id": broadcast_id,
        "number": number + call.part,
        "retry_key": str(uuid4()),
        "first_id": call.first_id,
        "last_id": call.last_id,
        "size": sum(call.groups.values()),
        "groups": call.groups,
        "state": ChunkState.WAITING,
    }
