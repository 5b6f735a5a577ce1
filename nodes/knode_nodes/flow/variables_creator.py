"""Variables that a person types in."""

from __future__ import annotations

import math
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Example, Node, Variables, VariablesSpec, quoted, setting


class NewVariable(BaseModel):
    """A variable: its name, its type, and its value as text; an empty value is a missing one, for a text the empty text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field("variable", min_length=1, description="Its name.")
    type: Literal["text", "integer", "number", "boolean"] = Field("text", description="Its type.")
    value: str | int | float | bool | None = Field("", description="Its value; empty is missing, unless it is a text.")

    def read(self) -> Any:
        """The value, of its type. Raises ValueError when it does not read as one."""
        text = "" if self.value is None else str(self.value)
        if self.type == "text":
            return None if self.value is None else text
        if not text.strip():
            return None
        return {"integer": self._integer, "number": self._number, "boolean": self._boolean}[self.type](text.strip())

    def _integer(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            pass
        number = self._number(text)
        if not number.is_integer():
            raise ValueError(f"{quoted(text)} is no whole number (variable {quoted(self.name)})")
        return int(number)

    def _number(self, text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(
                f"{quoted(text)} is no number (variable {quoted(self.name)}); write it as 1234.5"
            ) from None
        return number

    def _boolean(self, text: str) -> bool:
        truths = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() not in truths:
            raise ValueError(f"{quoted(text)} is neither true nor false (variable {quoted(self.name)})")
        return truths[text.lower()]


class VariablesCreator(Node):
    """Make variables: named single values, which drive settings of other nodes, and decide at If and Switch.

    Each has a name, a type (text, integer, number, boolean) and a value. An empty value is missing; for a text it is
    the empty text.

    Example: `threshold`, number, 0.5. Connect the node to the variables of a Row Filter, and bind the filter's value to it.
    """

    pack = "flow"
    icon = "variables-creator"
    keywords = ("Variable Creator", "Create Variables", "flow variables", "constants", "Text Input", "parameters")
    example = Example({"values": [{"name": "threshold", "type": "number", "value": 0.5}]})
    values: tuple[NewVariable, ...] = setting((), "The variables: name, type, value.")

    @field_validator("values")
    @classmethod
    def _readable(cls, values: tuple[NewVariable, ...]) -> tuple[NewVariable, ...]:
        names = [variable.name for variable in values]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"there are two variables {quoted(name)}")
        for variable in values:
            variable.read()
        return values

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The names."""
        return {"variables": VariablesSpec(names=tuple(variable.name for variable in self.values))}

    def run(self) -> Variables:
        """Make them."""
        return Variables({variable.name: variable.read() for variable in self.values})
