"""Run a captured workflow inside a workflow."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from knode.api import (
    Captured,
    Context,
    DataError,
    EndSpec,
    Example,
    Node,
    Port,
    Ports,
    TableSpec,
    WorkflowSpec,
    nearest,
    quoted,
    setting,
)

OWN = ("workflow", "context", "variables")


class WorkflowExecutor(Node):
    """Run a captured workflow, or one from a file, on what is connected.

    Connect the workflow first: the ports for its inputs and outputs are then there by themselves, each of the right
    kind. While the workflow is not known yet, such as from a file that is still to be written, the ports are those that
    you link; the run checks them.

    Example: Bundle Reader → Workflow Executor, with new rows connected to `rows`, gives `predictions`.
    """

    pack = "deploy"
    icon = "workflow-executor"
    keywords = ("Workflow Executor", "Call Workflow", "Call Workflow Service", "score", "run bundle")
    example = Example({"inputs": ["rows"], "results": ["predictions"]})
    follows = "workflow"
    inputs: tuple[str, ...] = setting(
        (), "Names of tables that go in, instead of the workflow's own. One name for one input may be any."
    )
    results: tuple[str, ...] = setting(
        (), "Names of tables that come out, instead of the workflow's own. One name for one output may be any."
    )

    @field_validator("inputs", "results")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name.isidentifier() or name in OWN or value.count(name) > 1:
                raise ValueError(f"{quoted(name)} is no name for a port here, or stands twice")
        return value

    def ports(self) -> Ports:
        """The workflow, and the tables that the settings name."""
        return self.following(WorkflowSpec(inputs={}, outputs={}))

    def following(self, followed: WorkflowSpec) -> Ports:
        """The workflow, and its inputs and outputs; those that the settings name instead."""
        taken = {name: EndSpec() for name in self.inputs} or followed.inputs or {}
        given = {name: EndSpec() for name in self.results} or followed.outputs or {}
        inputs = (Port(name, end.kind, optional=end.optional) for name, end in taken.items() if name not in OWN)
        outputs = tuple(Port(name, end.kind) for name, end in given.items())
        return Ports((Port("workflow", "workflow"), *inputs), outputs, context="context")

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The workflow's outputs as far as they are known. Raises DataError for a table that lacks columns."""
        followed = inputs.get("workflow")
        if not isinstance(followed, WorkflowSpec):
            return dict.fromkeys(self.results)
        ends = followed.inputs or {}
        for name, table in inputs.items():
            end = next(iter(ends.values())) if len(self.inputs) == len(ends) == 1 else ends.get(name)
            if end is not None and end.missing_column == "error":
                _check_columns(name, table, end)
        outputs = followed.outputs or {}
        if len(self.results) == len(outputs) == 1:
            return {self.results[0]: next(iter(outputs.values())).table}
        return {name: outputs[name].table if name in outputs else None for name in self.results or outputs}

    def run(self, workflow: Captured, context: Context, **values: Any) -> dict[str, Any]:
        """Run the workflow."""
        given = {name: value for name, value in values.items() if value is not None}
        wanted = list(workflow.workflow.ends("input"))
        if len(self.inputs) == len(wanted) == 1:
            given = dict(zip(wanted, given.values(), strict=True))
        made = context.execute(workflow, given)
        if len(made) == len(self.results) == 1:
            return dict(zip(self.results, made.values(), strict=True))
        for name in self.results:
            if name not in made:
                raise DataError(f"the captured workflow gives no {quoted(name)}; it gives {', '.join(made)}", port=name)
        return made


def _check_columns(port: str, given: Any, end: EndSpec) -> None:
    if not isinstance(given, TableSpec) or end.table is None:
        return
    absent = [name for name in end.table.names if name not in given]
    if absent:
        near = nearest(absent[0], given.names)
        hint = f"; did you mean {quoted(near)}?" if near else ""
        listed = ", ".join(quoted(name) for name in absent[:8]) + (" …" if len(absent) > 8 else "")
        raise DataError(
            f"the captured workflow takes columns that the table does not have: {listed}{hint}",
            port=port,
            column=absent[0],
        )
