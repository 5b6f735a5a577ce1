"""The registry: finds node classes by type id through the entry points of group `knode.nodes`.

An entry point names a pack and its package; a node of the pack stands in a module called as its class in snake_case. So
one node is found without importing the others, and the catalogue imports no library that a node needs to run.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

from knode.core.errors import NodeUnavailable, nearest
from knode.core.node import Node

GROUP = "knode.nodes"


def snake_case(name: str) -> str:
    """`CsvReader` as `csv_reader`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


class Registry:
    """Node classes by type id.

    Finds packs by entry point, imports a node's module when the node is first asked for, and holds classes that were
    added by hand (tests, notebooks).
    """

    def __init__(self) -> None:
        self._classes: dict[str, type[Node]] = {}
        self._missing: set[str] = set()
        self._nearest: dict[str, str | None] = {}

    @functools.cached_property
    def packs(self) -> dict[str, str]:
        """The package of each pack, by the pack's name."""
        found = importlib.metadata.entry_points(group=GROUP)
        return {point.name: point.value for point in found}

    def add(self, cls: type[Node]) -> type[Node]:
        """Register a class by hand; usable as a decorator."""
        self._classes[cls.type_id()] = cls
        self._missing.discard(cls.type_id())
        self._nearest.clear()
        return cls

    def find(self, type_id: str) -> type[Node] | None:
        """The class of that type id or former type id, or None if no installed pack has it."""
        known = self._classes.get(type_id)
        if known is not None:
            return known
        if type_id in self._missing:
            return None
        found = self._import(type_id) or self._search(type_id)
        if found is None:
            self._missing.add(type_id)
        else:
            self._classes[type_id] = found
        return found

    def get(self, type_id: str, node: str = "") -> type[Node]:
        """The class of that type id. Raises NodeUnavailable, naming `node`, the id of the node that wants it."""
        found = self.find(type_id)
        if found is None:
            if type_id not in self._nearest:
                self._nearest[type_id] = nearest(type_id, [cls.type_id() for cls in self.all()])
            raise NodeUnavailable(node or type_id, type_id, self._nearest[type_id])
        return found

    def all(self) -> list[type[Node]]:
        """Every node class of every installed pack, sorted by type id. Imports all packs."""
        classes = {cls.type_id(): cls for cls in self._classes.values()}
        for pack, package in self.packs.items():
            for cls in _nodes_in(package, pack):
                classes.setdefault(cls.type_id(), cls)
        return [classes[type_id] for type_id in sorted(classes)]

    def _import(self, type_id: str) -> type[Node] | None:
        pack, _, name = type_id.partition(".")
        package = self.packs.get(pack)
        if package is None or not name.isidentifier():
            return None
        path = f"{package}.{snake_case(name)}"
        try:
            module = importlib.import_module(path)
        except ModuleNotFoundError as error:
            if error.name is not None and (path == error.name or path.startswith(error.name + ".")):
                return None
            raise
        found = getattr(module, name, None)
        return found if isinstance(found, type) and issubclass(found, Node) else None

    def _search(self, type_id: str) -> type[Node] | None:
        """A class that was renamed, or that stands in a module of another name."""
        return next((cls for cls in self.all() if type_id in (cls.type_id(), *cls.formerly)), None)


def _nodes_in(package: str, pack: str) -> Iterator[type[Node]]:
    root = importlib.import_module(package)
    for info in pkgutil.iter_modules(root.__path__, package + "."):
        if info.name.rpartition(".")[2].startswith("_"):
            continue
        yield from _nodes_of(importlib.import_module(info.name), pack)


def _nodes_of(module: ModuleType, pack: str) -> Iterator[type[Node]]:
    for value in vars(module).values():
        own = isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.__name__
        if own and value.pack == pack and not value.__name__.startswith("_"):
            yield value


REGISTRY = Registry()
"""The registry of this process."""
