"""Requests as bytes, right or wrong."""

from __future__ import annotations

import json

from tests.serve.conftest import ROW

PREDICT = "/v1/model/predict"
BODY = json.dumps({"rows": [ROW]}).encode()


def request(*lines: str, body: bytes = BODY, first: str = f"POST {PREDICT} HTTP/1.1") -> bytes:
    """A request as bytes; its lines after the first are as they are given."""
    head = "\r\n".join([first, "Host: x", *lines])
    return head.encode("latin-1") + b"\r\n\r\n" + body


def whole(*lines: str, first: str = f"POST {PREDICT} HTTP/1.1", body: bytes = BODY) -> bytes:
    """A request with the right length."""
    return request("Content-Type: application/json", f"Content-Length: {len(body)}", *lines, first=first, body=body)
