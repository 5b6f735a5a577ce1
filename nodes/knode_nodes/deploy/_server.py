"""A running `knode serve` as a target: bundles are sent with PUT, and asked for with GET."""

from __future__ import annotations

import contextlib
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from knode.api import DeployFailed, Target, TargetUnreachable, VersionTaken

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try may go better."""
MOST_BYTES = 4_000_000
"""Of an answer, at most so much is read."""
MOST_CHARACTERS = 500
"""Of what a server says went wrong, at most so many are told."""


class ServerTarget(Target):
    """A server with the deploy door open.

    `PUT {url}/v1/bundles/{name}/{version}` brings a bundle: 201 new, 200 the same was there, 409 another one is;
    `GET` of that tells its sha256, `GET {url}/v1/bundles` which there are.
    """

    def __init__(self, url: str, key: str = "", timeout: float = 60.0) -> None:
        self.title = url
        self._root = f"{url.rstrip('/')}/v1/bundles"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = timeout
        # A server that sends us elsewhere would be given the key there.
        self._opener = urllib.request.build_opener(_StayHere, _Plain, _Secure)

    def versions(self, name: str) -> Collection[str]:
        """Those of the bundles of that name."""
        status, answer = self._ask("GET", self._root)
        if status != 200:
            raise self._refused(status, answer)
        listed = answer.get("bundles", []) if isinstance(answer, dict) else answer
        entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
        return [str(entry.get("version")) for entry in entries if entry.get("name") == name]

    def sha256(self, name: str, version: str) -> str | None:
        """What the server says of one version."""
        status, answer = self._ask("GET", self.place(name, version))
        if status == 404:
            return None
        if status != 200 or not isinstance(answer, dict) or not isinstance(answer.get("sha256"), str):
            raise self._refused(status, answer)
        return str(answer["sha256"])

    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        """Send the bundle; the server verifies it before it serves it."""
        url = self.place(name, version) + ("?replace=true" if replace else "")
        status, answer = self._ask("PUT", url, content)
        if status == 409:
            raise VersionTaken(self.title, name, version)
        if status not in (200, 201):
            raise self._refused(status, answer)

    def place(self, name: str, version: str) -> str:
        """The URL of the bundle."""
        return f"{self._root}/{quote(name, safe='')}/{quote(version, safe='')}"

    def _ask(self, method: str, url: str, content: bytes | None = None) -> tuple[int, Any]:
        """The status and the JSON data of an answer. Raises TargetUnreachable."""
        headers = dict(self._headers)
        if content is not None:
            headers["Content-Type"] = "application/octet-stream"
        request = urllib.request.Request(url, data=content, method=method, headers=headers)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return response.status, _json(response.read(MOST_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                answer = _json(error.read(MOST_BYTES))
            if error.code in LATER:
                raise TargetUnreachable(
                    f"{self.title} cannot take the bundle now (HTTP {error.code}){_detail(answer)}"
                ) from None
            return error.code, answer
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise DeployFailed(f"{self.title} has no trusted certificate: {reason.verify_message}") from None
            what = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
            raise TargetUnreachable(
                f"{self.title} cannot be reached: {what}. Is `knode serve` running there?"
            ) from None

    def _refused(self, status: int, answer: Any) -> DeployFailed:
        closed = "has no deploy door: start it with `knode serve FOLDER --keys FILE --deploy`"
        words = {
            401: "does not accept the key" if self._headers else "asks for a key: set the secret that holds it",
            403: "does not let this key deploy: it needs the deploy right",
            404: closed,
            405: closed,
            413: "takes no bundle that large",
            422: "found the bundle not to be sound",
        }
        said = words.get(status, f"answered with HTTP {status} what no knode server answers")
        return DeployFailed(f"{self.title} {said}{_detail(answer)}")


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirection."""

    def redirect_request(self, *args: Any, **given: Any) -> None:
        return None


class _Patient:
    """A connection on which a server may answer before it has read all. What it answers counts, not that it hung up."""

    def send(self, data: Any) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().send(data)  # type: ignore[misc]


class _PlainConnection(_Patient, http.client.HTTPConnection):
    pass


class _SecureConnection(_Patient, http.client.HTTPSConnection):
    pass


class _Plain(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_PlainConnection, request)


class _Secure(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_SecureConnection, request, context=ssl.create_default_context())


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _detail(answer: Any) -> str:
    """What problem details say, in short."""
    if not isinstance(answer, dict):
        return ""
    said = answer.get("detail") or answer.get("title")
    return f": {' '.join(said.split())[:MOST_CHARACTERS]}" if isinstance(said, str) and said else ""
