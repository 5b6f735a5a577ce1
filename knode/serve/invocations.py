"""MLflow's way to ask for predictions: `/invocations` with its four JSON payloads, or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.core.errors import KnodeError
from knode.deploy.frames import Columns
from knode.serve.media import CSV, JSON, body_type
from knode.serve.native import TYPE_HEADERS, Call, Native, encode
from knode.serve.payloads import Expected, Table, json_of, records, shaped
from knode.serve.problems import Header, Problem, wrong_value
from knode.serve.served import Served, parameters, unknown

KNOWN = (JSON, CSV)
PAYLOADS = ("dataframe_records", "dataframe_split", "instances", "inputs")


class Invocations:
    """Reads MLflow's payloads and writes its answer: `{"predictions": [...]}` with the first output's rows."""

    def large(self, body: bytes, head: Mapping[bytes, bytes]) -> bool:
        """Whether reading the body takes longer than a server may be silent."""
        return NATIVE.large(body, head)

    def read(self, served: Served, body: bytes, head: Mapping[bytes, bytes], query: bytes) -> Call:
        """The request. Raises Problem."""
        model = parameters(query, ("model",)).get("model", served.scorer.name) if query else served.scorer.name
        if model != served.scorer.name:
            raise Problem("not-found", unknown("bundle", model, (served.scorer.name,)))
        if len(served.expected) != 1:
            raise Problem("bad-rows", "This bundle has several inputs: ask at its predict route.")
        name, expected = next(iter(served.expected.items()))
        if body_type(head.get(b"content-type"), KNOWN) == CSV:
            from knode.serve.tables import read_csv

            table = read_csv(body, served)[name]
        else:
            table = _table(json_of(body), expected, name)
        first = next(output for output in served.scorer.outputs if output not in served.scorer.explains)
        return Call({name: table}, (first,), JSON)

    def write(self, served: Served, call: Call, made: Mapping[str, Columns]) -> tuple[list[Header], bytes]:
        """Headers and body of the answer."""
        return [TYPE_HEADERS[JSON]], encode({"predictions": records(next(iter(made.values())))})

    def refused(self, error: KnodeError, call: Call) -> Problem:
        """What the scoring said, with the path in the body."""
        return NATIVE.refused(error, call)

    def problem(self, problem: Problem) -> tuple[list[Header], bytes]:
        """Headers and body of an error."""
        return problem.response()


NATIVE = Native()


def _table(value: Any, expected: Expected, name: str) -> Table:
    if type(value) is not dict:
        raise wrong_value("$", f"an object with one of {', '.join(PAYLOADS)}", value)
    found = [key for key in PAYLOADS if key in value]
    if len(found) != 1:
        raise wrong_value("$", f"exactly one of {', '.join(PAYLOADS)}", value)
    key, held = found[0], value[found[0]]
    path = f"$.{key}"
    if key == "dataframe_split":
        return shaped("split", held, expected, path, name)
    if key == "inputs" and type(held) is dict:
        return shaped("columns", _as_lists(held), expected, path, name)
    if key == "instances" and type(held) is list and any(type(row) is list for row in held):
        held = [_named(row, expected, f"{path}[{place}]") for place, row in enumerate(held)]
    return shaped("rows", held, expected, path, name)


def _as_lists(held: Mapping[str, Any]) -> dict[str, Any]:
    """Columns by name; a single value is a column of one."""
    return {name: values if type(values) is list else [values] for name, values in held.items()}


def _named(row: Any, expected: Expected, path: str) -> dict[str, Any]:
    """A row of bare values under the described names."""
    if type(row) is not list or len(row) != len(expected.columns):
        raise wrong_value(path, f"an array of {len(expected.columns)} values", row)
    return dict(zip(expected.columns, row, strict=True))
