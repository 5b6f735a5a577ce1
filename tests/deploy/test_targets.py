"""Bundles are brought to a target when something has changed, and only then; versions count up by themselves."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from knode.api import Node, Table
from knode.core import document
from knode.core.errors import (
    Cancelled,
    DeployFailed,
    ParityFailed,
    TargetUnreachable,
    TrustRequired,
    UsageError,
    VersionTaken,
)
from knode.core.registry import Registry
from knode.core.target import Target
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Link
from knode.deploy import targets
from knode.deploy.bundle import read_bundle, read_manifest, write_bundle
from knode.deploy.targets import FileTarget, FolderTarget, deploy, target_at, write_new
from knode.deploy.verify import verify
from knode.deploy.versions import deployed, order
from knode.engine.context import CancelToken
from knode.engine.inline import Inline
from knode.engine.report import RunResult
from tests.deploy.conftest import REGISTRY
from tests.processes import start_python

pytestmark = pytest.mark.uncovered
ROOT = Path(__file__).parents[2]


@pytest.fixture
def captured(trained: RunResult) -> Captured:
    made: Captured = trained["end"].workflow
    return made


def other(captured: Captured, text: str = "other") -> Captured:
    """The same with another lineage, so that its bundle is another one."""
    return replace(captured, lineage={**captured.lineage, "workflow": text})


def _written(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file each name is, and when it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_folder_gets_a_file_called_after_name_and_version(captured: Captured, tmp_path: Path) -> None:
    facts = deploy(captured, FolderTarget(tmp_path), name="churn")
    path = tmp_path / "churn-1.knodez"
    assert facts["changed"] is True
    assert (facts["path"], facts["version"], facts["parity_rows"]) == (str(path), "1", 60)
    assert read_manifest(path)["version"] == "1"
    assert facts["bytes"] == path.stat().st_size


def test_what_has_not_changed_is_left_and_what_has_gets_the_next_version(captured: Captured, tmp_path: Path) -> None:
    target = FolderTarget(tmp_path)
    deploy(captured, target, name="churn")
    before = _written(tmp_path)
    again = deploy(captured, target, name="churn")
    assert (again["changed"], again["version"]) == (False, "1")
    assert _written(tmp_path) == before
    changed = deploy(other(captured), target, name="churn")
    assert (changed["changed"], changed["version"]) == (True, "2")
    assert deploy(other(captured), target, name="churn")["changed"] is False
    back = deploy(captured, target, name="churn")
    assert (back["changed"], back["version"]) == (True, "3")
    assert {path.name for path in tmp_path.iterdir()} == {f"churn-{number}.knodez" for number in (1, 2, 3)}


def test_versions_count_beyond_those_of_other_bundles_and_of_renamed_or_damaged_files(
    captured: Captured, tmp_path: Path
) -> None:
    write_bundle(captured, tmp_path / "renamed.knodez", name="churn", version="9")
    write_bundle(captured, tmp_path / "price-30.knodez", name="price", version="30")
    (tmp_path / "churn-10.knodez").write_bytes(b"PK\x03\x04 half a bundle")
    (tmp_path / "churn-x.knodez").write_bytes(b"")
    assert deploy(other(captured), FolderTarget(tmp_path), name="churn")["version"] == "11"


def test_a_version_that_is_taken_is_refused_unless_it_is_to_be_replaced(captured: Captured, tmp_path: Path) -> None:
    target = FolderTarget(tmp_path)
    deploy(captured, target, name="churn", version="1.0")
    with pytest.raises(VersionTaken, match=r'another bundle "churn" of version "1\.0"'):
        deploy(other(captured), target, name="churn", version="1.0")
    assert deploy(captured, target, name="churn", version="1.0")["changed"] is False
    assert deploy(other(captured), target, name="churn", version="1.0", replace=True)["changed"] is True
    assert read_manifest(tmp_path / "churn-1.0.knodez")["lineage"]["workflow"] == "other"


def test_a_bundle_of_another_name_is_never_replaced(captured: Captured, tmp_path: Path) -> None:
    target = FolderTarget(tmp_path)
    deploy(captured, target, name="a-1", version="2")
    with pytest.raises(VersionTaken):
        deploy(captured, target, name="a", version="1-2", replace=True)
    assert read_manifest(tmp_path / "a-1-2.knodez")["name"] == "a-1"


def test_a_file_counts_up_from_the_version_in_it(captured: Captured, tmp_path: Path) -> None:
    target = target_at(tmp_path / "m.knodez")
    assert isinstance(target, FileTarget)
    assert deploy(captured, target, name="m")["version"] == "1"
    assert deploy(captured, target, name="m")["changed"] is False
    assert deploy(other(captured), target, name="m")["version"] == "2"
    with pytest.raises(VersionTaken):
        deploy(captured, target, name="m", version="2")


def test_a_file_of_something_else_is_replaced_only_when_asked_for(captured: Captured, tmp_path: Path) -> None:
    target = FileTarget(tmp_path / "m.knodez")
    for content in (b"no bundle", None):
        if content is not None:
            (tmp_path / "m.knodez").write_bytes(content)
        with pytest.raises(DeployFailed, match="holds something else"):
            deploy(captured, target, name="another" if content is None else "m")
        assert deploy(captured, target, name="m", replace=True)["version"] == "1"


def test_what_does_not_answer_alike_is_brought_nowhere(captured: Captured, tmp_path: Path) -> None:
    wrong = captured.contract.outputs["predictions"].assign(ratio=0.0)
    forged = replace(captured, contract=Contract(captured.contract.inputs, {"predictions": wrong}))
    with pytest.raises(ParityFailed, match="ratio"):
        deploy(forged, FolderTarget(tmp_path), name="churn")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(captured: Captured, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        deploy(captured, FolderTarget(tmp_path / "absent"), name="churn")


def test_a_file_that_is_there_is_never_overwritten_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert write_new(path, b"first")
    assert not write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_processes_that_deploy_at_once_get_a_version_each_and_every_file_is_whole(
    captured: Captured, tmp_path: Path
) -> None:
    script = (
        "import sys; from dataclasses import replace; from pathlib import Path\n"
        "from tests.deploy.conftest import REGISTRY\n"
        "from knode.deploy.bundle import read_bundle\n"
        "from knode.deploy.targets import FolderTarget, deploy\n"
        "captured = read_bundle(Path(sys.argv[1]), REGISTRY).captured\n"
        "captured = replace(captured, lineage={'workflow': sys.argv[3]})\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "print(deploy(captured, FolderTarget(Path(sys.argv[2])), name='churn')['version'])\n"
    )
    source, folder = tmp_path / "source.knodez", tmp_path / "served"
    folder.mkdir()
    write_bundle(captured, source, name="source", version="1")
    started = [start_python("-c", script, source, folder, who, stdin=subprocess.PIPE) for who in "ab"]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    answers = [process.communicate("go\n") for process in started]
    assert [process.returncode for process in started] == [0, 0], answers
    assert sorted(out.strip() for out, _ in answers) == ["1", "2"]
    opened = [read_bundle(folder / f"churn-{version}.knodez", REGISTRY) for version in (1, 2)]
    assert {bundle.captured.lineage["workflow"] for bundle in opened} == {"a", "b"}
    assert len(list(folder.iterdir())) == 2


# ---- targets that fail


class Failing(Target):
    """A target that cannot be reached for the first `times` questions."""

    title = "nowhere"

    def __init__(self, times: int, taken: int = 0) -> None:
        self.times, self.taken, self.asked = times, taken, 0
        self.held: dict[str, bytes] = {}

    def _fail(self) -> None:
        self.asked += 1
        if self.asked <= self.times:
            raise TargetUnreachable("nowhere cannot be reached")

    def versions(self, name: str) -> Collection[str]:
        self._fail()
        return list(self.held)

    def sha256(self, name: str, version: str) -> str | None:
        return None

    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        if self.taken:
            self.taken -= 1
            self.held[version] = b"of another process"
            raise VersionTaken(self.title, name, version)
        self.held[version] = content

    def place(self, name: str, version: str) -> str:
        return f"nowhere/{name}/{version}"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "WAITS", (0.01, 0.01, 0.01))


@pytest.mark.usefixtures("quick")
def test_a_target_that_comes_back_is_asked_again(captured: Captured) -> None:
    target = Failing(3)
    assert deploy(captured, target, name="churn")["changed"] is True
    assert target.asked == 4


@pytest.mark.usefixtures("quick")
def test_a_target_that_stays_away_is_given_up(captured: Captured) -> None:
    target = Failing(100)
    with pytest.raises(TargetUnreachable, match="nowhere cannot be reached"):
        deploy(captured, target, name="churn")
    assert target.asked == 4


def test_waiting_for_a_target_ends_when_the_run_is_stopped(captured: Captured) -> None:
    cancel = CancelToken()
    cancel.set()
    # Parity is proved before anything is asked, and would be stopped too.
    with pytest.raises(Cancelled):
        targets._tried(lambda: Failing(100).versions("churn"), cancel)
    with pytest.raises(Cancelled):
        deploy(captured, Failing(100), name="churn", facts=Inline(cancel=cancel))


def test_a_version_that_another_process_took_meanwhile_is_passed_over(captured: Captured) -> None:
    assert deploy(captured, Failing(0, taken=2), name="churn")["version"] == "3"
    with pytest.raises(TargetUnreachable, match="took every next version"):
        deploy(captured, Failing(0, taken=1000), name="churn")


# ---- what is deployed


def test_versions_are_ordered_by_the_numbers_in_them() -> None:
    versions = ["10", "9", "1.10", "1.9", "2-beta", "2"]
    assert sorted(versions, key=order) == ["1.9", "1.10", "2", "2-beta", "9", "10"]


def test_the_newest_version_in_a_folder_is_the_deployed_one(captured: Captured, tmp_path: Path) -> None:
    assert deployed(tmp_path / "absent") is None
    assert deployed(tmp_path) is None
    for version in ("9", "10"):
        deploy(captured, FolderTarget(tmp_path), name="churn", version=version)
    newest = deployed(tmp_path)
    assert newest is not None
    assert newest["version"] == "10"
    deploy(captured, FolderTarget(tmp_path), name="price")
    with pytest.raises(UsageError, match='"churn", "price"'):
        deployed(tmp_path)
    assert deployed(tmp_path, "nothing") is None
    assert dict(deployed(tmp_path / "price-1.knodez") or {})["name"] == "price"


# ---- code


class Script(Node):
    """Hand a table on, by code."""

    pack = "stub"
    code = True

    def run(self, table: Table) -> Table:
        """Hand it on."""
        return table


def test_a_bundle_with_code_is_made_and_verified_only_where_it_is_trusted(captured: Captured, tmp_path: Path) -> None:
    registry = Registry()
    for cls in (*REGISTRY._classes.values(), Script):
        registry.add(cls)
    with_code = _through(captured, registry)
    with pytest.raises(TrustRequired, match="--trust"):
        deploy(with_code, FolderTarget(tmp_path), name="code")
    deploy(with_code, FolderTarget(tmp_path), name="code", facts=Inline(trust=True))
    path = tmp_path / "code-1.knodez"
    with pytest.raises(TrustRequired):
        verify(path, registry=registry)
    assert not verify(path, registry=registry, trust=True).errors


def _through(captured: Captured, registry: Registry) -> Captured:
    """The captured workflow with a script before its output."""
    workflow = document.loads(document.dumps(captured.workflow), "x", registry)
    end = workflow.ends("output")["predictions"]
    (link,) = workflow.links_into(end)
    workflow.unlink(link)
    workflow.add(Instance("script", "stub.Script"))
    workflow.restore_link(Link(link.source, link.source_port, "script", "table"))
    workflow.restore_link(Link("script", "table", end, link.target_port))
    return replace(captured, workflow=workflow)
