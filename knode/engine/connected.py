"""Whether what is connected to a step fits its ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from knode.core.errors import KindMismatch, UnknownName, UsageError, one_of_kind, quoted
from knode.core.ports import VARIABLES_PORT, Port

if TYPE_CHECKING:
    from knode.engine.graph import Step


def check_links(step: Step, steps: Mapping[str, Step]) -> None:
    """Ports may have gone away, or changed their kind, since a link was made."""
    for name, sources in step.inputs.items():
        port = step.ports.input(name)
        if port is None:
            raise UnknownName(
                "input port", name, [known.name for known in step.ports.inputs], f"at node {quoted(step.id)}"
            )
        for source, source_port in sources:
            _check_source(source, source_port, step, port, steps)
    for setting, waiting in step.bound.items():
        for source, source_port in waiting.sources:
            _check_source(source, source_port, step, replace(VARIABLES_PORT, name=setting), steps)
    for source, source_port in step.after:
        _check_source(source, source_port, step, VARIABLES_PORT, steps)


def _check_source(source: str, source_port: str, step: Step, port: Port, steps: Mapping[str, Step]) -> None:
    output = steps[source].ports.output(source_port)
    if output is None:
        names = [known.name for known in steps[source].ports.outputs]
        raise UnknownName("output port", source_port, names, f"at node {quoted(source)}")
    if output.kind != port.kind:
        raise KindMismatch(f"{source}.{source_port}", output.kind, f"{step.id}.{port.name}", port.kind)


def check_connected(step: Step) -> None:
    """Raise UsageError for an input that must be connected and is not."""
    for port in step.ports.inputs:
        if not port.optional and port.name not in step.inputs:
            raise UsageError(
                f"Node {quoted(step.id)} ({step.instance.title}): input {quoted(port.name)} is not connected. "
                f"Connect {one_of_kind(port.kind)} to it.",
                node=step.id,
                port=port.name,
            )


def check_fed(step: Step) -> None:
    """An input of the workflow itself has no value unless somebody gives it one."""
    if step.cls.boundary == "input" and not step.inputs:
        raise UsageError(
            f"Node {quoted(step.id)} ({step.instance.title}) is an input of this workflow, and nothing is connected to it. "
            "Connect an example to it, or run the workflow where it is given one.",
            node=step.id,
        )
