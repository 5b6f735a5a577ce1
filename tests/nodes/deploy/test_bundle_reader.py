"""The Bundle Reader: bundles and workflow files, and what a short look at either tells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from knode.api import file_spec
from knode.core import document
from knode.core.errors import BundleDamaged, UsageError, WorkflowFileError
from knode.core.registry import REGISTRY as REGISTRY_OF_THE_PROCESS
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import write_bundle
from knode.deploy.files import read_workflow
from knode_nodes.deploy.bundle_reader import BundleReader
from tests.deploy.conftest import REGISTRY
from tests.deploy.segments import model_segment, rows, segment

X = rows()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "model.knodez"
    write_bundle(model_segment(X.assign(y=1.0, z=X["x"] * 2), "z"), path, name="model", version="1")
    return path


@pytest.fixture
def workflow_file(tmp_path: Path) -> Path:
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Affine"))
    path = tmp_path / "steps.knode"
    document.save(segment(X, {}).workflow, path)
    return path


def test_the_ends_of_a_bundle_are_known_with_their_columns(bundle: Path) -> None:
    peeked = BundleReader(path=bundle.name).peek(bundle.parent)["workflow"]

    assert peeked == read_workflow(bundle, REGISTRY).spec
    assert peeked.inputs["table"].table.names == ["x", "y"]
    assert [column.dtype for column in peeked.outputs["predictions"].table.columns] == ["float64"] * 3


def test_a_look_at_a_bundle_reads_no_model(bundle: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.knodez"
    with zipfile.ZipFile(bundle) as whole, zipfile.ZipFile(bare, "w") as made:
        for member in ("manifest.json", "workflow.knode"):
            made.writestr(member, whole.read(member))

    assert file_spec(bare) == file_spec(bundle)
    with pytest.raises(BundleDamaged):
        read_workflow(bare)


def test_a_workflow_file_with_ends_is_read_too(workflow_file: Path) -> None:
    captured = read_workflow(workflow_file)

    assert list(captured.workflow.ends("input")) == ["rows"]
    assert captured.frozen == {}
    assert captured.contract.inputs == {}
    assert captured.lineage["workflow_sha256"]
    peeked = file_spec(workflow_file)
    assert peeked is not None
    assert peeked.inputs == captured.spec.inputs


def test_a_workflow_without_ends_is_refused_with_what_to_add(tmp_path: Path) -> None:
    workflow = Workflow("endless", registry=REGISTRY)
    workflow.add(Instance("data", "io.ExampleData"))
    document.save(workflow, tmp_path / "endless.knode")

    with pytest.raises(UsageError, match="Add a Container Input"):
        read_workflow(tmp_path / "endless.knode")
    assert file_spec(tmp_path / "endless.knode") is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", b"\xff\xfe", b"[1]", b'{"format": 99}'])
def test_of_a_file_that_is_none_of_them_nothing_is_known(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.knodez"
    path.write_bytes(content)

    assert file_spec(path) is None
    with pytest.raises((BundleDamaged, WorkflowFileError)):
        read_workflow(path)


def test_of_an_absent_file_nothing_is_known_until_it_is_there(tmp_path: Path, bundle: Path) -> None:
    later = tmp_path / "later.knodez"
    assert file_spec(later) is None
    later.write_bytes(bundle.read_bytes())
    assert file_spec(later) == file_spec(bundle)
    later.write_bytes(b"gone")
    assert file_spec(later) is None
