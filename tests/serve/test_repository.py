"""Bundles from files and folders: which are served, and what happens when their files change."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from knode.core.errors import UsageError
from knode.core.registry import REGISTRY
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import write_bundle
from knode.engine.inline import Inline
from knode.serve.metrics import Metrics
from knode.serve.pool import Pool
from knode.serve.repository import Repository
from tests.processes import start_python
from tests.serve.conftest import ROW, as_version
from tests.serve.serving import Client, served

PATH = "/v1/model/predict"


def version(client: Client) -> str | None:
    """Which version answers."""
    return client.post(PATH, [ROW]).headers.get("x-knode-version")


@pytest.fixture
def pool() -> Iterator[Pool]:
    """Threads."""
    pool = Pool(10)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def versions(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same bundle in two versions."""
    folder = tmp_path_factory.mktemp("versions")
    return {text: as_version(linear, folder / f"{text}.knodez", text) for text in ("1", "2")}


def put(source: Path, target: Path) -> None:
    """Exchange a file in one step, as all who write bundles do."""
    passing = target.with_suffix(".part")
    shutil.copy(source, passing)
    passing.replace(target)


def test_a_folder_is_followed_as_files_come_change_and_go(versions: dict[str, Path], tmp_path: Path) -> None:
    with served(tmp_path) as client:
        empty = client.get("/readyz")
        assert (empty.status, empty.json()["status"], empty.json()["bundles"]) == (503, "empty", {})
        assert client.get("/v2/health/ready").json() == {"ready": False}
        assert client.get("/healthz").status == 200
        assert client.post(PATH, [ROW]).status == 404

        put(versions["1"], tmp_path / "a.knodez")
        client.until(lambda c: version(c) == "1")
        put(versions["2"], tmp_path / "b.knodez")
        client.until(lambda c: version(c) == "2")
        full = client.get("/readyz")
        assert (full.status, full.json()["bundles"]) == (200, {"model": ["2", "1"]})
        (tmp_path / "b.knodez").unlink()
        client.until(lambda c: version(c) == "1")
        put(versions["2"], tmp_path / "a.knodez")
        client.until(lambda c: version(c) == "2")
        assert client.get("/readyz").json()["bundles"] == {"model": ["2"]}


def test_an_empty_folder_is_served_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING", "knode.serve"), served(tmp_path):
        pass
    assert "there is no bundle to serve yet; the folder is watched" in caplog.text


def test_a_file_that_is_exchanged_is_served_anew(versions: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "model.knodez"
    put(versions["1"], path)
    with served(path) as client:
        assert version(client) == "1"
        put(versions["2"], path)
        client.until(lambda c: version(c) == "2")


def test_a_bad_file_leaves_the_old_bundle_in_place_and_is_told(
    versions: dict[str, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "model.knodez"
    put(versions["1"], path)
    with served(tmp_path) as client:
        path.write_bytes(path.read_bytes()[:-200])
        client.until(lambda c: bool(c.get("/readyz").json()["problems"]))

        assert str(tmp_path) not in client.get("/readyz").text
        assert version(client) == "1"
        assert "The old one stays." in caplog.text
        assert "model.knodez" in client.get("/").text

        put(versions["2"], path)
        client.until(lambda c: version(c) == "2")
        assert client.get("/readyz").json()["problems"] == {}


def test_a_request_ends_with_the_bundle_that_it_began_with(
    versions: dict[str, Path], tmp_path: Path, pool: Pool
) -> None:
    path = tmp_path / "model.knodez"
    put(versions["1"], path)
    repository = Repository([path], pool, Metrics())
    repository.load()
    begun = repository.routes[PATH][0]

    put(versions["2"], path)
    assert repository.refresh()

    assert repository.routes[PATH][0].scorer.version == "2"
    assert begun.scorer.score({"rows": {name: [value] for name, value in ROW.items()}})
    assert not repository.refresh()


def test_two_files_of_one_version_are_told(versions: dict[str, Path], tmp_path: Path, pool: Pool) -> None:
    for name in ("a.knodez", "b.knodez"):
        shutil.copy(versions["1"], tmp_path / name)
    repository = Repository([tmp_path], pool, Metrics())
    repository.load()

    assert list(repository.bundles["model"]) == ["1"]
    assert "another file holds model, version 1" in repository.problems["b.knodez"]
    (tmp_path / "a.knodez").unlink()
    repository.refresh()
    assert repository.problems == {}
    assert list(repository.bundles["model"]) == ["1"]


def test_a_file_that_was_named_must_be_there_and_good(tmp_path: Path, pool: Pool) -> None:
    (tmp_path / "bad.knodez").write_bytes(b"no bundle")
    for place, words in ((tmp_path / "absent.knodez", "no file or folder"), (tmp_path / "bad.knodez", "no bundle")):
        with pytest.raises(UsageError, match=words):
            Repository([place], pool, Metrics()).load()
    repository = Repository([tmp_path], pool, Metrics())
    repository.load()
    assert list(repository.problems) == ["bad.knodez"]


def test_hidden_files_and_others_are_passed_over(versions: dict[str, Path], tmp_path: Path, pool: Pool) -> None:
    shutil.copy(versions["1"], tmp_path / ".passing.knodez")
    shutil.copy(versions["1"], tmp_path / "model.zip")
    repository = Repository([tmp_path], pool, Metrics())
    repository.load()

    assert repository.bundles == {}
    assert repository.problems == {}


def test_a_server_that_is_killed_while_it_reloads_starts_again(versions: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "model.knodez"
    put(versions["1"], path)
    for turn in range(3):
        process = start_python("-m", "knode", "serve", tmp_path, "--port", 0, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Serving on http://127.0.0.1:")
        client = Client(int(line.rsplit(":", 1)[1]))
        assert version(client) in ("1", "2")
        put(versions["2" if turn % 2 == 0 else "1"], path)
        time.sleep(0.9 + turn * 0.1)
        process.kill()
        process.communicate()
    with served(tmp_path) as client:
        assert version(client) == "2"


def test_a_bundle_with_code_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [1, 2]})
    workflow = Workflow("scripted", registry=REGISTRY)
    workflow.add(Instance("rows", "deploy.ContainerInput", settings={"name": "rows"}))
    workflow.add(Instance("py", "script.PythonScript", settings={"script": "table = table"}))
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": "out"}))
    workflow.link("rows", "value", "py", "table")
    workflow.link("py", "table", "out", "value")
    captured = Captured(workflow, {}, Contract({"rows": table}, {"out": table}))
    write_bundle(captured, tmp_path / "s.knodez", name="s", version="1", facts=Inline(trust=True))

    with pytest.raises(UsageError, match=r"s\.knodez: node \"py\" runs code .* knode exec s\.knodez --trust"):
        Repository([tmp_path / "s.knodez"], Pool(1), Metrics()).load()
