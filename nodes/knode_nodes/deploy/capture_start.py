"""Mark where the rows of production come in."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from knode.api import Example, Node, Ports, setting
from knode_nodes.deploy._ends import NamedPort, check_names


class CaptureStart(Node):
    """Mark the place where new rows come in when the workflow is in production.

    Put it where the rows enter the part that production needs, and a Capture End where that part ends. Everything
    between the two is captured; models and other values that come in from the side are frozen. The node itself hands
    everything on unchanged.

    Example: put it behind the reader of the training data; the new rows will look like those rows.
    """

    pack = "deploy"
    icon = "capture-start"
    keywords = ("Capture Workflow Start", "integrated deployment", "begin of production")
    example = Example({"carry": [{"name": "customers", "kind": "table"}]})
    captures = "start"
    carry: tuple[NamedPort, ...] = setting(
        (NamedPort(name="rows"),), "What the node hands on: a name and a kind for each port."
    )

    @field_validator("carry")
    @classmethod
    def _distinct(cls, value: tuple[NamedPort, ...]) -> tuple[NamedPort, ...]:
        return check_names(value)

    def ports(self) -> Ports:
        """What the setting names, the same on both sides."""
        ports = tuple(one.port() for one in self.carry)
        return Ports(ports, ports)

    def spec(self, inputs: Any) -> dict[str, Any]:
        """What comes in goes out."""
        return {one.name: inputs.get(one.name) for one in self.carry}

    def run(self, **values: Any) -> dict[str, Any]:
        """Hand everything on."""
        return values
