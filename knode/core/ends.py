"""The inputs and outputs of a workflow as a spec: from the document, or from a look into a file of either kind."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.errors import BundleDamaged, KnodeError
from knode.core.spec import ColumnSpec, EndSpec, TableSpec, WorkflowSpec
from knode.core.workflow import Workflow

ZIP = b"PK\x03\x04"
LARGEST = 64 << 20
"""Bytes of a document or manifest that a look into a file reads, at most."""


def spec_of(workflow: Workflow, outputs: Mapping[str, TableSpec] | None = None) -> WorkflowSpec:
    """The inputs and outputs of a workflow by name. `outputs` are the columns of outputs, where they are known."""
    given = outputs or {}
    return WorkflowSpec(
        inputs={name: _input(workflow, node) for name, node in workflow.ends("input").items()},
        outputs={
            name: EndSpec(kind=_kind(workflow, node), table=given.get(name))
            for name, node in workflow.ends("output").items()
        },
    )


def _kind(workflow: Workflow, node: str) -> str:
    ports = workflow.ports(node)
    assert ports is not None
    return ports.outputs[0].kind


def _input(workflow: Workflow, node: str) -> EndSpec:
    instance = workflow.nodes[node]
    end = workflow.registry.get(instance.type, node).from_settings(instance.settings, version=instance.version)
    table = next(iter(end.spec({}).values()))
    policies = {name: getattr(end, name) for name in ("missing_column", "extra_column") if hasattr(end, name)}
    return EndSpec(
        kind=_kind(workflow, node),
        table=table if isinstance(table, TableSpec) else None,
        optional=bool(workflow.links_into(node)),
        **policies,
    )


def file_spec(path: Path) -> WorkflowSpec | None:
    """The inputs and outputs of the workflow in a `.knode` file or bundle; None when they cannot be told.

    No model is loaded and no hash is checked: this is for showing ports, not for running anything.
    """
    try:
        stat = path.stat()
    except OSError:
        return None
    return _looked(path, stat.st_size, stat.st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _looked(path: Path, size: int, changed: int) -> WorkflowSpec | None:
    try:
        text, manifest = _parts(path)
        workflow = document.loads(text, path)
        made = manifest.get("signature", {}).get("outputs", {})
        found = spec_of(workflow, {name: table for name, schema in made.items() if (table := _columns(schema))})
    except (KnodeError, OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, RuntimeError):
        return None
    return found if found.inputs and found.outputs else None


def bundled_workflow(path: Path) -> Workflow:
    """The workflow in a bundle, to be looked at: no model is loaded and no hash is checked. Raises BundleDamaged."""
    try:
        text, manifest = _parts(path)
        workflow = document.loads(text, path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, RuntimeError) as error:
        raise BundleDamaged(f"{path} is no bundle that can be opened: {error}.") from None
    workflow.name = workflow.name or str(manifest.get("name", ""))
    workflow.folder = path.absolute().parent
    return workflow


def _parts(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the document, and the manifest of a bundle."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            file.seek(0)
            return file.read(LARGEST).decode("utf-8-sig"), {}
        with zipfile.ZipFile(file) as archive:
            text, manifest = (_member(archive, name) for name in ("workflow.knode", "manifest.json"))
            return text, json.loads(manifest)


def _member(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as member:
        return member.read(LARGEST).decode()


def _columns(schema: Mapping[str, Any]) -> TableSpec | None:
    """The columns that a JSON Schema of a signature describes."""
    records = schema.get("items", {})
    described = records.get("properties", {})
    names = records.get("required", [])
    if set(names) != set(described) or not all("x-dtype" in column for column in described.values()):
        return None
    columns = ((name, described[name]) for name in names)
    return TableSpec(
        columns=tuple(
            ColumnSpec(
                name=name,
                dtype=facts["x-dtype"],
                role=facts.get("x-role", "feature"),
                predicts=facts.get("x-predicts"),
            )
            for name, facts in columns
        )
    )
