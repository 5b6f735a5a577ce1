"""The model card of a bundle: what it is for, how good it was, what it learned from, and how it decides.

It stands in the manifest under `card`, and can be read as Markdown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knode.core.values import Captured, Model

MOST_WEIGHTS = 50
"""Importances or coefficients of one model, at most; the greatest are kept."""
SHOWN = 15
"""Of them, those in the readable card."""
WEIGHTS = {"importances": "feature_importances_", "coefficients": "coef_"}
"""What a model's facts call how it weighs its inputs, and what scikit-learn's estimators do."""


def card_of(captured: Captured, intended_use: str = "") -> dict[str, Any]:
    """The card as JSON data; the same captured workflow has the same card."""
    lineage = captured.lineage
    return {
        "intended_use": intended_use,
        "metrics": plain(lineage.get("metrics", {})),
        "gate": plain(lineage.get("gate", [])),
        "data": plain(_data_of(lineage)),
        "held_out": {
            end: {name: {"rows": len(table), "columns": table.shape[1]} for name, table in tables.items()}
            for end, tables in (("inputs", captured.contract.inputs), ("outputs", captured.contract.outputs))
        },
        "models": [_model(node, value) for node, (_, value) in sorted(captured.frozen.items()) if _is_model(value)],
    }


def _data_of(lineage: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that a capture, or each segment of a combination, learned from."""
    found = dict(lineage.get("data", {}))
    for part, inner in lineage.get("segments", {}).items():
        found |= {f"{part}.{name}": facts for name, facts in _data_of(inner).items()}
    return found


def _is_model(value: Any) -> bool:
    return isinstance(value, Model)


def _model(node: str, model: Model) -> dict[str, Any]:
    facts = {name: value for name, value in model.facts.items() if name != "libraries"}
    found = {
        "node": node,
        "name": model.name,
        "kind": model.kind,
        "estimator": type(last_step(model.estimator)).__name__,
        "target": model.target,
        "classes": list(model.classes),
        "inputs": model.inputs.names,
        "facts": {**facts, **_weights(model)},
    }
    return {name: plain(value) for name, value in found.items() if value not in (None, [], "")}


def _weights(model: Model) -> dict[str, Any]:
    """Importances or coefficients that the estimator itself has, one for each input, where no fact tells them."""
    if any(name in model.facts for name in WEIGHTS):
        return {}
    estimator = last_step(model.estimator)
    for name, attribute in WEIGHTS.items():
        values = getattr(estimator, attribute, None)
        if values is not None and values.shape == (len(model.inputs.names),):
            ranked = sorted(zip(model.inputs.names, values.tolist(), strict=True), key=lambda pair: -abs(pair[1]))
            return {name: dict(ranked[:MOST_WEIGHTS])}
    return {}


def last_step(estimator: Any) -> Any:
    """The last step of a pipeline; any other estimator itself."""
    steps = getattr(estimator, "steps", None)
    return steps[-1][1] if steps else estimator


def plain(value: Any) -> Any:
    """`value` as JSON data: NumPy's scalars as Python's, numbers that are not finite as None, dates as texts."""
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value)


# ---- to read


def markdown(manifest: Mapping[str, Any]) -> str:
    """The card of a bundle as Markdown."""
    card = manifest.get("card", {})
    lines = [f"# {manifest['name']} {manifest['version']}", ""]
    lines += [card.get("intended_use") or "No intended use is stated.", ""]
    for title, section in (
        ("How good it is", _quality(card)),
        ("What it learned from", _learned_from(card)),
        ("Models", _models(card)),
        ("What goes in and comes out", _signature(manifest)),
        ("Where it comes from", _origin(manifest)),
    ):
        found = list(section)
        if found:
            lines += [f"## {title}", "", *found, ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    if rows:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(value: Any) -> str:
    text = f"{value:.4g}" if isinstance(value, float) else f"{value:,}" if type(value) is int else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def _quality(card: Mapping[str, Any]) -> Iterator[str]:
    metrics = card.get("metrics", {})
    yield from _table(("metric", "value"), list(metrics.items()))
    if not metrics:
        yield "No metrics were recorded."
    for rule in card.get("gate", []):
        least = "at least" if rule["direction"] == "higher" else "at most"
        wanted = f"{least} {rule['threshold']:g}" if "threshold" in rule else "no worse than the deployed version"
        leeway = f" (tolerance {rule['tolerance']:g})" if rule.get("tolerance") else ""
        yield f"\nThe quality gate asked for {rule['metric']}: {wanted}{leeway}."
    rows = max((table["rows"] for table in card.get("held_out", {}).get("outputs", {}).values()), default=0)
    yield f"\nThe bundle was proved on {rows:,} held-out rows: it answers as the training workflow did."


def _learned_from(card: Mapping[str, Any]) -> Iterator[str]:
    data = card.get("data", {})
    rows = [(name, facts["rows"], facts["columns"], facts["sha256"][:12]) for name, facts in data.items()]
    yield from _table(("table", "rows", "columns", "fingerprint"), rows)


def _models(card: Mapping[str, Any]) -> Iterator[str]:
    for model in card.get("models", []):
        yield f"### {model['name'] or model['node']} ({model['estimator']})"
        yield ""
        yield from _table(("fact", "value"), [("kind", model["kind"]), *_facts(model)])
        yield ""
        for name in WEIGHTS:
            weights = model["facts"].get(name, {})
            yield from _ranked(name, weights)


def _facts(model: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("target", "classes"):
        if name in model:
            yield name, ", ".join(map(str, model[name])) if isinstance(model[name], list) else model[name]
    for name, value in model["facts"].items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield name.replace("_", " "), value


def _ranked(name: str, weights: Mapping[str, Any]) -> Iterator[str]:
    """Weights by feature; those by class and feature one table for each class."""
    nested = {key: value for key, value in weights.items() if isinstance(value, Mapping)}
    for key, inner in nested.items():
        yield from _ranked(f"{name} for {key}", inner)
    ranked = sorted(weights.items(), key=lambda pair: -abs(pair[1] or 0.0)) if not nested else []
    rows = ranked[:SHOWN]
    if rows:
        yield from _table((f"feature ({name})", "weight"), rows)
        if len(weights) > SHOWN:
            yield f"\n… and {len(weights) - SHOWN} more."
        yield ""


def _signature(manifest: Mapping[str, Any]) -> Iterator[str]:
    for end, word in (("inputs", "in"), ("outputs", "out")):
        for name, schema in manifest.get("signature", {}).get(end, {}).items():
            columns = schema.get("items", {}).get("properties", {})
            listed = ", ".join(f"{column} ({facts.get('x-dtype', '')})" for column, facts in columns.items())
            yield f"- {word}: **{name}**: {listed}"


def _origin(manifest: Mapping[str, Any]) -> Iterator[str]:
    lineage = manifest.get("lineage", {})
    if lineage.get("workflow"):
        yield f"- workflow: {lineage['workflow']} ({lineage.get('workflow_sha256', '')[:12]})"
    for name, value in lineage.get("parameters", {}).items():
        yield f"- parameter {name} = {value}"
    packages = ", ".join(f"{name} {version}" for name, version in manifest.get("packages", {}).items())
    yield f"- made with {packages}"
