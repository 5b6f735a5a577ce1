"""Combines captured workflows, the segments, into one, and proves that it gives what they give one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knode.core.errors import CombineError, KnodeError, quoted
from knode.core.fitting import check_fit
from knode.core.spec import TableSpec
from knode.core.values import Captured, Contract, Model
from knode.core.wiring import End, Wiring, segment_names, wired
from knode.deploy.joining import joined
from knode.deploy.narrowing import narrowed
from knode.deploy.parity import differences, prove
from knode.deploy.passing import passed_on
from knode.deploy.rows import shared_rows
from knode.engine.inline import run_captured

if TYPE_CHECKING:
    import pandas as pd

NAMED = ("parameters", "metrics", "left_out_because")
LISTED = ("left_out", "secrets")
"""Facts in the lineage of a capture that hold for a combination too."""


def combine(
    segments: Sequence[Captured], by_hand: Mapping[str, str], names: Sequence[str] = (), *, name: str = ""
) -> Captured:
    """One captured workflow of several.

    Args:
        segments: the captured workflows.
        by_hand: what feeds what where names do not say it, see `wiring.wired`.
        names: what the segments are called in `by_hand`; a, b, c … by default.
        name: of the combination.

    Raises:
        UnknownName: `by_hand` names a segment or port that does not exist.
        CombineError: the segments do not fit together.
        ParityFailed: a segment is not what was captured, or the combination does not give what the segments give.
    """
    parts = dict(zip(segment_names(len(segments), names), segments, strict=True))
    wiring = wired({part: captured.spec for part, captured in parts.items()}, by_hand)
    check_fit({part: captured.spec for part, captured in parts.items()}, wiring, passing=True)
    for captured in parts.values():
        if captured.contract.outputs:
            prove(captured)
    parts = passed_on(parts, wiring)
    specs = {part: captured.spec for part, captured in parts.items()}
    check_fit(specs, wiring, passing=False)
    title = name or " and ".join(dict.fromkeys(one.workflow.name for one in segments if one.workflow.name))
    workflow, frozen, origin = joined(parts, specs, wiring, title)
    contract, proof = _contract(parts, wiring)
    lineage = {**_lineage(parts, wiring, by_hand), "workflow": title, "frozen": origin, "proof": proof}
    made = _without_targets(Captured(workflow, frozen, contract, lineage))
    if contract.outputs:
        prove(made)
    return made


def _without_targets(made: Captured) -> Captured:
    """The combination without columns at its inputs that are only there to be predicted, if it gives the same so.

    A segment that treats all columns by itself asks for the target too, as nobody told it what is predicted later.
    """
    asked = {name: end.table for name, end in (made.spec.inputs or {}).items()}
    targets = {value.target for _, value in made.frozen.values() if isinstance(value, Model) and value.target}
    tables = made.contract.inputs
    if not any(table and targets & set(table.names) for table in asked.values()) or asked.keys() != tables.keys():
        return made
    if not all(hasattr(table, "iloc") for table in tables.values()):
        return made
    _describe(made, dict.fromkeys(asked))
    slim = narrowed(made, tables, {str(column) for table in tables.values() for column in table.columns})
    _describe(
        slim,
        {name: table and table.select(map(str, slim.contract.inputs[name].columns)) for name, table in asked.items()},
    )
    return slim


def _describe(captured: Captured, tables: Mapping[str, TableSpec | None]) -> None:
    """Let the inputs ask for these columns."""
    workflow = captured.workflow
    for name, node in workflow.ends("input").items():
        instance, table = workflow.nodes[node], tables[name]
        columns = table.model_dump(mode="json", exclude_defaults=True).get("columns", []) if table else []
        workflow.replace(replace(instance, settings={**instance.settings, "columns": columns}))


def _lineage(parts: Mapping[str, Captured], wiring: Wiring, by_hand: Mapping[str, str]) -> dict[str, Any]:
    """Where the segments come from, each by itself, and what that says of the whole."""
    found = {part: dict(captured.lineage) for part, captured in parts.items()}
    listed = {key: sorted({one for facts in found.values() for one in facts.get(key, [])}) for key in LISTED}
    data = {name: found[ends[0][0]].get("data", {}).get(ends[0][1]) for name, ends in wiring.inputs.items()}
    return {
        **{key: value for key in NAMED if (value := _together(found, key))},
        **listed,
        "data": {name: facts for name, facts in data.items() if facts is not None},
        "gate": [check for facts in found.values() for check in facts.get("gate", [])],
        "segments": found,
        "wiring": dict(by_hand),
    }


def _together(found: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, Any]:
    """Facts of all segments by name; one that differs from an earlier one is called `segment.name`."""
    made: dict[str, Any] = {}
    for part, facts in found.items():
        for name, value in facts.get(key, {}).items():
            made[name if made.get(name, value) == value else f"{part}.{name}"] = value
    return made


def _contract(parts: Mapping[str, Captured], wiring: Wiring) -> tuple[Contract, dict[str, Any]]:
    """The contract of a combination: the rows of its segments, and what the segments give for them in turn.

    Also says, for each output, for how many of the rows that is the training workflow's own answer.
    """
    rows = shared_rows(parts, wiring)
    if rows is None:
        return Contract({}, {}), {"rows": 0, "as_trained": {}}
    given, made = in_turn(parts, wiring, rows)
    outputs = {name: made[end] for name, end in wiring.outputs.items() if hasattr(made[end], "iloc")}
    proof = {
        "rows": sum(len(table) for table in outputs.values()),
        "as_trained": {
            name: _as_trained(parts[end[0]], end, given, made)
            for name, end in wiring.outputs.items()
            if name in outputs
        },
    }
    return Contract(rows, outputs), proof


def in_turn(
    parts: Mapping[str, Captured], wiring: Wiring, inputs: Mapping[str, Any]
) -> tuple[dict[End, Any], dict[End, Any]]:
    """Run the segments one after the other: what each input was given, and what each output gave."""
    filled = {end: inputs[name] for name, ends in wiring.inputs.items() if name in inputs for end in ends}
    made: dict[End, Any] = {}
    for part in wiring.order:
        filled.update({end: made[source] for end, source in wiring.fed.items() if end[0] == part})
        mine = {port: value for (segment, port), value in filled.items() if segment == part}
        try:
            made.update({(part, port): value for port, value in run_captured(parts[part], mine).items()})
        except KnodeError as error:
            raise CombineError(
                f"Segment {quoted(part)} cannot work on what it gets from the others: {error.message}", **error.facts
            ) from error
    return filled, made


def _as_trained(captured: Captured, end: End, given: Mapping[End, Any], made: Mapping[End, Any]) -> int:
    """For how many rows a segment was given what its contract has, and gave what the training workflow gave."""
    expected = captured.contract.outputs.get(end[1])
    if expected is None:
        return 0
    pairs: list[tuple[Any, Any]] = [
        (table, given.get((end[0], port))) for port, table in captured.contract.inputs.items()
    ]
    pairs.append((expected, made[end]))
    common = made[end].index
    for table, found in pairs:
        if not hasattr(table, "iloc") or not hasattr(found, "iloc") or not table.index.is_unique:
            return 0
        common = common[common.isin(table.index) & common.isin(found.index)]
    return len(common) if all(_same(table.loc[common], found.loc[common]) for table, found in pairs) else 0


def _same(expected: pd.DataFrame, found: pd.DataFrame) -> bool:
    """Whether a table has the columns of the expected one, and beside them at most others, with the same values."""
    names = list(expected.columns)
    if not set(names) <= set(found.columns):
        return False
    return not any(True for _ in differences({"rows": expected}, {"rows": found[names]}))
