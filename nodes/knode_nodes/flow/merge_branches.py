"""Bring branches together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import INACTIVE, DataError, Example, Node, Port, Ports, setting
from knode_nodes.flow._kinds import KindName


class MergeBranches(Node):
    """Take the one value that is there, out of several branches of which only some are active.

    Connect the ends of the branches that begin at an If, a Switch or a Try/Catch, in any number and the order that
    counts. When several are active, the first goes on, or the last, or that is an error. When none is, this node is
    inactive too, as it should be where the branches stand inside a branch; or it is an error.

    Example: If → (then: Normalizer; otherwise: nothing) → Merge Branches → Scorer.
    """

    pack = "flow"
    icon = "merge-branches"
    keywords = ("End IF", "CASE Switch End", "End Case", "Detour End", "join branches", "coalesce", "first active")
    example = Example({"kind": "table"})
    branches = True
    kind: KindName = setting("table", "The kind of the values.")
    several: Literal["first", "last", "error"] = setting(
        "first", "When several branches are active: which one goes on."
    )
    none: Literal["inactive", "error"] = setting("inactive", "When no branch is active: be inactive too, or an error.")

    def ports(self) -> Ports:
        """Any number of values, and the one that is taken."""
        return Ports((Port("values", self.kind, multiple=True),), (Port("value", self.kind),))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """What all branches carry; nothing is known when they differ."""
        told = inputs.get("values") or [None]
        return {"value": told[0] if all(one == told[0] for one in told) else None}

    def run(self, values: list[Any]) -> dict[str, Any]:
        """Take the active one."""
        if not values and self.none == "inactive":
            return {"value": INACTIVE}
        if not values:
            raise DataError("no branch is active; let one of them be taken, or let this node be inactive too")
        if len(values) > 1 and self.several == "error":
            raise DataError(
                f"{len(values)} branches are active, and only one may be; take the first, or look at what decides",
                port="values",
            )
        return {"value": values[-1 if self.several == "last" else 0]}
