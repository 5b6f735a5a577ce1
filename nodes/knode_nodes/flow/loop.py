"""Run the nodes inside again and again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from knode.api import (
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    InsideFailed,
    Node,
    Port,
    Ports,
    Spec,
    TableSpec,
    Variables,
    nearest,
    quoted,
    setting,
)
from knode_nodes.flow import _splitting as splitting
from knode_nodes.flow._collecting import JOINED, How, collected, failures_table, how_of, marks_of
from knode_nodes.flow._comparing import Scalar
from knode_nodes.flow._splitting import ITERATION, Iterations, calls, column_of, parameters_of
from knode_nodes.flow._variables import VariableTest, joined

FAILURES = "failures"
SPLIT = ("rows", "chunks", "groups", "columns")
"""What splits a table."""
Over = Literal["rows", "chunks", "groups", "columns", "files", "grid", "count", "until"]


class Axis(BaseModel):
    """A name and the values that it takes in turn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field("parameter", min_length=1, description="The parameter of the nodes inside.")
    values: tuple[Scalar, ...] = Field((), description="Its values.")


class Loop(Node):
    """Run the nodes inside again and again: for each row, group, column, file or value, so many times, or until it is good.

    What is inside has inputs and outputs as a component has; they are the ports of this node. What changes from one
    iteration to the next reaches the nodes inside in two ways: as the part of a table whose turn it is, and through
    *parameters* of the inside of the same name, to which settings inside are bound.

    - `rows`: one row at a time; each of its columns is a value. `chunks`: `chunk_rows` rows at a time.
    - `groups`: the rows of each combination of values in `columns`, missing ones too; the values are parameters.
    - `columns`: one of `columns` at a time, with all columns that are not among them; its name is `column`.
    - `files`: the files that fit the pattern `files`, but hidden ones; `file` is the path, `file_name` the name. For a
      table of paths loop over its rows.
    - `grid`: all combinations of the values in `grid`. `count`: `times` times.
    - `until`: until `stop` is true of variables that come out; what comes out under the name of an input goes in again.

    In each of them `iteration` is the number, from 1. Other names are matched in `names`. Rows, groups, columns, files,
    values and counts do not depend on each other and run side by side on the cores that are free. `count` and `until`
    give each iteration a seed of its own.

    Tables that come out are put below each other, variables become one row of a table for each iteration, of all else
    the last is given; `collect` says otherwise. `list` gives all values to a port that takes any number of links. Without
    any iteration, tables have no rows, where their columns are known; all else is inactive.

    Example: over groups of `region`, with Linear Regression Learner and Scorer inside: one row of metrics for each region.
    """

    pack = "flow"
    icon = "loop"
    keywords = (
        "Loop Start", "Loop End", "Group Loop", "Chunk Loop", "Counting Loop", "Table Row to Variable Loop", "for each",
        "Column List Loop", "Parameter Optimization Loop", "Recursive Loop", "Generic Loop", "Variable Condition Loop",
        "Batch Macro", "Iterative Macro", "repeat", "while", "for", "map", "apply", "Component", "Metanode",
    )  # fmt: skip
    holds = True
    over: Over = setting(
        "rows",
        "What each iteration is about.",
        labels={
            "grid": "values of parameters (grid)",
            "count": "so many times (count)",
            "until": "until a condition holds",
            "chunks": "blocks of rows (chunks)",
            "rows": "rows, one by one",
            "groups": "groups of rows",
        },
    )
    input: str = setting(
        "",
        "The input whose table is split; the only one when empty.",
        when={"over": ("rows", "chunks", "groups", "columns")},
    )
    columns: Columns = setting(
        Columns.named(), "For groups and columns: the columns.", when={"over": ("groups", "columns")}
    )
    chunk_rows: int = setting(1000, "For chunks: how many rows at a time.", ge=1, when={"over": ("chunks",)})
    files: str = setting(
        "*.csv",
        "For files: a pattern, from the workflow's folder; ** is any number of folders.",
        min_length=1,
        when={"over": ("files",)},
    )
    example = Example({"over": "groups", "columns": ["region"]})
    grid: tuple[Axis, ...] = setting((), "For grid: parameters and their values.", when={"over": ("grid",)})
    times: int = setting(10, "For count: how often.", ge=0, le=10_000_000, when={"over": ("count",)})
    stop: tuple[VariableTest, ...] = setting(
        (), "For until: what variables that come out must fulfil, all of it.", when={"over": ("until",)}
    )
    maximum: int = setting(
        100, "For until: the largest number of iterations.", ge=1, le=10_000_000, when={"over": ("until",)}
    )
    names: dict[str, str] = setting(
        {}, "Parameters of the inside, and the values for them that have another name.", form="named"
    )
    collect: dict[str, How] = setting(
        {},
        "How outputs are put together, by name: concatenate, last, or list.",
        form="named",
        labels={"concatenate": "one below the other", "last": "the last alone", "list": "a list of them"},
    )
    mark: bool = setting(False, "Let columns of tables say from which iteration each row is.")
    parallel: bool = setting(
        True,
        "Run iterations side by side.",
        when={"over": ("rows", "chunks", "groups", "columns", "files", "grid", "count")},
    )
    on_error: Literal["stop", "skip"] = setting(
        "stop", "When an iteration fails: stop, or go on without it and report it at `failures`."
    )

    @field_validator("grid")
    @classmethod
    def _each_once(cls, grid: tuple[Axis, ...]) -> tuple[Axis, ...]:
        names = [axis.name for axis in grid]
        for name in names:
            if names.count(name) > 1 or name == ITERATION:
                raise ValueError(f"the name {quoted(name)} is taken")
        return grid

    @field_validator("files")
    @classmethod
    def _is_pattern(cls, files: str) -> str:
        try:
            splitting.check_pattern(files)
        except (ValueError, NotImplementedError) as error:
            raise ValueError(f"{quoted(files)} is no pattern for files: {error}") from None
        return files

    @model_validator(mode="after")
    def _can_end(self) -> Loop:
        if self.over == "until" and not self.stop:
            raise ValueError("nothing says when to stop: add a test of a variable that comes out to `stop`")
        if self.over == "until" and self.on_error == "skip":
            raise ValueError("each iteration goes on with what the last one gave: none can be skipped")
        if self.over == "grid" and not self.grid:
            raise ValueError("there are no values: add a parameter and its values to `grid`")
        return self

    # ---- ports

    def holding(self, inside: Ports) -> Ports:
        """The inputs of the inside; its outputs as they are put together, and what failed."""
        kinds = {port.name: port.kind for port in inside.outputs}
        for name in self.collect:
            if kinds and name not in kinds:
                near = nearest(name, kinds)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(
                    f"`collect` names {quoted(name)}, which is no output of what is inside{hint}", port=name
                )
        outputs = [Port(name, self._given_kind(name, kind)) for name, kind in kinds.items()]
        if self.on_error == "skip":
            if FAILURES in kinds:
                raise DataError(f"what is inside has an output {FAILURES!r}, as this node has: give it another name")
            outputs.append(Port(FAILURES, "table"))
        return Ports(inside.inputs, tuple(outputs))

    def _how(self, name: str, kind: str) -> How:
        how = how_of(kind, self.collect.get(name), until=self.over == "until")
        if how == "concatenate" and kind not in JOINED:
            raise DataError(f"a {kind} cannot be concatenated: collect the last one, or a list", port=name)
        return how

    def _given_kind(self, name: str, kind: str) -> str:
        return "table" if self._how(name, kind) == "concatenate" else kind

    def _split(self, tables: Iterable[str]) -> str:
        """The input whose table is split. Raises DataError when nobody can tell."""
        known = list(tables)
        if self.input in known or (not self.input and len(known) == 1):
            return self.input or known[0]
        listed = ", ".join(map(quoted, known)) or "none"
        if self.input:
            raise DataError(f"there is no table {quoted(self.input)} to split; there are: {listed}", port=self.input)
        raise DataError(f"which table is split? Choose it in `input`; there are: {listed}")

    # ---- before the run

    def fingerprint(self, folder: Path) -> Any:
        """Name, size and time of the files that fit."""
        if self.over != "files":
            return None
        found = [(folder / one).stat() for one in splitting.matching(self.files, folder)]
        return [*splitting.matching(self.files, folder), *((one.st_size, one.st_mtime_ns) for one in found)]

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Spec | None]:
        """What the inside tells of one iteration, where it does not depend on which one that is."""
        given, varying = self._iteration_specs(inputs)
        told = dict(inside(given, varying))
        made: dict[str, Spec | None] = {}
        for name, spec in told.items():
            kind = "table" if isinstance(spec, TableSpec) else ""
            how = self.collect.get(name) or how_of(kind, None, until=self.over == "until")
            made[name] = self._marked(spec, inputs) if how == "concatenate" and kind else None
            if how == "last" and self.over != "until":
                made[name] = spec
        if self.on_error == "skip":
            made[FAILURES] = TableSpec.of(failures_table({}, ""))
        return made

    def _iteration_specs(self, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """What goes into an iteration, and the names of the values that change."""
        given = dict(inputs)
        varying = [ITERATION, *self.names, "column", "file", "file_name", *(axis.name for axis in self.grid)]
        if self.over == "until":
            return {}, varying
        if self.over in SPLIT:
            tables = [name for name, spec in inputs.items() if isinstance(spec, TableSpec)]
            split = self._split(tables) if tables else ""
            table = given.get(split)
            if not isinstance(table, TableSpec):
                return {}, varying
            chosen = self.columns.of_spec(table, port=split) if self.over in ("groups", "columns") else table.names
            varying += chosen if self.over in ("groups", "rows") else []
            if self.over == "columns" and len(chosen) != 1:
                given[split] = None
        return given, varying

    def _marked(self, spec: TableSpec, inputs: Mapping[str, Any]) -> TableSpec | None:
        if not self.mark:
            return spec
        marks = [ColumnSpec(name=ITERATION, dtype="int64")]
        if self.over == "groups":
            table = inputs[self._split(name for name, one in inputs.items() if isinstance(one, TableSpec))]
            marks += [table[name] for name in self.columns.of_spec(table)]
        elif self.over == "grid":
            marks += [ColumnSpec(name=axis.name, dtype=str(column_of(axis.values).dtype)) for axis in self.grid]
        else:
            extra = {"columns": ["column"], "files": ["file", "file_name"]}.get(self.over, [])
            marks += [ColumnSpec(name=name, dtype="str") for name in extra]
        return TableSpec(columns=(*(one for one in marks if one.name not in spec), *spec.columns))

    # ---- the run

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """Run all iterations."""
        given = {name: value for name, value in inputs.items() if value is not None}
        if self.over == "until":
            return self._until(context, given)
        iterations = self._iterations(context, given)
        seed = context.seed if self.over == "count" else None
        coming = calls(iterations, context.inside.parameters, self.names, seed)
        made: dict[int, dict[str, Any]] = {}
        failed: dict[int, InsideFailed] = {}
        results = context.inside.run_all(
            coming, parallel=self.parallel, total=iterations.count, keep_errors=self.on_error == "skip"
        )
        for number, result in enumerate(results):
            if isinstance(result, InsideFailed):
                failed[number] = result
            else:
                made[number] = result
        if failed:
            context.do_not_reuse()
            context.warn(
                f"{len(failed):,} of {iterations.count:,} iterations failed; the first: {failed[min(failed)].message}"
            )
        return self._collected(context, iterations, made, failed)

    def _iterations(self, context: Context, inputs: Mapping[str, Any]) -> Iterations:
        if self.over == "count":
            return Iterations(self.times, inputs)
        if self.over == "grid":
            return splitting.grid([(axis.name, axis.values) for axis in self.grid], inputs)
        if self.over == "files":
            found = splitting.files(self.files, context.folder, inputs)
            if not found.count:
                context.warn(f"No file fits {quoted(self.files)} in {quoted(str(context.folder))}.")
            return found
        split = self._split(name for name, value in inputs.items() if hasattr(value, "iloc"))
        table = inputs[split]
        if self.over in ("rows", "chunks"):
            wanted = [self.names.get(name, name) for name in context.inside.parameters]
            offered = [name for name in wanted if name in table.columns]
            return splitting.rows(table, split, inputs, 1 if self.over == "rows" else self.chunk_rows, offered)
        chosen = self.columns.of(table, port=split)
        if self.over == "groups":
            return splitting.groups(table, split, inputs, chosen)
        return splitting.columns(table, split, inputs, chosen)

    def _until(self, context: Context, inputs: Mapping[str, Any]) -> dict[str, Any]:
        inside, given, made = context.inside, dict(inputs), []
        for number in range(self.maximum):
            context.progress(number / self.maximum, f"iteration {number + 1}")
            values = parameters_of({ITERATION: number + 1}, inside.parameters, self.names, number)
            made.append(inside.run(given, values, name=f"iteration {number + 1}", seed=context.seed + number))
            known = joined(value for value in made[-1].values() if isinstance(value, Variables))
            if not known:
                raise DataError(
                    "`stop` looks at variables, and what is inside gives none: let it give some, such as those of Row to "
                    "Variables or the metrics of a Scorer"
                )
            if all(test.holds(known) for test in self.stop):
                break
            again = {name: value for name, value in made[-1].items() if inside.inputs.get(name) == inside.outputs[name]}
            given |= again
        else:
            context.warn(f"it was not reached after {self.maximum:,} iterations; what the last one gave goes on")
        return self._collected(context, Iterations(len(made), inputs), dict(enumerate(made)), {})

    def _collected(
        self, context: Context, iterations: Iterations, made: dict[int, dict[str, Any]], failed: dict[int, InsideFailed]
    ) -> dict[str, Any]:
        about = marks_of(iterations, list(made))
        outputs: dict[str, Any] = {}
        for name, kind in context.inside.outputs.items():
            how = self._how(name, kind)
            if how == "concatenate" and not made:
                outputs[name] = self._nothing(context, iterations, name, kind)
                continue
            marks = about if kind == "variables" else self._marks(about)
            outputs[name] = collected(how, kind, [one[name] for one in made.values()], marks, context)
        return {**outputs, FAILURES: failures_table(failed, context.node)} if self.on_error == "skip" else outputs

    def _marks(self, about: dict[str, Any]) -> dict[str, Any]:
        return about if self.mark else {}

    def _nothing(self, context: Context, iterations: Iterations, name: str, kind: str) -> Any:
        """The table of no iteration, as far as the nodes inside can tell its columns."""
        import pandas as pd

        none = {
            ITERATION: column_of([]).astype("int64"),
            **{key: one.iloc[:0] for key, one in iterations.values.items()},
        }
        if kind == "variables":
            return pd.DataFrame(none).reset_index(drop=True)
        given = {one: TableSpec.of(value) for one, value in iterations.inputs.items() if hasattr(value, "iloc")}
        told = context.inside.specs(given, [])[name]
        if not isinstance(told, TableSpec):
            raise DataError(
                "there is nothing to loop over, and the nodes inside cannot tell which columns they would give; put an If "
                "before this node, so that it is inactive then",
                port=name,
            )
        empty = told.empty()
        marks = {key: column.array for key, column in self._marks(none).items() if key not in empty.columns}
        return pd.concat([pd.DataFrame(marks, index=empty.index), empty], axis=1) if marks else empty
