"""Bundles forged by hand, and servers killed while they take a new one: what was served goes on, whole."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from knode.serve.keys import add_key
from tests.processes import PATIENCE, wait_until
from tests.serve.conftest import ROW, as_version
from tests.serve.hostile.forging import damaged, with_manifest, with_odd_plans, with_pickle, with_pickle_in_the_model
from tests.serve.hostile.server import Running, serving

pytestmark = pytest.mark.uncovered
PREDICT = "/v1/model/predict"
WATCHFUL = "from knode.serve import service; service.WATCH_SECONDS = 0.1"
"""A server that sees soon that a file was exchanged."""


def put(content: bytes, path: Path) -> None:
    """Exchange a file as a whole."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def answer(server: Running) -> tuple[str, Any]:
    """The hash of the bundle that answered, and its predictions."""
    made = server.post(PREDICT, {"rows": [ROW]})
    assert made.status == 200, made.body
    return made.headers["x-knode-bundle"], made.json["predictions"]


# ---- forged bundles


def test_no_damaged_file_is_served_and_the_good_one_is(linear: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundles"
    folder.mkdir()
    content = linear.read_bytes()
    put(content, folder / "good.knodez")
    cases = dict(damaged(content))
    for place, forged in enumerate(cases.values()):
        put(forged, folder / f"bad{place:02}.knodez")
    with serving(tmp_path, folder) as server:
        ready = server.ask("GET", "/readyz").json
        told = {name for name in ready["problems"] if name.startswith("bad")}
        untold = [what for place, what in enumerate(cases) if f"bad{place:02}.knodez" not in told]
        assert not untold
        assert ready["bundles"] == {"model": ["1"]}
        before = answer(server)
        assert before[0] == server.ask("GET", "/v1/bundles/model/1").json["sha256"][:16]
        server.check_no_mistake()
    assert not (tmp_path / "x").exists()


def test_what_is_served_stays_when_a_bad_file_takes_its_place(linear: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundles"
    folder.mkdir()
    content, path = linear.read_bytes(), folder / "model.knodez"
    put(content, path)
    cases = dict(damaged(content))
    with serving(tmp_path, path, before=WATCHFUL) as server:
        before = answer(server)
        for what in (
            "a flipped bit",
            "half a file",
            "the member '../x' with its hash",
            "a zip bomb",
            "the manifest with {'name': '../x'}",
        ):
            put(cases[what], path)
            wait_until(lambda: bool(server.ask("GET", "/readyz").json["problems"]))
            assert answer(server) == before, what
            put(content, path)
            wait_until(lambda: not server.ask("GET", "/readyz").json["problems"])
            assert answer(server) == before
        server.check_no_mistake()


def test_a_plan_of_odd_steps_is_never_run(linear: Path, tmp_path: Path) -> None:
    content = linear.read_bytes()
    cases = dict(with_odd_plans(content))
    folder = tmp_path / "bundles"
    folder.mkdir()
    put(content, folder / "good.knodez")
    for place, forged in enumerate(cases.values(), 2):
        put(with_manifest(forged, version=str(place)), folder / f"odd{place:02}.knodez")
    with serving(tmp_path, folder) as server:
        ready = server.ask("GET", "/readyz").json
        expected = server.post("/v1/model/1/predict", {"rows": [ROW]}).json["predictions"]
        for place, what in enumerate(cases, 2):
            if f"odd{place:02}.knodez" in ready["problems"]:
                continue
            # Not refused: then the nodes themselves answer, not what the plan says.
            assert not any(server.ask("GET", f"/v1/bundles/model/{place}").json["compiled"].values()), what
            made = server.post(f"/v1/model/{place}/predict", {"rows": [ROW]})
            assert made.status == 200, (what, made.body)
            for name, value in made.json["predictions"][0].items():
                assert value == pytest.approx(expected[0][name]), (what, name)
        server.check_no_mistake()


def test_a_pickle_is_never_loaded(linear: Path, tmp_path: Path) -> None:
    content, harm = linear.read_bytes(), tmp_path / "harm"
    folder, keys = tmp_path / "bundles", tmp_path / "keys.json"
    folder.mkdir()
    key = add_key(keys, "ci", deploy=True)
    cases = {"2": with_pickle(content, harm), "3": with_pickle_in_the_model(content, harm)}
    cases = {version: with_manifest(forged, version=version) for version, forged in cases.items()}
    put(content, folder / "good.knodez")
    headers = {"authorization": f"Bearer {key}"}
    with serving(tmp_path, folder, "--keys", keys, "--deploy") as server:
        for version, forged in cases.items():
            refused = server.ask("PUT", f"/v1/bundles/model/{version}", forged, headers)
            assert refused.status == 422, refused.body
            assert "bad-bundle" in refused.json["type"]
            assert str(tmp_path) not in refused.body.decode()
            # Brought past the door as well, with all hashes right: no model is loaded before its rows are proved.
            put(forged, folder / f"v{version}.knodez")
        wait_until(
            lambda: (
                "3" in server.ask("GET", "/readyz").json["bundles"]["model"]
                or bool(server.ask("GET", "/readyz").json["problems"])
            )
        )
        for version in cases:
            mixed = {"rows": [{**ROW, "city": 5}, {**ROW, "city": "Bern"}]}
            asked = server.post(f"/v1/model/{version}/predict", mixed, **headers)
            assert asked.status in {404, 422, 500}, asked.body
        assert server.post("/v1/model/1/predict", {"rows": [ROW]}, **headers).status == 200
    assert not harm.exists()


# ---- exchanged under load


def test_a_bundle_is_exchanged_twenty_times_and_no_request_fails(linear: Path, trees: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundles"
    folder.mkdir()
    path = folder / "model.knodez"
    made = {"1": as_version(linear, tmp_path / "one.knodez", "1"), "2": as_version(trees, tmp_path / "two.knodez", "2")}
    contents = {version: file.read_bytes() for version, file in made.items()}
    put(contents["1"], path)
    rows = [{**ROW, "income": 1500.0 + 10 * place} for place in range(20)]
    seen: set[tuple[str, str, str]] = set()
    wrong: list[Any] = []
    stop = threading.Event()

    def ask(port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            while not stop.is_set():
                connection.request("POST", PREDICT, json.dumps({"rows": rows}), {"content-type": "application/json"})
                got = connection.getresponse()
                body = got.read()
                if got.status != 200:
                    wrong.append((got.status, body))
                    return
                chances = json.dumps([row["probability_yes"] for row in json.loads(body)["predictions"]])
                seen.add((got.headers["x-knode-version"], got.headers["x-knode-bundle"], chances))
        except (OSError, http.client.HTTPException) as error:
            wrong.append(error)
        finally:
            connection.close()

    with serving(tmp_path, folder, before=WATCHFUL) as server:
        asking = [threading.Thread(target=ask, args=(server.port,)) for _ in range(4)]
        for one in asking:
            one.start()
        try:
            for turn in range(20):
                version = "2" if turn % 2 == 0 else "1"
                put(contents[version], path)
                wait_until(lambda version=version: server.ask("GET", "/readyz").json["bundles"] == {"model": [version]})  # type: ignore[misc]
        finally:
            stop.set()
            for one in asking:
                one.join()
        assert not wrong
        # Two bundles, and of each one answer only: never rows of the one under the name of the other.
        assert {version for version, _, _ in seen} == {"1", "2"}
        assert len(seen) == 2
        server.check_no_mistake()


# ---- killed


@pytest.fixture(scope="module")
def brought(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return as_version(linear, tmp_path_factory.mktemp("brought") / "two.knodez", "2").read_bytes()


@pytest.fixture
def place(linear: Path, tmp_path: Path) -> tuple[Path, Path, str]:
    """A folder with version one, a file of keys, and a key that may deploy."""
    folder, keys = tmp_path / "bundles", tmp_path / "keys.json"
    folder.mkdir()
    put(linear.read_bytes(), folder / "model.knodez")
    return folder, keys, add_key(keys, "ci", deploy=True)


def test_a_server_killed_while_a_bundle_is_brought_starts_again(
    place: tuple[Path, Path, str], brought: bytes, tmp_path: Path
) -> None:
    folder, keys, key = place
    headers = {"authorization": f"Bearer {key}", "content-length": str(len(brought))}
    for turn in range(4):
        with serving(tmp_path, folder, "--keys", keys, "--deploy") as server:
            connection = http.client.HTTPConnection(*server.address, timeout=PATIENCE)
            connection.putrequest("PUT", "/v1/bundles/model/2")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            connection.send(brought if turn >= 2 else brought[: len(brought) // 2])
            wait_until(lambda: any(path.name.startswith((".knode-upload-", "model-2")) for path in folder.iterdir()))
            time.sleep(0.3 * (turn - 1) if turn >= 2 else 0)
            server.kill()
            connection.close()
        names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
        for path in folder.glob("*.knodez"):
            assert path.name.startswith(".") or path.read_bytes()[:2] == b"PK"
        assert names <= {"model.knodez", "model-2.knodez"}
    left = [path for path in folder.iterdir() if path.name.startswith(".knode-upload-")]
    for path in left:
        os.utime(path, (0, 0))
    with serving(tmp_path, folder, "--keys", keys, "--deploy") as server:
        ready = server.ask("GET", "/readyz").json
        assert ready["bundles"]["model"] in (["1"], ["2", "1"])
        assert not ready["problems"]
        assert server.post("/v1/model/1/predict", {"rows": [ROW]}, **headers_of(key)).status == 200
        assert server.ask("PUT", "/v1/bundles/model/2", brought, headers).status in {200, 201}
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]
        server.check_no_mistake()


def headers_of(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_a_client_that_goes_away_while_it_brings_a_bundle_leaves_nothing(
    place: tuple[Path, Path, str], brought: bytes, tmp_path: Path
) -> None:
    folder, keys, key = place
    with serving(tmp_path, folder, "--keys", keys, "--deploy", "--timeout", "2") as server:
        for size in (0, 1000, len(brought) // 2):
            with server.connect() as connection:
                head = f"PUT /v1/bundles/model/2 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
                connection.sendall(f"{head}Content-Length: {len(brought)}\r\n\r\n".encode() + brought[:size])
                wait_until(server.has_read_all)
        wait_until(lambda: [path.name for path in folder.iterdir()] == ["model.knodez"])
        refused = server.ask("PUT", "/v1/bundles/model/2", b"\x00" * 1000, headers_of(key))
        assert refused.status == 422
        assert [path.name for path in folder.iterdir()] == ["model.knodez"]
        server.check_alive()
        server.check_no_mistake()


def test_servers_killed_again_and_again_while_files_are_exchanged_serve_whole_bundles(
    linear: Path, brought: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "bundles"
    folder.mkdir()
    path = folder / "model.knodez"
    contents = [linear.read_bytes(), brought]
    put(contents[0], path)
    known = set()
    for turn in range(4):
        with serving(tmp_path, folder) as server:
            stop = threading.Event()

            def exchange(stop: threading.Event = stop) -> None:
                while not stop.is_set():
                    for content in contents:
                        put(content, path)
                        time.sleep(0.01)

            exchanging = threading.Thread(target=exchange)
            exchanging.start()
            try:
                end = time.monotonic() + 1.0 + 0.15 * turn
                while time.monotonic() < end or not known:
                    with suppress(OSError):
                        known.add(answer(server)[0])
                server.kill()
            finally:
                stop.set()
                exchanging.join()
    assert 1 <= len(known) <= 2
    with serving(tmp_path, folder) as server:
        assert answer(server)[0] in known
        assert not server.ask("GET", "/readyz").json["problems"]
    assert [entry.name for entry in folder.iterdir()] == ["model.knodez"]
