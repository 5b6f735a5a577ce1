"""What can be known to be wrong with a workflow before it runs: the document, then the columns that nodes want."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knode.core.errors import KnodeError, UsageError
from knode.core.workflow import Workflow
from knode.engine.call import failure
from knode.engine.graph import Compiler, Source, Step


def problems_of(workflow: Workflow) -> list[KnodeError]:
    """Every problem of the document; if there is none, what nodes can tell from specs alone."""
    found = workflow.problems()
    try:
        workflow.ends("input"), workflow.ends("output")
    except UsageError as error:
        found.append(error)
    if found or any(parameter.required for parameter in workflow.parameters.values()):
        return found
    try:
        # Nothing runs here, so that no code needs to be trusted.
        steps = Compiler(trust=True).compile(workflow).steps
    except KnodeError as error:
        return [error]
    return _predicted(steps, workflow.folder)


def _predicted(steps: dict[str, Step], folder: Path | None) -> list[KnodeError]:
    """What goes wrong when each node says its spec, from the sources on; behind a failure, specs are not known."""
    specs: dict[Source, Any] = {}
    found: list[KnodeError] = []
    for step in steps.values():
        if step.node is None or step.cls.code:
            continue
        try:
            made = step.spec(_inputs(step, specs)) | ({} if folder is None else step.node.certain_peek(folder))
        except Exception as error:
            # By default a spec is a run on empty tables, which can raise whatever a node's run can.
            found.append(failure(step, error, secrets=()))
            continue
        specs.update({(step.id, port): spec for port, spec in made.items()})
    return found


def _inputs(step: Step, specs: dict[Source, Any]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for port in step.ports.inputs:
        sources = [specs.get(source) for source in step.inputs.get(port.name, ())]
        if sources:
            inputs[port.name] = sources if port.multiple else sources[0]
    return inputs
