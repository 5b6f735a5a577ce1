"""Predictions that several models made for the same rows, as they stand in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import PREDICTION, Column, Columns, Context, DataError, TableSpec, column_type, quoted
from knode_nodes.evaluate._labels import labels_of, probabilities_of, probability_columns
from knode_nodes.evaluate._weights import weights_of
from knode_nodes.evaluate.regression_scorer import numbers_of
from knode_nodes.learn._measures import OF_CLASSES, OF_NUMBERS, Answers, Metric, answers_of_numbers, positive_of
from knode_nodes.learn._targets import is_floating
from knode_nodes.learn._task import are_few_wholes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORT = "predictions"


@dataclass(frozen=True)
class Predicted:
    """One column of predictions; `table` has the rows that count, in the same order for all."""

    name: str
    table: pd.DataFrame
    column: Column


@dataclass(frozen=True)
class Reading:
    """How tables of predictions are read."""

    target: Column
    columns: Columns
    key: Column
    weight: Column
    positive: str
    metric: Metric


def kind_of(metric: Metric, target: str, prediction: str, chances: bool) -> str | None:
    """Whether classes or numbers were predicted, by the measure, dtypes and probabilities; None where values decide."""
    if metric in OF_CLASSES:
        return "classifier"
    if metric in OF_NUMBERS:
        return "regressor"
    types = {column_type(target), column_type(prediction)}
    if chances or types != {"number"}:
        return "classifier"
    # The target may be floats only because some are missing.
    return "regressor" if is_floating(prediction) else None


def spec_kind(tables: Sequence[TableSpec], reading: Reading) -> str | None:
    """What is known before the run: classes, numbers, or None. Raises DataError for absent columns."""
    kinds = set()
    if reading.weight:
        reading.weight.of(tables[0], port=PORT)
    for table in tables:
        target = table[reading.target.of(table, port=PORT)]
        if reading.key:
            reading.key.of(table, port=PORT)
        for name in _columns(reading.columns.of_spec(table, port=PORT), reading):
            chances = bool(probability_columns(table, name))
            kinds.add(kind_of(reading.metric, target.dtype, table[name].dtype, chances))
    return kinds.pop() if len(kinds) == 1 else None


def predicted(tables: Sequence[pd.DataFrame], reading: Reading, context: Context) -> list[Predicted]:
    """Each column of predictions, with the rows that all have answered and whose target is known.

    Raises:
        DataError: absent columns, rows that are not the same, or none to compare.
    """
    tables = _same_rows(tables, reading, context)
    target = str(reading.target)
    several = [
        (place, table, name)
        for place, table in enumerate(tables, 1)
        for name in _columns(reading.columns.of(table, port=PORT), reading)
    ]
    kept = tables[0][target].notna().to_numpy(dtype=bool)
    for _, table, name in several:
        kept = kept & table[name].notna().to_numpy(dtype=bool)
    if not kept.any():
        raise _unfit(
            f"no row has a value in {quoted(target)} and a prediction of each model: there is nothing to compare",
            target,
        )
    if not kept.all():
        context.warn(f"{int((~kept).sum()):,} of {len(kept):,} rows have no target or no prediction, and do not count.")
    return [Predicted(_name(name, place, tables), table[kept], Column(name)) for place, table, name in several]


def kind_of_values(several: Sequence[Predicted], reading: Reading) -> str:
    """Whether classes or numbers were predicted. Raises DataError where some are the one and some the other."""
    kinds = set()
    for one in several:
        true, answered = one.table[str(reading.target)], one.table[str(one.column)]
        chances = bool(probability_columns(one.table, one.column))
        kind = kind_of(reading.metric, str(true.dtype), str(answered.dtype), chances)
        kinds.add(kind or ("classifier" if are_few_wholes(true) else "regressor"))
    if len(kinds) > 1:
        raise _unfit(
            "some tables hold predicted classes, others predicted numbers: choose the metric, or convert the columns",
            str(reading.target),
        )
    return kinds.pop()


def answers(several: Sequence[Predicted], kind: str, reading: Reading, context: Context) -> list[Answers]:
    """What was predicted beside the truth. Raises DataError for values that cannot be compared."""
    try:
        first = several[0].table
        weights = weights_of(reading.weight, first, first[str(reading.target)].notna().to_numpy(dtype=bool), context)
        return [_answers(one, kind, reading, weights, context) for one in several]
    except DataError as error:
        # Rows were left out and put in order before: their numbers here are not those of a table that came in.
        text = error.message.replace(f" in row {error.facts.get('row')}", "")
        raise DataError(text, port=PORT, column=error.facts.get("column")) from None


def _answers(one: Predicted, kind: str, reading: Reading, weights: np.ndarray | None, context: Context) -> Answers:
    if kind == "regressor":
        true, found = (numbers_of(one.table[str(name)]) for name in (reading.target, one.column))
        return answers_of_numbers(true, found, str(reading.target), quoted(str(one.column)), weights)
    labels = labels_of(one.table, reading.target, one.column, context)
    chances = probabilities_of(one.table, one.column, labels, context)
    positive = positive_of(labels.classes, reading.positive, str(reading.target))
    return Answers(labels.true, labels.predicted, chances, tuple(labels.names), positive, weights)


def _columns(chosen: Sequence[str], reading: Reading) -> list[str]:
    used = (reading.target, reading.key, reading.weight)
    if reading.columns.by == "names":
        wrong = next((name for name in chosen if name in used), None)
        if wrong is not None:
            raise _unfit(f"{quoted(wrong)} is chosen as a column of predictions, and for something else, too", wrong)
    names = [name for name in chosen if name not in used]
    if not names:
        raise _unfit("a table has no column of predictions: choose them in `columns`", None)
    return names


def _name(column: str, place: int, tables: Sequence[Any]) -> str:
    """What stands before `_prediction`; of a bare prediction the number of its table."""
    own = column.removesuffix(PREDICTION).rstrip("_ ")
    if own:
        return own
    return f"Model {place}" if len(tables) > 1 else column


def _same_rows(tables: Sequence[pd.DataFrame], reading: Reading, context: Context) -> list[pd.DataFrame]:
    """The tables with the same rows in the same order. Raises DataError where that is not so."""
    target = reading.target.of(tables[0], port=PORT)
    for table in tables[1:]:
        reading.target.of(table, port=PORT)
    made = _by_key(tables, reading.key, context) if reading.key else _in_order(tables)
    for place, table in enumerate(made[1:], 2):
        row = _first_difference(made[0][target], table[target])
        if row is not None:
            here, there = made[0][target].iloc[row], table[target].iloc[row]
            where = f"for {quoted(made[0].index[row])}" if reading.key else f"in row {row}"
            raise _unfit(
                f"tables 1 and {place} do not hold the same rows: {quoted(target)} is {quoted(here)} in the one and "
                f"{quoted(there)} in the other {where}; choose the column in `key` by which rows are known",
                target,
            )
    return made


def _in_order(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """By the rows' numbers where all tables have the same ones, however they are sorted, else by their order."""
    first = tables[0]
    for place, table in enumerate(tables[1:], 2):
        if len(table) != len(first):
            raise _unfit(
                f"table 1 has {len(first):,} rows, table {place} has {len(table):,}: predictions are compared for the same "
                "rows; choose the column in `key` by which rows are known",
                None,
            )
    known = first.index.is_unique and all(
        table.index.is_unique and table.index.isin(first.index).all() for table in tables[1:]
    )
    return [first, *(table.reindex(first.index) if known else table for table in tables[1:])]


