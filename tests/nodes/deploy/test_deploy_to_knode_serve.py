"""Training deploys to a running `knode serve`, which then answers with what was trained."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from knode import Workflow
from knode.core.errors import DeployFailed, TargetUnreachable
from knode_nodes.deploy._server import ServerTarget
from tests.processes import PATIENCE, start_python

pytestmark = pytest.mark.uncovered


def added(keys: Path, name: str, *rights: str) -> str:
    adding = start_python("-m", "knode", "keys", "add", name, *rights, "--file", keys)
    out, errors = adding.communicate()
    assert adding.returncode == 0, errors
    return out.split()[-1]


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    file = tmp_path / "keys.json"
    return {"ci": added(file, "ci", "--deploy"), "shop": added(file, "shop")}


@pytest.fixture
def server(tmp_path: Path, keys: dict[str, str]) -> Iterator[str]:
    """The address of a server with the deploy door open."""
    (tmp_path / "served").mkdir()
    words = [tmp_path / "served", "--port", 0, "--keys", tmp_path / "keys.json", "--deploy", "--grace", 1]
    serving = start_python("-m", "knode", "serve", *words)
    assert serving.stdout is not None
    line = serving.stdout.readline()
    assert "http://" in line, line + (serving.stderr.read() if serving.stderr else "")
    yield line[line.index("http://") :].split()[0]
    serving.terminate()
    serving.communicate(timeout=PATIENCE)


def training(url: str, *, strength: float = 1.0) -> Workflow:
    w = Workflow("iris")
    data = w.add("io.ExampleData")
    start = w.add("deploy.CaptureStart")
    parts = w.add("prep.Partition", stratify="target")
    learner = w.add("learn.LogisticRegressionLearner", target="target", C=strength)
    apply = w.add("learn.ApplyModel")
    end = w.add("deploy.CaptureEnd")
    deploy = w.add("deploy.DeployHttp", name="iris", url=url, key="server")
    data >> start
    w.link(start.rows, parts.table)
    parts.train >> learner
    w.link(learner.model, apply.model)
    w.link(parts.test, apply.table)
    w.link(apply.table, end.predictions)
    w.link(end.workflow, deploy.workflow)
    return w


def test_what_is_trained_is_served(
    tmp_path: Path, server: str, keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNODE_SECRET_SERVER", keys["ci"])
    first = training(server).run()["deploy_http"].variables
    assert (first["version"], first["changed"]) == ("1", True)
    row = {"sepal length (cm)": 5.1, "sepal width (cm)": 3.5, "petal length (cm)": 1.4, "petal width (cm)": 0.2}
    request = urllib.request.Request(
        f"{server}/v1/iris/predict",
        data=json.dumps([row]).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {keys['shop']}"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert json.load(response)["predictions"][0]["prediction"] == "setosa"
    again = training(server).run()["deploy_http"].variables
    assert (again["version"], again["changed"]) == ("1", False)
    changed = training(server, strength=0.1).run()["deploy_http"].variables
    assert (changed["version"], changed["changed"]) == ("2", True)
    assert sorted(path.name for path in (tmp_path / "served").glob("[!.]*")) == ["iris-1.knodez", "iris-2.knodez"]
    monkeypatch.setenv("KNODE_SECRET_SERVER", keys["shop"])
    result = training(server, strength=0.2).run(check=False)
    assert "does not let this key deploy" in result.errors[0].message
    assert keys["shop"] not in json.dumps([error.as_json() for error in result.errors])


def test_a_large_bundle_is_refused_for_want_of_a_right_and_not_as_a_broken_connection(
    server: str, keys: dict[str, str]
) -> None:
    for key, said in ((keys["shop"], "does not let this key deploy"), ("no-key", "does not accept the key")):
        with pytest.raises(DeployFailed, match=said) as error:
            ServerTarget(server, key).put("iris", "1", bytes(12_000_000), replace=False)
        assert not isinstance(error.value, TargetUnreachable)
    with pytest.raises(DeployFailed, match="not to be sound: .*is damaged, or is no bundle at all"):
        ServerTarget(server, keys["ci"]).put("iris", "1", b"PK no bundle at all", replace=False)
