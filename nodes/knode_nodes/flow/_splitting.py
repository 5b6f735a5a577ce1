"""The iterations of a loop: what goes into each, and what it is called."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.api import Call, DataError, nearest, quoted
from knode_nodes.flow._cells import plain
from knode_nodes.flow._comparing import as_text
from knode_nodes.io._finding import in_order, is_hidden, start_of
from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import pandas as pd

ITERATION = "iteration"
SHOWN = 3
"""So many values are in the name of an iteration."""


@dataclass(slots=True)
class Iterations:
    """All iterations of a loop but one that goes on until a condition is true.

    `values` are what each iteration is about, by name, a column of as many values as there are iterations; `offered` are
    those of the inside's parameters that take their value from a column of the rows, with that column's values.
    """

    count: int
    inputs: Mapping[str, Any]
    split: str = ""
    parts: Sequence[Any] | None = None
    values: dict[str, pd.Series] = field(default_factory=dict)
    offered: dict[str, pd.Series] = field(default_factory=dict)

    def part(self, number: int) -> Any:
        """The table of an iteration, counted from 0: rows by position, or by a list of positions; or some columns."""
        assert self.parts is not None
        table, part = self.inputs[self.split], self.parts[number]
        if isinstance(part, list):
            return table[part]
        return table.iloc[part] if isinstance(part, slice) else table.take(part)

    def given(self, number: int) -> dict[str, Any]:
        """The values of an iteration by name, as plain texts, numbers and truths."""
        found: dict[str, Any] = {ITERATION: number + 1}
        for name, column in {**self.offered, **self.values}.items():
            found[name] = plain(column.iloc[number], name, number)
        return found

    def name(self, number: int) -> str:
        """What a person is told: iteration 3 (region = North)."""
        about = [f"{name} = {_short(plain(column.iloc[number], name, number))}" for name, column in self.values.items()]
        shown = ", ".join(about[:SHOWN]) + (", …" if len(about) > SHOWN else "")
        return f"iteration {number + 1}" + (f" ({shown})" if shown else "")


def _short(value: Any) -> str:
    text = "missing" if value is None else as_text(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def parameters_of(
    given: Mapping[str, Any], wanted: Mapping[str, Any], names: Mapping[str, str], number: int
) -> dict[str, Any]:
    """The values of the inside's parameters: those of the same name, or of the name that `names` tells for a parameter."""
    made: dict[str, Any] = {}
    for parameter, described in wanted.items():
        source = names.get(parameter, parameter)
        if source in given:
            value = given[source]
            made[parameter] = as_text(value) if described.type == "text" and value is not None else value
        elif parameter in names:
            near = nearest(source, given)
            hint = f"did you mean {quoted(near)}?" if near else f"there are {', '.join(map(quoted, list(given)[:8]))}"
            raise DataError(f"iteration {number + 1} has no value {quoted(source)} for a parameter; {hint}")
    return made


def rows(table: pd.DataFrame, port: str, inputs: Mapping[str, Any], size: int, offered: Sequence[str]) -> Iterations:
    """Chunks of so many rows; of single rows the columns `offered` are values."""
    starts = range(0, len(table), size)
    parts = [slice(start, start + size) for start in starts]
    columns = {name: table[name] for name in offered} if size == 1 else {}
    return Iterations(len(parts), inputs, port, parts, offered=columns)


def groups(table: pd.DataFrame, port: str, inputs: Mapping[str, Any], by: Sequence[str]) -> Iterations:
    """The rows of each combination of values, missing ones too, in the order in which they come first."""
    import numpy as np

    if not by:
        raise DataError("no column tells the groups: choose at least one in `columns`", port=port)
    try:
        numbers = table.groupby(list(by), sort=False, observed=True, dropna=False).ngroup().to_numpy()
    except TypeError:
        text = "its values make no groups, as lists and the like cannot be compared: choose another column, or make texts of it"
        raise DataError(text, port=port, column=_unhashable(table, by)) from None
    order = order_of([numbers])
    parts = np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1) if len(table) else []
    first = [part[0] for part in parts]
    return Iterations(len(parts), inputs, port, parts, {name: table[name].take(first) for name in by})


def _unhashable(table: pd.DataFrame, by: Sequence[str]) -> str:
    """The first of the columns whose values cannot be told apart."""
    for name in by:
        try:
            table[name].unique()
        except TypeError:
            return name
    return by[0]


def columns(table: pd.DataFrame, port: str, inputs: Mapping[str, Any], chosen: Sequence[str]) -> Iterations:
    """One of the chosen columns at a time, together with all that were not chosen."""
    others = [name for name in table.columns if name not in chosen]
    parts = [[name for name in table.columns if name == one or name in others] for one in chosen]
    return Iterations(len(parts), inputs, port, parts, {"column": column_of(chosen)})


def files(pattern: str, folder: Path, inputs: Mapping[str, Any]) -> Iterations:
    """The files that fit a pattern, in the order of their names."""
    found = matching(pattern, folder)
    values = {"file": column_of(found), "file_name": column_of([Path(one).name for one in found])}
    return Iterations(len(found), inputs, values=values)


def check_pattern(pattern: str) -> None:
    """Raise ValueError for what is no pattern of files."""
    list(Path("/").joinpath("no such folder").glob(pattern[len(Path(pattern).anchor) :]))


def matching(pattern: str, folder: Path) -> list[str]:
    """The files that fit, as paths from the folder, with / between; in the order of Read Files, and without hidden ones too."""
    anchor = Path(pattern).anchor
    if anchor:
        found = [one.as_posix() for one in Path(anchor).glob(pattern[len(anchor) :]) if one.is_file()]
    else:
        found = [one.relative_to(folder).as_posix() for one in folder.glob(pattern) if one.is_file()]
    start = start_of(pattern.replace(os.sep, "/"))
    return sorted((one for one in found if not is_hidden(one.removeprefix(start))), key=in_order)


def grid(axes: Sequence[tuple[str, Sequence[Any]]], inputs: Mapping[str, Any]) -> Iterations:
    """Each value of each name with each of the others; the last name changes fastest."""
    points = list(itertools.product(*(values for _, values in axes)))
    values = {name: column_of([point[place] for point in points]) for place, (name, _) in enumerate(axes)}
    return Iterations(len(points), inputs, values=values)


def column_of(values: Sequence[Any]) -> pd.Series:
    """Plain values as a column: of their own type; whole numbers and truths with missing ones as such; texts when mixed."""
    import pandas as pd

    kinds = {type(value) for value in values if value is not None}
    absent = any(value is None for value in values)
    large = any(type(value) is int and not -(2**63) <= value < 2**63 for value in values)
    if kinds == {int} and not large:
        return pd.Series(values, dtype="Int64" if absent else "int64")
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean" if absent else "bool")
    inexact = float in kinds and any(type(value) is int and abs(value) > 2**53 for value in values)
    if kinds and kinds <= {int, float} and not large and not inexact:
        return pd.Series(values, dtype="float64")
    return pd.Series([None if value is None else as_text(value) for value in values], dtype="str")


def calls(
    iterations: Iterations, parameters: Mapping[str, Any], names: Mapping[str, str], seed: int | None
) -> Iterator[Call]:
    """One call of the inside for each iteration; with `seed`, each has a seed of its own."""
    for number in range(iterations.count):
        inputs = dict(iterations.inputs)
        if iterations.parts is not None:
            inputs[iterations.split] = iterations.part(number)
        given = parameters_of(iterations.given(number), parameters, names, number)
        yield Call(inputs, given, iterations.name(number), None if seed is None else seed + number)
