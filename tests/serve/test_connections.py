"""Connections that are slow, too many, too talkative or gone: each is ended politely, and the others are served."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from knode.serve.limits import Limits
from tests.serve.conftest import ROW
from tests.serve.serving import Client, served

pytestmark = pytest.mark.uncovered
PATH = "/v1/model/predict"
BODY = json.dumps([ROW]).encode()
REQUEST = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY


@pytest.fixture(scope="module")
def hasty(linear: Path) -> Iterator[Client]:
    """A server that waits half a second for a request, and has five connections."""
    with served(linear, limits=Limits(seconds=0.5, connections=5, grace=2)) as client:
        yield client


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
    assert 0.4 < time.monotonic() - begun < 5


def test_a_client_that_drips_is_given_up_too(hasty: Client) -> None:
    with hasty.connect() as connection:
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for byte in REQUEST:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)


def test_an_idle_connection_is_kept_for_the_next_request(hasty: Client) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", hasty.port, timeout=20)
    for pause in (1.2, 0):
        connection.request("POST", PATH, BODY)
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:15]) == (200, b'{"predictions":')
        time.sleep(pause)
    connection.close()


def test_a_large_body_has_the_time_that_it_takes(hasty: Client) -> None:
    """More than half a second, but much of it at a time."""
    body = json.dumps([ROW]).encode() + b" " * 300_000
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with hasty.connect() as connection:
        connection.sendall(head)
        for start in range(0, len(body), 20_000):
            connection.sendall(body[start : start + 20_000])
            time.sleep(0.1)
        assert everything(connection).startswith(b"HTTP/1.1 200")


def test_one_connection_too_many_is_refused_and_told_when_to_come_again(hasty: Client) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(hasty.connect()) for _ in range(5)]
        for connection in held:
            connection.sendall(REQUEST)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        with hasty.connect() as one_more:
            answer = everything(one_more)
        assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert b"retry-after: 1\r\n" in answer
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "urn:knode:problem:busy"
    hasty.until(lambda client: client.get("/healthz").status == 200)


def test_thousands_of_connections_at_once_are_all_answered(linear: Path) -> None:
    with served(linear, limits=Limits(connections=50, grace=2)) as client, ExitStack() as stack:
        held = [stack.enter_context(client.connect()) for _ in range(800)]
        for connection in held:
            try:
                connection.sendall(REQUEST)
            except OSError:
                continue
        answers = [_first(connection) for connection in held]

        assert answers.count(b"200") == 50
        # Of those that are refused, some may have gone before they were read.
        assert set(answers) <= {b"200", b"503", b""}
        assert answers.count(b"503") > 300
        for connection in held:
            connection.close()
        client.until(lambda client: client.post(PATH, [ROW]).status == 200)


def _first(connection: socket.socket) -> bytes:
    """The status of the answer; nothing where the connection was reset."""
    try:
        return connection.recv(65536)[9:12]
    except OSError:
        return b""


def test_a_client_that_goes_away_in_the_middle_is_counted_and_forgotten(client: Client) -> None:
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
    with served(linear, limits=Limits(seconds=1.0, grace=1)) as client:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(20)
            connection.connect(("127.0.0.1", client.port))
            connection.sendall(head + body)
            time.sleep(4)
            received = 0
            with pytest.raises(ConnectionResetError):
                while part := connection.recv(1 << 20):
                    received += len(part)
                raise ConnectionResetError
            assert received < 10_000_000


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
