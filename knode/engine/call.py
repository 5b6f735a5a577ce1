"""Calls the `run` of one step: hands its inputs out, checks what it gives back, and turns errors into messages."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from knode.core.errors import Cancelled, DataError, InsideFailed, KnodeError, NodeFailed, ValueRefused, quoted
from knode.core.ports import KINDS, TABLE, VARIABLES, Port
from knode.core.values import INACTIVE, Several, Variables
from knode.engine.context import RunContext, hidden
from knode.engine.graph import Source, Step
from knode.engine.memory import give_back
from knode.store.kinds import check_value

if TYPE_CHECKING:
    from knode.store.results import Result

INACTIVE_OUTPUT = "inactive"
"""Stands for the kind of an output at which nothing is, as its branch was not taken."""
LONG = 0.001
"""After a node that took more seconds than this, it is worth while to give memory back to the system."""
PLACE = ("port", "output", "column", "row", "expected", "got", "metric", "value", "threshold")
"""Facts of an error about data, parity or a quality gate that reports keep."""
REASON_LIMIT = 2000
"""Characters of a library's error text that are shown."""


def call(
    step: Step, values: Mapping[Source, Any], context: RunContext | None, supplied: Mapping[str, Any]
) -> dict[str, Any]:
    """The outputs of a step by port name.

    Args:
        step: what to run.
        values: the value of every source that the step needs.
        context: for a step whose `run` wants one.
        supplied: values from outside by step id; they stand at the first input of their step.
    """
    node = step.node if step.node is not None else step.configured(values)
    arguments: dict[str, Any] = {}
    for port in step.ports.inputs:
        sources = [source for source in step.inputs.get(port.name, ()) if values[source] is not INACTIVE]
        handed = list(_handed(step, port, [values[source] for source in sources]))
        arguments[port.name] = handed if port.multiple else (handed[0] if handed else None)
    if step.id in supplied:
        port = step.ports.inputs[0]
        arguments[port.name] = handed_out(port.kind, supplied[step.id])
    if step.ports.context is not None:
        arguments[step.ports.context] = context
    begun = time.perf_counter()
    outputs = node.outputs(node.run(**arguments))  # type: ignore[attr-defined]
    if time.perf_counter() - begun > LONG:
        give_back()
    for port in step.ports.outputs:
        if port.name not in outputs:
            raise DataError(f"{step.cls.type_id()} gave nothing at this output", port=port.name)
        outputs[port.name] = _checked(step, port, outputs[port.name], context)
    return outputs


def rests(step: Step, values: Mapping[Source, Any], supplied: Mapping[str, Any] | None = None) -> bool:
    """Whether a step does no work, as something that it needs is inactive.

    An end of a component, and a node that holds a workflow, need whatever is connected to them."""
    if step.id in (supplied or {}):
        return False
    for port in step.ports.inputs if not step.cls.branches else ():
        optional = port.optional and step.cls.boundary is None and step.holding is None
        if not optional and any(values[source] is INACTIVE for source in step.inputs.get(port.name, ())):
            return True
    return any(
        all(values[source] is INACTIVE for source in waiting.sources)
        for waiting in step.bound.values()
        if waiting.sources
    )


def at_rest(step: Step) -> dict[str, Any]:
    """The outputs of a step that does no work."""
    return dict.fromkeys((port.name for port in step.ports.outputs), INACTIVE)


def kept_kind(kind: str, value: Any) -> str:
    """What stands for the kind of a value at an output of that kind where it is kept."""
    if value is INACTIVE:
        return INACTIVE_OUTPUT
    return "several" if isinstance(value, Several) else kind


