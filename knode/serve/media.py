"""Media types: what a body is, and what the client takes as an answer."""

from __future__ import annotations

from functools import lru_cache

from knode.core.errors import quoted
from knode.serve.problems import Problem

JSON = "application/json"
CSV = "text/csv"
ARROW = "application/vnd.apache.arrow.stream"
OF_CURL = "application/x-www-form-urlencoded"
"""What curl says of a body by itself."""
CHARSETS = ("utf-8", "utf8", "us-ascii", "ascii")


@lru_cache(256)
def body_type(header: bytes | None, known: tuple[str, ...]) -> str:
    """The media type of a body, one of `known`; the first of them when the client does not say. Raises Problem."""
    if header is None or not header.strip():
        return known[0]
    media, _, more = header.decode("latin-1").partition(";")
    media = media.strip().lower()
    if media.endswith("+json"):
        media = JSON
    if media not in known:
        taken = ", ".join(known)
        said = f"Content-Type says that the body is {quoted(media[:60])}; send one of {taken}."
        if media == OF_CURL:
            said += f" curl says so unless it is told: -H 'Content-Type: {known[0]}'."
        raise Problem("media-type", said, headers=[(b"accept", taken.encode())])
    charset = _parameter(more, "charset")
    if media != ARROW and charset not in (*CHARSETS, None):
        raise Problem("media-type", f"The body's charset is {quoted(charset[:40])}; send UTF-8.")
    return media


@lru_cache(256)
def answer_type(accept: bytes | None, usual: str, known: tuple[str, ...]) -> str:
    """What the answer is given as: of `known` what the client likes best, `usual` among equals. Raises Problem."""
    if accept is None or not accept.strip() or accept == b"*/*":
        return usual
    ranges = [_range(part) for part in accept.decode("latin-1").split(",")]
    best, weight = None, 0.0
    for media in (usual, *(other for other in known if other != usual)):
        found = _weight(media, ranges)
        if found > weight:
            best, weight = media, found
    if best is None:
        raise Problem("not-acceptable", f"The answer comes as {', '.join(known)}; Accept allows none of them.")
    return best


def _range(part: str) -> tuple[str, float]:
    media, _, more = part.partition(";")
    quality = _parameter(more, "q")
    try:
        return media.strip().lower(), 1.0 if quality is None else float(quality)
    except ValueError:
        return media.strip().lower(), 0.0


def _weight(media: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that a media type falls in."""
    by_range = dict(ranges)
    for each in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if each in by_range:
            return by_range[each]
    return 0.0


def _parameter(text: str, name: str) -> str | None:
    for part in text.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip('"').lower()
    return None
