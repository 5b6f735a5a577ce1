"""Contract rows: which held-out rows travel with a capture, and which columns its inputs must have."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knode.core.errors import CaptureError, KnodeError, quoted
from knode.core.spec import TableSpec, column_type
from knode.core.values import Captured, Contract, Model
from knode.core.workflow import Workflow
from knode.deploy.parity import differences
from knode.engine.inline import run_captured

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 200
"""Rows of a contract, at most."""


def sampled(
    came_in: Mapping[str, pd.DataFrame],
    came_out: Mapping[str, pd.DataFrame],
    *,
    rowwise: bool,
    passed: Sequence[str],
) -> Contract:
    """The contract of a capture, from the rows that came in and the rows that reached its end.

    Rows are followed by their index. Where every captured node works row by row, at most `MOST_ROWS` rows are chosen:
    those with missing values, extremes and rare categories first. Otherwise all rows are needed.

    Raises:
        CaptureError: rows cannot be followed.
    """
    if not rowwise:
        if passed:
            raise CaptureError(
                f"The capture leaves out {', '.join(map(quoted, passed))}, and holds a node that looks at many rows at "
                "once: what it gives for some of the rows cannot be told. Capture one of the two only."
            )
        return Contract(dict(came_in), dict(came_out))
    kept = None
    for table in came_out.values():
        kept = table.index if kept is None else kept.intersection(table.index)
    for name, table in came_in.items():
        if not table.index.is_unique or kept is None or not kept.isin(table.index).all():
            raise CaptureError(
                f"The rows at the Capture End cannot be traced to the rows of {quoted(name)}: their index "
                "has repeated or other values. Reset the index before the Capture Start."
            )
    assert kept is not None
    first = next(iter(came_in.values())).loc[kept]
    chosen = kept[edge_rows(first, MOST_ROWS)]
    return Contract(
        {name: table.loc[chosen] for name, table in came_in.items()},
        {name: table.loc[chosen] for name, table in came_out.items()},
    )


def edge_rows(table: pd.DataFrame, most: int) -> list[int]:
    """Positions of at most `most` rows: missing values, extremes and rare categories first, then evenly spread ones."""
    positions: dict[int, None] = {}
    for position in range(table.shape[1]):
        positions.update(dict.fromkeys(_edges_of(table.iloc[:, position])))
    count = len(table)
    wanted = min(most, count)
    chosen = dict.fromkeys(list(positions)[: wanted // 2])
    left = wanted - len(chosen)
    chosen.update(dict.fromkeys(number * count // left for number in range(left)))
    unused = (position for position in range(count) if position not in chosen)
    return sorted([*chosen, *itertools.islice(unused, wanted - len(chosen))])


def _edges_of(column: pd.Series[Any]) -> list[int]:
    import numpy as np

    missing = np.flatnonzero(column.isna().to_numpy())
    found: list[int] = [int(row) for row in missing[:2]]
    if len(missing) == len(column):
        return found
    kind = column_type(column.dtype)
    if kind in ("number", "datetime", "duration") and column.dtype != object:
        present = np.flatnonzero(column.notna().to_numpy())
        order = column.iloc[present].argsort().to_numpy()
        found += [int(present[order[0]]), int(present[order[-1]])]
    elif kind in ("text", "category", "boolean"):
        codes, uniques = column.factorize()
        counts = np.bincount(codes[codes >= 0], minlength=len(uniques))
        for rare in np.argsort(counts, kind="stable")[:3]:
            found.append(int(np.flatnonzero(codes == rare)[0]))
    return found


def narrowed(captured: Captured, came_in: Mapping[str, pd.DataFrame]) -> Captured:
    """The capture with inputs that ask only for columns which something needs, the target first of all to go.

    What is needed is tried out: a narrower input must give the same rows as the contract, less the columns left out.
    """
    models = [value for kind, value in captured.frozen.values() if isinstance(value, Model)]
    every = {str(column) for table in came_in.values() for column in table.columns}
    targets = {model.target for model in models if model.target}
    read = {name for model in models for name in model.inputs.names}
    for kept in (_needed(models) - targets, read - targets, every - targets, every):
        columns = {name: [column for column in table.columns if column in kept] for name, table in came_in.items()}
        try:
            tried = _with_columns(captured, columns)
        except KnodeError:
            if kept is every:
                raise
            continue
        if tried is not None:
            return _typed(tried, {name: came_in[name][columns[name]] for name in columns})
    raise CaptureError("The captured workflow does not give, for the rows that came in, what reached the Capture End.")


def _needed(models: Sequence[Model]) -> set[str]:
    """The columns that models read which cannot do with less, and those from which others make such columns."""
    whole = [model for model in models if model.narrowed(()) is None]
    single = [model for model in models if model.narrowed(()) is not None]
    needed = {name for model in whole for name in model.inputs.names}
    before = -1
    while before != len(needed):
        before = len(needed)
        for model in single:
            needed.update(name for name in model.inputs.names if _makes(model, name) & needed)
    return needed or {name for model in models for name in model.inputs.names}


def _makes(model: Model, column: str) -> set[str]:
    """The outputs that a model makes of one input column."""
    alone = model.narrowed([column])
    return set() if alone is None else set(alone.outputs.names)


def _with_columns(captured: Captured, columns: Mapping[str, list[str]]) -> Captured | None:
    """The capture with narrower contract rows and models, or None when they give something else."""
    inputs = {name: captured.contract.inputs[name][kept] for name, kept in columns.items()}
    dropped = {
        str(column)
        for name, table in captured.contract.inputs.items()
        for column in table.columns
        if column not in columns[name]
    }
    slimmer = replace(captured, frozen={node: _slimmed(*frozen, dropped) for node, frozen in captured.frozen.items()})
    made = run_captured(slimmer, inputs)
    outputs: dict[str, pd.DataFrame] = {}
    for name, table in captured.contract.outputs.items():
        there = set(made[name].columns)
        gone = {column for column in table.columns if column not in there and _comes_from(column, dropped, captured)}
        outputs[name] = table[[column for column in table.columns if column not in gone]]
    if dropped and any(True for _ in differences(outputs, made)):
        return None
    return replace(slimmer, contract=Contract(inputs, outputs))


def _slimmed(kind: str, value: Any, dropped: set[str]) -> tuple[str, Any]:
    """A frozen model without the columns that no longer come in, where it can do without them."""
    if not isinstance(value, Model) or not dropped & set(value.inputs.names):
        return kind, value
    return kind, value.narrowed(set(value.inputs.names) - dropped) or value


def _comes_from(column: str, dropped: set[str], captured: Captured) -> bool:
    """Whether an output column was one of the columns left out, or made of them alone."""
    models = [value for _, value in captured.frozen.values() if isinstance(value, Model)]
    return column in dropped or any(
        column in _makes(model, name) for model in models for name in dropped & set(model.inputs.names)
    )


def _typed(captured: Captured, came_in: Mapping[str, pd.DataFrame]) -> Captured:
    """The capture with its inputs described: names, types, categories, ranges and what may be missing."""
    workflow: Workflow = captured.workflow
    for name, node in workflow.ends("input").items():
        spec = TableSpec.of(came_in[name], ranges=True)
        instance = workflow.nodes[node]
        described = spec.model_dump(mode="json", exclude_defaults=True)["columns"] if spec.columns else []
        workflow.replace(replace(instance, settings={**instance.settings, "columns": described}))
    return captured
