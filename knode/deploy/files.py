"""Captured workflows as files: `.knodez`, a bundle, or `.knode`, a readable workflow that holds no frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.errors import BundleError, UsageError, quoted
from knode.core.registry import REGISTRY, Registry
from knode.core.values import Captured, Contract
from knode.deploy.opening import is_bundle
from knode.deploy.parity import prove
from knode.deploy.scratch import scratch


def write_workflow(captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
    """Write a captured workflow as its file's name says, once its contract rows came out as they should.

    The same content gives the same file; one that is there already and the same is left as it is.

    Returns:
        `sha256`, `bytes`, `rows` (of the contract), `written` (False when the same file was there).

    Raises:
        BundleError: a `.knode` file was asked for, and something is frozen.
        ParityFailed: what was written would not give what the training workflow gave.
        UsageError: the file cannot be written, or its name ends in something else.
    """
    if path.suffix == ".knodez":
        from knode.deploy.bundle import write_bundle

        return write_bundle(captured, path, name=name, version=version)
    if path.suffix != ".knode":
        raise UsageError(f"{path} should end in .knode, a readable workflow, or in .knodez, a bundle.")
    if captured.frozen:
        listed = ", ".join(f"{node} ({kind})" for node, (kind, _) in captured.frozen.items())
        raise BundleError(
            f"The workflow holds frozen values, which a .knode file cannot: {listed}. Write a bundle: "
            f"{path.with_suffix('.knodez').name}."
        )
    return _write_document(captured, path)


def _write_document(captured: Captured, path: Path) -> Mapping[str, Any]:
    content = document.dumps(captured.workflow).encode()
    with scratch() as folder:
        tried = folder / path.name
        tried.write_bytes(content)
        again = Captured(document.load(tried, captured.workflow.registry), {}, captured.contract)
        rows = prove(again) if captured.contract.outputs else 0
    written = not (path.is_file() and path.read_bytes() == content)
    if written:
        document.write_atomically(path, content)
    return {"sha256": sha256(content).hexdigest(), "bytes": len(content), "rows": rows, "written": written}


def read_workflow(
    path: Path, registry: Registry = REGISTRY, *, warn: Callable[[str], None] = lambda text: None
) -> Captured:
    """The workflow in a bundle or in a `.knode` file; that has no contract rows.

    `warn` is told of packages that are installed in other versions than a bundle was made with.

    Raises:
        BundleDamaged: a bundle whose content is not what its manifest says.
        WorkflowFileError: it is no readable workflow.
        UsageError: the workflow has no inputs or outputs by which it could be run.
    """
    if is_bundle(path):
        from knode.deploy.bundle import read_bundle

        bundle = read_bundle(path, registry)
        for difference in bundle.differences:
            warn(difference.message)
        return bundle.captured
    workflow = document.load(path, registry)
    if not workflow.ends("input") or not workflow.ends("output"):
        raise UsageError(
            f"{path}: the workflow {quoted(workflow.name)} has no input or no output. Add a Container Input where rows "
            "come in and a Container Output where the answer is."
        )
    text = document.dumps(workflow).encode()
    return Captured(
        workflow,
        {},
        Contract({}, {}),
        {"workflow": workflow.name, "workflow_sha256": sha256(text).hexdigest()},
    )
