"""Node types as people look for them: found by words, and described from their settings, ports and help."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from knode.core.catalogue import Catalogue, Hit
from knode.core.errors import UnknownName
from knode.core.node import Node
from knode.core.ports import Port, Ports
from knode.core.registry import REGISTRY

TYPES = {"string": "text", "null": "empty", "array": "list", "object": "object"}
WIDEST = 100
"""The longest type, in characters, that stands in a line with the others."""


class Setting(NamedTuple):
    """One setting in words."""

    name: str
    type: str
    default: str
    help: str


def search(words: Iterable[str], pack: str | None = None) -> list[Hit]:
    """The nodes that the words find, the best first, as in the app; all by type id without words. Raises UnknownName."""
    if pack is not None and pack not in REGISTRY.packs and all(cls.pack != pack for cls in REGISTRY.all()):
        raise UnknownName("pack", pack, REGISTRY.packs)
    catalogue = Catalogue(REGISTRY)
    typed = " ".join(words)
    hits = catalogue.search(typed, [entry for entry in catalogue.entries if pack in (None, entry.cls.pack)])
    return hits if typed.strip() else sorted(hits, key=lambda hit: hit.entry.type)


def type_named(name: str) -> type[Node]:
    """The node type of that id; the pack may be left out where the rest tells. Raises UnknownName."""
    found = REGISTRY.find(name) if "." in name else None
    if found is not None:
        return found
    same = [cls for cls in REGISTRY.all() if name.lower() in (cls.__name__.lower(), cls.type_id().lower())]
    if len(same) == 1:
        return same[0]
    raise UnknownName("node type", name, [cls.type_id() for cls in REGISTRY.all()])


def ports_of(cls: type[Node]) -> Ports | None:
    """The ports with the default settings; None where they follow from settings that have no default."""
    if cls.ports is Node.ports:
        return cls.declared_ports()
    return None if any(info.is_required() for info in cls.model_fields.values()) else cls().ports()


# ---- settings in words


def settings_of(cls: type[Node]) -> Iterator[Setting]:
    """The settings of a node type, in the order in which its author put them."""
    schema = cls.model_json_schema()
    required = schema.get("required", [])
    for name, described in schema.get("properties", {}).items():
        default = "must be given" if name in required else _default(described.get("default"))
        yield Setting(name, *_told(", ".join(_typed(described, schema)), default, described.get("description", "")))


def _told(kind: str, default: str, help: str) -> tuple[str, str, str]:
    """A list of names that would push all else out of sight stands below, with the help."""
    if len(kind) <= WIDEST or " | " not in kind:
        return kind, default, help
    return f"one of {kind.count(' | ') + 1}", default, f"{help} One of: {kind.replace(' | ', ', ')}."


def _default(value: Any) -> str:
    if value is None:
        return "empty"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 24 else text[:23] + "…"


def _typed(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    """The type, then the limits."""
    yield _type(schema, root)
    yield from _limits(schema)


def _type(schema: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        named = schema["$ref"].rpartition("/")[2]
        if "enum" in root["$defs"][named]:
            return _type(root["$defs"][named], root)
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named).lower()
    if "anyOf" in schema:
        return " or ".join(", ".join(_typed(member, root)) for member in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if "form" in schema and schema["form"] in ("column", "secret", "file", "folder", "sql", "python"):
        return str(schema["form"])
    kind = str(schema.get("type", "any"))
    if kind == "array" and isinstance(schema.get("items"), Mapping) and schema["items"]:
        return f"list of {_type(schema['items'], root)}"
    return TYPES.get(kind, kind)


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        yield f"{low:,} to {high:,}"
    elif low is not None:
        yield f"at least {low:,}"
    elif high is not None:
        yield f"at most {high:,}"
    if (above := schema.get("exclusiveMinimum")) is not None:
        yield f"above {above:,}"
    if (below := schema.get("exclusiveMaximum")) is not None:
        yield f"below {below:,}"
    if "pattern" in schema:
        yield f"like {schema['pattern']}"


# ---- as JSON


def as_json(cls: type[Node]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a node's settings; what else there is to know of the node stands in it beside."""
    ports = ports_of(cls)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **cls.model_json_schema(),
        "title": cls.title(),
        "description": cls.help(),
        "node": cls.type_id(),
        "pack": cls.pack,
        "version": cls.version,
        "keywords": list(cls.keywords),
        "rowwise": cls.rowwise,
        "effect": cls.effect,
        "code": cls.code,
        "inputs": None if ports is None else [port_json(port) for port in ports.inputs],
        "outputs": None if ports is None else [port_json(port) for port in ports.outputs],
    }


def port_json(port: Port) -> dict[str, Any]:
    """A port as JSON data."""
    return {"name": port.name, "kind": port.kind, "optional": port.optional, "multiple": port.multiple}
