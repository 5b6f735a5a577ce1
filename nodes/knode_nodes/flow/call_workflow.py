"""Another workflow as a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Context, Example, Node, setting


class CallWorkflow(Node):
    """Run another workflow from its file, as one node.

    The inputs and outputs of that workflow (Container Input, Container Output) are the ports of this node by their names,
    its parameters are settings of this node by theirs. When the file changes, so does the node; its result is used again
    only while the file, and what it calls and reads, is as it was. Relative file names in it start from its own folder.

    A workflow that calls itself, through others too, is refused. For a bundle, use Bundle Reader and Workflow Executor. To
    keep a copy of the workflow in this one instead, insert it as a component.

    Example: `clean.knode` has the input `rows`, the output `clean` and the parameter `country`; every report calls it.
    """

    pack = "flow"
    icon = "call-workflow"
    keywords = (
        "Call Workflow Service",
        "Call Local Workflow",
        "Run Macro",
        "subworkflow",
        "Component",
        "Metanode",
        "Dynamic Input",
        "include",
        "reuse",
    )
    example = Example({"file": "clean.knode"})
    holds = True
    held_file = "file"
    file: str = setting("", "The workflow file, from the folder of this workflow.", form="file")

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Any]:
        """What that workflow tells."""
        return dict(inside(inputs))

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """Run it once."""
        return context.inside.run(inputs)
