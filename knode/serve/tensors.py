"""Tensors of the Open Inference Protocol: datatypes, JSON data, and raw little-endian buffers."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from knode.core.spec import ColumnSpec
from knode.serve.problems import malformed, wrong_value

DTYPES: Mapping[str, str] = {
    "BOOL": "?",
    "UINT8": "<u1", "UINT16": "<u2", "UINT32": "<u4", "UINT64": "<u8",
    "INT8": "<i1", "INT16": "<i2", "INT32": "<i4", "INT64": "<i8",
    "FP16": "<f2", "FP32": "<f4", "FP64": "<f8",
}  # fmt: skip
"""NumPy's name for each datatype of fixed size; BYTES is the one beside them."""
LENGTH = struct.Struct("<I")


def datatype(column: ColumnSpec) -> str:
    """The datatype of a column: BOOL, INT64, FP64, or BYTES for all that is sent as text."""
    if column.type == "boolean":
        return "BOOL"
    if column.type == "number":
        return "INT64" if column.dtype.lower().startswith(("int", "uint")) else "FP64"
    return "BYTES"


def from_json(data: Any, kind: str, size: int, path: str) -> list[Any]:
    """The values of a tensor, in row-major order. Raises Problem: wrong type, or not so many as the shape says."""
    if type(data) is not list:
        raise wrong_value(path, "an array", data)
    flat = _flat(data)
    if len(flat) != size:
        raise wrong_value(path, f"{size} values, as the shape says", flat)
    takes = _takes(kind)
    for place, value in enumerate(flat):
        if value is not None and type(value) not in takes:
            raise wrong_value(f"{path}[{place}]", f"a value of {kind}", value)
    return flat


def _flat(data: list[Any]) -> list[Any]:
    """Arrays in an array laid out in a row; no shape is deeper."""
    if any(type(part) is list for part in data):
        data = [value for part in data for value in (part if type(part) is list else [part])]
    return data


def _takes(kind: str) -> tuple[type, ...]:
    if kind == "BOOL":
        return (bool,)
    if kind == "BYTES":
        return (str,)
    return (int, float) if kind.startswith("FP") else (int,)


def from_bytes(content: bytes, kind: str, size: int, path: str) -> list[Any]:
    """The values in a raw buffer; NaN is a missing value. Raises Problem."""
    if kind == "BYTES":
        return _texts(content, size, path)
    import numpy as np

    dtype = np.dtype(DTYPES[kind])
    if len(content) != size * dtype.itemsize:
        raise malformed(f"{path}: {size} values of {kind} are {size * dtype.itemsize} bytes, not {len(content)}.", path)
    values = np.frombuffer(content, dtype=np.uint8 if kind == "BOOL" else dtype)
    if kind == "BOOL":
        return [bool(value) for value in values.tolist()]
    if kind.startswith("FP"):
        if np.isinf(values).any():
            place = int(np.isinf(values).argmax())
            raise wrong_value(f"{path}[{place}]", "a finite number", str(values[place]))
        return [None if value != value else value for value in values.tolist()]
    return list(values.tolist())


def _texts(content: bytes, size: int, path: str) -> list[Any]:
    found: list[Any] = []
    at = 0
    while at + LENGTH.size <= len(content) and len(found) < size:
        (length,) = LENGTH.unpack_from(content, at)
        at += LENGTH.size + length
        if at > len(content):
            break
        try:
            found.append(content[at - length : at].decode())
        except UnicodeDecodeError:
            raise malformed(f"{path}[{len(found)}]: the bytes are no UTF-8.", path) from None
    if len(found) != size or at != len(content):
        raise malformed(f"{path}: the buffer does not hold {size} values of BYTES.", path)
    return found


def to_bytes(values: list[Any], kind: str) -> bytes:
    """Values as a raw buffer: NaN, or an empty text, where one is missing."""
    if kind == "BYTES":
        texts = [b"" if value is None else value.encode() for value in values]
        return b"".join(part for text in texts for part in (LENGTH.pack(len(text)), text))
    import numpy as np

    filled = [np.nan if value is None else value for value in values] if kind == "FP64" else values
    return np.array(filled, dtype=DTYPES[kind]).tobytes()


def given(values: list[Any], column: ColumnSpec | None) -> tuple[str, list[Any]]:
    """The datatype of an output's column, and its values as they fit it."""
    kind = _kind_of(values) if column is None else datatype(column)
    kinds = set(map(type, values))
    if (kind == "INT64" and not kinds <= {int}) or (kind == "BOOL" and not kinds <= {bool}):
        kind = "FP64" if kinds <= {int, float, bool, type(None)} else "BYTES"
    if kind == "INT64" and any(not -(2**63) <= value < 2**63 for value in values):
        kind = "FP64"
    if kind == "FP64" and not kinds <= {int, float, bool, type(None)}:
        kind = "BYTES"
    if kind == "BYTES":
        return kind, [value if value is None or type(value) is str else str(value) for value in values]
    return kind, [float(value) if value is not None else None for value in values] if kind == "FP64" else values


def _kind_of(values: list[Any]) -> str:
    kinds = set(map(type, values))
    if kinds == {bool}:
        return "BOOL"
    if kinds == {int}:
        return "INT64"
    return "FP64" if kinds <= {int, float, type(None)} else "BYTES"
