"""Let a captured workflow pass only when it is good enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import model_validator

from knode.api import Captured, Context, Example, GateFailed, Node, Variables, setting
from knode_nodes.deploy._rules import Rule, measured, shown


class QualityGate(Node):
    """Let a captured workflow pass to its deployment only when its measures are good enough.

    Each rule names a metric and a threshold. Which direction is better follows from the metric's name (accuracy, f1,
    roc_auc, r2 … higher; log_loss, rmse, mae … lower) or is set. Instead of a fixed threshold a rule may take the
    metric of the version that is deployed now, from its model card, less a tolerance. While nothing is deployed yet,
    such a rule passes.

    When a rule is broken, the gate says no: what is behind it does not run, and `knode exec` ends with exit code 3. The
    metrics go into the lineage of the workflow, and from there into the model card of its bundle. Without any rule they
    are only noted.

    Example: connect the metrics of a Scorer and the workflow of a Capture End, set the rule `accuracy` with threshold
    0.9, and connect a Bundle Writer behind it.
    """

    pack = "deploy"
    icon = "quality-gate"
    keywords = ("threshold", "model validation", "champion challenger", "acceptance", "stop deployment")
    example = Example({"rules": [{"metric": "roc_auc", "threshold": 0.8}]})
    rules: tuple[Rule, ...] = setting((), "What must be true: metric, threshold, direction, baseline, tolerance.")
    deployed: str = setting(
        "",
        "Where the deployed version is, for rules that compare with it: a bundle, or a folder of bundles.",
        form="file",
    )
    name: str = setting("", "The name of the bundle in that folder, when there are several.", when={"deployed": True})

    @model_validator(mode="after")
    def _place_is_known(self) -> QualityGate:
        if not self.deployed and any(rule.baseline == "deployed" for rule in self.rules):
            raise ValueError("a rule compares with the deployed version: say in `deployed` where that is")
        return self

    def fingerprint(self, folder: Path) -> Any:
        """Name, size and time of the deployed bundles, when a rule looks at them."""
        if not any(rule.baseline == "deployed" for rule in self.rules):
            return None
        place = folder / self.deployed
        files = sorted(place.glob("*.knodez")) if place.is_dir() else [place]
        return [[str(file), *_state(file)] for file in files]

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The workflow passes as it is."""
        return {"workflow": inputs.get("workflow")}

    def run(self, metrics: Variables, workflow: Captured, context: Context) -> Captured:
        """Check every rule. Raises GateFailed."""
        broken = [error for rule in self.rules if (error := self._broken(rule, metrics, context)) is not None]
        if broken:
            said = "; ".join(error.message for error in broken)
            raise GateFailed(f"The gate says no: {said}. Nothing behind it runs", **broken[0].facts)
        noted = {**workflow.lineage.get("metrics", {}), **_finite(metrics)}
        checks = [*workflow.lineage.get("gate", []), *map(_noted, self.rules)]
        lineage = {**workflow.lineage, "metrics": noted}
        return replace(workflow, lineage={**lineage, "gate": checks} if checks else lineage)

    def _broken(self, rule: Rule, metrics: Variables, context: Context) -> GateFailed | None:
        value = measured(metrics, rule.metric)
        baseline = self._baseline(rule, context)
        if baseline is None:
            return None
        wanted = rule.words(baseline) + (" (as the deployed version)" if rule.baseline == "deployed" else "")
        if rule.passes(value, baseline):
            context.info(f"{rule.metric} is {shown(value)}; {wanted} is wanted: passed.")
            return None
        limit = rule.limit(baseline)
        return GateFailed(
            f"{rule.metric} is {shown(value)}, and must be {wanted}", metric=rule.metric, value=value, threshold=limit
        )

    def _baseline(self, rule: Rule, context: Context) -> float | None:
        """What a rule compares with; None when that is not there yet, which the person is told."""
        if rule.threshold is not None:
            return rule.threshold
        manifest = context.deployed(context.folder / self.deployed, self.name)
        if manifest is None:
            context.info(f"Nothing is deployed at {self.deployed} yet: {rule.metric} is compared with nothing.")
            return None
        known = manifest.get("card", {}).get("metrics", {})
        title = f"{manifest['name']} {manifest['version']}"
        if not isinstance(known.get(rule.metric), int | float):
            context.warn(f"The card of the deployed {title} has no {rule.metric}: it is compared with nothing.")
            return None
        return float(known[rule.metric])


def _state(file: Path) -> tuple[int, int] | tuple[()]:
    try:
        stat = file.stat()
    except OSError:
        return ()
    return stat.st_size, stat.st_mtime_ns


def _finite(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has no number that is not finite."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in metrics.items()
    }


def _noted(rule: Rule) -> dict[str, Any]:
    """A rule as the lineage keeps it. What the deployed version had is left out: the same workflow gives the same bundle."""
    noted = rule.model_dump(exclude_none=True, exclude={"direction"})
    return {**noted, "direction": "higher" if rule.higher_is_better() else "lower"}
