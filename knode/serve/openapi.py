"""The OpenAPI 3.1 document of what is served, made from the bundles' own descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knode import __version__
from knode.core.spec import ColumnSpec
from knode.deploy.frames import Columns
from knode.serve.media import ARROW, CSV, JSON
from knode.serve.payloads import records
from knode.serve.problems import STATUS
from knode.serve.repository import Repository
from knode.serve.scoring import InputSpec, Scorer
from knode.serve.served import Served

PROBLEM = "application/problem+json"
MOMENT = r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$"
"""Dates and times that every input takes; it takes more."""
REFUSALS: Mapping[int, str] = {
    400: "The body cannot be read, or a parameter is wrong.",
    401: "There is no key, or not a known one.",
    404: "There is no such bundle or version.",
    406: "Accept allows no way to answer.",
    413: "The body or the number of rows is too large.",
    415: "The body is of another type.",
    422: "A row is refused; its errors say where and why.",
    503: "Too many requests at once; try again.",
}


def document(repository: Repository, *, keys: bool) -> dict[str, Any]:
    """The document.

    Args:
        repository: what is served.
        keys: whether API keys are asked for.
    """
    paths: dict[str, Any] = dict(_health())
    schemas: dict[str, Any] = {"Problem": _problem()}
    for name, versions in repository.bundles.items():
        for version, served in versions.items():
            key = f"{name}.{version}"
            schemas |= _schemas(key, served.scorer)
            paths[f"/v1/{name}/{version}/predict"] = {"post": _predict(served, key, f"predict-{key}")}
            paths[f"/v1/bundles/{name}/{version}"] = {"get": _described(served)}
        newest = next(iter(versions.values()))
        key = f"{name}.{newest.scorer.version}"
        paths[f"/v1/{name}/predict"] = {"post": _predict(newest, key, f"predict-{name}")}
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "knode", "version": __version__, "description": "Bundles that answer."},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    if keys:
        made["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        }
        for path in paths:
            if path.startswith("/v1/"):
                for operation in paths[path].values():
                    operation["security"] = [{"bearer": []}, {"header": []}]
    return made


# ---- operations


def _health() -> Iterable[tuple[str, Any]]:
    for path, summary, media in (
        ("/healthz", "Whether the process answers.", JSON),
        ("/readyz", "Which bundles are ready, and what is wrong with files that are not.", JSON),
        ("/metrics", "Counters for Prometheus.", "text/plain"),
        ("/v1/bundles", "All bundles with their cards.", JSON),
    ):
        schema = {"type": "object"} if media == JSON else {"type": "string"}
        yield path, {"get": _operation(summary, path.strip("/").replace("/", "-"), {media: {"schema": schema}}, (406,))}


def _described(served: Served) -> dict[str, Any]:
    scorer = served.scorer
    name = f"{scorer.name}.{scorer.version}"
    return _operation(f"What {scorer.name} is.", f"bundle-{name}", {JSON: {"schema": {"type": "object"}}}, (404,))


def _operation(summary: str, name: str, content: Mapping[str, Any], refusals: Iterable[int]) -> dict[str, Any]:
    problems = {str(status): _refusal(status) for status in refusals if status in REFUSALS}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": "Done.", "content": dict(content)}, **problems, "default": _refusal(None)},
    }


def _refusal(status: int | None) -> dict[str, Any]:
    said = REFUSALS[status] if status is not None else "Something else is wrong."
    return {"description": said, "content": {PROBLEM: {"schema": _reference("Problem")}}}


def _predict(served: Served, key: str, operation: str) -> dict[str, Any]:
    scorer = served.scorer
    content = {JSON: {"schema": _reference(f"{key}.Answer")}}
    if len(scorer.inputs) == 1:
        content |= {CSV: {"schema": {"type": "string"}}, ARROW: {"schema": {}}}
    made = _operation(f"Predictions of {scorer.name}.", operation, content, REFUSALS)
    made["responses"]["200"]["headers"] = {
        "X-Knode-Version": {"description": "The version that answered.", "schema": {"type": "string"}},
        "X-Knode-Bundle": {"description": "The first digits of its SHA-256.", "schema": {"type": "string"}},
    }
    body: dict[str, Any] = {"schema": _reference(f"{key}.Request")}
    example = _example(scorer)
    if example is not None:
        body["examples"] = {"held-out": {"summary": "Rows that were held out", "value": example}}
    return {**made, "parameters": list(_parameters(scorer)), "requestBody": {"required": True, "content": {JSON: body}}}


def _parameters(scorer: Scorer) -> Iterable[dict[str, Any]]:
    yield {
        "name": "outputs",
        "in": "query",
        "description": f"Which outputs to give, with commas between them: {', '.join(scorer.outputs)}.",
        "schema": {"type": "string", "enum": list(scorer.outputs)},
    }
    if scorer.explains:
        yield {
            "name": "explain",
            "in": "query",
            "description": "Give the explanations as well.",
            "schema": {"type": "boolean"},
        }


def _example(scorer: Scorer) -> Any:
    rows = {name: records(_first(columns, 2)) for name, columns in scorer.examples.items()}
    if not rows or not all(rows.values()):
        return None
    if len(scorer.inputs) > 1:
        return {"inputs": {name: {"rows": held} for name, held in rows.items()}}
    return {"rows": next(iter(rows.values()))}


def _first(columns: Columns, rows: int) -> Columns:
    return {name: values[:rows] for name, values in columns.items()}


# ---- schemas


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(key: str, scorer: Scorer) -> dict[str, Any]:
    several = len(scorer.inputs) > 1
    made: dict[str, Any] = {}
    tables: dict[str, Any] = {}
    for name, spec in scorer.inputs.items():
        row = f"{key}.{name}.Row"
        made[row] = row_schema(spec)
        tables[name] = _shapes(row, spec)
    only = next(iter(tables.values()))
    made[f"{key}.Request"] = (
        {
            "type": "object",
            "properties": {"inputs": _object(tables)},
            "required": ["inputs"],
            "additionalProperties": False,
        }
        if several
        else only
    )
    made[f"{key}.Answer"] = {
        "type": "object",
        "properties": {name: _answer(columns) for name, columns in scorer.outputs.items()},
        "additionalProperties": False,
    }
    return made


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _shapes(row: str, spec: InputSpec) -> dict[str, Any]:
    """The ways to send the rows of an input; columns and split are described without their values' types."""
    rows = {"type": "array", "items": _reference(row)}
    return {"anyOf": [_object({"rows": rows}), _object({"row": _reference(row)}), rows]}


