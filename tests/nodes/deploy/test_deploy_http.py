"""Deploying to a server: sent when something has changed, tried again when the network fails, the key nowhere."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from knode.core.errors import DeployFailed, SettingError, TargetUnreachable
from knode.core.workflow import Instance, Workflow
from knode.deploy import targets
from knode.engine.report import RunResult
from knode_nodes.deploy._server import ServerTarget
from knode_nodes.deploy.deploy_http import DeployHttp
from tests.deploy.conftest import run, training
from tests.nodes.deploy.door import KEY, Door, opened

pytestmark = pytest.mark.uncovered


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setenv("KNODE_SECRET_DOOR", KEY)
    monkeypatch.setattr(targets, "WAITS", (0.01, 0.01))
    with opened() as door:
        yield door


def sending(url: str, **settings: Any) -> Workflow:
    workflow = training()
    workflow.add(Instance("deploy", "deploy.DeployHttp", settings={"url": url, "key": "door", **settings}))
    workflow.link("end", "workflow", "deploy", "workflow")
    return workflow


def everything(result: RunResult, folder: Path) -> str:
    """All that a person or a file could see of a run."""
    seen = [repr(result.nodes), *(error.message + json.dumps(error.as_json()) for error in result.errors)]
    seen += [path.read_bytes().decode(errors="replace") for path in folder.rglob("*") if path.is_file()]
    return "\n".join(seen)


def test_a_bundle_is_sent_once_and_again_when_it_has_changed(door: Door, tmp_path: Path) -> None:
    first = run(sending(door.url), folder=tmp_path)
    first.raise_if_failed()
    facts = first["deploy"].variables
    assert (facts["url"], facts["version"]) == (f"{door.url}/v1/bundles/customers/1", "1")
    assert sha256(door.held["customers", "1"]).hexdigest() == facts["sha256"]
    again = run(sending(door.url + "/"), folder=tmp_path)
    assert again["deploy"].variables["changed"] is False
    assert sum(method == "PUT" for method, _ in door.requests) == 1
    changed = sending(door.url)
    changed.set("learner", C=0.01)
    assert run(changed, folder=tmp_path)["deploy"].variables["version"] == "2"
    assert set(door.held) == {("customers", "1"), ("customers", "2")}


def test_another_bundle_of_that_version_is_replaced_only_when_asked_for(door: Door, tmp_path: Path) -> None:
    door.held["customers", "7"] = b"another"
    (error,) = run(sending(door.url, bundle_version="7"), folder=tmp_path).errors
    assert 'holds another bundle "customers" of version "7"' in error.message
    run(sending(door.url, bundle_version="7", replace=True), folder=tmp_path).raise_if_failed()
    assert door.held["customers", "7"] != b"another"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_cannot_answer_now_is_asked_again(door: Door, tmp_path: Path, status: int) -> None:
    door.failures = [(status, {}), (status, {})]
    run(sending(door.url), folder=tmp_path).raise_if_failed()
    assert ("customers", "1") in door.held


def test_a_server_that_stays_busy_is_given_up_with_what_it_said(door: Door, tmp_path: Path) -> None:
    door.failures = [(503, {"detail": "going over to a new disk"})] * 10
    (error,) = run(sending(door.url), folder=tmp_path).errors
    assert f"{door.url} cannot take the bundle now (HTTP 503)" in error.message
    assert "going over to a new disk" in error.message


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "does not let this key deploy"),
        (413, "takes no bundle that large"),
        (422, "found the bundle not to be sound"),
    ],
)
def test_a_refusal_says_why_and_is_not_tried_again(door: Door, status: int, said: str) -> None:
    door.failures = [(status, {"detail": "because of that"})]
    with pytest.raises(DeployFailed, match=f"{said}.*: because of that") as error:
        ServerTarget(door.url, KEY).put("x", "1", b"bytes", replace=False)
    assert not isinstance(error.value, TargetUnreachable)


def test_a_wrong_key_is_refused_and_stands_nowhere(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "wrong-key-7f3a9c"
    monkeypatch.setenv("KNODE_SECRET_DOOR", wrong)
    result = run(sending(door.url), folder=tmp_path)
    assert "does not accept the key" in result.errors[0].message
    assert door.headers[0]["Authorization"] == f"Bearer {wrong}"
    assert wrong not in everything(result, tmp_path)


def test_a_server_that_is_not_there_is_named_and_the_key_is_not(
    door: Door, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        result = run(sending(url), folder=tmp_path)
    assert f"{url} cannot be reached: Connection refused. Is `knode serve` running there?" in result.errors[0].message
    assert KEY not in everything(result, tmp_path)
    assert KEY not in caplog.text


def test_the_key_is_in_no_bundle_and_no_file(door: Door, tmp_path: Path) -> None:
    result = run(sending(door.url), folder=tmp_path)
    result.raise_if_failed()
    assert KEY not in everything(result, tmp_path)
    assert KEY.encode() not in door.held["customers", "1"]


def test_a_redirection_is_not_followed_as_the_key_would_be(door: Door) -> None:
    with opened() as elsewhere:
        door.failures = [(307, {"headers": {"Location": f"{elsewhere.url}/v1/bundles"}})]
        with pytest.raises(DeployFailed, match="HTTP 307"):
            ServerTarget(door.url, KEY).versions("x")
        assert not elsewhere.requests


def test_without_a_key_the_server_s_wish_for_one_is_told(door: Door, tmp_path: Path) -> None:
    (error,) = run(sending(door.url, key=""), folder=tmp_path).errors
    assert "asks for a key: set the secret" in error.message


def test_a_server_of_another_kind_is_no_target(door: Door) -> None:
    door.failures = [(200, {"bundles": 3}), (200, {"no": "hash"}), (404, {})]
    target = ServerTarget(door.url, KEY)
    assert target.versions("x") == []
    with pytest.raises(DeployFailed, match="no knode server"):
        target.sha256("x", "1")
    with pytest.raises(DeployFailed, match="no deploy door"):
        target.versions("x")


def test_a_server_that_does_not_answer_in_time_cannot_be_reached() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        with pytest.raises(TargetUnreachable, match="timed out"):
            ServerTarget(f"http://127.0.0.1:{deaf.getsockname()[1]}", KEY, timeout=0.2).versions("x")


def test_a_server_that_breaks_off_cannot_be_reached() -> None:
    import threading

    with socket.socket() as rude:
        rude.bind(("127.0.0.1", 0))
        rude.listen()

        def hang_up() -> None:
            connection, _ = rude.accept()
            connection.recv(1000)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(TargetUnreachable):
            ServerTarget(f"http://127.0.0.1:{rude.getsockname()[1]}", KEY, timeout=5).versions("x")
        thread.join()


def test_a_key_over_plain_http_to_another_machine_is_a_warning(tmp_path: Path, door: Door) -> None:
    result = run(sending("http://knode.invalid:9", timeout=0.1), folder=tmp_path)
    assert ("warning", "The key travels to knode.invalid in the clear: use https.") in result.nodes["deploy"].messages


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "models.example.org", "http://", "http://x/?a=1", "http://user:hunter2@x"]
)
def test_an_address_that_is_none_is_refused_and_a_password_in_it_not_repeated(url: str) -> None:
    with pytest.raises(SettingError) as error:
        DeployHttp.from_settings({"url": url})
    assert "hunter2" not in str(error.value)


def test_what_is_wrong_with_several_settings_is_told_of_the_settings() -> None:
    with pytest.raises(SettingError) as refused:
        DeployHttp.from_settings({"url": "ftp://x"}, node="out")
    assert str(refused.value).startswith('The settings of node "out": url should be an address such as https://')
    assert not str(refused.value).endswith("..")
