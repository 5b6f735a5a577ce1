"""Asking a server over one kept connection, and what its every answer must be."""

from __future__ import annotations

import http.client
import json
from typing import Any

from tests.serve.hostile.server import Answer, Running
from tests.serve.serving import JSON, PROBLEM


class Asking:
    """One connection that is kept, which makes a request cost a millisecond."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(*server.address, timeout=60)

    def __call__(self, path: str, body: Any, **headers: str) -> Answer:
        """The answer to a POST; what is no bytes is sent as JSON."""
        sent = {"content-type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), sent)
        answer = self._connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def close(self) -> None:
        self._connection.close()


def check(answer: Answer) -> None:
    """Fail unless the answer is rows, or a good problem about the request."""
    if answer.status == 200:
        if answer.media == JSON:
            assert isinstance(answer.json, dict)
        return
    assert answer.status in {400, 406, 413, 415, 422}, (answer.status, answer.body[:500])
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json
    assert problem["status"] == answer.status
    assert problem["type"].startswith("urn:knode:problem:")
    assert problem["detail"]
    assert len(answer.body) < 20_000