def row_schema(spec: InputSpec) -> dict[str, Any]:
    """One record of an input."""
    lenient = spec.policy["bad_value"] == "missing"
    strict_categories = spec.policy["unknown_category"] == "error"
    made: dict[str, Any] = {
        "type": "object",
        "properties": {column.name: value_schema(column, lenient, strict_categories) for column in spec.columns},
    }
    if spec.policy["missing_column"] == "error" and spec.columns:
        made["required"] = [column.name for column in spec.columns]
    if spec.policy["extra_column"] == "error":
        made["additionalProperties"] = False
    else:
        made["additionalProperties"] = {"type": SCALAR}
    return made


SCALAR = ["string", "number", "boolean", "null"]


def value_schema(column: ColumnSpec, lenient: bool, strict_categories: bool) -> dict[str, Any]:
    """A value of a column, as it is taken: what training has seen of it is told, and demanded only where it is refused."""
    made: dict[str, Any] = {"type": SCALAR} if lenient else _typed(column)
    if column.categories is not None:
        known = [value for value in column.categories if isinstance(value, str | int | float | bool)]
        if strict_categories and not lenient:
            made = {"enum": [*known, None] if column.nullable else known}
        elif known:
            made["examples"] = known[:20]
    if column.range is not None:
        low, high = column.range
        made["x-range"] = [low, high]
        made["description"] = f"In training from {low:g} to {high:g}."
    return made


def _typed(column: ColumnSpec) -> dict[str, Any]:
    """The JSON types of a column's values, and for dates a pattern."""
    if column.type in ("number", "boolean"):
        kinds = [str(column.type)]
    elif column.type in ("text", "datetime") or (column.categories and isinstance(column.categories[0], str)):
        kinds = ["string"]
    else:
        kinds = SCALAR[:-1]
    if column.nullable:
        kinds = [*kinds, "null"]
    made: dict[str, Any] = {"type": kinds if len(kinds) > 1 else kinds[0]}
    return {**made, "pattern": MOMENT} if column.type == "datetime" else made


def _answer(columns: Iterable[ColumnSpec]) -> dict[str, Any]:
    row = {"type": "object", "properties": {column.name: _given(column) for column in columns}}
    return {"anyOf": [{"type": "array", "items": row}, row]}


def _given(column: ColumnSpec) -> dict[str, Any]:
    kinds = {"number": ["number", "null"], "boolean": ["boolean", "null"], "datetime": ["string", "null"]}
    return {"type": kinds[column.type]} if column.type in kinds else {}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "properties": {
            "type": {"type": "string", "enum": [f"urn:knode:problem:{kind}" for kind in STATUS]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "path": {"type": "string"},
                        "row": {"type": "integer"},
                        "column": {"type": "string"},
                        "input": {"type": "string"},
                        "expected": {"type": "string"},
                        "got": {},
                    },
                },
            },
        },
        "required": ["type", "title", "status", "detail"],
    }
