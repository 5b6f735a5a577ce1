"""One of two ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import model_validator

from knode.api import INACTIVE, Example, Node, Port, Ports, setting
from knode_nodes.flow._kinds import KindName
from knode_nodes.flow._variables import VariableTest, joined, variables_port


class IfElse(Node):
    """Hand a value on at `then` when a condition is true, at `otherwise` when it is not.

    What is connected to the other output is inactive: it does no work and shows so. Merge Branches brings the two ways
    together again.

    The condition is one of three. "has rows": the table has at least so many rows. "variable": tests of variables that
    are connected to `variables`, such as `accuracy` greater 0.9; a missing variable passes only "is missing" and what says
    not, such as "not equal" or "does not contain". "setting": the setting `when` is on; bind it to a parameter of the
    workflow, so that the person who runs it chooses.

    Example: connect the metrics of a Scorer to `variables` and a model to `value`; with the test `accuracy` greater 0.9
    the model goes on to the Model Writer at `then`, and to nobody when it is worse.
    """

    pack = "flow"
    icon = "if-else"
    keywords = (
        "IF Switch",
        "Case Switch",
        "Empty Table Switch",
        "branch",
        "condition",
        "else",
        "Filter Tool",
        "Detour",
    )
    example = Example(
        {
            "kind": "model",
            "condition": "variable",
            "tests": [{"variable": "accuracy", "operator": "greater", "value": 0.9}],
        }
    )
    kind: KindName = setting("table", "The kind of the value.")
    condition: Literal["has rows", "variable", "setting"] = setting("has rows", "What decides.")
    minimum_rows: int = setting(
        1, "For has rows: how many rows the table must have.", ge=0, when={"condition": ("has rows",)}
    )
    tests: tuple[VariableTest, ...] = setting(
        (), "For variable: what variables must fulfil.", when={"condition": ("variable",)}
    )
    how: Literal["all", "any"] = setting(
        "all", "For variable: whether all tests must be true, or one is enough.", when={"condition": ("variable",)}
    )
    when: bool = setting(
        True, "For setting: on hands the value to `then`. Bind it to a parameter.", when={"condition": ("setting",)}
    )

    @model_validator(mode="after")
    def _can_decide(self) -> IfElse:
        if self.condition == "has rows" and self.kind != "table":
            raise ValueError(f"a {self.kind} has no rows: choose another condition, or the kind table")
        if self.condition == "variable" and not self.tests:
            raise ValueError("no test says what the variables must fulfil: add one to `tests`")
        return self

    def ports(self) -> Ports:
        """The value, and the variables that decide; the two ways."""
        needed = (variables_port(optional=False),) if self.condition == "variable" else ()
        ways = (Port("then", self.kind), Port("otherwise", self.kind))
        return Ports((Port("value", self.kind), *needed), ways)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Both ways carry what comes in."""
        return {"then": inputs.get("value"), "otherwise": inputs.get("value")}

    def run(self, value: Any, variables: Any = ()) -> dict[str, Any]:
        """Hand the value on at one of the outputs."""
        taken = self._decide(value, variables)
        return {"then": value if taken else INACTIVE, "otherwise": INACTIVE if taken else value}

    def _decide(self, value: Any, variables: Any) -> bool:
        if self.condition == "has rows":
            return len(value) >= self.minimum_rows
        if self.condition == "setting":
            return self.when
        known = joined(variables)
        decided = [test.holds(known) for test in self.tests]
        return all(decided) if self.how == "all" else any(decided)
