"""Errors as HTTP answers: problem details (RFC 9457), with the path, row and column of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from knode.core.errors import DataError, KnodeError, NodeFailed, UnknownName, UsageError, quoted

MEDIA_TYPE = b"application/problem+json"
STATUS: Mapping[str, int] = {
    "malformed": 400,
    "parameter": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "not-found": 404,
    "method": 405,
    "not-acceptable": 406,
    "timeout": 408,
    "conflict": 409,
    "too-large": 413,
    "media-type": 415,
    "bad-rows": 422,
    "bad-bundle": 422,
    "headers-too-large": 431,
    "internal": 500,
    "busy": 503,
    "not-ready": 503,
}
"""The status by kind. The kind ends the problem's `type`, and is what the metrics count."""
RETRY_AFTER = (b"retry-after", b"1")
CLOSE = (b"connection", b"close")
MOST_DETAIL, MOST_QUOTED = 1_000, 300

Header = tuple[bytes, bytes]


class Problem(Exception):
    """A request that is answered with an error.

    `errors` say where: `path` (of the value in the body, as `$.rows[3].age`), `row`, `column`, `input`, `expected`, `got`.
    """

    def __init__(
        self, kind: str, detail: str, errors: Iterable[Mapping[str, Any]] = (), headers: Iterable[Header] = ()
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.status = STATUS[kind]
        self.detail: str = _bounded(detail, MOST_DETAIL)
        self.errors = [{name: _bounded(value, MOST_QUOTED) for name, value in error.items()} for error in errors]
        self.headers = list(headers)

    def document(self) -> dict[str, Any]:
        """The problem as JSON data."""
        made = {
            "type": f"urn:knode:problem:{self.kind}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        return {**made, "errors": self.errors} if self.errors else made

    def response(self, **more: Any) -> tuple[list[Header], bytes]:
        """Headers and body; `more` are further members of the document."""
        body = msgspec.json.encode({**self.document(), **more})
        return [(b"content-type", MEDIA_TYPE), (b"content-length", b"%d" % len(body)), *self.headers], body


def _bounded(value: Any, most: int) -> Any:
    """A text, cut where names that the client chose make it endless."""
    return f"{value[:most]}…" if isinstance(value, str) and len(value) > most else value


def malformed(detail: str, path: str | None = None) -> Problem:
    """The body is not what its media type says."""
    return Problem("malformed", detail, [{"path": path}] if path else [])


def wrong_value(path: str, expected: str, got: object, **place: Any) -> Problem:
    """A value in the body is not what is expected there."""
    described = said(got)
    return Problem(
        "bad-rows",
        f"{path}: expected {expected}, got {described}.",
        [{"path": path, **place, "expected": expected, "got": described}],
    )


def said(value: object) -> str:
    """What a JSON value is, in words; never more than a few characters of it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    if isinstance(value, dict):
        return f"an object of {len(value)}"
    if isinstance(value, str):
        return f'"{value[:40]}{"…" if len(value) > 40 else ""}"'
    if isinstance(value, int) and value.bit_length() > 256:
        return "a very large number"
    return str(value)[:60]


def from_error(error: KnodeError, path: str | None = None) -> Problem:
    """What the scoring of some rows said, as a problem.

    Args:
        error: a refusal of rows; any other error says nothing of itself to the client.
        path: of the value in the body.
    """
    if isinstance(error, DataError):
        places = {name: error.facts.get(name) for name in ("row", "column", "input", "expected", "got")}
        entry = {name: value for name, value in {"path": path, **places}.items() if value is not None}
        where = [f"{name} {quoted(places[name])}" for name in ("column", "row") if places[name] is not None]
        named = places["row"] is None and quoted(places["column"]) in error.message
        at = f" [{', '.join(where)}]" if where and not named else ""
        return Problem("bad-rows", _sentence(error.message.rstrip(".") + at), [entry])
    if isinstance(error, UnknownName) and error.facts.get("what") == "output":
        return Problem("parameter", error.message)
    if isinstance(error, NodeFailed):
        return Problem("bad-rows", "The workflow could not work with these rows.")
    if isinstance(error, UsageError) and ("input" in error.facts or isinstance(error, UnknownName)):
        return Problem("bad-rows", error.message)
    return internal()


def internal() -> Problem:
    """A mistake of ours; what it was stands in the log only."""
    return Problem("internal", "The server made a mistake; its log says more.")


def busy(what: str) -> Problem:
    """Too much at once."""
    return Problem("busy", what, headers=[RETRY_AFTER])


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
