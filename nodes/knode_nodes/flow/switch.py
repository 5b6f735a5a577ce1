"""One of many ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from knode.api import INACTIVE, DataError, Example, Node, Port, Ports, quoted, setting
from knode_nodes.flow._comparing import Comparing, Scalar, alike, check_comparison, fulfils
from knode_nodes.flow._kinds import KindName
from knode_nodes.flow._variables import VARIABLES, found, is_missing, joined, listed, variables_port
from knode_nodes.prep._conditions import OPERATOR_LABELS

OTHERWISE = "otherwise"


class Case(BaseModel):
    """A value, and the output at which what comes in goes on for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: Comparing = setting(
        "equal", description="How to compare the variable or setting with the value.", labels=OPERATOR_LABELS
    )
    value: Scalar | tuple[Scalar, ...] = Field("a", description="What to compare with; several for in and between.")
    port: str = Field("a", pattern=r"^[A-Za-z_]\w*$", description="The name of the output.")
    ignore_case: bool = Field(False, description="Capital and small letters are the same.")

    @model_validator(mode="after")
    def _check_value(self) -> Case:
        check_comparison(self)
        return self

    def takes(self, value: Scalar, called: str, port: str | None) -> bool:
        """Whether what comes in goes on here for a value. Raises DataError where it cannot be ordered."""
        if self.operator in ("equal", "not equal") and not self.ignore_case and not isinstance(self.value, tuple):
            return _same(value, self.value) == (self.operator == "equal")
        return fulfils(value, self, called, port)

    def __str__(self) -> str:
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        return " ".join([*([] if self.operator == "equal" else [self.operator]), ", ".join(map(str, values))])


class Switch(Node):
    """Hand a value on at one of several outputs, by the value of a variable or of a setting.

    Each case names a value and an output; several cases may lead to the same output. A case may compare in another way than
    by equality, such as "greater", "contains" or "matches" a pattern; the first case that fits is taken. What fits no case,
    as a missing value does, goes to `otherwise`, or is an error. What is connected to the outputs that were not chosen is
    inactive: it does no work and shows so. Merge Branches brings the ways together again. Texts are compared as they stand,
    3 and "3" are the same.

    Example: the variable `country` with the cases `DE` → `german`, `AT` → `german`, `FR` → `french`.
    """

    pack = "flow"
    icon = "switch"
    keywords = ("CASE Switch Start", "Case Switch Data", "select case", "router", "branch", "Detour", "match")
    example = Example(
        {
            "variable": "country",
            "cases": [
                {"value": "DE", "port": "german"},
                {"value": "AT", "port": "german"},
                {"value": "FR", "port": "french"},
            ],
        }
    )
    kind: KindName = setting("table", "The kind of the value.")
    by: Literal["variable", "setting"] = setting("variable", "What decides.")
    variable: str = setting("case", "For variable: its name.", when={"by": ("variable",)})
    choice: Scalar | None = setting(
        None, "For setting: the value. Bind it to a parameter of the workflow.", when={"by": ("setting",)}
    )
    cases: tuple[Case, ...] = setting(
        (Case(value="a", port="a"), Case(value="b", port="b")), "Values and their outputs."
    )
    unknown: Literal["otherwise", "error"] = setting(
        "otherwise", "What fits no case: goes to `otherwise`, or is an error."
    )

    @field_validator("cases")
    @classmethod
    def _distinct(cls, cases: tuple[Case, ...]) -> tuple[Case, ...]:
        if not cases:
            raise ValueError("there is no case: name at least one value and its output")
        values = [case.value for case in cases if case.operator == "equal" and not isinstance(case.value, tuple)]
        for value in values:
            if sum(_same(value, other) for other in values) > 1:
                raise ValueError(f"the value {quoted(value)} stands in two cases")
        return cases

    @model_validator(mode="after")
    def _has_choice(self) -> Switch:
        if self.by == "variable" and not self.variable:
            raise ValueError("the variable that decides has no name")
        return self

    def ports(self) -> Ports:
        """The value, and the variables that decide; one output for each case."""
        needed = (variables_port(optional=False),) if self.by == "variable" else ()
        return Ports((Port("value", self.kind), *needed), tuple(Port(name, self.kind) for name in self._outputs()))

    def _outputs(self) -> list[str]:
        names = dict.fromkeys(case.port for case in self.cases)
        return list(names | ({OTHERWISE: None} if self.unknown == "otherwise" else {}))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """All ways carry what comes in."""
        return dict.fromkeys(self._outputs(), inputs.get("value"))

    def run(self, value: Any, variables: Any = ()) -> dict[str, Any]:
        """Hand the value on at one of the outputs."""
        decided = found(joined(variables), self.variable) if self.by == "variable" else self.choice
        taken = OTHERWISE if is_missing(decided) else self._taken(decided)
        if taken == OTHERWISE and OTHERWISE not in self._outputs():
            known = listed(map(str, self.cases))
            raise DataError(
                f"{quoted(decided)} fits no case; there are {known}. Add a case for it, or let it go to otherwise"
            )
        return {name: value if name == taken else INACTIVE for name in self._outputs()}

    def _taken(self, decided: Any) -> str:
        by_variable = self.by == "variable"
        called = f"the variable {quoted(self.variable)}" if by_variable else "the choice"
        port = VARIABLES if by_variable else None
        return next((case.port for case in self.cases if case.takes(decided, called, port)), OTHERWISE)


def _same(one: Scalar, other: Scalar) -> bool:
    left, right = alike(one, other)
    return isinstance(left, bool) == isinstance(right, bool) and left == right
