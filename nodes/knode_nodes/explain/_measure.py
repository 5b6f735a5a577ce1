"""What the values of an explanation count, as its table says it and as axes name it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

KEY = "explained"
"""Where the `attrs` of an explanation hold its measure."""
SCALES = ("prediction", "probability", "log-odds", "score")
LONGEST = 40


@dataclass(frozen=True)
class Measure:
    """What was taken apart: one of `SCALES`, empty where it is not known; of a prediction also its name and unit."""

    scale: str = ""
    target: str = ""
    unit: str = ""

    @classmethod
    def of(cls, table: pd.DataFrame) -> Measure:
        """What a table says; it may come from elsewhere."""
        told = table.attrs.get(KEY)
        if not isinstance(told, Mapping) or told.get("scale") not in SCALES:
            return cls()
        return cls(*(str(told.get(name, "")) for name in ("scale", "target", "unit")))

    @property
    def attrs(self) -> dict[Hashable | None, Any]:
        """What a table is told."""
        return {KEY: asdict(self)}

    def named(self, label: str) -> str:
        """The output of which the values are parts, such as `log-odds of yes`; empty where it is not known.

        Args:
            label: the class that they speak for; empty for that which each row is predicted.
        """
        if not self.scale:
            return ""
        if self.scale == "prediction":
            return _cut(self.target) or "prediction"
        return f"{self.scale} of {_cut(label) or 'the predicted class'}"

    def effect(self, label: str) -> str:
        """What the values count, such as `effect on the log-odds of yes`."""
        if not self.scale:
            return f"effect towards {_cut(label)}" if label else "effect on the prediction"
        article = "" if self.scale == "prediction" and self.target else "the "
        return f"effect on {article}{self.named(label)}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST * 2 // 3]}…{text[1 - LONGEST // 3 :]}"
