"""Many requests at once to trees, which are scored together: each gets its own rows, whatever the others send."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from knode.serve.scoring import Scorer
from tests.processes import PATIENCE, wait_until
from tests.serve.conftest import ROW
from tests.serve.hostile.server import Running, heard, serving, statuses

pytestmark = pytest.mark.uncovered
REQUESTS = 400
BAD = {"income": "no number"}


@pytest.fixture(scope="module", params=[1, 2])
def server(request: pytest.FixtureRequest, trees: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("load"), trees, "--workers", request.param) as running:
        yield running
        running.check_alive()
        running.check_no_mistake()


def row_of(number: int) -> dict[str, Any]:
    """A row that no other request sends."""
    return {**ROW, "income": 1000 + 7.5 * number, "calls": number % 9, "customer": number}


def request(content: Any) -> bytes:
    """A request that ends its connection."""
    body = json.dumps(content).encode()
    return b"POST /v1/model/predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body),
        body,
    )


def all_at_once(server: Running, requests: list[bytes]) -> list[bytes]:
    """The answers to requests that were sent before any answer was read."""
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in requests]
        for connection, sent in zip(connections, requests, strict=True):
            connection.sendall(sent)
        return [heard(connection) for connection in connections]


def content_of(said: bytes) -> Any:
    """The JSON of an answer."""
    return json.loads(said.partition(b"\r\n\r\n")[2])


def expected_of(trees: Path, rows: list[dict[str, Any]]) -> list[float]:
    """The probabilities as the scorer gives them."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return Scorer.open(trees).score({"rows": columns})["predictions"]["probability_yes"]


def test_each_of_many_requests_gets_its_own_rows(server: Running, trees: Path) -> None:
    rows = [row_of(number) for number in range(REQUESTS)]
    said = all_at_once(server, [request({"rows": [row]}) for row in rows])
    answers = [content_of(one)["predictions"] for one in said]
    assert [[row["customer"] for row in answer] for answer in answers] == [[number] for number in range(REQUESTS)]
    assert [answer[0]["probability_yes"] for answer in answers] == pytest.approx(expected_of(trees, rows), rel=1e-12)


def test_bad_rows_hit_their_own_request_only(server: Running, trees: Path) -> None:
    chance = random.Random(5)
    rows = [row_of(number) for number in range(REQUESTS)]
    bad = set(chance.sample(range(REQUESTS), 20))
    requests = [request({"rows": [{**row, **BAD} if row["customer"] in bad else row]}) for row in rows]
    said = all_at_once(server, requests)
    assert {number for number, one in enumerate(said) if statuses(one) == [422]} == bad
    good = [number for number in range(REQUESTS) if number not in bad]
    made = [content_of(said[number])["predictions"][0] for number in good]
    assert [row["customer"] for row in made] == good
    assert [row["probability_yes"] for row in made] == pytest.approx(
        expected_of(trees, [rows[number] for number in good]), rel=1e-12
    )
    for number in bad:
        (error,) = content_of(said[number])["errors"]
        assert (error["path"], error["row"], error["column"]) == ("$.rows[0].income", 0, "income")


def test_clients_that_go_away_while_they_wait_take_nothing_from_the_others(server: Running) -> None:
    with ExitStack() as stack:
        staying = []
        for number in range(200):
            connection = stack.enter_context(server.connect())
            connection.sendall(request({"rows": [row_of(number)]}))
            if number % 2:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                connection.close()
            else:
                staying.append((number, connection))
        for number, connection in staying:
            assert content_of(heard(connection))["predictions"][0]["customer"] == number


def test_small_requests_do_not_wait_for_large_ones(server: Running) -> None:
    large = request({"rows": [row_of(number) for number in range(20_000)]})
    small = request({"rows": [row_of(7)]})
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(3)]
        for connection in slow:
            connection.sendall(large)
        times = []
        for _ in range(30):
            begun = time.monotonic()
            with server.connect() as connection:
                connection.sendall(small)
                assert statuses(heard(connection)) == [200]
            times.append(time.monotonic() - begun)
        assert sorted(times)[len(times) // 2] < 0.5
        for connection in slow:
            assert [row["customer"] for row in content_of(heard(connection))["predictions"]] == list(range(20_000))


def test_the_server_ends_in_order_and_owes_no_answer(trees: Path, tmp_path: Path) -> None:
    with serving(tmp_path, trees, "--grace", PATIENCE) as server, ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(50)]
        for number, connection in enumerate(connections):
            connection.sendall(request({"rows": [row_of(number)] * 500}))
        wait_until(server.has_read_all)
        server.process.terminate()
        for number, connection in enumerate(connections):
            made = content_of(heard(connection))["predictions"]
            assert [row["customer"] for row in made] == [number] * 500
        assert server.process.wait(PATIENCE) == 143
        with suppress(OSError):
            server.connect(1).close()
            raise AssertionError("it still listens")
        server.check_no_mistake()
