"""Tries a bundle that a running `knode serve` answers with, by its OpenAPI document and its predict route."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from knode.core.errors import DataError, KnodeError, SecretMissing, UsageError, quoted
from knode.core.secret import value_of
from knode.core.settings import Secret
from knode.core.spec import ColumnSpec
from knode.host import try_protocol as protocol

TIMEOUT = 30.0
MOST_BYTES = 16_000_000
SHAP, BASE, CLASS = "shap_", "base_value", "explained_class"


def open_served(place: protocol.Place) -> protocol.Trial:
    """What a served bundle takes and gives. Raises UsageError when there is none at that address."""
    root, name, version = _address(place)
    described = _json(place, f"{root}/v1/bundles/{name}/{version}")
    document = _json(place, f"{root}/openapi.json")
    operation = document["paths"][f"/v1/{name}/{version}/predict"]["post"]
    schemas = document["components"]["schemas"]
    signature = described["signature"]
    explains = any(parameter["name"] == "explain" for parameter in operation["parameters"])
    return protocol.Trial(
        name=name,
        version=version,
        sha256=described["sha256"],
        source="server",
        inputs={
            each: tuple(_fields(schema, schemas[f"{name}.{version}.{each}.Row"]))
            for each, schema in signature["inputs"].items()
        },
        examples=tuple(_examples(operation, list(signature["inputs"]))),
        outputs={each: tuple(schema["items"]["required"]) for each, schema in signature["outputs"].items()},
        explains=explains,
        why_not=""
        if explains
        else "What a server answers with is explained only when the bundle holds an explanation: "
        "capture one (SHAP Explainer), or try the bundle's file.",
    )


def send_served(row: protocol.Row) -> protocol.Answer:
    """What the server answers for a row; the time is that of the whole request."""
    from knode.host.trying import answer

    root, name, version = _address(row)
    began = time.perf_counter()
    made = _json(row, f"{root}/v1/{name}/{version}/predict", body_of(row.inputs))
    milliseconds = (time.perf_counter() - began) * 1000
    return answer({output: _only(records) for output, records in made.items()}, milliseconds)


def explain_served(row: protocol.Row) -> protocol.Explanation:
    """The explanation that the bundle itself gives for a row."""
    root, name, version = _address(row)
    made = _json(row, f"{root}/v1/{name}/{version}/predict?explain=true", body_of(row.inputs))
    for records in made.values():
        found = _only(records)
        parts = [(key.removeprefix(SHAP), float(value)) for key, value in found.items() if key.startswith(SHAP)]
        if parts and BASE in found:
            base = float(found[BASE])
            return protocol.Explanation(
                of=str(found.get(CLASS, "prediction")),
                scale="score",
                base=base,
                total=base + sum(value for _, value in parts),
                parts=tuple(sorted(parts, key=lambda part: -abs(part[1]))),
                note="The bundle's own explanation, in the columns that its model reads.",
            )
    raise UsageError("The server gave no explanation.")


def body_of(inputs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A request for one row, as the predict route takes it."""
    if len(inputs) == 1:
        return {"rows": [dict(next(iter(inputs.values())))]}
    return {"inputs": {name: {"rows": [dict(row)]} for name, row in inputs.items()}}


def _address(place: protocol.Place | protocol.Row) -> tuple[str, str, str]:
    """Root, name and version: of `http://host`, where one bundle is served, or of `http://host/v1/name[/version]`."""
    parts = urlsplit(place.place)
    root, before, path = place.place.rstrip("/").partition("/v1/")
    if not before:
        root = f"{parts.scheme}://{parts.netloc}"
    words = [word for word in path.split("/") if word and word not in ("try", "predict", "bundles")]
    listed = _json(place, f"{root}/v1/bundles")["bundles"]
    names = list(dict.fromkeys(str(bundle["name"]) for bundle in listed))
    if not words and len(names) != 1:
        raise UsageError(
            f"{root} serves several bundles ({', '.join(names[:8])}): name one, {root}/v1/NAME."
            if names
            else f"{root} serves no bundle."
        )
    name = words[0] if words else names[0]
    versions = [str(bundle["version"]) for bundle in listed if bundle["name"] == name]
    if not versions or (len(words) > 1 and words[1] not in versions):
        raise UsageError(f"{root} serves no bundle {quoted(' '.join(words))}. It serves {', '.join(names[:8])}.")
    return root, name, words[1] if len(words) > 1 else versions[0]


def _json(place: protocol.Place | protocol.Row, url: str, body: Any = None) -> Any:
    """The JSON data of an answer. Raises KnodeError with what the server says is wrong."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    if place.key:
        headers["Authorization"] = f"Bearer {_secret(place.key)}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return json.loads(response.read(MOST_BYTES))
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(url, error.code, error.read(MOST_BYTES)) from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise KnodeError(f"{url} cannot be reached: {reason}. Is `knode serve` running there?") from None
    except ValueError:
        raise KnodeError(f"{url} does not answer as a knode server does.") from None


def _secret(name: str) -> str:
    value = value_of(Secret(name))
    if not value:
        raise SecretMissing(name, Secret(name).variable)
    return value


def _refused(url: str, status: int, body: bytes) -> KnodeError:
    try:
        problem = json.loads(body)
    except ValueError:
        problem = {}
    for error in problem.get("errors", []):
        if {"column", "expected", "got"} <= error.keys():
            said = f"{error['column']}: expected {error['expected']}, got {error['got']}."
            return DataError(said, column=error["column"], expected=error["expected"], got=str(error["got"]))
    return KnodeError(str(problem.get("detail", f"{url} answers with HTTP {status}.")))


def _fields(schema: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[protocol.Field]:
    # Properties are sorted in a bundle; what is required keeps the order of the columns.
    for name in schema["items"]["required"]:
        described = schema["items"]["properties"][name]
        known = row["properties"].get(name, {})
        choices = tuple(known.get("examples", described.get("examples", ())))
        nullable = "null" in known.get("type", ()) or None in known.get("enum", ())
        span = known.get("x-range")
        column = ColumnSpec(
            name=name, dtype=described["x-dtype"], nullable=nullable, range=tuple(span) if span else None
        )
        yield protocol.Field(column=column, choices=choices)


def _examples(operation: Mapping[str, Any], inputs: list[str]) -> Iterator[dict[str, dict[str, Any]]]:
    content = operation["requestBody"]["content"]["application/json"]
    value = content.get("examples", {}).get("held-out", {}).get("value")
    if value is None:
        return
    tables = (
        {name: held["rows"] for name, held in value["inputs"].items()}
        if "inputs" in value
        else {inputs[0]: value["rows"]}
    )
    for place in range(min(map(len, tables.values()), default=0)):
        yield {name: rows[place] for name, rows in tables.items()}


def _only(records: Any) -> dict[str, Any]:
    """The only row of an output, whichever shape the server gave it."""
    rows = records if isinstance(records, list) else [records]
    return dict(rows[0]) if rows else {}
