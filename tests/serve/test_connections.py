"""Connections that are slow, too many, too talkative or gone: each is ended politely, and the others are served."""

from __future__ import annotations

import http.client
import itertools
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from knode.serve import protocol
from knode.serve.limits import Limits
from tests.processes import PATIENCE, wait_until
from tests.serve.conftest import ROW
from tests.serve.serving import Client, served

pytestmark = pytest.mark.uncovered
PATH = "/v1/model/predict"
HASTE = 0.5
BODY = json.dumps([ROW]).encode()
REQUEST = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY


@pytest.fixture(scope="module")
def hasty(linear: Path) -> Iterator[Client]:
    """A server that waits half a second for a request."""
    with served(linear, limits=Limits(seconds=HASTE, grace=2)) as client:
        yield client


def prompt(client: Client, content: bytes, within: float = HASTE / 2) -> socket.socket:
    """A connection on which something was sent in time; one on which this machine stood still meanwhile is given up."""
    while True:
        begun = time.monotonic()
        connection = client.connect()
        try:
            connection.sendall(content)
        except OSError:
            assert time.monotonic() - begun > within
        if time.monotonic() - begun <= within:
            return connection
        connection.close()


def everything(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("sent", [b"", b"GE", b"GET / HTTP/1.1\r\nHost", REQUEST[:-5]])
def test_a_request_that_does_not_come_to_an_end_is_given_up(hasty: Client, sent: bytes) -> None:
    begun = time.monotonic()
    with hasty.connect() as connection:
        connection.sendall(sent)
        answer = everything(connection)

    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"application/problem+json" in answer
    assert time.monotonic() - begun > 0.8 * HASTE


def test_a_client_that_drips_is_given_up_too(hasty: Client) -> None:
    with hasty.connect() as connection:
        connection.sendall(REQUEST.replace(b"Content-Length: ", b"Content-Length: 1000")[: -len(BODY)])
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for byte in itertools.cycle(BODY):
                connection.sendall(bytes([byte]))
                time.sleep(0.02)


def test_an_idle_connection_is_kept_for_the_next_request(hasty: Client) -> None:
    with prompt(hasty, REQUEST) as connection:
        assert answered(connection)[:15] == b'{"predictions":'
        time.sleep(1.2)
        connection.sendall(REQUEST)
        assert answered(connection)[:15] == b'{"predictions":'


def answered(connection: socket.socket) -> bytes:
    """The body of one answer on a connection that is kept."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    assert answer.status == 200
    return answer.read()


def test_a_large_body_has_the_time_that_it_takes(hasty: Client) -> None:
    """More than half a second, but much of it at a time."""
    body = json.dumps([ROW]).encode() + b" " * 300_000
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    while True:
        with prompt(hasty, head) as connection:
            longest = 0.0
            try:
                for start in range(0, len(body), 20_000):
                    begun = time.monotonic()
                    connection.sendall(body[start : start + 20_000])
                    time.sleep(0.1)
                    longest = max(longest, time.monotonic() - begun)
                answer = everything(connection)
            except OSError:
                answer = b""
        # A client that stood still for a while has itself to blame.
        if longest < HASTE / 2 or answer.startswith(b"HTTP/1.1 200"):
            break
    assert answer.startswith(b"HTTP/1.1 200")


def test_one_connection_too_many_is_refused_and_told_when_to_come_again(linear: Path) -> None:
    with served(linear, limits=Limits(connections=5, grace=2)) as client:
        with ExitStack() as stack:
            held = [stack.enter_context(client.connect()) for _ in range(5)]
            for connection in held:
                connection.sendall(REQUEST)
                assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            with client.connect() as one_more:
                answer = everything(one_more)
            assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
            assert b"retry-after: 1\r\n" in answer
            assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "urn:knode:problem:busy"
        client.until(lambda client: client.get("/healthz").status == 200)


def test_thousands_of_connections_at_once_are_all_answered(linear: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LINGER_SECONDS", 10 * PATIENCE)
    with served(linear, limits=Limits(connections=50, grace=2)) as client, ExitStack() as stack:
        held = [stack.enter_context(client.connect()) for _ in range(800)]
        for connection in held:
            try:
                connection.sendall(REQUEST)
            except OSError:
                continue
        answers = [_first(connection) for connection in held]

        assert answers.count(b"200") == 50
        assert answers.count(b"503") == 750
        for connection in held:
            connection.close()
        client.until(lambda client: client.post(PATH, [ROW]).status == 200)


def _first(connection: socket.socket) -> bytes:
    """The status of the answer; nothing where the connection was reset."""
    try:
        return connection.recv(65536)[9:12]
    except OSError:
        return b""


def test_a_client_that_goes_away_in_the_middle_is_counted_and_forgotten(linear: Path) -> None:
    with served(linear) as client:
        for sent in (REQUEST[:-5], REQUEST):
            with client.connect() as connection:
                connection.sendall(sent)

        client.until(
            lambda c: 'knode_errors_total{bundle="model",kind="client-gone",version="1"} 1.0' in c.get("/metrics").text
        )
        assert client.post(PATH, [ROW]).status == 200


def test_a_client_that_does_not_read_its_answer_is_let_go(linear: Path) -> None:
    body = json.dumps([{**ROW, "note": "x" * 500}] * 20_000).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with served(linear, limits=Limits(seconds=2.0, grace=1)) as client:
        with deaf(client, head + body) as connection:
            wait_until(lambda: not held_by_server(client.port))
            received = 0
            with pytest.raises(ConnectionResetError):
                while part := connection.recv(1 << 20):
                    received += len(part)
                raise ConnectionResetError
            assert received < 10_000_000


def deaf(client: Client, content: bytes) -> socket.socket:
    """A connection with little room for what comes, on which something was sent in time."""
    while True:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE)
        begun = time.monotonic()
        try:
            connection.connect(("127.0.0.1", client.port))
            connection.sendall(content)
        except OSError:
            connection.close()
            assert time.monotonic() - begun > 1
        else:
            return connection


def held_by_server(port: int) -> bool:
    """Whether the server, which is in this process, has a connection open."""
    return any(
        found.laddr.port == port and found.status != psutil.CONN_LISTEN
        for found in psutil.Process().net_connections("tcp")
    )


def test_requests_that_are_sent_ahead_are_answered_in_order(client: Client) -> None:
    first = REQUEST.replace(b'"calls": 3', b'"calls": 1')
    with client.connect() as connection:
        connection.sendall(first + REQUEST.replace(b"Host: x", b"Host: x\r\nConnection: close"))
        answer = everything(connection)

    assert answer.count(b"HTTP/1.1 200") == 2
    assert answer.index(b'"calls":1,') < answer.index(b'"calls":3,')


def test_a_chunked_body_is_read(client: Client) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    middle = len(BODY) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:middle], BODY[middle:], b""))
    with client.connect() as connection:
        connection.sendall(head)
        time.sleep(0.05)
        connection.sendall(chunks)
        assert everything(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET  HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://[ HTTP/1.1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + b"a" * 70_000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000, b"431"),
        (b"\x16\x03\x01\x02\x00", b"400"),
    ],
)
def test_what_is_no_request_is_answered_with_a_problem(client: Client, sent: bytes, status: bytes) -> None:
    with client.connect() as connection:
        try:
            connection.sendall(sent)
        except OSError:
            pass
        answer = everything(connection)

    assert answer[9:12] == status
    assert b"application/problem+json" in answer


def test_old_and_short_requests_are_answered(client: Client) -> None:
    with client.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert everything(connection).endswith(b'{"status":"ok"}')


def test_websockets_are_not_spoken(client: Client) -> None:
    head = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n"
    with client.connect() as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
