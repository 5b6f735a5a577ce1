"""Clients that are slow, many, or go away: they are let go, and others notice nothing."""

from __future__ import annotations

import json
import resource
import select
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.processes import PATIENCE, start_python, wait_until
from tests.serve.conftest import ROW
from tests.serve.hostile.server import PROMPT, Running, heard, memory, serving, statuses
from tests.serve.hostile.wire import BODY, PREDICT, request, whole

pytestmark = pytest.mark.uncovered
TIMEOUT = 2
"""Seconds that the server gives a request to come in."""
CONNECTIONS = 200
"""That the server takes at a time."""


@pytest.fixture(scope="module")
def server(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    options = ("--timeout", TIMEOUT, "--max-connections", CONNECTIONS)
    with serving(tmp_path_factory.mktemp("crowds"), linear, *options) as running:
        yield running
        running.check_alive()
        running.check_no_mistake()


# ---- slow clients, and those that go


def test_a_byte_a_second_is_too_slow_and_others_notice_nothing(server: Running) -> None:
    sent = whole()
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(50)]
        closed: set[socket.socket] = set()
        waits: list[float] = []
        for byte in range(len(sent)):
            for connection in slow:
                with suppress(OSError):
                    connection.sendall(sent[byte : byte + 1])
            asked = time.monotonic()
            assert server.post(PREDICT, BODY).status == 200
            waits.append(time.monotonic() - asked)
            readable, _, _ = select.select(slow, [], [], 0.2)
            closed |= set(readable)
            if len(closed) == len(slow):
                break
        assert len(closed) == len(slow), "some are still served"
        assert statistics.median(waits) < 1
        assert set(statuses(heard(slow[0]))) <= {408}


def test_a_slow_body_is_too_slow_as_well(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(request("Content-Length: 100000", body=b""))
        with suppress(OSError):
            while not select.select([connection], [], [], 0.1)[0]:
                connection.sendall(b" ")
        assert set(statuses(heard(connection))) <= {408}


def test_a_client_that_says_nothing_is_let_go(server: Running) -> None:
    with server.connect() as connection:
        begun = time.monotonic()
        said = heard(connection)
        assert time.monotonic() - begun < PATIENCE, "it was not let go"
        assert set(statuses(said)) <= {408}


def test_a_client_that_does_not_read_is_let_go(server: Running) -> None:
    large = json.dumps({"rows": [ROW] * 20_000}).encode()
    before = memory(server.process.pid)
    with ExitStack() as stack:
        for _ in range(5):
            deaf = stack.enter_context(socket.socket())
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            deaf.settimeout(PATIENCE)
            deaf.connect(server.address)
            deaf.sendall(whole(body=large))
        server.check_alive()
        wait_until(lambda: server.open_sockets() <= 3)
    assert memory(server.process.pid) - before < 300_000_000


def test_clients_that_go_away_leave_nothing(server: Running) -> None:
    large = json.dumps({"rows": [ROW] * 5_000}).encode()
    for sent in (b"", b"POST", whole()[:-20], whole(body=large)[:100_000], whole(), whole(body=large)):
        for abrupt in (False, True):
            for _ in range(10):
                connection = server.connect()
                if abrupt:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                with suppress(OSError):
                    connection.sendall(sent)
                connection.close()
    wait_until(lambda: server.open_sockets() <= 3)
    assert server.post(PREDICT, BODY).status == 200


# ---- too many


FLOOD = """
import resource, socket, sys, time
wanted, port, taken = map(int, sys.argv[1:])
made, failed = [], 0
for number in range(wanted):
    one = socket.socket()
    one.settimeout(60)
    # Each source address has 28,000 ports.
    one.bind((f"127.0.0.{2 + number % 8}", 0))
    try:
        one.connect(("127.0.0.1", port))
    except OSError:
        failed += 1
        one.close()
    else:
        one.setblocking(False)
        made.append(one)
print(len(made), failed, flush=True)
sys.stdin.readline()
refused = closed = 0
until = time.monotonic() + 60
while len(made) > taken and time.monotonic() < until:
    quiet = []
    for one in made:
        try:
            said = one.recv(4096)
        except BlockingIOError:
            quiet.append(one)
        except OSError:
            closed += 1
        else:
            refused += b" 503 " in said
            closed += b" 503 " not in said
    made = quiet
    time.sleep(0.05)
print(refused, closed, len(made), flush=True)
"""


def test_ten_thousand_connections_are_refused_politely(server: Running) -> None:
    wanted = 10_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted + 100:
        pytest.skip(f"the system allows {hard} open files, not {wanted + 100}")
    most = wanted + 100 if soft == resource.RLIM_INFINITY else max(soft, wanted + 100)
    before = memory(server.process.pid)
    wait_until(lambda: server.open_sockets() <= 3)
    in_peace = usual_seconds(server)
    flood = start_python(
        "-c", FLOOD, wanted, server.port, CONNECTIONS,
        stdin=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard)),
    )  # fmt: skip
    assert flood.stdin is not None
    assert flood.stdout is not None
    made, failed = map(int, flood.stdout.readline().split())
    assert made > 0.99 * wanted, f"{failed} could not connect"
    assert server.process.poll() is None
    flood.stdin.write("\n")
    flood.stdin.flush()
    refused, closed, quiet = map(int, flood.stdout.readline().split())
    assert quiet <= CONNECTIONS
    assert refused + closed + quiet == made
    assert refused > CONNECTIONS
    flood.communicate(timeout=PATIENCE)
    assert memory(server.process.pid) - before < 100_000_000
    wait_until(lambda: server.open_sockets() <= 3)
    assert usual_seconds(server) < 10 * in_peace + 0.05


def usual_seconds(server: Running) -> float:
    """How long an answer takes, the median of some."""
    times = []
    for _ in range(50):
        begun = time.monotonic()
        assert server.post(PREDICT, BODY).status == 200
        times.append(time.monotonic() - begun)
    return statistics.median(times)


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def healthy(connection: socket.socket) -> bool:
    """Whether the answer to a question after the server's health is a good one; all of it is read."""
    said = b""
    while not said.endswith(b"}"):
        part = connection.recv(4096)
        if not part:
            return False
        said += part
    return statuses(said) == [200]


def answered(server: Running) -> socket.socket:
    """A connection that is kept after an answer."""
    while True:
        connection = server.connect()
        begun = time.monotonic()
        connection.sendall(HEALTH)
        if healthy(connection):
            return connection
        connection.close()
        # The server waits for no client that stands still.
        assert time.monotonic() - begun > PROMPT


def test_one_connection_too_many_is_told_so(server: Running) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(answered(server)) for _ in range(CONNECTIONS)]
        said = server.raw(whole())
        assert statuses(said) == [503]
        assert b"application/problem+json" in said
        assert b"retry-after" in said.lower()
        held[0].sendall(HEALTH)
        assert healthy(held[0])
    wait_until(lambda: server.open_sockets() <= 3)
    assert server.post(PREDICT, BODY).status == 200


def test_many_at_once_are_all_answered(server: Running) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(10):
            try:
                answer = server.post(PREDICT, BODY)
                if answer.status != 200:
                    wrong.append(answer)
            except OSError as error:
                wrong.append(error)

    asking = [threading.Thread(target=ask) for _ in range(60)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert not wrong
