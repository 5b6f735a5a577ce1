"""Variables: what they may be, and conditions on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import DataError, Port, Variables, nearest, quoted, setting

Scalar = str | int | float | bool
Operator = Literal[
    "equal", "not equal", "less", "less or equal", "greater", "greater or equal", "contains", "starts with", "ends with",
    "is true", "is missing", "is not missing",
]  # fmt: skip
ALONE = ("is true", "is missing", "is not missing")
COMPARING = tuple(one for one in get_args(Operator) if one not in ALONE)
ORDERED = ("less", "less or equal", "greater", "greater or equal")
VARIABLES = "variables"


def variables_port(*, optional: bool) -> Port:
    """The variables that come in, for a node whose `run` looks at them."""
    return Port(VARIABLES, "variables", optional=optional, multiple=True)


class VariableTest(BaseModel):
    """What a variable must fulfil: its name, an operator, and a value to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    variable: str = Field(description="The variable to look at.")
    operator: Operator = Field("equal", description="How to compare.")
    value: Scalar | None = setting(None, "What to compare with.", when={"operator": COMPARING})

    @model_validator(mode="after")
    def _check_value(self) -> VariableTest:
        if self.operator not in ALONE and self.value is None:
            raise ValueError(f"{self.operator!r} needs a value to compare with")
        return self

    def holds(self, variables: Mapping[str, Any]) -> bool:
        """Whether the variable fulfils this. Raises DataError when there is no such variable, or it cannot be compared."""
        value = found(variables, self.variable)
        if self.operator in ("is missing", "is not missing"):
            return (value is None or value != value) == (self.operator == "is missing")
        if self.operator == "is true":
            return is_true(value, self.variable)
        if value is None or value != value:
            return self.operator == "not equal"
        return self._compared(value)

    def _compared(self, value: Scalar) -> bool:
        assert self.value is not None
        if self.operator in ("contains", "starts with", "ends with"):
            text, part = as_text(value), as_text(self.value)
            return {"contains": part in text, "starts with": text.startswith(part), "ends with": text.endswith(part)}[
                self.operator
            ]
        one, other = alike(value, self.value)
        if self.operator in ("equal", "not equal"):
            return (one == other) == (self.operator == "equal")
        if isinstance(one, str) != isinstance(other, str):
            raise DataError(
                f"the variable {quoted(self.variable)} is {quoted(value)} and cannot be ordered against "
                f"{quoted(self.value)}; compare a number with a number, a text with a text",
                port=VARIABLES,
            )
        below, same = one < other, one == other  # type: ignore[operator]
        return {"less": below, "less or equal": below or same, "greater": not below and not same}.get(
            self.operator, not below
        )


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


def alike(one: Scalar, other: Scalar) -> tuple[Scalar, Scalar]:
    """Two values to be compared: a number and a text that reads as a number are two numbers, true and "true" two truths."""
    if isinstance(one, str) == isinstance(other, str):
        return one, other
    if isinstance(one, str):
        return read(one, type(other)), other
    return one, read(str(other), type(one))


def read(text: str, kind: type) -> Scalar:
    """A text as a truth or a number where it reads as one, else the text."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    for convert in (int, float):
        try:
            return convert(text)
        except (ValueError, OverflowError):
            continue
    return text


def as_text(value: Scalar) -> str:
    """A value as a person writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_true(value: Any, name: str) -> bool:
    """Whether a variable is true; a number is when it is not 0. Raises DataError for a text that is neither."""
    if value is None or value != value:
        return False
    truth = read(value, bool) if isinstance(value, str) else value
    if isinstance(truth, str):
        raise DataError(
            f"the variable {quoted(name)} is {quoted(value)}, which is neither true nor false", port=VARIABLES
        )
    return bool(truth)
