"""Which packages a bundle needs, and how those that are installed differ from those that it was made with.

They are found out, not listed: the libraries that the modules of the captured nodes import, those of the types that the
frozen models hold, and what every table needs.
"""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from knode.core.registry import GROUP
from knode.core.values import Captured
from knode.core.workflow import Workflow
from knode.store.models import types_in

TABLES = frozenset({"knode", "numpy", "pandas", "pyarrow"})
"""What reads and holds the tables of every bundle."""

Kind = Literal["missing", "major", "minor", "patch"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A package that a bundle was made with and that is installed in another version, or not at all."""

    package: str
    made_with: str
    installed: str | None

    @property
    def kind(self) -> Kind:
        """Which part of the version differs first; `missing` when the package is not installed."""
        if self.installed is None:
            return "missing"
        ours, theirs = _release(self.installed), _release(self.made_with)
        if ours[:1] != theirs[:1]:
            return "major"
        return "minor" if ours[1:2] != theirs[1:2] else "patch"

    @property
    def message(self) -> str:
        """What differs, in words."""
        if self.installed is None:
            return f"The bundle was made with {self.package} {self.made_with}, which is not installed here."
        return f"The bundle was made with {self.package} {self.made_with}; {self.installed} is installed here."

    def as_json(self) -> dict[str, Any]:
        """The difference as JSON data."""
        return {
            "package": self.package,
            "made_with": self.made_with,
            "installed": self.installed,
            "kind": self.kind,
            "message": self.message,
        }


def _release(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def differences(packages: Mapping[str, str]) -> tuple[Difference, ...]:
    """Where the installed packages are not those (versions by name) that a bundle was made with."""
    found = (Difference(package, version, installed(package)) for package, version in packages.items())
    return tuple(one for one in found if one.installed != one.made_with)


def hint(packages: Mapping[str, str]) -> str:
    """A sentence on the differences, for an error that may follow from them."""
    named = [
        f"{one.package} {one.made_with} (here: {one.installed or 'not installed'})" for one in differences(packages)
    ]
    return f" It was made with {', '.join(named)}: its requirements.txt says what to install." if named else ""


def installed(package: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def packages_of(captured: Captured, models: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """The versions of the distributions that a captured workflow needs to run, by name.

    Args:
        captured: its nodes are looked at.
        models: the stored form of each frozen model, and the objects that it refers to.
    """
    modules = set(TABLES) | set(_of_nodes(captured.workflow))
    for payload, objects in models:
        modules |= {"skops"} if "type" not in payload["estimator"] else set()
        for name in types_in(payload, objects):
            modules |= libraries(name.rpartition(".")[0])
    for _, (kind, value) in captured.frozen.items():
        if kind == "workflow":
            modules |= set(_of_nodes(value.workflow))
    named = sorted({known for module in modules if (known := distribution(module)) is not None})
    return {package: importlib.metadata.version(package) for package in named}


def _of_nodes(workflow: Workflow) -> Iterator[str]:
    for _, instance in workflow.walk():
        cls = None if instance.is_component else workflow.registry.find(instance.type)
        if cls is not None:
            yield from libraries(cls.__module__)


def requirements(packages: Mapping[str, str]) -> str:
    """The text of requirements.txt."""
    return "".join(f"{package}=={version}\n" for package, version in packages.items())


# ---- modules


@functools.cache
def libraries(module: str) -> frozenset[str]:
    """The top-level packages that a module needs: its own, and what it and the modules of its package that it imports
    import, also inside functions. Python's own are left out."""
    top = module.partition(".")[0]
    found, seen, waiting = {top}, {module}, [module]
    while waiting and top in _packs():
        for name in _imports(waiting.pop()):
            first = name.partition(".")[0]
            found.add(first)
            if first == top and name not in seen:
                seen.add(name)
                waiting.append(name)
    return frozenset(found - sys.stdlib_module_names)


@functools.cache
def _packs() -> Mapping[str, str]:
    """The distributions of the top-level packages that hold node packs; only their sources are looked into."""
    points = importlib.metadata.entry_points(group=GROUP)
    return {point.value.partition(".")[0]: point.dist.name for point in points if point.dist is not None}


def _imports(module: str) -> Iterator[str]:
    """The modules that one module imports, as its source says; not what only type checkers see."""
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        spec = None
    # In a packed program the origin is compiled, and its source stands beside it.
    source = None if spec is None or spec.origin is None else Path(spec.origin).with_suffix(".py")
    if spec is None or source is None or not source.is_file():
        return
    waiting: list[ast.AST] = [ast.parse(source.read_text(encoding="utf-8"))]
    package = module if spec.submodule_search_locations is not None else module.rpartition(".")[0]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (start, node.module) if part)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))


CALLED = {"sklearn": "scikit-learn"}
"""Distributions that are called otherwise than what they hold, and that every bundle has."""


@functools.cache
def distribution(module: str) -> str | None:
    """The distribution that a top-level package came with; None for Python's own and for code of no distribution."""
    if module in sys.stdlib_module_names:
        return None
    if module in _packs():
        return _packs()[module]
    try:
        # Most are called as what they hold; to look into all that are installed takes a fifth of a second.
        return str(importlib.metadata.distribution(CALLED.get(module, module)).metadata["Name"])
    except importlib.metadata.PackageNotFoundError:
        return next(iter(sorted(_distributions().get(module, []))), None)


@functools.cache
def _distributions() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()
