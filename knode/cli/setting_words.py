"""The settings of a node in words: types, defaults, limits and help, with those of their entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from knode.core.node import Node

TYPES = {"string": "text", "null": "empty", "array": "list", "object": "pairs"}
FORMS = ("column", "secret", "file", "folder", "sql", "python", "expression")
"""Forms that say more of a text than that it is one."""
WIDEST = 60
"""The longest type, in characters, that stands in a line with the others."""
SCALARS = {"text", "number", "boolean"}
"""What takes all of these takes any value."""
COLUMNS = 'columns: "*" for all, a list of names, or an object with types or pattern, and with but for those left out.'


class Setting(NamedTuple):
    """One setting in words. `depth` is 1 for what stands in the entries of the setting of depth 0 above it, and so on;
    `path` names it from the node on, such as `captions.title`, or `aggregations[].method` in the entries of a list."""

    name: str
    type: str
    default: str
    help: str
    depth: int = 0
    path: str = ""


def settings_of(cls: type[Node]) -> Iterator[Setting]:
    """The settings of a node type, in the order in which its author put them, each with those of its entries below."""
    schema = cls.model_json_schema()
    yield from _settings(schema, schema, ())


def takes_columns(cls: type[Node]) -> bool:
    """Whether a setting is a choice of columns, so that the ways to choose must be told."""
    return any(re.search(r"\bcolumns\b", one.type) for one in settings_of(cls))


def _settings(schema: Mapping[str, Any], root: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[Setting]:
    required = schema.get("required", [])
    for name, described in schema.get("properties", {}).items():
        default = "must be given" if name in required else _default(described.get("default"))
        told = _told(", ".join(_typed(described, root)), default, _help(described))
        yield Setting(name, *told, depth=len(above), path=".".join((*above, name)))
        entry = _entry(described, root)
        # Groups of conditions may hold groups: what is already told is not told again inside itself.
        if entry is not None and len(above) < 2:
            yield from _settings(entry, root, (*above, f"{name}[]" if _is_list(described) else name))


def _entry(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The object that a setting, or each entry of its list, is; None for all that is simpler or has a short form."""
    if "anyOf" in schema:
        return next(filter(None, (_entry(member, root) for member in schema["anyOf"])), None)
    if schema.get("type") == "array" and isinstance(schema.get("items"), Mapping):
        return _entry(schema["items"], root)
    named = schema.get("$ref", "").rpartition("/")[2]
    if not named or named == "Columns":
        return None
    entry: Mapping[str, Any] = root["$defs"][named]
    return entry if "properties" in entry else None


def _is_list(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array" or any(map(_is_list, schema.get("anyOf", ())))


def _help(schema: Mapping[str, Any]) -> str:
    """The help, with what is proposed, and what choices are called on screen."""
    proposed = ", ".join(map(_choice, schema.get("choices", ())))
    labels = schema.get("labels", {})
    order = [value for value in schema.get("enum", labels) if value in labels]
    called = ", ".join(f'{_choice(value)} is "{labels[value]}"' for value in order)
    told = [
        schema.get("description", ""),
        f"Such as {proposed}." if proposed else "",
        f"On screen {called}." if called else "",
    ]
    return " ".join(filter(None, told))


def _told(kind: str, default: str, help: str) -> tuple[str, str, str]:
    """A list of names that would push all else out of sight stands below, with the help."""
    if len(kind) <= WIDEST or " | " not in kind:
        return kind, default, help
    names = kind.removeprefix("list of ")
    many = "several" if names != kind else "one"
    return f"{many} of {names.count(' | ') + 1}", default, f"{help} Choose from: {names.replace(' | ', ', ')}."


def _default(value: Any) -> str:
    if value is None:
        return "empty"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 24 else text[:23] + "…"


def _typed(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    """The type, then the limits and the unit."""
    yield _type(schema, root)
    yield from _limits(schema)
    if "unit" in schema:
        yield f"in {schema['unit']}"


def _type(schema: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        named = schema["$ref"].rpartition("/")[2]
        if "properties" not in root["$defs"][named]:
            return _type(root["$defs"][named], root)
        return "columns" if named == "Columns" else "object with"
    if "anyOf" in schema:
        return _union([", ".join(_typed(member, root)) for member in schema["anyOf"]])
    if "enum" in schema:
        return " | ".join(map(_choice, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("form") in FORMS:
        return str(schema["form"])
    kind = str(schema.get("type", "value"))
    if kind == "array" and isinstance(schema.get("items"), Mapping) and schema["items"]:
        return "list, each with" if _entry(schema, root) else f"list of {_plural(_type(schema['items'], root))}"
    return TYPES.get(kind, kind)


def _choice(value: Any) -> str:
    """A value to choose from; signs stand in quotes, so that they can be seen."""
    text = str(value)
    return text if re.search(r"\w", text) else json.dumps(text)


def _union(kinds: list[str]) -> str:
    """Types one of which it is; all whole numbers are numbers, and all that a cell may hold is a value."""
    left = [kind for kind in dict.fromkeys(kinds) if kind != "integer" or "number" not in kinds]
    if set(left) >= SCALARS:
        left = ["value", *(kind for kind in left if kind not in SCALARS)]
    return " or ".join(left)


def _plural(kind: str) -> str:
    return f"{kind}s" if kind.isalpha() and not kind.endswith("s") else kind


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        yield f"{_amount(low)} to {_amount(high)}"
    elif low is not None:
        yield f"at least {_amount(low)}"
    elif high is not None:
        yield f"at most {_amount(high)}"
    if (above := schema.get("exclusiveMinimum")) is not None:
        yield f"above {_amount(above)}"
    if (below := schema.get("exclusiveMaximum")) is not None:
        yield f"below {_amount(below)}"
    if (shortest := schema.get("minLength", 0)) > 0:
        yield "not empty" if shortest == 1 else f"at least {shortest:,} characters"
    if (fewest := schema.get("minItems", 0)) > 0:
        yield f"at least {fewest:,}"
    if "pattern" in schema:
        yield f"like {schema['pattern']}"


def _amount(limit: float) -> str:
    return f"{int(limit) if limit == int(limit) else limit:,}"
