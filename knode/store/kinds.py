"""How values of each kind are stored: as JSON data, with what is large in objects."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.core.errors import StoreDamaged, UnknownName, ValueRefused, quoted
from knode.core.ports import KINDS, Codec, Objects
from knode.core.values import INACTIVE, Captured, Contract, Several, Variables, View

if TYPE_CHECKING:
    import pandas as pd

INLINE_BYTES = 2_048
"""Content up to this size stays in the JSON data: a file of its own would cost more."""
VARIABLE_TYPES = frozenset({str, int, float, bool, type(None)})


def codec_of(kind: str) -> Codec:
    """The codec of a kind, built in or a pack's. Raises UnknownName, and ValueRefused when values are never stored."""
    made = CODECS.get(kind)
    if made is not None:
        return made
    if kind == "table":
        from knode.store.tables import TableCodec

        return CODECS.setdefault(kind, TableCodec())
    if kind == "model":
        from knode.store.models import ModelCodec

        return CODECS.setdefault(kind, ModelCodec())
    known = KINDS.get(kind)
    if known is None:
        raise UnknownName("port kind", kind, KINDS)
    if known.codec is None:
        raise ValueRefused(f"A {kind} lives in memory only and cannot be stored.")
    return known.codec


def check_value(kind: str, value: Any) -> None:
    """Raise ValueRefused for a table or variables that would not come back as they are. Cheap; nothing is written."""
    if kind == "table":
        from knode.store.tables import check_table

        check_table(value)
    elif kind == "variables":
        check_variables(value)


def check_variables(variables: Mapping[str, Any]) -> None:
    """Raise ValueRefused unless all variables are plain text, number, boolean or None."""
    for name, value in variables.items():
        if type(name) is not str:
            raise ValueRefused(f"The name of a variable must be text, not {quoted(name)}.")
        if type(value) not in VARIABLE_TYPES:
            hint = " Give value.item() instead." if hasattr(value, "item") else ""
            raise ValueRefused(
                f"The variable {quoted(name)} is a {type(value).__name__}; "
                f"a variable is a text, a whole number, a float, a boolean or None.{hint}"
            )


class VariablesCodec:
    """Variables as a JSON object."""

    def dump(self, value: Any, objects: Objects) -> Any:
        check_variables(value)
        return dict(value)

    def load(self, payload: Any, objects: Objects) -> Any:
        return Variables(payload)


class ViewCodec:
    """A view: its content in an object, or in the data when it is small."""

    def dump(self, value: Any, objects: Objects) -> Any:
        made = {"title": value.title, "media_type": value.media_type, "content": put_bytes(value.content, objects)}
        others = [[media_type, put_bytes(content, objects)] for media_type, content in value.others]
        return {**made, "others": others} if others else made

    def load(self, payload: Any, objects: Objects) -> Any:
        others = tuple((media_type, get_bytes(held, objects)) for media_type, held in payload.get("others", ()))
        return View(payload["title"], payload["media_type"], get_bytes(payload["content"], objects), others)


class CapturedCodec:
    """A captured workflow: its text, and what is frozen in it by the codecs of their kinds."""

    def dump(self, value: Any, objects: Objects) -> Any:
        from knode.core.document import dumps

        frozen = {
            node: [kind, codec_of(kind).dump(held, objects)] for node, (kind, held) in sorted(value.frozen.items())
        }
        return {
            "workflow": dumps(value.workflow),
            "frozen": frozen,
            "inputs": _dump_tables(value.contract.inputs, objects),
            "outputs": _dump_tables(value.contract.outputs, objects),
            "lineage": plain_json(value.lineage, "The lineage of the captured workflow"),
        }

    def load(self, payload: Any, objects: Objects) -> Any:
        from knode.core.document import loads

        frozen = {node: (kind, codec_of(kind).load(data, objects)) for node, (kind, data) in payload["frozen"].items()}
        contract = Contract(_load_tables(payload["inputs"], objects), _load_tables(payload["outputs"], objects))
        return Captured(loads(payload["workflow"], "a stored workflow"), frozen, contract, payload["lineage"])


class InactiveCodec:
    """Nothing, at an output of a branch that was not taken."""

    def dump(self, value: Any, objects: Objects) -> Any:
        return {}

    def load(self, payload: Any, objects: Objects) -> Any:
        return INACTIVE


class SeveralCodec:
    """Several values of one kind."""

    def dump(self, value: Any, objects: Objects) -> Any:
        return [value.kind, [codec_of(value.kind).dump(one, objects) for one in value.values]]

    def load(self, payload: Any, objects: Objects) -> Any:
        kind, held = payload
        return Several(kind, tuple(codec_of(kind).load(one, objects) for one in held))


CODECS: dict[str, Codec] = {
    "several": SeveralCodec(),
    "inactive": InactiveCodec(),
    "variables": VariablesCodec(),
    "view": ViewCodec(),
    "workflow": CapturedCodec(),
}


def _dump_tables(tables: Mapping[str, pd.DataFrame], objects: Objects) -> dict[str, Any]:
    return {name: codec_of("table").dump(table, objects) for name, table in tables.items()}


def _load_tables(payloads: Mapping[str, Any], objects: Objects) -> dict[str, pd.DataFrame]:
    return {name: codec_of("table").load(payload, objects) for name, payload in payloads.items()}


def put_bytes(content: bytes, objects: Objects) -> Any:
    """Bytes as JSON data: base64 text when there are few, else the sha256 of an object."""
    if len(content) <= INLINE_BYTES:
        return {"base64": base64.b64encode(content).decode()}

    def write(file: Any) -> None:
        file.write(content)

    return {"object": objects.put(write)}


def get_bytes(payload: Any, objects: Objects) -> bytes:
    """The bytes that `put_bytes` put."""
    if "base64" in payload:
        return base64.b64decode(payload["base64"])
    try:
        return objects.path(payload["object"]).read_bytes()
    except OSError as error:
        raise StoreDamaged(f"A stored result cannot be read: {error.strerror}.") from error


def plain_json(value: Any, what: str) -> Any:
    """`value` when it is JSON data through and through, so that it comes back as it is. Raises ValueRefused."""
    if isinstance(value, Mapping):
        value = dict(value)
    text = json.dumps(value, default=_refuse_object(what))
    if not _same(json.loads(text), value):
        raise ValueRefused(f"{what} must be plain JSON data: texts, numbers, lists, and objects with text keys.")
    return value


def _refuse_object(what: str) -> Any:
    def refuse(value: object) -> Any:
        raise ValueRefused(f"{what} must be plain JSON data, and holds a {type(value).__name__}.")

    return refuse


def _same(left: Any, right: Any) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right or (left != left and right != right))
