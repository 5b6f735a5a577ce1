"""What nodes hold that name a workflow file: read when it is asked for, and again when the file has changed."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knode.core.errors import KnodeError, UsageError, quoted

if TYPE_CHECKING:
    from knode.core.node import Node
    from knode.core.registry import Registry
    from knode.core.workflow import Instance, Workflow

_loading = threading.local()


def filled(workflow: Workflow, instance: Instance) -> Instance:
    """The instance with the workflow in it that its file holds, if it names one; else as it is.

    Raises WorkflowFileError when there is none, or it cannot be read.
    """
    path = file_of(workflow, instance)
    if path is None:
        return instance
    try:
        stat = path.stat()
        stamp = stat.st_mtime_ns, stat.st_size, stat.st_ino
    except OSError:
        stamp = 0, 0, 0
    return _filled(_ById(instance), path, stamp, _ById(workflow.registry))


def file_of(workflow: Workflow, instance: Instance) -> Path | None:
    """The workflow file that a node names; None for a node that names none, or that has its workflow in it."""
    if instance.workflow is not None:
        return None
    cls = workflow.registry.find(instance.type)
    name = None if cls is None or cls.held_file is None else instance.settings.get(cls.held_file)
    return (workflow.folder or Path()) / name if isinstance(name, str) and name else None


def filled_if_readable(workflow: Workflow, instance: Instance) -> Instance:
    """The same, or the instance as it is where its file cannot be read; whoever runs it is told why."""
    try:
        return filled(workflow, instance)
    except KnodeError:
        return instance


def walked(
    workflow: Workflow, prefix: str = "", calling: frozenset[Path] = frozenset()
) -> Iterator[tuple[str, Instance, Workflow]]:
    """All instances with their paths and the workflow that each stands in, those in files that are called included.

    Raises UsageError for files that call each other in a circle, and what `filled` raises.
    """
    for node, found in workflow.nodes.items():
        instance = filled(workflow, found)
        yield prefix + node, instance, workflow
        if instance.workflow is None:
            continue
        path = file_of(workflow, found)
        if path is not None and path.resolve() in calling:
            raise _calls_itself(path)
        deeper = calling if path is None else calling | {path.resolve()}
        yield from walked(instance.workflow, f"{prefix}{node}/", deeper)


def _calls_itself(path: Path) -> UsageError:
    return UsageError(
        f"The workflow {quoted(path.name)} calls itself, in itself or through others. Take that call out."
    )


def check_held(cls: type[Node], instance: Instance, node: str) -> None:
    """Raise UsageError unless a node that holds a workflow has one, and another has none."""
    if cls.holds and instance.workflow is None and cls.held_file is not None:
        raise UsageError(
            f"Node {quoted(node)} ({instance.title}) names no workflow. Choose its file in {quoted(cls.held_file)}.",
            node=node,
            setting=cls.held_file,
        )
    if cls.holds and instance.workflow is None:
        raise UsageError(
            f"Node {quoted(node)} ({instance.title}) holds no workflow. Select the nodes that it is to run, and make it of "
            "them.",
            node=node,
        )
    if instance.workflow is not None and not cls.holds:
        raise UsageError(
            f"Node {quoted(node)} ({instance.title}) has a workflow in it, but a {instance.type} holds none.", node=node
        )


class _ById:
    """Something that is known by what it is, not by what it is equal to."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@functools.lru_cache(maxsize=256)
def _filled(instance: _ById, path: Path, stamp: tuple[int, int, int], registry: _ById) -> Instance:
    """The same object while neither the node nor the file has changed."""
    found: Instance = instance.value  # type: ignore[assignment]
    return replace(found, workflow=_loaded(path, stamp, registry))


@functools.lru_cache(maxsize=64)
def _loaded(path: Path, stamp: tuple[int, int, int], registry: _ById) -> Workflow:
    from knode.core.document import load

    known: Registry = registry.value  # type: ignore[assignment]
    files = _loading.__dict__.setdefault("files", [])
    if path.resolve() in files:
        raise _calls_itself(path)
    files.append(path.resolve())
    try:
        return load(path, known)
    finally:
        files.pop()
