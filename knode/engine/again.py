"""Rows that were held out go the way of those that a graph has learnt from, as production's rows would."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from knode.core.errors import DataError, UsageError, quoted
from knode.core.inside import Learnt
from knode.core.ports import MODEL, TABLE
from knode.core.reading import named_columns
from knode.core.spec import column_type
from knode.core.values import INACTIVE, Model
from knode.engine.graph import Graph, Source, Step
from knode.engine.inline import Inline, blamed, outputs_of

if TYPE_CHECKING:
    import pandas as pd


class Again:
    """A second walk through an evaluated graph, with other rows at some of its inputs.

    It decides about each step as a capture does: what fits is not fitted again, its model is applied; what chooses rows for
    training only hands them on; what does not depend on the rows keeps what it gave; all else runs.

    Args:
        graph: what was evaluated.
        values: all that it gave.
        supplied: the values at its inputs, the held-out ones among them.
        facts: the evaluation's.
    """

    def __init__(self, graph: Graph, values: Mapping[Source, Any], supplied: Mapping[str, Any], facts: Inline) -> None:
        self._graph = graph
        self._values = values
        self._supplied = supplied
        self._facts = facts

    def models(self, exits: Iterable[str], changed: Collection[str], begun: float) -> dict[Source, Any]:
        """What stands in place of the models at these exits, with the held-out rows at the steps `changed`."""
        made: dict[Source, Any] = {}
        for end in exits:
            source = (end, self._graph.steps[end].ports.outputs[0].name)
            model = self._values[source]
            if isinstance(model, Model):
                origin = self._origin(model, end)
                table, before, other = self._led_to(origin, changed, model.target)
                answered = self._applied(model, table, origin)
                made[source] = Learnt(model, answered, before, time.perf_counter() - begun, other)
        return made

    def _origin(self, model: Model, end: str) -> Step:
        """The step that has learnt a model which stands at an end, perhaps behind a branch."""
        for step in self._graph.steps.values():
            given = (self._values[step.id, port.name] for port in step.ports.outputs if port.kind == MODEL.name)
            if any(one is model for one in given) and _table_into(step) is not None:
                return step
        raise UsageError(
            f"Nothing inside learns the model that comes out at {quoted(end)}: there are no rows to hold out from it.",
            node=end,
        )

    def _led_to(
        self, origin: Step, changed: Collection[str], target: str | None
    ) -> tuple[pd.DataFrame, tuple[Model, ...] | None, str]:
        """The held-out rows as they come to the step that has learnt, the models that they went through, and the first node
        that changed them without one."""
        goal = _table_into(origin)
        assert goal is not None
        way, fed = self._graph.upstream([goal[0]]), self._graph.downstream(changed)
        if goal[0] not in fed:
            raise UsageError(
                f"Node {quoted(origin.id)} ({origin.instance.title}) learns from other rows than those that are held out.",
                node=origin.id,
            )
        now = dict(self._values)
        before: list[Model] = []
        other = ""
        for step in self._graph.steps.values():
            if step.id not in way or step.id not in fed:
                continue
            given, applied = self._given(step, now, target)
            now.update({(step.id, port): value for port, value in given.items()})
            if applied is None and not _hands_on(step, given):
                other = other or f"{quoted(step.id)} ({step.instance.title})"
            elif applied is not None:
                before.append(applied)
        table: pd.DataFrame = now[goal]
        return table, None if other else tuple(before), other

    def _given(self, step: Step, now: Mapping[Source, Any], target: str | None) -> tuple[dict[str, Any], Model | None]:
        """What a step gives for the held-out rows, and the model that it applied to them."""
        source = _table_into(step)
        was = {port.name: self._values[step.id, port.name] for port in step.ports.outputs}
        if step.effect:
            raise UsageError(
                f"Node {quoted(step.id)} ({step.instance.title}) changes something outside, and would do so again for the "
                "rows that are held out. Put it behind the node that learns.",
                node=step.id,
            )
        if source is not None and step.cls.fits is not None:
            model = was[step.cls.fits]
            if not isinstance(model, Model):
                return was, None
            applied = self._applied(model, now[source], step)
            return {name: applied if kind == TABLE.name else was[name] for name, kind in _kinds(step).items()}, model
        if any(kind == MODEL.name for kind in _kinds(step).values()) and source is not None:
            return was, None
        if source is not None and (
            step.cls.serving == "pass"
            or (step.cls.serving == "filter" and target in named_columns(step.configured(now)))
        ):
            return dict.fromkeys(was, now[source]), None
        return outputs_of(step, now, self._supplied, self._facts), None

    def _applied(self, model: Model, table: pd.DataFrame, learner: Step) -> pd.DataFrame:
        with blamed(learner, self._facts, {"table": table}):
            if model.kind != "transformer":
                _check(model, table, [column.name for column in model.inputs.columns if not column.nullable])
            try:
                return model.apply(table)
            except ValueError:
                _check(model, table, model.inputs.names)
                raise


def _check(model: Model, table: pd.DataFrame, filled: Collection[str]) -> None:
    """Raise DataError for an infinite number in what a model reads, and for a missing one in the columns `filled`."""
    import numpy as np

    for name in model.inputs.names:
        if name not in table.columns or column_type(table[name].dtype) != "number":
            continue
        numbers = table[name].to_numpy(dtype="float64", na_value=np.nan)
        odd = np.flatnonzero(np.isinf(numbers) | (np.isnan(numbers) & (name in filled)))
        if len(odd):
            row = int(odd[0])
            what = "missing" if np.isnan(numbers[row]) else "infinite"
            raise DataError(
                f"the model {quoted(model.name)} cannot take a row that was held out: {quoted(name)} is {what} in row {row}; "
                "correct it or drop the row",
                column=name,
                row=row,
            )


def _hands_on(step: Step, given: Mapping[str, Any]) -> bool:
    """Whether a step does nothing to the rows: an end of a component, a choice of rows for training, or of a branch, or what
    only tells more of columns."""
    cls = step.cls
    forks = any(value is INACTIVE for value in given.values())
    ends = cls.boundary is not None or cls.captures is not None
    return ends or cls.branches or cls.tells or cls.serving != "keep" or forks


def _kinds(step: Step) -> dict[str, str]:
    return {port.name: port.kind for port in step.ports.outputs}


def _table_into(step: Step) -> Source | None:
    """What is connected to a step's first table input."""
    for port in step.ports.inputs:
        if port.kind == TABLE.name and step.inputs.get(port.name):
            return step.inputs[port.name][0]
    return None
