"""Join captured workflows into one."""

from __future__ import annotations

from typing import Any

from knode.api import Captured, Context, DataError, Example, Node, WorkflowSpec, combination, setting


class WorkflowCombiner(Node):
    """Join two or more captured workflows, the segments, into one that can be deployed as a whole.

    An output of one segment feeds the inputs of the same name of the others; an input that nothing feeds is an input of
    the whole, an output that feeds nothing is an output of it. Where names differ, or several would fit, say it in the
    wiring. Columns that are missing, types that differ, two outputs of one name, and a circle are errors before anything
    runs. The whole is then proved: for held-out rows it must give what the segments give one after the other.

    Example: capture the preparation (rows → table) and the model (table → predictions) by themselves, and connect both:
    the whole takes rows and gives predictions. With other names, wire them: {"b.rows": "a.table"}.
    """

    pack = "deploy"
    icon = "workflow-combiner"
    keywords = ("Workflow Combiner", "join workflows", "pipeline", "chain", "merge workflows")
    example = Example({"wiring": {"b.rows": "a.table"}})
    follows = "workflows"
    name: str = setting("", "The name of the whole; those of the segments when empty.")
    names: tuple[str, ...] = setting(
        (), "What the segments are called in the wiring, in the order in which they are connected; else a, b, c …"
    )
    wiring: dict[str, str] = setting(
        {},
        'What feeds what where names do not say it: {"b.rows": "a.table"} feeds an input, {"b.rows": "extra"} makes it '
        'the input "extra" of the whole, {"scored": "a.table"} gives an output under that name.',
        form="named",
    )

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The inputs and outputs of the whole. Raises CombineError where the segments do not fit together."""
        found = inputs.get("workflows") or []
        known = [one for one in found if isinstance(one, WorkflowSpec)]
        if len(known) < max(len(found), 2) or any(one.inputs is None or one.outputs is None for one in known):
            return {"workflow": None}
        return {"workflow": combination(known, self.wiring, self.names)}

    def run(self, workflows: list[Captured], context: Context) -> Captured:
        """Join them."""
        if len(workflows) < 2:
            raise DataError(f"{len(workflows)} workflow is connected; connect two or more", port="workflows")
        made = context.combine(workflows, self.wiring, self.names, name=self.name)
        proof = made.lineage["proof"]
        if proof["rows"]:
            trained = ", ".join(f"{name} for {rows}" for name, rows in proof["as_trained"].items())
            context.info(
                f"Proved on {proof['rows']} rows: the whole gives what its segments give in turn, and what the training "
                f"workflow gave ({trained} of them)."
            )
        else:
            context.warn("Nothing could be proved: no held-out rows came with a segment at whose input rows come in.")
        return made
