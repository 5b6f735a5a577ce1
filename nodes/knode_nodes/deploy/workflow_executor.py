"""Run a captured workflow inside a workflow."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from knode.api import Captured, Context, DataError, Node, Port, Ports, quoted, setting


class WorkflowExecutor(Node):
    """Run a captured workflow, or one from a bundle, on the tables that are connected.

    Its ports are the names of the captured workflow's inputs and outputs. With one input and one output the names need
    not be the same.

    Example: Bundle Reader → Workflow Executor, with new rows connected, gives the predictions.
    """

    pack = "deploy"
    icon = "workflow-executor"
    keywords = ("Workflow Executor", "Call Workflow", "score", "run bundle")
    inputs: tuple[str, ...] = setting(("rows",), "The names of the tables that go in.")
    results: tuple[str, ...] = setting(("predictions",), "The names of the tables that come out.")

    @field_validator("inputs", "results")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name.isidentifier() or name in ("workflow", "context") or value.count(name) > 1:
                raise ValueError(f"{quoted(name)} is no name for a port here, or stands twice")
        return value

    def ports(self) -> Ports:
        """The workflow, and the tables that the settings name."""
        tables = tuple(Port(name, "table") for name in self.inputs)
        outputs = tuple(Port(name, "table") for name in self.results)
        return Ports((Port("workflow", "workflow"), *tables), outputs, context="context")

    def run(self, workflow: Captured, context: Context, **tables: Any) -> dict[str, Any]:
        """Run the workflow."""
        wanted = list(workflow.workflow.ends("input"))
        given = dict(zip(wanted, tables.values(), strict=True)) if len(wanted) == len(tables) == 1 else tables
        made = context.execute(workflow, given)
        if len(made) == len(self.results) == 1:
            return dict(zip(self.results, made.values(), strict=True))
        for name in self.results:
            if name not in made:
                raise DataError(f"the captured workflow gives no {quoted(name)}; it gives {', '.join(made)}", port=name)
        return {name: made[name] for name in self.results}
