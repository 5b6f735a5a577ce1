"""Compiled models beside what Apply Model's run gives for the same rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from knode.api import Arrays, ArrayStep, DataError, Discrete, Model, QuietContext, TableNeeded, TableSpec, arrays_of
from knode.deploy.packing import packed, unpacked
from knode_nodes.learn.apply_model import ApplyModel

EXACT = 1e-9


def compiled(model: Model, columns: pd.DataFrame, node: ApplyModel | None = None) -> ArrayStep | None:
    """The step, after it was packed as a bundle packs it."""
    step = (node or ApplyModel()).compiled({"model": model}, TableSpec.of(columns))
    return None if step is None else unpacked(packed(step))


def coded(table: Arrays) -> Arrays:
    """The same table with its discrete columns as codes, as large files bring them."""
    others = {}
    for name, column in table.others.items():
        values = column.tolist()
        known = sorted({value for value in values if value is not None})
        places = {value: place for place, value in enumerate(known)}
        others[name] = Discrete(known, np.array([places.get(value, -1) for value in values], dtype=np.int32))
    return Arrays(table.layout, table.matrix, others)


def assert_as_run(step: ArrayStep, model: Model, rows: pd.DataFrame, node: ApplyModel | None = None) -> None:
    """The step gives what run gives, whether texts come as values or as codes: labels the same, floats to 1e-9."""
    given = arrays_of(rows)
    wanted = (node or ApplyModel()).run(model, rows, QuietContext())
    for table in (given, coded(given)):
        before = table.matrix.copy()
        made = step(table)
        assert list(made.names) == list(wanted.columns)
        assert made.rows == len(wanted)
        for name in made.names:
            _assert_column(made, name, wanted[name])
        np.testing.assert_array_equal(table.matrix, before)


def _assert_column(made: Arrays, name: str, wanted: pd.Series) -> None:
    if name not in made.layout.numbers:
        values = wanted.astype(object)
        assert made.other(name).tolist() == values.where(wanted.notna(), None).tolist(), name
        return
    values = made.numbers((name,))[:, 0]
    expected = wanted.to_numpy(dtype="float64", na_value=np.nan)
    if name.endswith("prediction") and wanted.dtype.kind != "f":
        assert values.tolist() == expected.tolist(), name
    else:
        np.testing.assert_allclose(values, expected, rtol=EXACT, atol=1e-12, err_msg=name)


def refusal(step: ArrayStep, rows: pd.DataFrame) -> DataError | TableNeeded | None:
    """What the step says to rows that it does not take."""
    try:
        step(arrays_of(rows))
    except (DataError, TableNeeded) as error:
        return error
    return None