def _handed(step: Step, port: Port, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if not isinstance(value, Several) or step.cls.boundary is not None:
            yield handed_out(port.kind, value)
        elif port.multiple:
            yield from (handed_out(port.kind, one) for one in value.values)
        else:
            raise DataError(
                f"{len(value.values):,} values of the kind {port.kind} come in here, and this port takes one; connect them "
                "to a port that takes any number, or let the loop give the last one only",
                port=port.name,
            )


def is_inactive(result: Result) -> bool:
    """Whether a result is that of a step that did no work, as it stood behind a branch that was not taken."""
    return {output.kind for output in result.outputs.values()} == {INACTIVE_OUTPUT}


def handed_out(kind: str, value: Any) -> Any:
    """A value as a node or a person gets it, so that who edits it harms nobody: a table as a lazy copy."""
    if isinstance(value, Several):
        return Several(value.kind, tuple(handed_out(value.kind, one) for one in value.values))
    if kind == VARIABLES.name and isinstance(value, Variables):
        return Variables(value)
    if kind != TABLE.name or not hasattr(value, "_mgr"):
        return value
    table = value.copy(deep=False)
    if any(block.dtype == object for block in value._mgr.blocks):
        _copy_cells(table)
    return table


def _copy_cells(table: Any) -> None:
    """Cells that are lists or arrays would be shared by every copy."""
    import numpy as np
    from pandas.api.types import infer_dtype

    for position, dtype in enumerate(table.dtypes):
        if dtype.kind != "O" or infer_dtype(table.iloc[:, position], skipna=True) != "mixed":
            continue
        cells = np.empty(len(table), dtype=object)
        for row, cell in enumerate(table.iloc[:, position]):
            cells[row] = copy.deepcopy(cell)
        table.isetitem(position, cells)


def _checked(step: Step, port: Port, value: Any, context: RunContext | None) -> Any:
    """A value that an output may give; a table in types that are kept. Raises DataError."""
    if value is INACTIVE:
        return value
    if isinstance(value, Several) and value.kind == port.kind:
        kept = tuple(_checked(step, port, one, context) for one in value.values)
        return (
            value
            if all(one is other for one, other in zip(kept, value.values, strict=True))
            else Several(value.kind, kept)
        )
    if port.kind == TABLE.name:
        import pandas as pd

        wanted: Any = pd.DataFrame
    else:
        wanted = KINDS[port.kind].annotation
    if not isinstance(value, wanted):
        given = type(value).__name__
        raise DataError(f"{step.cls.type_id()} gave a {given}, not a {port.kind}", port=port.name)
    try:
        return _kept(port, value, context)
    except ValueRefused as error:
        facts = error.facts
        raise DataError(error.message, port=port.name, column=facts.get("column"), row=facts.get("row")) from None


def _kept(port: Port, value: Any, context: RunContext | None) -> Any:
    """The value, a table with columns of other types of the same values where it cannot be kept as it is.

    Raises ValueRefused.
    """
    try:
        check_value(port.kind, value)
    except ValueRefused:
        if port.kind != TABLE.name:
            raise
        from knode.store.taken import with_kept_types

        made, said = with_kept_types(value)
        check_value(port.kind, made)
        if context is not None:
            for text in said:
                context.info(text)
        return made
    return value


def failure(step: Step, error: BaseException, secrets: Iterable[str]) -> KnodeError:
    """What a person is told of an error that ended a step: what happened, at which node, port, column and row."""
    if isinstance(error, Cancelled):
        return error
    text = error.message if isinstance(error, KnodeError) else f"{type(error).__name__}: {error}"
    if isinstance(error, MemoryError):
        text = "there was not enough memory; work on fewer rows or columns, or close other programs"
    if type(error).__name__ in ("OutOfBoundsDatetime", "OutOfBoundsTimedelta"):
        text = (
            "a date or a duration is too far away for nanoseconds, which end in the year 2262; make microseconds of the "
            f"columns that have nanoseconds before, by CAST(name AS TIMESTAMP) or AS INTERVAL in a Formula ({error})"
        )
    if isinstance(error, KeyError) and error.args:
        text = f"there is no {quoted(error.args[0])} (KeyError)"
    text = hidden(text, secrets)
    facts = {name: value for name, value in getattr(error, "facts", {}).items() if name in PLACE}
    if isinstance(error, InsideFailed):
        facts = {"call": error.facts["call"], "inside": error.facts["node"]}
    if "row" in facts:
        facts["row"] = int(facts["row"])  # NumPy's whole numbers are no JSON.
    label = step.instance.title
    cause = error.facts["cause"] if isinstance(error, InsideFailed) else type(error).__name__
    return NodeFailed(step.id, label, text[:REASON_LIMIT].rstrip("."), cause=cause, type=step.cls.type_id(), **facts)
