"""Parity: does the captured workflow, alone, give what the training workflow gave?

Tolerances: floating point columns may differ by `RELATIVE` of the expected value plus `ABSOLUTE` (a sum over one row and
over many rows may round differently); every other dtype, and where values are missing, must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from knode.core.errors import ParityFailed, quoted
from knode.core.values import TRAINING_ROWS, Captured, Model
from knode.engine.inline import Inline, run_captured

if TYPE_CHECKING:
    import pandas as pd

RELATIVE = 1e-9
ABSOLUTE = 1e-12


def prove(captured: Captured, facts: Inline | None = None) -> int:
    """Run the contract rows through a captured workflow; how many rows there are.

    Raises:
        ParityFailed: naming output, column, row, and the expected and the given value.
    """
    made = run_captured(captured, captured.contract.inputs, facts)
    for error in differences(captured.contract.outputs, made):
        raise _advised(error, captured)
    return max((len(table) for table in captured.contract.outputs.values()), default=0)


def _advised(error: ParityFailed, captured: Captured) -> ParityFailed:
    """The same, with what to do where a model does not treat the rows that it learnt from as production's."""
    for node, (_, value) in captured.frozen.items():
        if isinstance(value, Model) and TRAINING_ROWS in value.facts:
            return ParityFailed(
                f"{error.message} The rows that {quoted(node)} ({value.name}) learnt from are {value.facts[TRAINING_ROWS]}, "
                "those of production are not: let the answer come from Apply Model with its model, on rows that it has not "
                "learnt from.",
                **error.facts,
            )
    return error


def differences(expected: Mapping[str, pd.DataFrame], made: Mapping[str, Any]) -> Iterator[ParityFailed]:
    """Where `made` is not as `expected`, by output name; one difference for each column at most."""
    for name, table in expected.items():
        if name not in made:
            yield ParityFailed(f"The output {quoted(name)} is not there.", output=name)
        else:
            yield from _table_differences(name, table, made[name])


def _table_differences(output: str, expected: pd.DataFrame, made: pd.DataFrame) -> Iterator[ParityFailed]:
    if list(expected.columns) != list(made.columns):
        absent = [column for column in expected.columns if column not in made.columns]
        extra = [column for column in made.columns if column not in expected.columns]
        what = f"lacks {', '.join(map(quoted, absent))}" if absent else f"has also {', '.join(map(quoted, extra))}"
        what = what if absent or extra else "has its columns in another order"
        yield ParityFailed(f"The output {quoted(output)} {what}.", output=output, column=(absent + extra + [None])[0])
        return
    if len(expected) != len(made) or not expected.index.equals(made.index):
        yield ParityFailed(
            f"The output {quoted(output)} has other rows: expected {len(expected)}, got {len(made)}.", output=output
        )
        return
    for column in expected.columns:
        found = _column_difference(output, str(column), expected[column], made[column])
        if found is not None:
            yield found


def _column_difference(output: str, column: str, expected: pd.Series[Any], made: pd.Series[Any]) -> ParityFailed | None:
    import numpy as np

    if expected.dtype != made.dtype:
        return ParityFailed(
            f"Column {quoted(column)} of output {quoted(output)}: expected dtype {expected.dtype}, got {made.dtype}.",
            output=output,
            column=column,
        )
    missing, also_missing = expected.isna().to_numpy(), made.isna().to_numpy()
    wrong = missing != also_missing
    both = ~missing & ~also_missing
    if getattr(expected.dtype, "kind", "O") == "f":
        left = expected.to_numpy(dtype="float64", na_value=np.nan)
        right = made.to_numpy(dtype="float64", na_value=np.nan)
        wrong |= both & ~np.isclose(right, left, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    else:
        pairs = zip(expected[both].to_numpy(dtype=object), made[both].to_numpy(dtype=object), strict=True)
        wrong[both] |= np.fromiter((not _equal(left, right) for left, right in pairs), dtype=bool)
    if not wrong.any():
        return None
    row = int(np.flatnonzero(wrong)[0])
    return ParityFailed(
        f"Column {quoted(column)}, row {row} (index {quoted(expected.index[row])}) of output {quoted(output)}: expected "
        f"{quoted(expected.iloc[row])}, got {quoted(made.iloc[row])}. {int(wrong.sum())} of {len(expected)} rows differ.",
        output=output,
        column=column,
        row=row,
        expected=str(expected.iloc[row]),
        got=str(made.iloc[row]),
    )


def _equal(left: Any, right: Any) -> bool:
    """Whether two cells are the same; of arrays and lists of arrays every element."""
    import numpy as np

    same = left == right
    return bool(same) if isinstance(same, bool | np.bool_) else bool(np.array_equal(left, right))
