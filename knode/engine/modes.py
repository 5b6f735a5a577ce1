"""Nodes that take no part in a run: switched off, handed past, or unable to run; and what that means for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knode.core.errors import KnodeError, UnknownName, UsageError, quoted
from knode.core.workflow import Link, Mode, Workflow

if TYPE_CHECKING:
    from knode.engine.graph import Source, Step


def origin(workflow: Workflow, link: Link, prefix: str) -> Source:
    """Where a link really starts: at the output node inside, when it comes out of a component; when it comes out of a
    bypassed node, where what that node hands on comes from.

    Raises UnknownName or UsageError when there is nothing there.
    """
    node, port = link.source, link.source_port
    while True:
        instance = workflow.nodes[node]
        if instance.mode == "bypass":
            handed = handed_on(workflow, node, port)
            if handed is None:
                raise UsageError(
                    f"Node {quoted(prefix + node)} ({instance.title}) is bypassed, and nothing is connected that it could "
                    f"hand on at its output {quoted(port)}. Connect a value of the same kind to it, or let it run.",
                    node=prefix + node,
                    port=port,
                )
            node, port = handed.source, handed.source_port
        elif instance.workflow is None or not instance.is_component:
            return prefix + node, port
        else:
            ends = instance.workflow.ends("output")
            if port not in ends:
                raise UnknownName("output port", port, ends, f"at component {quoted(prefix + node)}")
            workflow, prefix, node = instance.workflow, f"{prefix}{node}/", ends[port]
            ports = workflow.ports(node)
            assert ports is not None
            port = ports.outputs[0].name


def handed_on(workflow: Workflow, node: str, port: str) -> Link | None:
    """The link whose value a bypassed node hands on at an output: into its first linked input of the same kind.

    Of a node whose type is unknown, so that nobody knows kinds, it is the first link.
    """
    links = workflow.links_into(node)
    ports = workflow.ports(node)
    if ports is None:
        return next(iter(links), None)
    output = ports.output(port)
    kind = None if output is None else output.kind
    fitting = [one.name for one in ports.inputs if one.kind == kind]
    found = (link for name in fitting for link in links if link.target_port == name)
    return next(found, None)


@dataclass(slots=True)
class LeftOut:
    """Nodes that have no step, by path, and why.

    `modes`: they are disabled or bypassed. `problems`: they cannot run. `behind`: they need a node that has no step; the
    path of the one that is the reason.
    """

    modes: dict[str, Mode] = field(default_factory=dict)
    problems: dict[str, KnodeError] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    tolerant: bool = False

    @contextmanager
    def noting(self, path: str) -> Iterator[None]:
        """Keep what is wrong with a node, where that is tolerated. A pack's own code may raise anything."""
        try:
            yield
        except KnodeError as error:
            if not self.tolerant:
                raise
            self.problems[path] = error
        except Exception as error:
            if not self.tolerant:
                raise
            self.problems[path] = KnodeError(f"Node {quoted(path)}: {type(error).__name__}: {error}", node=path)

    def drop(self, steps: dict[str, Step]) -> None:
        """Take those out of `steps` that cannot run, and all that need what is not there."""
        if not self.modes and not self.problems:
            return
        for path in self.problems:
            steps.pop(path, None)
        following: dict[str, list[str]] = {}
        waiting: list[str] = []
        for path, step in steps.items():
            for source, _ in step.sources():
                if source in steps:
                    following.setdefault(source, []).append(path)
                elif path not in self.behind:
                    self.behind[path] = self._reason(source)
                    waiting.append(path)
        while waiting:
            path = waiting.pop()
            del steps[path]
            for follower in following.get(path, ()):
                if follower not in self.behind:
                    self.behind[follower] = self.behind[path]
                    waiting.append(follower)

    def _reason(self, source: str) -> str:
        """The node because of which a step is not there: itself, a component around it, or what it is behind."""
        for path in _outwards(source):
            if path in self.problems or path in self.modes:
                return path
        return self.behind.get(source, source)

    def refusal(self, workflow: Workflow, node: str) -> KnodeError | None:
        """Why a node cannot be run; None for one that can, or that does not exist."""
        for path in _outwards(node):
            if path in self.problems:
                return self.problems[path]
            if path in self.modes:
                state = "disabled" if self.modes[path] == "disabled" else "bypassed"
                return UsageError(f"Node {quoted(path)} is {state}. Let it run, or run to another node.", node=path)
        reason = self.behind.get(node)
        if reason is None:
            return None
        known = self.problems.get(reason)
        said = known.message if known is not None else f"Node {quoted(reason)} is disabled."
        return UsageError(f"Node {quoted(node)} needs what cannot be had: {said}", node=node, cause=reason)


def _outwards(path: str) -> Iterable[str]:
    """A path, and those of the components around it from the inside out."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
