"""Parameters of a workflow: typed values that are given when it runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from knode.core.errors import SettingError, quoted
from knode.core.synonyms import meant

ParameterType = Literal["text", "integer", "number", "boolean", "any"]
PARAMETER_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "any": (object,),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed value that is given when a workflow runs, and that settings may be bound to."""

    name: str
    type: ParameterType = "any"
    default: Any = None
    required: bool = False
    description: str = ""
    choices: tuple[Any, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None

    def check(self, value: Any) -> Any:
        """`value` if it fits, a whole number as a float where a number is wanted; None, but for a text, as where no value is
        given and there is no default. Raises SettingError."""
        if value is None and self.default is None and not self.required and self.type != "text":
            return None
        allowed = PARAMETER_TYPES[self.type]
        if not isinstance(value, allowed) or (isinstance(value, bool) and self.type in ("integer", "number")):
            raise SettingError(self.name, f"the parameter should be of type {self.type}", value=value)
        if self.type == "number" or isinstance(value, float):
            value = self._finite(value)
        if self.choices is not None and value not in self.choices:
            listed = ", ".join(quoted(choice) for choice in self.choices[:12])
            near = meant(value, self.choices) if isinstance(value, str) else None
            hint = f" (did you mean {quoted(near)}?)" if near else ""
            raise SettingError(self.name, f"the parameter should be one of {listed}{hint}", value=value)
        is_number = isinstance(value, int | float)
        if self.minimum is not None and is_number and value < self.minimum:
            raise SettingError(self.name, f"the parameter should be at least {self.minimum:.15g}", value=value)
        if self.maximum is not None and is_number and value > self.maximum:
            raise SettingError(self.name, f"the parameter should be at most {self.maximum:.15g}", value=value)
        return value

    def _finite(self, value: Any) -> Any:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise SettingError(self.name, "the parameter should be a finite number", value=value)
        return number if isinstance(value, int) else value

    def checked_default(self) -> Any:
        """The default after `check`; no default is None whatever the type. Raises SettingError."""
        return None if self.default is None else self.check(self.default)
