"""An output of a workflow that others run."""

from __future__ import annotations

from typing import Any

from knode.api import Example, Node, Port, Ports, setting
from knode_nodes.deploy._ends import KindName


class ContainerOutput(Node):
    """Make a value an output of this workflow, by name: for the command line, a server, or the component around it.

    Example: name it `predictions`; then `knode exec FILE --output predictions=out.csv` writes it.
    """

    pack = "deploy"
    icon = "container-output"
    keywords = ("Container Output", "Component Output", "Workflow Output", "Macro Output", "result")
    example = Example({"name": "predictions"})
    boundary = "output"
    name: str = setting("result", "The output's name.", pattern=r"^[A-Za-z_]\w*$")
    kind: KindName = setting("table", "The kind of the value.")
    explains: bool = setting(False, "Give it only when it is asked for: it explains the answer.")

    def ports(self) -> Ports:
        """The value, handed on."""
        port = Port("value", self.kind)
        return Ports((port,), (port,))

    def spec(self, inputs: Any) -> dict[str, Any]:
        """What comes in goes out."""
        return {"value": inputs.get("value")}

    def run(self, value: Any) -> dict[str, Any]:
        """Hand the value on."""
        return {"value": value}
