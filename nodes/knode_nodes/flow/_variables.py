"""Variables: what they may be, and conditions on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import DataError, Port, Variables, nearest, quoted, setting
from knode_nodes.flow._comparing import COMPARING, OPPOSITES, Comparing, Scalar, check_comparison, fulfils, read
from knode_nodes.prep._conditions import OPERATOR_LABELS

Operator = Literal[Comparing, "is true", "is missing", "is not missing"]
VARIABLES = "variables"


def variables_port(*, optional: bool) -> Port:
    """The variables that come in, for a node whose `run` looks at them."""
    return Port(VARIABLES, "variables", optional=optional, multiple=True)


class VariableTest(BaseModel):
    """What a variable must fulfil: its name, an operator, and a value to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    variable: str = Field(description="The variable to look at.")
    operator: Operator = setting("equal", description="How to compare.", labels=OPERATOR_LABELS)
    value: Scalar | tuple[Scalar, ...] | None = setting(
        None, "What to compare with; several for in and between.", when={"operator": COMPARING}
    )
    ignore_case: bool = Field(False, description="Capital and small letters are the same.")

    @model_validator(mode="after")
    def _check_value(self) -> VariableTest:
        if self.operator in COMPARING:
            check_comparison(self)
        return self

    def holds(self, variables: Mapping[str, Any]) -> bool:
        """Whether the variable fulfils this. Raises DataError when there is no such variable, or it cannot be compared."""
        value = found(variables, self.variable)
        if self.operator in ("is missing", "is not missing"):
            return is_missing(value) == (self.operator == "is missing")
        if self.operator == "is true":
            return is_true(value, self.variable)
        if is_missing(value):
            return self.operator in OPPOSITES
        return fulfils(value, self, f"the variable {quoted(self.variable)}", VARIABLES)


def is_missing(value: Any) -> bool:
    """Whether a variable has no value."""
    return value is None or value != value


def found(variables: Mapping[str, Any], name: str) -> Any:
    """The variable of that name. Raises DataError with the nearest one."""
    if name in variables:
        return variables[name]
    near = nearest(name, variables)
    known = f"; did you mean {quoted(near)}?" if near else f"; there are {listed(variables)}"
    raise DataError(f"there is no variable {quoted(name)}{known}", port=VARIABLES)


def listed(names: Iterable[str]) -> str:
    """Some of the names, quoted."""
    shown = [quoted(name) for name in names]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "") if shown else "none"


def joined(several: Iterable[Mapping[str, Any]]) -> Variables:
    """All variables; of those of one name the last."""
    made = Variables()
    for one in several:
        made.update(one)
    return made


def is_true(value: Any, name: str) -> bool:
    """Whether a variable is true; a number is when it is not 0. Raises DataError for a text that is neither."""
    if is_missing(value):
        return False
    truth = read(value, bool) if isinstance(value, str) else value
    if isinstance(truth, str):
        raise DataError(
            f"the variable {quoted(name)} is {quoted(value)}, which is neither true nor false", port=VARIABLES
        )
    return bool(truth)
