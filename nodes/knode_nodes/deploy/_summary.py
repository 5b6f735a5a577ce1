"""What a captured workflow holds, as records of one shape and as JSON data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from knode.api import Captured, EndSpec, Model

COLUMNS = ("part", "node", "type", "name", "value")
Record = tuple[str, str, str, str, str]
"""In the order of COLUMNS; what does not apply is empty, values that are no text are JSON."""


def records(captured: Captured) -> Iterator[Record]:
    """One record for each node, setting, link, column at an end, frozen value and fact of where it comes from."""
    workflow = captured.workflow
    for path, instance in workflow.walk():
        yield "node", path, instance.type, instance.title, ""
        for name, value in sorted(instance.settings.items()):
            yield "setting", path, instance.type, name, _text(value)
        for name, bound in sorted(instance.bindings.items()):
            yield "binding", path, instance.type, name, f"{bound.source} {bound.name}"
    for link in sorted(workflow.links):
        yield (
            "link",
            link.source,
            workflow.nodes[link.source].type,
            link.source_port,
            f"{link.target}.{link.target_port}",
        )
    for name, parameter in sorted(workflow.parameters.items()):
        yield "parameter", "", parameter.type, name, _text(parameter.default)
    spec = captured.spec
    for side, ends, nodes in (
        ("input", spec.inputs or {}, workflow.ends("input")),
        ("output", spec.outputs or {}, workflow.ends("output")),
    ):
        for name, end in ends.items():
            yield side, nodes[name], end.kind, name, ""
            for column in end.table.columns if end.table else ():
                yield f"{side} column", nodes[name], column.dtype, column.name, column.type
    for node, (kind, value) in sorted(captured.frozen.items()):
        yield "frozen", node, kind, value.name if isinstance(value, Model) else "", _text(_about(value))
    for name, value in sorted(_flat(captured.lineage)):
        yield "lineage", "", "", name, _text(value)


def as_json(captured: Captured) -> dict[str, Any]:
    """The same as JSON data: nodes by id, ends with their columns, what is frozen, and where it all comes from."""
    workflow, spec = captured.workflow, captured.spec
    return {
        "name": workflow.name,
        "description": workflow.description,
        "nodes": {
            path: {
                "type": instance.type,
                "title": instance.title,
                "version": instance.version,
                "settings": dict(instance.settings),
                "bindings": {name: {bound.source: bound.name} for name, bound in instance.bindings.items()},
            }
            for path, instance in workflow.walk()
        },
        "links": sorted(map(str, workflow.links)),
        "parameters": {
            name: {"type": parameter.type, "default": parameter.default, "required": parameter.required}
            for name, parameter in workflow.parameters.items()
        },
        "inputs": {name: _end(end) for name, end in (spec.inputs or {}).items()},
        "outputs": {name: _end(end) for name, end in (spec.outputs or {}).items()},
        "frozen": {node: {"kind": kind, **_about(value)} for node, (kind, value) in captured.frozen.items()},
        "contract_rows": {name: len(table) for name, table in captured.contract.outputs.items()},
        "lineage": dict(captured.lineage),
    }


def _end(end: EndSpec) -> dict[str, Any]:
    columns = None if end.table is None else end.table.model_dump(mode="json", exclude_defaults=True).get("columns", [])
    return {"kind": end.kind, "columns": columns}


def _about(value: Any) -> dict[str, Any]:
    """What can be told of a frozen value in a line."""
    if isinstance(value, Model):
        estimator = type(value.estimator)
        return {
            "name": value.name,
            "model": value.kind,
            "estimator": f"{estimator.__module__}.{estimator.__qualname__}",
            "target": value.target,
            "inputs": value.inputs.names,
            "outputs": value.outputs.names,
        }
    if hasattr(value, "iloc"):
        return {"rows": len(value), "columns": [str(name) for name in value.columns]}
    return {"value": dict(value)} if isinstance(value, Mapping) else {}


def _flat(facts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Facts within facts by their path: `segments.a.workflow`."""
    for name, value in facts.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