def _by_key(tables: Sequence[pd.DataFrame], key: Column, context: Context) -> list[pd.DataFrame]:
    """By the values of a column; rows that not all tables have are left out."""
    keyed = [_indexed(table, key, place) for place, table in enumerate(tables, 1)]
    shared = keyed[0].index
    for table in keyed[1:]:
        shared = shared[shared.isin(table.index)]
    if not len(shared):
        raise _unfit(f"no value of {quoted(str(key))} is in all tables: they have no rows in common", str(key))
    most = max(len(table) for table in keyed)
    if len(shared) < most:
        context.warn(f"{most - len(shared):,} of {most:,} rows are not in all tables, and do not count.")
    return [table.loc[shared] for table in keyed]


def _indexed(table: pd.DataFrame, key: Column, place: int) -> pd.DataFrame:
    import numpy as np

    column = table[key.of(table, port=PORT)]
    for bad, missing in ((column.isna(), True), (column.duplicated(), False)):
        found = np.flatnonzero(bad.to_numpy(dtype=bool))
        if len(found):
            row = int(found[0])
            said = "is missing" if missing else f"is {quoted(column.iloc[row])} once more"
            raise _unfit(
                f"the key {quoted(str(key))} {said} in row {row} of table {place}: it must tell each row from all others",
                str(key),
            )
    return table.set_axis(column.astype(object), axis=0)


def _first_difference(one: pd.Series, other: pd.Series) -> int | None:
    """The first row in which two columns differ; missing values are alike, decimals up to their writing."""
    import numpy as np

    missing, also = one.isna().to_numpy(dtype=bool), other.isna().to_numpy(dtype=bool)
    differs = missing != also
    known = ~(missing | also)
    a, b = one[known], other[known]
    if {column_type(one.dtype), column_type(other.dtype)} == {"number"}:
        same = np.asarray(a.to_numpy() == b.to_numpy()) | np.isclose(
            a.to_numpy(dtype="float64"), b.to_numpy(dtype="float64"), rtol=1e-9, atol=0
        )
    else:
        same = a.astype(object).to_numpy() == b.astype(object).to_numpy()
    differs[known] = ~same.astype(bool)
    found = np.flatnonzero(differs)
    return int(found[0]) if len(found) else None


def _unfit(text: str, column: str | None) -> DataError:
    return DataError(text, port=PORT, column=column)
