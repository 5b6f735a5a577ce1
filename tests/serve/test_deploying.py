"""The deploy door: who may bring a bundle, what is verified, and what becomes of it."""

from __future__ import annotations

import hashlib
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knode.api import DeployFailed
from knode.core.errors import UsageError
from knode.serve.deploying import UPLOAD
from knode.serve.keys import add_key
from knode.serve.limits import Limits
from knode.serve.service import Service
from knode_nodes.deploy._server import ServerTarget
from tests.serve.conftest import ROW, as_version
from tests.serve.serving import Client, Reply, served

pytestmark = pytest.mark.uncovered


@dataclass
class Door:
    """A server that takes bundles."""

    client: Client
    folder: Path
    key: str
    other: str

    def put(self, path: str, body: bytes, key: str | None = None) -> Reply:
        """Bring a bundle."""
        headers = {"Authorization": f"Bearer {key or self.key}", "Content-Type": "application/octet-stream"}
        return self.client.ask("PUT", f"/v1/bundles/{path}", body, headers)

    def get(self, path: str = "") -> Reply:
        """Ask what is there."""
        return self.client.get(f"/v1/bundles{path}", X_API_Key=self.other)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """It, with an empty folder."""
    folder, keys = tmp_path / "bundles", tmp_path / "keys.json"
    folder.mkdir()
    key, other = add_key(keys, "ci", deploy=True), add_key(keys, "webshop")
    with served(folder, keys=keys, deploy=True, limits=Limits(bundle_bytes=2_000_000, grace=2)) as client:
        yield Door(client, folder, key, other)


