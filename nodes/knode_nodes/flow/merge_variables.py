"""Put variables together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import DataError, Example, Node, Variables, VariablesSpec, quoted, setting


class MergeVariables(Node):
    """Put the variables of several nodes together.

    Where two have the same name, the later link wins, or the first, or that is an error unless the values are the same.

    Example: defaults from a Variables Creator and, behind it, those that a file of settings gave.
    """

    pack = "flow"
    icon = "merge-variables"
    keywords = ("Merge Variables", "flow variables", "combine", "union", "update", "override")
    example = Example({"clash": "last"})
    clash: Literal["last", "first", "error"] = setting(
        "last", "When two have the same name: which one counts, or that it is an error."
    )

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """All names."""
        told = inputs.get("several") or [None]
        if not all(isinstance(one, VariablesSpec) for one in told):
            return {"variables": None}
        return {"variables": VariablesSpec(names=tuple(dict.fromkeys(name for one in told for name in one.names)))}

    def run(self, several: list[Variables]) -> Variables:
        """Put them together."""
        made = Variables()
        for one in several:
            for name, value in one.items():
                if self.clash == "error" and name in made and not _same(made[name], value):
                    raise DataError(
                        f"there are two variables {quoted(name)}: {quoted(made[name])} and {quoted(value)}; rename one, or "
                        "let the last one count",
                        port="several",
                    )
                if self.clash != "first" or name not in made:
                    made[name] = value
        return made


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and (one == other or (one != one and other != other))
