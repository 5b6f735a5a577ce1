"""Rules of a quality gate: which measure must reach what, and which direction is better."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import DataError, nearest, quoted, setting

HIGHER = frozenset({"accuracy", "auc", "f1", "jaccard", "kappa", "mcc", "precision", "r2", "recall", "sensitivity"})
LOWER = frozenset({"brier", "deviance", "error", "errors", "loss", "mae", "mape", "mse", "rmse", "rmsle"})
SIGNED = "signed"
"""A signed error is best at 0, so neither direction is better."""


class Rule(BaseModel):
    """One condition: a measure against a fixed threshold, or against that of the deployed version."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    metric: str = Field(..., min_length=1, description="The measure, such as accuracy.")
    threshold: float | None = setting(
        None, description="What it must reach, when the baseline is fixed.", when={"baseline": ("fixed",)}
    )
    direction: Literal["auto", "higher", "lower"] = Field("auto", description="Which is better; by its name if auto.")
    baseline: Literal["fixed", "deployed"] = Field("fixed", description="What it is compared with.")
    tolerance: float = setting(
        0.0, ge=0, description="By how much it may be worse than the baseline.", when={"baseline": ("deployed",)}
    )

    @model_validator(mode="after")
    def _one_baseline(self) -> Rule:
        if self.baseline == "fixed" and self.threshold is None:
            raise ValueError(f"the rule for {self.metric!r} needs a threshold")
        if self.baseline == "deployed" and self.threshold is not None:
            raise ValueError(
                f"the rule for {self.metric!r} takes its threshold from the deployed version: leave the threshold out, or "
                "make two rules of it"
            )
        return self

    def higher_is_better(self) -> bool:
        """Which direction is better. Raises DataError when the name does not tell."""
        if self.direction != "auto":
            return self.direction == "higher"
        words = set(re.split(r"[^a-z0-9]+", self.metric.lower()))
        rises, falls = bool(words & HIGHER), bool(words & LOWER)
        if rises == falls or SIGNED in words:
            raise DataError(
                f"whether {quoted(self.metric)} is better when it is higher or lower does not follow from its name: set "
                "the rule's direction",
                port="metrics",
            )
        return rises

    def limit(self, baseline: float) -> float:
        """The worst value that passes."""
        return baseline - self.tolerance if self.higher_is_better() else baseline + self.tolerance

    def passes(self, value: float, baseline: float) -> bool:
        """Whether a value is good enough. One that is not a number never is."""
        return value >= self.limit(baseline) if self.higher_is_better() else value <= self.limit(baseline)

    def words(self, baseline: float) -> str:
        """What must be, in words: "at least 0.9"."""
        return f"at {'least' if self.higher_is_better() else 'most'} {shown(self.limit(baseline))}"


def shown(value: float) -> str:
    """A number at six digits."""
    return f"{value:.6g}"


def measured(metrics: Mapping[str, Any], name: str) -> float:
    """A measure as a number. Raises DataError when it is not there or is no number."""
    if name not in metrics:
        near = nearest(name, metrics)
        hint = f"did you mean {quoted(near)}?" if near else f"there are {', '.join(metrics) or 'none'}"
        raise DataError(f"there is no metric {quoted(name)}; {hint}", port="metrics")
    value = metrics[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DataError(f"the metric {quoted(name)} is {quoted(value)}, which is no number", port="metrics")
    return float(value)
