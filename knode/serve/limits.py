"""What a request may cost, and reading a body within it."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from knode.serve.problems import CLOSE, Problem, malformed

MIB = 2**20
DISCARDED = 8
"""A body that is too large is read on up to so many times the limit, so that the client hears why it is refused."""
Receive = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """`bytes` of a body, unpacked; `bundle_bytes` of a bundle that is deployed; `seconds` for a request to come in."""

    bytes: int = 16 * MIB
    rows: int = 100_000
    connections: int = 1000
    waiting: int = 1000
    bundle_bytes: int = 512 * MIB
    seconds: float = 30.0
    grace: float = 30.0


class ClientGone(Exception):
    """The client has gone before its request was whole."""


async def body_of(receive: Receive, head: Mapping[bytes, bytes], most: int) -> bytes:
    """The body of a request, unpacked. Raises Problem, and ClientGone."""
    message = await _first(receive, head, most)
    body: bytes = message["body"]
    if message["more_body"] or len(body) > most:
        body = await _whole(receive, message, most)
    coding = head.get(b"content-encoding")
    return body if coding is None else unpacked(body, coding, most)


async def _first(receive: Receive, head: Mapping[bytes, bytes], most: int) -> Any:
    declared = head.get(b"content-length")
    if declared is not None and int(declared) > most and b"expect" in head:
        raise too_large(most)
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message


async def _whole(receive: Receive, message: Any, most: int) -> bytes:
    parts, size = [message["body"]], len(message["body"])
    while message["more_body"]:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        size += len(message["body"])
        if size <= most:
            parts.append(message["body"])
        elif size > most * DISCARDED:
            break
    if size > most:
        raise too_large(most)
    return b"".join(parts)


def unpacked(body: bytes, coding: bytes, most: int) -> bytes:
    """The body without its content coding; never more than `most` bytes. Raises Problem."""
    coding = coding.strip().lower()
    if coding in (b"identity", b""):
        return body
    if coding not in (b"gzip", b"x-gzip"):
        said = coding.decode("latin-1")[:40]
        raise Problem(
            "media-type", f"The content coding {said} is not known; send gzip.", headers=[(b"accept-encoding", b"gzip")]
        )
    unpacking = zlib.decompressobj(wbits=31)
    try:
        made = unpacking.decompress(body, most + 1)
    except zlib.error:
        raise malformed("The body is not gzip, as its header says.") from None
    if len(made) > most:
        raise too_large(most)
    if not unpacking.eof or unpacking.unused_data:
        raise malformed("The gzip body is cut short." if not unpacking.eof else "Something follows the gzip body.")
    return made


def too_large(most: int) -> Problem:
    """The body has more bytes than are accepted."""
    return Problem("too-large", f"The body has more than {most:,} bytes. Send the rows in parts.", headers=[CLOSE])


MOST_COLUMNS = 100_000


def check_columns(columns: int, described: int) -> None:
    """Raise Problem for a table of more columns than any that is meant, of which the input describes some."""
    if columns > max(MOST_COLUMNS, described):
        raise Problem("too-large", f"The request has {columns:,} columns, more than {MOST_COLUMNS:,}.")


def check_rows(rows: int, most: int) -> None:
    """Raise Problem for more rows than are accepted."""
    if rows > most:
        raise Problem("too-large", f"The request has {rows:,} rows, more than {most:,}. Send them in parts.")