@pytest.fixture(scope="module")
def bundles(linear: Path, trees: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Bundles to bring: `one` and `two` are versions, `other` is another bundle that calls itself version one."""
    folder = tmp_path_factory.mktemp("bundles")
    return {
        "one": as_version(linear, folder / "one.knodez", "1").read_bytes(),
        "two": as_version(linear, folder / "two.knodez", "2").read_bytes(),
        "other": as_version(trees, folder / "other.knodez", "1").read_bytes(),
    }


def test_a_bundle_that_is_brought_is_served_at_once(door: Door, bundles: dict[str, bytes]) -> None:
    reply = door.put("model/1", bundles["one"])

    assert reply.status == 201, reply.text
    found = reply.json()
    assert (found["name"], found["version"]) == ("model", "1")
    assert found["sha256"] == hashlib.sha256(bundles["one"]).hexdigest()
    assert door.client.post("/v1/model/predict", [ROW], X_API_Key=door.other).status == 200
    assert [path.name for path in door.folder.iterdir()] == ["model-1.knodez"]
    assert (door.folder / "model-1.knodez").read_bytes() == bundles["one"]

    assert door.put("model/2", bundles["two"]).status == 201
    assert door.client.post("/v1/model/predict", [ROW], X_API_Key=door.other).headers["x-knode-version"] == "2"


def test_the_same_bundle_again_changes_nothing_and_another_one_is_a_conflict(
    door: Door, bundles: dict[str, bytes]
) -> None:
    assert door.put("model/1", bundles["one"]).status == 201
    stamp = (door.folder / "model-1.knodez").stat().st_mtime_ns

    assert door.put("model/1", bundles["one"]).status == 200
    assert door.put("model/1", bundles["other"]).problem(409)["detail"].startswith("Another bundle")
    assert (door.folder / "model-1.knodez").stat().st_mtime_ns == stamp

    replaced = door.put("model/1?replace=true", bundles["other"])
    assert replaced.status == 201
    assert replaced.json()["sha256"] == hashlib.sha256(bundles["other"]).hexdigest()
    assert [path.name for path in door.folder.iterdir()] == ["model-1.knodez"]


def test_what_is_served_is_told(door: Door, bundles: dict[str, bytes]) -> None:
    door.put("model/1", bundles["one"])

    listed = door.get().json()["bundles"]
    one = door.get("/model/1").json()

    assert listed == [one]
    assert set(one) == {"name", "version", "sha256", "signature", "card", "compiled", "notes"}
    assert one["compiled"] == {"predictions": True}
    assert "rows" in one["signature"]["inputs"]
    door.get("/model/2").problem(404)
    door.get("/mdoel/1").problem(404)


def test_only_a_key_with_the_right_may_deploy(door: Door, bundles: dict[str, bytes]) -> None:
    assert "may not deploy" in door.put("model/1", bundles["one"], door.other).problem(403)["detail"]
    door.put("model/1", bundles["one"], "nonsense").problem(401)
    door.client.ask("PUT", "/v1/bundles/model/1", bundles["one"]).problem(401)
    assert list(door.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [("model/2", "The bundle is model, version 1, not model, version 2"), ("other/1", "not other, version 1")],
)
def test_name_and_version_must_be_those_of_the_bundle(
    door: Door, bundles: dict[str, bytes], path: str, words: str
) -> None:
    assert words in door.put(path, bundles["one"]).problem(422)["detail"]
    assert list(door.folder.iterdir()) == []


def altered(content: bytes, tmp_path: Path) -> bytes:
    """The bundle with a member that is not what the manifest says."""
    path, changed = tmp_path / "in.zip", tmp_path / "out.zip"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data + b" " if name == "requirements.txt" else data)
    return changed.read_bytes()


def test_what_is_no_sound_bundle_is_refused(door: Door, bundles: dict[str, bytes], tmp_path: Path) -> None:
    for content in (b"", b"nonsense", bundles["one"][:-500], altered(bundles["one"], tmp_path)):
        detail = door.put("model/1", content).problem(422)["detail"]
        assert str(door.folder) not in detail
    assert list(door.folder.iterdir()) == []
    assert door.get().json() == {"bundles": []}


@pytest.mark.parametrize("path", ["mo%20del/1", "model/%2e%2e", "model/1%00", ".hidden/1"])
def test_a_name_that_cannot_be_one_is_refused(door: Door, path: str) -> None:
    assert door.put(path, b"x").status in (400, 404)
    assert list(door.folder.iterdir()) == []


def test_a_bundle_that_is_too_large_is_refused(door: Door) -> None:
    door.put("model/1", b"x" * 2_000_001).problem(413)
    assert list(door.folder.iterdir()) == []


def test_of_two_that_bring_the_same_version_at_once_one_wins(door: Door, bundles: dict[str, bytes]) -> None:
    replies: list[int] = []
    threads = [
        threading.Thread(target=lambda which=which: replies.append(door.put("model/1", bundles[which]).status))  # type: ignore[misc]
        for which in ("one", "other", "one", "other")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(replies) == [200, 201, 409, 409]


def test_a_version_that_stands_in_a_file_of_another_name_is_exchanged_there(
    door: Door, bundles: dict[str, bytes], trees: Path
) -> None:
    (door.folder / "by-hand.knodez").write_bytes(bundles["one"])

    assert door.put("model/1", bundles["one"]).status == 200
    assert door.put("model/1?replace=true", bundles["other"]).status == 201
    assert [path.name for path in door.folder.iterdir()] == ["by-hand.knodez"]


def test_a_server_without_the_door_takes_nothing(linear: Path, tmp_path: Path, bundles: dict[str, bytes]) -> None:
    shutil.copy(linear, tmp_path)
    with served(tmp_path) as client:
        client.ask("PUT", "/v1/bundles/model/1", bundles["one"]).problem(405)
        with pytest.raises(DeployFailed, match="no deploy door"):
            ServerTarget(f"http://127.0.0.1:{client.port}").put("model", "1", bundles["one"], replace=False)
        assert client.get("/v1/bundles").status == 200


def test_the_door_needs_a_folder_and_keys(linear: Path, tmp_path: Path) -> None:
    add_key(tmp_path / "keys.json", "ci", deploy=True)

    with pytest.raises(UsageError, match="folder"):
        Service([linear], Limits(), deploy=True, keys=tmp_path / "keys.json")
    with pytest.raises(UsageError, match="--keys"):
        Service([tmp_path], Limits(), deploy=True)


def test_what_a_killed_server_left_of_an_upload_is_removed_when_it_is_old(tmp_path: Path) -> None:
    import os

    old, new = tmp_path / f"{UPLOAD}1.knodez", tmp_path / f"{UPLOAD}2.knodez"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    keys = tmp_path / "keys.json"
    add_key(keys, "ci", deploy=True)
    with served(tmp_path, keys=keys, deploy=True) as client:
        ready = client.get("/readyz")
        assert (ready.status, ready.json()["bundles"]) == (200, {})
    assert not old.exists()
    assert new.exists()
