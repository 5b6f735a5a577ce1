"""Node types as people look for them: found by words, and described from their settings, ports and help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from knode.cli import example
from knode.core.catalogue import Catalogue, Hit
from knode.core.errors import UnknownName, UsageError, nearest, quoted
from knode.core.node import Node
from knode.core.ports import Port, Ports
from knode.core.registry import REGISTRY
from knode.core.title import title_of

KIND_WORDS = {
    "table": "rows and columns",
    "model": "what was learnt from rows",
    "view": "a plot, a picture or a page",
    "variables": "values with names, which can drive settings",
    "database": "a connection to a database",
    "workflow": "a captured part of a workflow",
}


def search(words: Iterable[str], pack: str | None = None) -> list[Hit]:
    """The nodes that the words find, the best first, as in the app; all by type id without words. Raises UnknownName."""
    if pack is not None and pack not in REGISTRY.packs and all(cls.pack != pack for cls in REGISTRY.all()):
        raise UnknownName("pack", pack, REGISTRY.packs)
    catalogue = Catalogue(REGISTRY)
    typed = " ".join(words)
    hits = catalogue.search(typed, [entry for entry in catalogue.entries if pack in (None, entry.cls.pack)])
    return hits if typed.strip() else sorted(hits, key=lambda hit: hit.entry.type)


def type_named(name: str) -> type[Node]:
    """The node type of that id or title; the pack may be left out where the rest tells. Raises UnknownName."""
    found = REGISTRY.find(name) if "." in name else None
    if found is not None:
        return found
    typed = name.strip().lower()
    same = [
        cls for cls in REGISTRY.all() if typed in (cls.__name__.lower(), cls.type_id().lower(), cls.title().lower())
    ]
    if len(same) == 1:
        return same[0]
    known = [cls.type_id() for cls in REGISTRY.all()]
    if nearest(name, known) is None and (alike := search([title_of(name.rpartition(".")[2])])):
        named = " or ".join(quoted(hit.entry.type) for hit in alike[:2])
        raise UsageError(f"There is no node type {quoted(name)}. Did you mean {named}? `knode nodes WORDS` finds more.")
    raise UnknownName("node type", name, known)


# ---- ports in words


def ports_of(cls: type[Node]) -> Ports | None:
    """The ports with the default settings; None where they follow from settings that have no default.

    Of a node that holds a workflow they are those that do not come from it.
    """
    if cls.ports is Node.ports and not cls.holds:
        return cls.declared_ports()
    return None if any(info.is_required() for info in cls.model_fields.values()) else cls().ports()


def kind_of(port: Port) -> str:
    """The kind of a port, with whether it may be left open and how many links it takes."""
    return port.kind + (", any number" if port.multiple else "") + (", optional" if port.optional else "")


def kind_words(port: Port) -> str:
    """What a kind is; nothing of kinds that packs bring."""
    return KIND_WORDS.get(port.kind, "")


def without_ports(cls: type[Node]) -> str:
    """What stands where a node's ports are told, when none can be."""
    if ports_of(cls) is None:
        return "They follow from the settings."
    return "They are those of the workflow that it holds." if cls.holds else "None."


# ---- more of a node


def facts_of(cls: type[Node]) -> list[str]:
    """What else is good to know: how it runs, and what becomes of it in production."""
    endings = [end for end in cls.reads if end != "/"]
    told = {
        f"A file that is dropped on the canvas becomes this node: {', '.join(endings)}.": endings,
        "A folder that is dropped on the canvas becomes this node, which reads its files.": "/" in cls.reads,
        "Its other ports are those of the workflow that is connected to it.": cls.following is not Node.following,
        "It holds a workflow, which it runs as often as it needs, and has that one's ports too.": cls.holds,
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
        "example": example.settings_of(cls),
        "inputs": None if ports is None else [port_json(port) for port in ports.inputs],
        "outputs": None if ports is None else [port_json(port) for port in ports.outputs],
    }


def port_json(port: Port) -> dict[str, Any]:
    """A port as JSON data."""
    return {"name": port.name, "kind": port.kind, "optional": port.optional, "multiple": port.multiple}
