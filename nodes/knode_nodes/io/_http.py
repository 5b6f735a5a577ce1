"""Asking web servers: with retries that wait, within bounds, and without letting a secret out."""

from __future__ import annotations

import base64
import datetime
import email.utils
import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from knode.api import DataError, quoted

if TYPE_CHECKING:
    import httpx

BUSY = (429, 503)
"""The server has not begun to do what was asked."""
FAILED = (500, 502, 504)
SAFE = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")
"""Asking twice does the same as asking once."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 300.0
TICK = 0.05
MOST_HOPS = 10
HIDDEN = "•••"
ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")


@dataclass(frozen=True, slots=True)
class Auth:
    """What proves who asks: a header, which only the server it is meant for gets, and the texts to hide in all answers."""

    name: str = ""
    value: str = field(default="", repr=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, kind: str, user: str, header: str, secret: str) -> Auth:
        """For the kinds bearer, basic and header. Raises DataError where the secret fits into no header."""
        if kind == "none" or not kind:
            return cls()
        if any(ord(one) < 32 or ord(one) == 127 for one in secret):
            raise DataError("the secret holds a line end or another control character; set it anew without")
        packed = base64.b64encode(f"{user}:{secret}".encode()).decode()
        value = {"bearer": f"Bearer {secret}", "basic": f"Basic {packed}", "header": secret}[kind]
        forms = {secret, packed, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]}
        forms.add(json.dumps(secret, ensure_ascii=False)[1:-1])
        forms.add(secret.encode().decode("latin-1"))
        return cls(header if kind == "header" else "Authorization", value, tuple(sorted(forms, key=len, reverse=True)))

    def hide(self, text: str) -> str:
        """The text without the secret, in whatever form a server may send it back."""
        for form in self.hidden:
            text = text.replace(form, HIDDEN)
        return text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    text: str
    type: str
    next: str
    """Where the Link header says that it goes on; "" for nowhere."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, bytes] = field(default_factory=dict)
    body: bytes | None = None


