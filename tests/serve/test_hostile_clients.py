"""Clients that do not hold to HTTP: each is turned away, and none gets what is not its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serve.conftest import ROW
from tests.serve.hostile.server import Running, heard, memory, serving, statuses
from tests.serve.hostile.wire import BODY, PREDICT, request, whole

pytestmark = pytest.mark.uncovered
TIMEOUT = 5
"""Seconds that the server gives a request to come in."""


@pytest.fixture(scope="module")
def server(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    options = ("--timeout", TIMEOUT, "--access-log")
    with serving(tmp_path_factory.mktemp("clients"), linear, *options) as running:
        yield running
        running.check_alive()
        running.check_no_mistake()


# ---- lengths and encodings


def test_a_length_that_is_too_short_is_no_json_and_the_rest_no_request(server: Running) -> None:
    said = server.raw(request(f"Content-Length: {len(BODY) - 10}"))
    assert statuses(said)[0] == 400
    assert 200 not in statuses(said)


def test_a_length_that_is_too_long_times_out(server: Running) -> None:
    assert statuses(server.raw(request(f"Content-Length: {len(BODY) + 10}"))) == [408]


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "0x10", "9" * 30, "+5", "", "5, 5", "5 5", "²"])
def test_a_length_that_is_no_number_is_refused(server: Running, length: str) -> None:
    found = statuses(server.raw(request(f"Content-Length: {length}")))
    assert found
    assert set(found) <= {400, 408, 413, 431}


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 5", "Content-Length: 6"),
        (f"Content-Length: {len(BODY)}", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", f"Content-Length: {len(BODY)}"),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: identity, chunked, chunked",),
        ("Transfer-Encoding : chunked",),
        ("Transfer-Encoding: \x0bchunked",),
        ("Transfer-Encoding:\n chunked",),
    ],
)
def test_a_request_never_has_two_meanings(server: Running, lines: tuple[str, ...]) -> None:
    smuggled = whole(first="POST /v1/model/predict?smuggled HTTP/1.1")
    said = server.raw(request("Content-Type: application/json", *lines, body=b"0\r\n\r\n" + smuggled))
    assert 200 not in statuses(said)
    assert "smuggled" not in server.log()


def test_chunks_are_read_in_any_sizes(server: Running) -> None:
    chunks = [b"%x;ext=1\r\n%s\r\n" % (1, BODY[place : place + 1]) for place in range(len(BODY))]
    body = b"".join(chunks) + b"0\r\nTrailer: x\r\n\r\n"
    assert statuses(server.raw(request("Transfer-Encoding: chunked", body=body))) == [200]


@pytest.mark.parametrize(
    "body", [b"zz\r\nabc", b"-1\r\n", b"FFFFFFFFFFFFFFFFF\r\nx", b"5\r\nabcdefgh\r\n0\r\n\r\n", b"3\nabc\n0\n\n"]
)
def test_chunks_that_are_none_are_refused(server: Running, body: bytes) -> None:
    found = statuses(server.raw(request("Transfer-Encoding: chunked", body=body)))
    assert found
    assert set(found) <= {400, 408}


def test_chunks_without_an_end_are_too_large(server: Running) -> None:
    before = memory(server.process.pid)
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    with server.connect() as connection:
        connection.sendall(request("Transfer-Encoding: chunked", body=b""))
        answered = b""
        with suppress(ConnectionError):
            for _ in range(400):
                connection.sendall(chunk)
        answered = heard(connection)
    assert set(statuses(answered)) <= {413}
    assert memory(server.process.pid) - before < 200_000_000


def test_a_body_that_is_said_to_be_huge_is_refused(server: Running) -> None:
    assert statuses(server.raw(request(f"Content-Length: {10**15}", "Expect: 100-continue", body=b""))) == [413]


def test_whoever_asks_first_is_told_to_go_on(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(request(f"Content-Length: {len(BODY)}", "Expect: 100-continue", body=b""))
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        connection.sendall(BODY)
        assert statuses(heard(connection)) == [200]


def test_other_expectations_do_no_harm(server: Running) -> None:
    assert statuses(server.raw(whole("Expect: 200-ok"))) in ([200], [417], [400])


# ---- heads


def test_an_endless_head_is_refused(server: Running) -> None:
    before = memory(server.process.pid)
    with server.connect() as connection:
        answered = b""
        with suppress(ConnectionError):
            connection.sendall(f"POST {PREDICT} HTTP/1.1\r\n".encode())
            for _ in range(10_000):
                connection.sendall(b"X-A: " + b"b" * 1000 + b"\r\n")
        answered = heard(connection)
    assert set(statuses(answered)) <= {431}
    assert memory(server.process.pid) - before < 50_000_000


@pytest.mark.parametrize(
    "lines",
    [["X-A: b"] * 100_000, ["X: " + "a" * 1_000_000], ["A" * 1_000_000 + ": b"], ["Cookie: " + "a=b;" * 200_000]],
)
def test_a_large_head_is_refused(server: Running, lines: list[str]) -> None:
    assert set(statuses(server.raw(whole(*lines)))) <= {400, 431}
    server.check_alive()


def test_a_very_long_address_is_refused_or_not_found(server: Running) -> None:
    for size in (1_000, 10_000, 50_000, 1_000_000):
        said = server.raw(f"GET /{'a' * size} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert set(statuses(said)) <= {400, 404, 414, 431}
        assert len(said) < 2_000
    assert server.ask("POST", "/v1/" + "a" * 5_000 + "/predict", b"{}").status == 404


ODD = (
    "/%00",
    "/%ff%fe",
    "/../../etc/passwd",
    "//",
    "/%2e%2e/",
    "/v1//predict",
    "/v1/model%2fpredict",
    "/v1/model/predict/",
    "*",
)
ODD += (
    "/v1/model/predict%0d%0aX: y",
    "http://elsewhere/v1/model/predict",
    "/v1/../v1/model/predict",
    "/\x80",
    "/?" + "%" * 100,
)
ODD += ("/v1/model/predict?outputs=%00", "/v1/model/predict?outputs=" + "x," * 500)


@pytest.mark.parametrize("path", ODD)
def test_odd_addresses_are_no_mistake(server: Running, path: str) -> None:
    for method in ("GET", "POST"):
        said = server.raw(whole("Connection: close", first=f"{method} {path} HTTP/1.1"))
        found = statuses(said)
        assert len(found) == 1, said
        assert found[0] in {200, 400, 404, 405}
        assert b"\r\nX: y" not in said


@pytest.mark.parametrize(
    "method",
    [
        "GET",
        "HEAD",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "QUERY",
        "PROPFIND",
        "POSTS",
        "post",
        "X" * 1000,
        "\x00",
        "",
    ],
)
@pytest.mark.parametrize(
    "path", [PREDICT, "/healthz", "/invocations", "/openapi.json", "/v1/bundles/model/1", "/nothing"]
)
def test_other_methods_are_refused_in_words(server: Running, method: str, path: str) -> None:
    said = server.raw(whole("Connection: close", first=f"{method} {path} HTTP/1.1"))
    found = statuses(said)
    assert found, said
    assert found[0] < 500
    assert found[0] in {200, 204, 400, 404, 405, 501}
    if found[0] in {404, 405} and method != "HEAD":
        assert b"application/problem+json" in said


def test_head_has_no_body(server: Running) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/v1/bundles", "/nothing", PREDICT):
        said = server.raw(f"HEAD {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert said.endswith(b"\r\n\r\n"), said


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP/9.9", "HTTP/", "", "ICY"])
def test_other_versions_of_http_are_answered_or_refused(server: Running, version: str) -> None:
    said = server.raw(whole("Connection: close", first=f"POST {PREDICT} {version}"))
    assert statuses(said) == [200] if version == "HTTP/1.0" else set(statuses(said)) <= {200, 400, 505}


@pytest.mark.parametrize(
    "words",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"SSH-2.0-x\r\n",
        b"\x00" * 10_000,
        b"\r\n" * 100_000,
        b"GET / HTTP/1.1\r\n\r\n\x00",
    ],
)
def test_other_protocols_are_turned_away(server: Running, words: bytes) -> None:
    said = server.raw(words, half_closed=True)
    assert set(statuses(said)) <= {200, 307, 400, 408, 431, 505}


def test_an_upgrade_is_not_made(server: Running) -> None:
    for upgrade in ("websocket", "h2c"):
        said = server.raw(
            whole("Connection: Upgrade, close", f"Upgrade: {upgrade}", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
        )
        assert statuses(said) in ([200], [400])


# ---- pipelining


def test_answers_to_requests_in_a_row_come_in_their_order(server: Running) -> None:
    rows = [{**ROW, "calls": place} for place in range(50)]
    said = server.raw(b"".join(whole(body=json.dumps({"rows": [row]}).encode()) for row in rows))
    assert statuses(said) == [200] * 50
    calls = [
        json.loads(part.partition(b"\r\n\r\n")[2])["predictions"][0]["calls"]
        for part in said.split(b"HTTP/1.1 200 OK")[1:]
    ]
    assert calls == list(range(50))


def test_nonsense_after_a_request_is_not_taken_for_its_answer(server: Running) -> None:
    for _ in range(20):
        found = statuses(server.raw(whole() + b"NONSENSE\r\n\r\n"))
        assert found in ([200], [200, 400]), found
