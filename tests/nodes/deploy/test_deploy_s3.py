"""Deploying into a bucket, against a server that speaks S3 on this machine."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from knode.core.errors import DeployFailed, SettingError, VersionTaken
from knode.core.workflow import Instance, Workflow
from knode.deploy import targets
from knode.deploy.bundle import read_bundle
from knode_nodes.deploy._bucket import BucketTarget
from knode_nodes.deploy.deploy_s3 import DeployS3
from tests.deploy.conftest import REGISTRY, run, training

pytestmark = pytest.mark.uncovered
ACCESS, SECRET, REGION = "AKIAKNODETESTS", "s3cr3t-of-the-bucket", "eu-central-1"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A running S3 server."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket; the keys are in the environment."""
    monkeypatch.setenv("KNODE_SECRET_ID", ACCESS)
    monkeypatch.setenv("KNODE_SECRET_BUCKET", SECRET)
    name = f"models-{abs(hash(request.node.name)) % 10**9}"
    target(endpoint, name)._store.mkdir(name)
    return name


def target(endpoint: str, bucket: str, prefix: str = "") -> BucketTarget:
    return BucketTarget(
        bucket, prefix, endpoint=endpoint, region=REGION, access_key=ACCESS, secret_key=SECRET, timeout=60
    )


def uploading(endpoint: str, bucket: str, **settings: Any) -> Workflow:
    workflow = training()
    given = {
        "endpoint": endpoint,
        "bucket": bucket,
        "region": REGION,
        "access_key": "id",
        "secret_key": "bucket",
        **settings,
    }
    workflow.add(Instance("deploy", "deploy.DeployS3", settings=given))
    workflow.link("end", "workflow", "deploy", "workflow")
    return workflow


def test_a_bundle_is_uploaded_once_and_again_when_it_has_changed(endpoint: str, bucket: str, tmp_path: Path) -> None:
    first = run(uploading(endpoint, bucket, prefix="a/b/"), folder=tmp_path)
    first.raise_if_failed()
    facts = first["deploy"].variables
    assert (facts["url"], facts["changed"]) == (f"s3://{bucket}/a/b/customers-1.knodez", True)
    again = run(uploading(endpoint, bucket, prefix="a/b"), folder=tmp_path)
    assert again["deploy"].variables["changed"] is False
    changed = uploading(endpoint, bucket, prefix="a/b")
    changed.set("learner", C=0.01)
    assert run(changed, folder=tmp_path)["deploy"].variables["version"] == "2"
    store = target(endpoint, bucket)._store
    assert sorted(store.ls(f"{bucket}/a/b", detail=False)) == [f"{bucket}/a/b/customers-{n}.knodez" for n in (1, 2)]
    got = tmp_path / "got.knodez"
    got.write_bytes(store.cat_file(f"{bucket}/a/b/customers-1.knodez"))
    assert sha256(got.read_bytes()).hexdigest() == facts["sha256"]
    assert read_bundle(got, REGISTRY).manifest["name"] == "customers"


def test_a_version_that_is_there_is_replaced_only_when_asked_for(endpoint: str, bucket: str) -> None:
    place = target(endpoint, bucket)
    place.put("x", "1", b"one", replace=False)
    with pytest.raises(VersionTaken):
        place.put("x", "1", b"two", replace=False)
    assert place.sha256("x", "1") == sha256(b"one").hexdigest()
    place.put("x", "1", b"two", replace=True)
    assert place.sha256("x", "1") == sha256(b"two").hexdigest()
    assert place.sha256("x", "2") is None
    assert list(place.versions("x")) == ["1"]
    assert list(place.versions("y")) == []


def test_of_what_somebody_else_put_there_the_content_counts(endpoint: str, bucket: str) -> None:
    place = target(endpoint, bucket)
    place._store.pipe_file(f"{bucket}/x-1.knodez", b"by hand")
    assert place.sha256("x", "1") == sha256(b"by hand").hexdigest()


def test_a_bucket_that_is_not_there_is_named(endpoint: str, bucket: str, tmp_path: Path) -> None:
    (error,) = run(uploading(endpoint, "nowhere"), folder=tmp_path).errors
    assert f"s3://nowhere at {endpoint}: there is no such bucket" in error.message


def test_a_store_that_is_not_there_is_named_and_the_keys_are_not(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(targets, "WAITS", ())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        result = run(uploading(url, bucket, timeout=2), folder=tmp_path)
    (error,) = result.errors
    assert f"s3://{bucket} at {url} cannot be reached" in error.message
    for seen in (repr(result.nodes), json.dumps(error.as_json()), caplog.text):
        assert SECRET not in seen
        assert ACCESS not in seen


def test_keys_that_are_refused_are_told_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that checks keys: the one of the tests takes any."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Strict(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (
                b"<?xml version='1.0'?><Error><Code>SignatureDoesNotMatch</Code>"
                b"<Message>The signature is not that of the key.</Message></Error>"
            )
            self.send_response(403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

    monkeypatch.setenv("KNODE_SECRET_ID", ACCESS)
    monkeypatch.setenv("KNODE_SECRET_BUCKET", SECRET)
    with HTTPServer(("127.0.0.1", 0), Strict) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        result = run(uploading(f"http://127.0.0.1:{server.server_address[1]}", "models"), folder=tmp_path)
        server.shutdown()
        thread.join()
    assert "refuses these keys" in result.errors[0].message
    assert SECRET not in repr(result.nodes) + json.dumps(result.errors[0].as_json())


def test_without_the_extra_the_node_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(DeployFailed, match=r'pip install "knode\[s3\]"'):
        BucketTarget("models")


@pytest.mark.parametrize(
    "settings",
    [{}, {"bucket": "a/b"}, {"bucket": "a", "prefix": "x*"}, {"bucket": "a", "endpoint": "http://me:hunter2@x"}],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(SettingError) as error:
        DeployS3.from_settings(settings)
    assert "hunter2" not in str(error.value)
