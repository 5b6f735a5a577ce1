"""Columns that pass through a segment: a later segment reads them, and the earlier one only hands them on.

A capture asks for no column that it does not need. Where a later segment needs one, the earlier segment's input asks for it
too, if trying it on rows that both have shows that it comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knode.core import document
from knode.core.errors import KnodeError
from knode.core.spec import TableSpec
from knode.core.values import Captured, Contract
from knode.core.wiring import Wiring
from knode.core.workflow import Workflow
from knode.deploy.parity import differences
from knode.engine.inline import run_captured

if TYPE_CHECKING:
    import pandas as pd


def passed_on(parts: Mapping[str, Captured], wiring: Wiring) -> dict[str, Captured]:
    """The segments, those that hand on columns for later ones with wider inputs."""
    made = dict(parts)
    for target in reversed(wiring.order):
        for (segment, port), (giver, output) in wiring.fed.items():
            if segment == target:
                made[giver] = _handing_on(made[giver], output, made[segment], port)
    return made


def _handing_on(giver: Captured, output: str, taker: Captured, port: str) -> Captured:
    """`giver` with an input that also asks for what `taker` needs, or as it is when nothing is absent, or nothing helps."""
    wanted, given = (taker.spec.inputs or {})[port], (giver.spec.outputs or {})[output]
    rows = taker.contract.inputs.get(port)
    if wanted.table is None or given.table is None or rows is None or wanted.missing_column == "fill":
        return giver
    absent = [name for name in wanted.table.names if name not in given.table]
    if not absent:
        return giver
    for entry, end in (giver.spec.inputs or {}).items():
        table: Any = giver.contract.inputs.get(entry)
        if end.extra_column == "keep" and hasattr(table, "iloc") and not set(absent) & set(table.columns):
            made = _tried(giver, entry, output, rows[absent])
            if made is not None:
                workflow = _asking(giver.workflow, entry, wanted.table.select(absent))
                return replace(giver, workflow=workflow, contract=made)
    return giver


def _tried(giver: Captured, entry: str, output: str, further: pd.DataFrame) -> Contract | None:
    """The contract with further columns at an input; None when they do not come out as they went in."""
    table: Any = giver.contract.inputs[entry]
    common = table.index.intersection(further.index)
    if not len(common) or not table.index.is_unique or not further.index.is_unique:
        return None
    inputs = {
        name: one.loc[common] if hasattr(one, "iloc") and common.isin(one.index).all() else one
        for name, one in giver.contract.inputs.items()
    }
    inputs[entry] = inputs[entry].join(further.loc[common])
    try:
        made = run_captured(giver, inputs)
    except KnodeError:
        return None
    found = made[output]
    if not set(further.columns) <= set(found.columns) or not found.index.isin(common).all():
        return None
    if any(True for _ in differences({output: further.loc[found.index]}, {output: found[list(further.columns)]})):
        return None
    return Contract(inputs, {name: one for name, one in made.items() if hasattr(one, "iloc")})


def _asking(workflow: Workflow, entry: str, further: TableSpec) -> Workflow:
    """A copy of the document whose input also asks for these columns, if it describes its columns at all."""
    made = document.loads(document.dumps(workflow), workflow.name, workflow.registry)
    made.folder = workflow.folder
    instance = made.nodes[made.ends("input")[entry]]
    described = instance.settings.get("columns")
    if described:
        columns = [*described, *further.model_dump(mode="json", exclude_defaults=True)["columns"]]
        made.replace(replace(instance, settings={**instance.settings, "columns": columns}))
    return made
