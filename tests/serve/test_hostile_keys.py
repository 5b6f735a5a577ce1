"""Keys that are wrong in every way: refused alike, as fast as any other, and never told to anybody."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knode.serve.keys import add_key
from tests.serve.conftest import ROW
from tests.serve.hostile.server import Running, serving, statuses

pytestmark = pytest.mark.uncovered
PREDICT = "/v1/model/predict"
PATHS = (PREDICT, "/v2/models/model/infer", "/invocations", "/v1/bundles", "/v1/bundles/model/1", "/v2/models/model")


@dataclass
class Locked:
    """A server that asks for keys, one of them, and one that may deploy as well."""

    server: Running
    key: str
    deploy: str


@pytest.fixture(scope="module", params=["plain", "json"])
def locked(request: pytest.FixtureRequest, linear: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Locked]:
    folder = tmp_path_factory.mktemp("keys")
    bundles, keys = folder / "bundles", folder / "keys.json"
    bundles.mkdir()
    (bundles / "model.knodez").write_bytes(linear.read_bytes())
    found = add_key(keys, "webshop"), add_key(keys, "ci", deploy=True)
    with serving(folder, bundles, "--keys", keys, "--deploy", "--access-log", "--log", request.param) as server:
        yield Locked(server, *found)
        server.check_alive()
        server.check_no_mistake()
        log = server.log()
        for secret in (*found, "SECRET"):
            assert secret not in log
            assert secret.removeprefix("knode_")[:20] not in log


def wrong(key: str) -> list[dict[str, str]]:
    """Headers that carry no key."""
    headers = [{}, {"authorization": ""}, {"authorization": "Bearer"}, {"authorization": "Bearer "}, {"x-api-key": ""}]
    headers += [{"authorization": key}, {"authorization": f"Basic {key}"}, {"authorization": f"Digest {key}"}]
    for text in (
        key[:-1],
        key + "x",
        key.upper(),
        key.swapcase(),
        "knode_",
        "SECRET" * 9000,
        "é" * 50,
        "\xff\xfe",
        "\t",
        "None",
        "*",
        f"{key},{key}",
        f"{key} {key}",
        f'"{key}"',
    ):
        headers += [{"authorization": f"Bearer {text}"}, {"x-api-key": text}]
    # What stands in Authorization is what counts.
    return [*headers, {"authorization": "Bearer SECRET", "x-api-key": key}]


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_key_is_refused_and_not_told(locked: Locked, path: str) -> None:
    method = "POST" if path in PATHS[:3] else "GET"
    for headers in wrong(locked.key):
        body = b"{}" if method == "POST" else None
        answer = locked.server.ask(method, path, body, headers)
        assert answer.status == 401, (headers, answer.body)
        assert answer.media == "application/problem+json"
        assert answer.headers["www-authenticate"]
        for value in headers.values():
            assert len(value) < 10 or value not in answer.body.decode()
        assert locked.key not in answer.body.decode()


@pytest.mark.parametrize("path", [PREDICT, "/v1/bundles"])
def test_a_key_with_bytes_that_are_no_text_is_refused(locked: Locked, path: str) -> None:
    for text in (b"\xff\xfe\x80", b"\x01\x02", b"knode_\x00", b"\xf0\x9f\x92\xa5" * 100):
        method = b"POST" if path == PREDICT else b"GET"
        head = (
            b"%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
        )
        said = locked.server.raw(head % (method, path.encode(), text))
        assert statuses(said) in ([401], [400]), said


def test_a_key_in_the_address_is_none(locked: Locked) -> None:
    for name in ("key", "api_key", "token", "access_token"):
        assert locked.server.post(f"{PREDICT}?{name}=x", {"rows": [ROW]}).status == 401


def test_a_body_is_not_read_before_the_key(locked: Locked) -> None:
    answer = locked.server.raw(f"POST {PREDICT} HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n".encode())
    assert statuses(answer)[:1] == [401]


def test_only_the_right_key_may_deploy(locked: Locked) -> None:
    path = "/v1/bundles/model/9"
    for headers in wrong(locked.deploy):
        assert locked.server.ask("PUT", path, b"x", headers).status == 401
    refused = locked.server.ask("PUT", path, b"x", {"x-api-key": locked.key})
    assert refused.status == 403
    assert locked.server.ask("PUT", path, b"x", {"x-api-key": locked.deploy}).status == 422


def test_pages_and_health_tell_no_key(locked: Locked) -> None:
    for path in ("/", "/openapi.json", "/metrics", "/readyz", "/v1/model/try", "/nothing"):
        for headers in ({}, {"x-api-key": locked.key}, {"authorization": f"Bearer {locked.key}"}):
            assert locked.key not in locked.server.ask("GET", path, None, headers).body.decode()


@pytest.mark.untraced
def test_the_time_of_a_refusal_tells_nothing_of_the_key(locked: Locked) -> None:
    near, far = locked.key[:-1] + ("a" if locked.key[-1] != "a" else "b"), "x" * len(locked.key)

    def seconds(key: str) -> float:
        begun = time.perf_counter()
        assert locked.server.ask("POST", PREDICT, b"{}", {"x-api-key": key}).status == 401
        return time.perf_counter() - begun

    times: dict[str, list[float]] = {near: [], far: []}
    for _ in range(150):
        for key, found in times.items():
            found.append(seconds(key))
    assert statistics.median(times[near]) < 1.5 * statistics.median(times[far]) + 0.001


def test_the_right_key_still_opens(locked: Locked) -> None:
    for headers in ({"x-api-key": locked.key}, {"authorization": f"bearer  {locked.key} "}):
        assert locked.server.post(PREDICT, {"rows": [ROW]}, **headers).status == 200
