"""The Open Inference Protocol, version 2, over HTTP: JSON, and the binary extension both ways.

Each column is a tensor of shape [n] or [n, 1], by the column's name; of a bundle with several inputs, `input.column`. A bundle
of number columns only also takes one floating tensor of shape [n, k], its columns in the described order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from knode.core.errors import KnodeError, nearest
from knode.deploy.frames import Columns
from knode.serve.media import JSON, body_type
from knode.serve.native import TYPE_HEADERS, encode
from knode.serve.payloads import json_of
from knode.serve.problems import Header, Problem, from_error, malformed, wrong_value
from knode.serve.served import Served, Wanted, parameters
from knode.serve.tensors import DTYPES, datatype, from_bytes, from_json, given, to_bytes

HEADER_LENGTH = b"inference-header-content-length"
KNOWN = (JSON, "application/octet-stream")
OCTETS = (b"content-type", b"application/octet-stream")


class Inferring:
    """A request: rows by input, and which output tensors are wanted in which form (None: all)."""

    __slots__ = ("asked", "binary", "id", "inputs", "paths", "rows", "wanted")

    def __init__(self, inputs: dict[str, Columns], rows: int, paths: dict[tuple[str, str], str], request: Any) -> None:
        self.inputs = inputs
        self.rows = rows
        self.paths = paths
        self.wanted: Wanted = None
        self.id = request.get("id")
        self.binary = _flag(request, "binary_data_output", "$")
        self.asked: dict[str, bool] | None = None


class Inference:
    """Reads inference requests and writes their answers."""

    def large(self, body: bytes, head: Mapping[bytes, bytes]) -> bool:
        """Whether reading the body takes longer than a server may be silent."""
        return len(body) > 200_000

    def read(self, served: Served, body: bytes, head: Mapping[bytes, bytes], query: bytes) -> Inferring:
        """The request. Raises Problem."""
        if query:
            parameters(query, ())
        body_type(head.get(b"content-type"), KNOWN)
        text, buffers = _parts(body, head)
        request = json_of(text)
        if type(request) is not dict or type(request.get("inputs")) is not list:
            raise wrong_value("$", 'an object with the array "inputs"', request)
        if type(request.get("id", "")) is not str:
            raise wrong_value("$.id", "a text", request["id"])
        tensors = list(_tensors(request["inputs"], buffers))
        call = _call(served, tensors, request)
        _choose(served, call, request.get("outputs"))
        return call

    def write(self, served: Served, call: Inferring, made: Mapping[str, Columns]) -> tuple[list[Header], bytes]:
        """Headers and body of the answer."""
        outputs, buffers = [], []
        several = len(served.scorer.outputs) > 1
        for output, columns in made.items():
            described = {column.name: column for column in served.scorer.outputs[output]}
            for name, values in columns.items():
                tensor = f"{output}.{name}" if several else name
                if call.asked is not None and tensor not in call.asked:
                    continue
                kind, fitting = given(values, described.get(name))
                entry: dict[str, Any] = {"name": tensor, "datatype": kind, "shape": [len(values)]}
                if call.asked[tensor] if call.asked is not None else call.binary:
                    buffers.append(to_bytes(fitting, kind))
                    entry["parameters"] = {"binary_data_size": len(buffers[-1])}
                else:
                    entry["data"] = fitting
                outputs.append(entry)
        scorer = served.scorer
        answer = {"model_name": scorer.name, "model_version": scorer.version, "outputs": outputs}
        head = encode(answer if call.id is None else {**answer, "id": call.id})
        if not buffers:
            return [TYPE_HEADERS[JSON]], head
        return [OCTETS, (HEADER_LENGTH, b"%d" % len(head))], b"".join((head, *buffers))

    def refused(self, error: KnodeError, call: Inferring) -> Problem:
        """What the scoring said, with the path in the body."""
        input_, column, row = (error.facts.get(name) for name in ("input", "column", "row"))
        tensor = call.paths.get((str(input_), str(column)))
        return from_error(error, None if tensor is None else tensor + ("" if row is None else f".data[{row}]"))

    def problem(self, problem: Problem) -> tuple[list[Header], bytes]:
        """Headers and body of an error; `error` is what clients of this protocol show."""
        return problem.response(error=problem.detail)


# ---- reading


class _Tensor:
    __slots__ = ("floating", "name", "path", "shape", "values")

    def __init__(self, name: str, shape: list[int], values: list[Any], path: str, floating: bool) -> None:
        self.name = name
        self.shape = shape
        self.values = values
        self.path = path
        self.floating = floating


def _parts(body: bytes, head: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
    """The JSON of a body, and the raw buffers behind it."""
    declared = head.get(HEADER_LENGTH)
    if declared is None:
        return body, b""
    # Python refuses to read numbers of thousands of digits.
    if not declared.isdigit() or len(declared) > 20 or int(declared) > len(body):
        raise malformed("The header Inference-Header-Content-Length is not the length of the JSON.")
    return body[: int(declared)], body[int(declared) :]


def _tensors(inputs: list[Any], buffers: bytes) -> Iterator[_Tensor]:
    at = 0
    for place, tensor in enumerate(inputs):
        path = f"$.inputs[{place}]"
        name, shape, kind = _described(tensor, path)
        size = math.prod(shape)
        length = _binary_size(tensor, path)
        if length is None:
            values = from_json(tensor.get("data"), kind, size, f"{path}.data")
        else:
            if length > len(buffers) - at:
                raise malformed(f"{path}: the buffer ends before the {length} bytes of this tensor.", path)
            values = from_bytes(buffers[at : at + length], kind, size, path)
            at += length
        yield _Tensor(name, shape, values, path, kind.startswith("FP"))
    if at != len(buffers):
        raise malformed("The body has more bytes than its tensors say.")


def _described(tensor: Any, path: str) -> tuple[str, list[int], str]:
    if type(tensor) is not dict or type(tensor.get("name")) is not str:
        raise wrong_value(path, 'a tensor with a "name"', tensor)
    shape, kind = tensor.get("shape"), tensor.get("datatype")
    if type(shape) is not list or len(shape) not in (1, 2) or any(type(n) is not int or n < 0 for n in shape):
        raise wrong_value(f"{path}.shape", "[n] or [n, 1]", shape)
    if type(kind) is not str or (kind != "BYTES" and kind not in DTYPES):
        raise wrong_value(f"{path}.datatype", f"BYTES or one of {', '.join(DTYPES)}", kind)
    return tensor["name"], shape, kind


def _binary_size(tensor: Mapping[str, Any], path: str) -> int | None:
    held = tensor.get("parameters", {})
    length = held.get("binary_data_size") if type(held) is dict else None
    if length is not None and (type(length) is not int or length < 0):
        raise wrong_value(f"{path}.parameters.binary_data_size", "a number of bytes", length)
    return length


def _call(served: Served, tensors: list[_Tensor], request: Any) -> Inferring:
    inputs: dict[str, Columns] = {name: {} for name in served.expected}
    paths: dict[tuple[str, str], str] = {}
    rows: dict[str, int] = {}
    for tensor in tensors:
        input_, columns = _columns(served, tensor, len(tensors))
        count = tensor.shape[0]
        if rows.setdefault(input_, count) != count:
            raise wrong_value(f"{tensor.path}.shape", f"{rows[input_]} rows, as in the other tensors", tensor.shape)
        for name, values in columns.items():
            if name in inputs[input_]:
                raise wrong_value(f"{tensor.path}.name", "a name that no other tensor has", tensor.name)
            inputs[input_][name] = values
            paths[input_, name] = tensor.path
    return Inferring(inputs, max(rows.values(), default=0), paths, request)


def _columns(served: Served, tensor: _Tensor, tensors: int) -> tuple[str, Columns]:
    """Of which input a tensor is, and its columns."""
    only = next(iter(served.expected)) if len(served.expected) == 1 else None
    input_, name = (only, tensor.name) if only is not None else _split_name(served, tensor)
    if len(tensor.shape) == 1 or tensor.shape[1] == 1:
        return input_, {name: tensor.values}
    spec = served.scorer.inputs[input_]
    width = len(spec.columns)
    if tensors > 1 or not tensor.floating or any(column.type != "number" for column in spec.columns):
        raise wrong_value(f"{tensor.path}.shape", "[n] or [n, 1], one tensor for each column", tensor.shape)
    if tensor.shape[1] != width:
        raise wrong_value(f"{tensor.path}.shape", f"[n, {width}], the columns in their order", tensor.shape)
    return input_, {column.name: tensor.values[place::width] for place, column in enumerate(spec.columns)}


def _split_name(served: Served, tensor: _Tensor) -> tuple[str, str]:
    input_, dot, name = tensor.name.partition(".")
    if not dot or input_ not in served.expected:
        raise wrong_value(f"{tensor.path}.name", f"input.column, of {', '.join(served.expected)}", tensor.name)
    return input_, name


def _choose(served: Served, call: Inferring, asked: Any) -> None:
    """The outputs that are asked for, by the names of their tensors."""
    if asked is None:
        return
    if type(asked) is not list:
        raise wrong_value("$.outputs", "an array", asked)
    known = dict(output_names(served))
    chosen: dict[str, bool] = {}
    for place, entry in enumerate(asked):
        path = f"$.outputs[{place}]"
        got = entry.get("name") if type(entry) is dict else entry
        if type(entry) is not dict or type(got) is not str or got not in known:
            near = nearest(got[:100], known) if type(got) is str else None
            raise wrong_value(f"{path}.name", f'"{near}"' if near else f"one of {', '.join(list(known)[:12])}", got)
        held = entry.get("parameters", {})
        default = {"parameters": {"binary_data": call.binary}}
        chosen[entry["name"]] = _flag(
            entry if type(held) is dict and "binary_data" in held else default, "binary_data", path
        )
    call.asked = chosen
    call.wanted = tuple(dict.fromkeys(known[name] for name in chosen)) or None


def output_names(served: Served) -> Iterator[tuple[str, str]]:
    """The name of each output tensor, and the output that it is of."""
    several = len(served.scorer.outputs) > 1
    for output, columns in served.scorer.outputs.items():
        for column in columns:
            yield (f"{output}.{column.name}" if several else column.name), output


def _flag(holder: Any, name: str, path: str) -> bool:
    held = holder.get("parameters")
    value = held.get(name, False) if type(held) is dict else False
    if type(value) is not bool:
        raise wrong_value(f"{path}.parameters.{name}", "true or false", value)
    return value


# ---- metadata


def metadata(served: Served, versions: list[str]) -> dict[str, Any]:
    """What a model takes and gives, as the protocol says it."""
    scorer = served.scorer
    several = len(scorer.inputs) > 1
    inputs = [
        {"name": f"{name}.{column.name}" if several else column.name, "datatype": datatype(column), "shape": [-1]}
        for name, spec in scorer.inputs.items()
        for column in spec.columns
    ]
    outputs = [
        {"name": tensor, "datatype": datatype(column), "shape": [-1]}
        for (tensor, _), column in zip(
            output_names(served), (column for columns in scorer.outputs.values() for column in columns), strict=True
        )
    ]
    return {"name": scorer.name, "versions": versions, "platform": "knode", "inputs": inputs, "outputs": outputs}