class Pause:
    """Until when a server that is asked too much is left alone, by all that ask it. Safe from any thread."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = threading.Lock()

    def extend(self, seconds: float) -> None:
        """Last at least so long from now."""
        with self._lock:
            self._until = max(self._until, time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """The seconds that it still lasts; 0 when it is over."""
        return max(0.0, self._until - time.monotonic())


class Asking:
    """Sends requests, one after the other.

    Responsibilities: tries again after failures that may pass; follows redirects, and keeps the secret from other
    servers; bounds the answers; hides the secret in all that comes back. Several that ask side by side share a `pause`.
    """

    def __init__(
        self,
        client: httpx.Client,
        auth: Auth,
        pause: Pause,
        *,
        retries: int,
        seconds: float,
        most_bytes: int,
        check: Callable[[], None],
    ) -> None:
        self.auth = auth
        self._client = client
        self._pause = pause
        self._retries = retries
        self._seconds = seconds
        self._most = most_bytes
        self._check = check

    def ask(self, asked: Asked, origin: str) -> Answer:
        """The answer. `origin` is the server that the secret is for.

        Raises:
            DataError: there is none, or it is too large or takes too long.
        """
        import httpx

        while left := self._pause.left:
            self._wait(left)
        for attempt in range(self._retries + 1):
            self._check()
            is_last = attempt == self._retries
            try:
                answer, wait = self._once(asked, origin)
            except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError, UnicodeError) as error:
                if is_last or not _may_repeat(asked.method, error):
                    raise DataError(self.auth.hide(f"{quoted(asked.url)} cannot be reached: {_words(error)}")) from None
                answer, wait = None, None
            if answer is not None and (is_last or not _is_passing(asked.method, answer.status)):
                return answer
            self._wait(self._agreed(answer, wait, attempt))
        raise AssertionError("the last attempt returns or raises")

    def _agreed(self, answer: Answer | None, wait: float | None, attempt: int) -> float:
        """The seconds to wait before the next attempt: at least as long as others that ask must."""
        seconds = FIRST_WAIT * 2**attempt * random.uniform(0.75, 1.25) if wait is None else min(wait, LONGEST_WAIT)
        if answer is not None and answer.status in BUSY:
            self._pause.extend(seconds)
        return max(seconds, self._pause.left)

    def _once(self, asked: Asked, origin: str) -> tuple[Answer, float | None]:
        import httpx

        until = time.monotonic() + self._seconds
        # The client's own `params` would replace the query that stands in the URL.
        url = httpx.URL(asked.url).copy_merge_params(dict(asked.query))
        headers = {name.encode("ascii"): value for name, value in asked.headers.items()}
        request = self._client.build_request(asked.method, url, headers=headers, content=asked.body)
        for _ in range(MOST_HOPS):
            if self.auth.name:
                request.headers.pop(self.auth.name, None)
                if origin_of(str(request.url)) == origin:
                    request.headers[self.auth.name] = self.auth.value
            response = self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return self._read(response, until), _asked_wait(response)
                request = response.next_request
            finally:
                response.close()
        raise DataError(f"{quoted(asked.url)} leads from one address to the next, more than {MOST_HOPS} times")

    def _read(self, response: httpx.Response, until: float) -> Answer:
        import httpx

        pieces = self._in_time(response, until)
        unpacked = httpx.Response(
            response.status_code, headers=response.headers, content=pieces, request=response.request
        )
        parts, size = [], 0
        for piece in unpacked.iter_bytes():
            size += len(piece)
            if size > self._most:
                raise DataError(
                    f"the answer of {quoted(str(response.url))} is larger than {self._most / 1e6:g} MB (setting max_size)"
                )
            parts.append(piece)
        text = _decoded(b"".join(parts), response)
        link = response.links.get("next", {}).get("url", "")
        following = str(response.url.join(link)) if link else ""
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(response.status_code, self.auth.hide(text), kind, following)

    def _in_time(self, response: httpx.Response, until: float) -> Iterator[bytes]:
        """The answer as it comes. The client's own timeout is that of a piece: pieces may come for ever."""
        for piece in response.iter_raw():
            self._check()
            if time.monotonic() > until:
                raise DataError(
                    f"the answer of {quoted(str(response.url))} has not come to its end after {self._seconds:g} s, "
                    f"{response.num_bytes_downloaded:,} bytes so far; if it may take longer, raise the setting timeout"
                )
            yield piece

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + min(seconds, LONGEST_WAIT)
        while (left := until - time.monotonic()) > 0:
            self._check()
            time.sleep(min(left, TICK))


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL. Raises DataError for one of another kind, or with a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise DataError("this is no URL of a web server") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise DataError(
            f"{quoted(url.rpartition('@')[2])} is no URL of a web server: it begins with https:// or http://"
        )
    if "@" in parts.netloc:
        raise DataError("the URL holds a user or password: take them out, and set `auth` to `basic` with a secret")
    return f"{parts.scheme.lower()}://{parts.hostname}:{port or (443 if parts.scheme.lower() == 'https' else 80)}"


def _decoded(data: bytes, response: httpx.Response) -> str:
    """The text of an answer. Where the server says no encoding, what is no UTF-8 is cp1252, as CSV Reader takes it."""
    encoding = response.charset_encoding
    try:
        "".encode(encoding or "utf-8")
    except LookupError:
        encoding = None
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = data.decode(encoding or "cp1252", "replace")
    return text.removeprefix("\ufeff")


def _may_repeat(method: str, error: Exception) -> bool:
    import httpx

    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return True
    return method in SAFE and isinstance(error, httpx.TimeoutException | httpx.NetworkError | httpx.RemoteProtocolError)


def _is_passing(method: str, status: int) -> bool:
    return status in BUSY or (status in FAILED and method in SAFE)


def _asked_wait(response: httpx.Response) -> float | None:
    """The seconds to wait that the server asks for."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())


def _words(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "no answer in time (setting timeout)"
    if isinstance(error, httpx.ConnectError):
        return f"{ERROR_NUMBER.sub('', str(error)).lower()}; check the address, and whether its server runs"
    return str(error) or type(error).__name__
