"""Do captured workflows fit together: what each input takes against what it gets, and the columns of the combination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knode.core.errors import CombineError, one_of_kind, quoted
from knode.core.ports import TABLE
from knode.core.spec import ColumnSpec, EndSpec, TableSpec, WorkflowSpec
from knode.core.wiring import End, Wiring, segment_names, wired

ALIKE = {"category": "text"}
"""Types of columns that one workflow may give and another take, beside those that are the same."""


def combination(segments: Sequence[WorkflowSpec], by_hand: Mapping[str, str], names: Sequence[str]) -> WorkflowSpec:
    """The inputs and outputs of several captured workflows joined as `wiring.wired` says.

    Args:
        segments: their inputs and outputs, which are all known.
        by_hand: what feeds what where names do not say it.
        names: what the segments are called in `by_hand`; a, b, c … by default.

    Raises:
        UnknownName: `by_hand` names a segment or port that does not exist.
        CombineError: they do not fit together; it names the ports and the columns.
    """
    specs = dict(zip(segment_names(len(segments), names), segments, strict=True))
    wiring = wired(specs, by_hand)
    check_fit(specs, wiring, passing=True)
    return WorkflowSpec(
        inputs={name: merged([_of(specs, end, "inputs") for end in ends]) for name, ends in wiring.inputs.items()},
        outputs={name: _of(specs, end, "outputs") for name, end in wiring.outputs.items()},
    )


def check_fit(specs: Mapping[str, WorkflowSpec], wiring: Wiring, *, passing: bool) -> None:
    """Compare what each input takes with what it gets, as far as the columns are known.

    `passing` says that a column which a segment does not name may still come through it, from its own input.

    Raises CombineError, which names the ports and the columns.
    """
    for target, source in wiring.fed.items():
        wanted, given = _of(specs, target, "inputs"), _of(specs, source, "outputs")
        inputs = (specs[source[0]].inputs or {}).values()
        may_pass = passing and any(end.kind == TABLE.name and end.extra_column == "keep" for end in inputs)
        _check_end(target, wanted, source, given, may_pass)
    for ends in wiring.inputs.values():
        for end in ends[1:]:
            _check_shared(specs, ends[0], end)


def _of(specs: Mapping[str, WorkflowSpec], end: End, side: str) -> EndSpec:
    found: EndSpec = getattr(specs[end[0]], side)[end[1]]
    return found


def _check_end(target: End, wanted: EndSpec, source: End, given: EndSpec, may_pass: bool) -> None:
    _check_kinds(target, wanted, source, given)
    if wanted.table is None or given.table is None:
        return
    absent = [column.name for column in wanted.table.columns if column.name not in given.table]
    if absent and wanted.missing_column == "error" and not may_pass:
        raise CombineError(
            f"{'.'.join(target)} takes columns that {'.'.join(source)} does not give: {_listed(absent)}.",
            column=absent[0],
            expected=f"the columns {_listed(wanted.table.names)}",
            got=f"the columns {_listed(given.table.names)}",
        )
    extra = [column.name for column in given.table.columns if column.name not in wanted.table]
    if extra and wanted.extra_column == "error":
        raise CombineError(
            f"{'.'.join(source)} gives columns that {'.'.join(target)} refuses: {_listed(extra)}.", column=extra[0]
        )
    _check_types(target, wanted.table, source, given.table)


def _check_shared(specs: Mapping[str, WorkflowSpec], one: End, other: End) -> None:
    left, right = _of(specs, one, "inputs"), _of(specs, other, "inputs")
    _check_kinds(other, right, one, left)
    if left.optional or right.optional:
        raise CombineError(
            f"{'.'.join(one)} and {'.'.join(other)} would be one input, and one of them has a value of its own for when "
            f'nothing is given. Keep them apart in the wiring: {{"{other[0]}.{other[1]}": "{other[1]}_{other[0]}"}}.'
        )
    if left.table is not None and right.table is not None:
        _check_types(other, right.table, one, left.table)


def _check_kinds(target: End, wanted: EndSpec, source: End, given: EndSpec) -> None:
    if wanted.kind != given.kind:
        raise CombineError(
            f"{'.'.join(target)} is {one_of_kind(wanted.kind)}, but {'.'.join(source)} is {one_of_kind(given.kind)}.",
            expected=wanted.kind,
            got=given.kind,
        )


def _check_types(target: End, wanted: TableSpec, source: End, given: TableSpec) -> None:
    wrong = [
        (column, given[column.name])
        for column in wanted.columns
        if column.name in given and not _alike(column, given[column.name])
    ]
    if wrong:
        listed = "; ".join(f"{quoted(one.name)} as {one.type}, not {other.type}" for one, other in wrong[:8])
        first, found = wrong[0]
        raise CombineError(
            f"{'.'.join(target)} takes columns of other types than those of {'.'.join(source)}: {listed}.",
            column=first.name,
            expected=first.type,
            got=found.type,
        )


def _alike(one: ColumnSpec, other: ColumnSpec) -> bool:
    types = {ALIKE.get(column.type, column.type) for column in (one, other)}
    return len(types) == 1 or "other" in types


def _listed(names: list[str]) -> str:
    return ", ".join(quoted(name) for name in names[:8]) + (" …" if len(names) > 8 else "")


def merged(ends: list[EndSpec]) -> EndSpec:
    """One input for several: all their columns, as the first describes them; None when one takes any columns."""
    tables = [end.table for end in ends if end.table is not None]
    if len(tables) < len(ends):
        return ends[0].model_copy(update={"table": None})
    columns: dict[str, ColumnSpec] = {}
    for table in tables:
        for column in table.columns:
            columns.setdefault(column.name, column)
    return ends[0].model_copy(update={"table": TableSpec(columns=tuple(columns.values()))})
