"""A value that was frozen when a workflow was captured."""

from __future__ import annotations

from typing import Any

from knode.api import DataError, Example, Node, Port, Ports, setting
from knode_nodes.deploy._ends import KindName


class FrozenValue(Node):
    """Give a value that was frozen when the workflow was captured: a fitted model, a lookup table, variables.

    Capturing puts this node into the captured workflow; the value itself is in the bundle. You do not add it by hand.

    Example: a scoring workflow is captured without its learner; of the kind model, this node gives the fitted model to Apply
    Model instead.
    """

    pack = "deploy"
    icon = "frozen-value"
    keywords = ("frozen", "model", "constant")
    example = Example({"kind": "model"})
    boundary = "frozen"
    kind: KindName = setting("model", "The kind of the value.")

    def ports(self) -> Ports:
        """The value; it comes from the bundle, so nothing is connected to the input."""
        return Ports((Port("value", self.kind, optional=True),), (Port("value", self.kind),))

    def run(self, value: Any) -> dict[str, Any]:
        """Give the value."""
        if value is None:
            raise DataError("the frozen value is not in this file; open the bundle (.knodez) that it came with")
        return {"value": value}
