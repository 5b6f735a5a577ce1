"""Node types as people look for them: found by words, and described from their settings, ports and help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from knode.core.catalogue import Catalogue, Hit
from knode.core.errors import UnknownName
from knode.core.node import Node
from knode.core.ports import Port, Ports
from knode.core.registry import REGISTRY, snake_case

TYPES = {"string": "text", "null": "empty", "array": "list"}
FORMS = ("column", "secret", "file", "folder", "sql", "python", "expression")
"""Forms that say more of a text than that it is one."""
WIDEST = 100
"""The longest type, in characters, that stands in a line with the others."""
BROAD = 80
"""As many characters of an example stand in a line."""
SCALARS = {"text", "number", "boolean"}
"""What takes all of these takes any value."""
KIND_WORDS = {
    "table": "rows and columns",
    "model": "what was learnt from rows",
    "view": "a plot, a picture or a page",
    "variables": "values with names, which can drive settings",
    "database": "a connection to a database",
    "workflow": "a captured part of a workflow",
}
COLUMNS = 'columns: "*" for all, a list of names, or an object with types or pattern, and with but for those left out.'


class Setting(NamedTuple):
    """One setting in words. `depth` is 1 for what stands in the entries of the setting of depth 0 above it, and so on;
    `path` names it from the node on, such as `aggregations[].method`."""

    name: str
    type: str
    default: str
    help: str
    depth: int = 0
    path: str = ""


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


# ---- ports in words


def ports_of(cls: type[Node]) -> Ports | None:
    """The ports with the default settings; None where they follow from settings that have no default."""
    if cls.ports is Node.ports:
        return cls.declared_ports()
    return None if any(info.is_required() for info in cls.model_fields.values()) else cls().ports()


def kind_of(port: Port) -> str:
    """The kind of a port, with whether it may be left open and how many links it takes."""
    return port.kind + (", any number" if port.multiple else "") + (", optional" if port.optional else "")


def kind_words(port: Port) -> str:
    """What a kind is; nothing of kinds that packs bring."""
    return KIND_WORDS.get(port.kind, "")


# ---- settings in words


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
        path = f"{''.join(f'{one}[].' for one in above)}{name}"
        yield Setting(name, *told, depth=len(above), path=path)
        entry = _entry(described, root)
        # Groups of conditions may hold groups: what is already told is not told again inside itself.
        if entry is not None and len(above) < 2:
            yield from _settings(entry, root, (*above, name))


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


def _help(schema: Mapping[str, Any]) -> str:
    """The help, with what is proposed."""
    proposed = ", ".join(map(str, schema.get("choices", ())))
    help = schema.get("description", "")
    return f"{help} Such as {proposed}." if proposed else help


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
        return " | ".join(one if re.search(r"\w", one := str(value)) else json.dumps(one) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("form") in FORMS:
        return str(schema["form"])
    kind = str(schema.get("type", "value"))
    if kind == "array" and isinstance(schema.get("items"), Mapping) and schema["items"]:
        return "list, each with" if _entry(schema, root) else f"list of {_plural(_type(schema['items'], root))}"
    return TYPES.get(kind, kind)


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


# ---- more of a node


def facts_of(cls: type[Node]) -> list[str]:
    """What else is good to know: how it runs, and what becomes of it in production."""
    told = {
        f"A file that is dropped on the canvas becomes this node: {', '.join(cls.reads)}.": cls.reads,
        "Its other ports are those of the workflow that is connected to it.": cls.following is not Node.following,
        "It holds a workflow, which it runs as often as it needs.": cls.holds,
        "It works row by row: it streams, and in production it serves single rows.": cls.rowwise,
        "A server answers through it without making a table, where all nodes on the way can.": _compiles(cls),
        "In production what it learnt is frozen: new rows are treated as those it learnt from were.": cls.fits,
        "In production it hands each row on, as it chooses rows for training only.": cls.serving == "pass",
        "In production it hands each row on where it looks at the column to be predicted.": cls.serving == "filter",
        "In production it looks at the rows of one request together.": _looks_at_all(cls),
        "It changes something outside the workflow: it runs each time.": cls.effect,
        "It runs code written by a person: `knode exec` wants --trust.": cls.code,
    }
    return [text for text, holds in told.items() if holds]


def _compiles(cls: type[Node]) -> bool:
    return cls.rowwise and cls.compiled is not Node.compiled


def _looks_at_all(cls: type[Node]) -> bool:
    ports = ports_of(cls)
    if ports is None or cls.rowwise or cls.fits or cls.serving != "keep" or cls.boundary or cls.captures or cls.effect:
        return False
    return all(any(port.kind == "table" for port in side) for side in (ports.inputs, ports.outputs))


def example_of(cls: type[Node]) -> dict[str, Any]:
    """The settings that its author shows it with; none for a node that works as it is."""
    return dict(cls.example.settings) if cls.example else {}


def as_python(cls: type[Node]) -> str:
    """The line of Python that adds the example to a workflow; over several lines where it is long."""
    given = [f"{name}={_written(value, _python, 4)}" for name, value in example_of(cls).items()]
    line = f"w.add({', '.join([_python(cls.__name__), *given])})"
    if len(line) <= BROAD and "\n" not in line:
        return line
    return "\n".join([f"w.add(\n    {_python(cls.__name__)},", *(f"    {one}," for one in given), ")"])


def as_file(cls: type[Node]) -> str:
    """The example as it stands among the nodes of a workflow file."""
    settings = example_of(cls)
    block = {"type": cls.type_id()} | ({"settings": settings} if settings else {})
    return f"{_json(snake_case(cls.__name__))}: {_written(block, _json)}"


def _written(value: Any, flat: Callable[[Any], str], indent: int = 0) -> str:
    """Data as text, with what fits into a line on one; `flat` writes it so."""
    line = flat(value)
    if len(line) + indent <= BROAD or not isinstance(value, dict | list):
        return line
    room = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{flat(key)}: {_written(one, flat, indent + 2)}" for key, one in value.items()]
    else:
        parts = [_written(one, flat, indent + 2) for one in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{room}" + f",\n{room}".join(parts) + f"\n{' ' * indent}{closed}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _python(value: Any) -> str:
    """JSON data as Python writes it, but with double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(key)}: {_python(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    return _json(value) if isinstance(value, str) else repr(value)


class Mentions:
    """Finds where a help speaks of other nodes by their titles, so that pages can lead there.

    A title of one word is often that word and nothing more: it counts behind "node" alone.
    """

    def __init__(self, nodes: Iterable[type[Node]]) -> None:
        self._nodes = {cls.title(): cls for cls in nodes}
        titles = sorted(self._nodes, key=len, reverse=True)
        long = "|".join(re.escape(title) for title in titles if " " in title)
        short = "|".join(re.escape(title) for title in titles if " " not in title)
        self._titles = re.compile(rf"\b(?:{long or '(?!)'})\b|(?<=\bnode )(?:{short or '(?!)'})\b")

    def parts(self, text: str) -> Iterator[tuple[str, type[Node] | None]]:
        """The pieces of a text, each with the node that it names."""
        end = 0
        for match in self._titles.finditer(text):
            yield text[end : match.start()], None
            yield match[0], self._nodes[match[0]]
            end = match.end()
        yield text[end:], None


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
        "fits": cls.fits,
        "effect": cls.effect,
        "code": cls.code,
        "facts": facts_of(cls),
        "example": example_of(cls),
        "inputs": None if ports is None else [port_json(port) for port in ports.inputs],
        "outputs": None if ports is None else [port_json(port) for port in ports.outputs],
    }


def port_json(port: Port) -> dict[str, Any]:
    """A port as JSON data."""
    return {"name": port.name, "kind": port.kind, "optional": port.optional, "multiple": port.multiple}
