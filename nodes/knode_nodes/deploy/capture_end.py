"""Mark where the part that production needs ends, and give it as a workflow."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from knode.api import Context, EndSpec, Example, Node, Port, Ports, WorkflowSpec, setting
from knode_nodes.deploy._ends import AnswerPort, check_names

WORKFLOW = "workflow"


class CaptureEnd(Node):
    """Mark the place where production's answer is ready, and capture everything from the Capture Start up to here.

    The output "workflow" is the captured part as a workflow of its own: it can be written as a bundle, or executed. In
    it, nodes that learned something apply what they learned and never learn again, and nodes that only chose rows for
    training (Partition, and a Row Filter on the column to be predicted) are left out; the node's messages name them. The
    other outputs hand on what comes in.

    Example: put it behind the last Apply Model, and connect its workflow to a Bundle Writer.
    """

    pack = "deploy"
    icon = "capture-end"
    keywords = ("Capture Workflow End", "integrated deployment", "end of production")
    example = Example(
        {"carry": [{"name": "predictions", "kind": "table"}, {"name": "reasons", "kind": "table", "explains": True}]}
    )
    captures = "end"
    carry: tuple[AnswerPort, ...] = setting(
        (AnswerPort(name="predictions"),),
        "What production gives: a name and a kind for each port, and whether it is given only when asked for.",
    )
    keep: tuple[str, ...] = setting(
        (), "Nodes that only choose rows and would be left out, but that production is to repeat, by their ids."
    )
    parameters: tuple[str, ...] = setting(
        (), "Parameters and variables that production may set; all others are frozen with the values of the run."
    )

    @field_validator("carry")
    @classmethod
    def _distinct(cls, value: tuple[AnswerPort, ...]) -> tuple[AnswerPort, ...]:
        return check_names(value, taken=(WORKFLOW,))

    def ports(self) -> Ports:
        """What the setting names, and the captured workflow."""
        ports = tuple(one.port() for one in self.carry)
        return Ports(ports, (*ports, Port(WORKFLOW, "workflow")), context="context")

    def spec(self, inputs: Any) -> dict[str, Any]:
        """What comes in goes out; of the captured workflow the outputs are known before it is captured."""
        outputs = {one.name: EndSpec(kind=one.kind) for one in self.carry}
        return {**{one.name: inputs.get(one.name) for one in self.carry}, WORKFLOW: WorkflowSpec(outputs=outputs)}

    def run(self, context: Context, **values: Any) -> dict[str, Any]:
        """Capture."""
        captured = context.capture()
        for node, reason in captured.lineage["left_out_because"].items():
            context.info(f"{node} is left out: {reason}.")
        for column in captured.lineage["targets_asked_for"]:
            context.warn(
                f"{column} is what is to be predicted, and a captured node reads it all the same: production must give it. "
                "End the capture before that node, or drop the column first."
            )
        return {**values, WORKFLOW: captured}
