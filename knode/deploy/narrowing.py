"""The columns that the inputs of a capture ask for: those that something needs, the target first of all to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knode.core.errors import CaptureError, KnodeError
from knode.core.spec import TableSpec
from knode.core.values import Captured, Contract, Model
from knode.deploy.parity import differences
from knode.deploy.slimming import made_of_each, slimmed
from knode.engine.inline import Inline, run_captured

if TYPE_CHECKING:
    import pandas as pd

TRIALS = 6
"""Trial runs on the contract rows that learn which further columns the nodes read."""


def narrowed(captured: Captured, came_in: Mapping[str, pd.DataFrame], named: set[str]) -> Captured:
    """The capture with inputs that ask only for columns which something needs.

    What is needed is tried out: a narrower input must give the same rows as the contract, less the columns left out.

    Args:
        captured: the capture, whose contract has all columns.
        came_in: all rows that came in, by input name.
        named: columns that the settings of captured nodes name.

    Raises:
        CaptureError: it does not give what reached the end, whichever columns it has.
    """
    trial = _Trial(captured)
    for kept in trial.guesses(named):
        columns = {name: [column for column in table.columns if column in kept] for name, table in came_in.items()}
        tried = trial.run(columns, last=kept is trial.every)
        if tried is not None:
            tried = replace(tried, lineage={**tried.lineage, **_told(came_in, kept, trial.targets)})
            return _typed(tried, {name: came_in[name][columns[name]] for name in columns})
    raise CaptureError("The captured workflow does not give, for the rows that came in, what reached its end.")


def _told(came_in: Mapping[str, pd.DataFrame], kept: set[str], targets: set[str]) -> dict[str, Any]:
    """What lineage tells of columns: those that are not asked for by input, and targets that are."""
    left_out = {
        name: [str(column) for column in table.columns if column not in kept] for name, table in came_in.items()
    }
    every = {str(column) for table in came_in.values() for column in table.columns}
    return {
        "columns_left_out": {name: gone for name, gone in left_out.items() if gone},
        "targets_asked_for": sorted(targets & kept & every),
    }


class _Trial:
    """Tries out which columns a capture needs, on its contract rows.

    `absent` is the column for want of which the last run failed, where that is known.
    """

    def __init__(self, captured: Captured) -> None:
        self.every = {str(column) for table in captured.contract.inputs.values() for column in table.columns}
        self.absent: str | None = None
        self._captured = captured
        self._models = [_Needs(value) for _, value in captured.frozen.values() if isinstance(value, Model)]
        self.targets = {needs.model.target for needs in self._models if needs.model.target}

    def guesses(self, named: set[str]) -> Iterator[set[str]]:
        """Sets of columns, the smallest first; the next one is asked for when the one before would not do."""
        kept = (_needed(self._models) | named) - self.targets
        for _ in range(TRIALS):
            yield kept
            if self.absent is None or self.absent in kept or self.absent not in self.every:
                break
            kept = kept | {self.absent}
        read = {name for needs in self._models for name in needs.model.inputs.names}
        yield (read | named) - self.targets
        yield self.every - self.targets
        yield self.every

    def run(self, columns: Mapping[str, list[str]], *, last: bool) -> Captured | None:
        """The capture with narrower contract rows and models; None when it fails, or gives something else."""
        captured = self._captured
        inputs = {name: captured.contract.inputs[name][kept] for name, kept in columns.items()}
        dropped = self.every - {column for kept in columns.values() for column in kept}
        slimmer = replace(captured, frozen={node: _slimmed(*value, dropped) for node, value in captured.frozen.items()})
        self.absent = None
        try:
            # Code that came with the workflow is trusted here: it has just run.
            made = run_captured(slimmer, inputs, Inline(trust=True))
        except KnodeError as error:
            self.absent = _absent(error)
            if last:
                raise
            return None
        gone = dropped | {output for needs in self._models for output in needs.made_of(dropped)}
        outputs = {
            name: table[[column for column in table.columns if column in made[name].columns or column not in gone]]
            for name, table in captured.contract.outputs.items()
        }
        if not last and any(True for _ in differences(outputs, made)):
            return None
        return replace(slimmer, contract=Contract(inputs, outputs))


def _absent(error: KnodeError) -> str | None:
    """The column that a node did not find."""
    column, cause = error.facts.get("column"), error.__cause__
    if column is None and isinstance(cause, KeyError) and cause.args:
        column = cause.args[0]
    return column if isinstance(column, str) else None


class _Needs:
    """What a model reads, and what it makes of each column where it treats each by itself."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def made(self) -> dict[str, set[str]] | None:
        """See `made_of_each`."""
        return made_of_each(self.model)

    def made_of(self, columns: set[str]) -> set[str]:
        """The outputs that are made of these input columns."""
        made = self.made or {}
        return {output for name in columns & made.keys() for output in made[name]}


def _needed(models: Sequence[_Needs]) -> set[str]:
    """The columns that models read which cannot do with less, and those from which others make such columns."""
    needed = {name for needs in models if needs.made is None for name in needs.model.inputs.names}
    before = -1
    while before != len(needed):
        before = len(needed)
        for needs in models:
            needed |= {name for name, made in (needs.made or {}).items() if made & needed}
    return needed or {name for needs in models for name in needs.model.inputs.names}


def _slimmed(kind: str, value: Any, dropped: set[str]) -> tuple[str, Any]:
    """A frozen model without the columns that no longer come in, where it can do without them."""
    if not isinstance(value, Model) or not dropped & set(value.inputs.names):
        return kind, value
    return kind, slimmed(value, set(value.inputs.names) - dropped) or value


def _typed(captured: Captured, came_in: Mapping[str, pd.DataFrame]) -> Captured:
    """The capture with its inputs described: names, types, categories, ranges and what may be missing."""
    workflow = captured.workflow
    for name, node in workflow.ends("input").items():
        spec = TableSpec.of(came_in[name], ranges=True)
        instance = workflow.nodes[node]
        described = spec.model_dump(mode="json", exclude_defaults=True)["columns"] if spec.columns else []
        workflow.replace(replace(instance, settings={**instance.settings, "columns": described}))
    return captured
