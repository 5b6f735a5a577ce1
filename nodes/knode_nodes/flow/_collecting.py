"""What the iterations of a loop gave, as one value for each output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import INACTIVE, Context, DataError, InsideFailed, Several, Variables, quoted
from knode_nodes.flow._splitting import ITERATION, Iterations, column_of
from knode_nodes.prep._stacking import stacked

if TYPE_CHECKING:
    import pandas as pd

How = Literal["concatenate", "last", "list"]
JOINED = ("table", "variables")
"""The kinds that can be concatenated; variables become one row each."""


def how_of(kind: str, chosen: How | None, *, until: bool) -> How:
    """How the values of an output are put together when the person has not said it."""
    if chosen is not None:
        return chosen
    return "last" if until or kind not in JOINED else "concatenate"


def collected(how: How, kind: str, values: Sequence[Any], about: dict[str, pd.Series], context: Context) -> Any:
    """The values of one output, inactive ones left out.

    `about` says of each value from which iteration it is; its columns stand before those of variables, and of tables where
    there are any."""
    active = [place for place, value in enumerate(values) if value is not INACTIVE]
    if how == "list":
        return Several(kind, tuple(one for place in active for one in _each(values[place])))
    if not active:
        return INACTIVE
    if how == "last":
        return values[active[-1]]
    if any(isinstance(values[place], Several) for place in active):
        raise DataError(
            "each iteration gives a list already, and lists cannot be concatenated: collect a list, or the last"
        )
    marks = {name: column.iloc[active] for name, column in about.items()}
    if kind == "variables":
        return variables_table([values[place] for place in active], marks)
    return below([values[place] for place in active], marks, context)


def _each(value: Any) -> tuple[Any, ...]:
    """What a loop within a loop gave as a list belongs to the list."""
    return value.values if isinstance(value, Several) else (value,)


def variables_table(several: Sequence[Variables], about: Mapping[str, pd.Series]) -> pd.DataFrame:
    """One row for each, with what it is about before it; a variable of the same name as that stands in its place."""
    import pandas as pd

    names = list(dict.fromkeys(name for one in several for name in one))
    made = {name: column.reset_index(drop=True) for name, column in about.items() if name not in names}
    made |= {name: column_of([one.get(name) for one in several]) for name in names}
    return pd.DataFrame(made, index=range(len(several)))


def below(tables: Sequence[pd.DataFrame], about: Mapping[str, pd.Series], context: Context) -> pd.DataFrame:
    """Tables below each other, with columns that say from which iteration each row is."""
    import numpy as np
    import pandas as pd

    full = [place for place, table in enumerate(tables) if len(table)] or [0]
    kept = [tables[place] for place in full]
    names = list(dict.fromkeys(name for table in kept for name in table.columns))
    renumber = all(isinstance(table.index, pd.RangeIndex) and table.index.start == 0 for table in kept)
    made = stacked(kept, names, as_text=False, renumber=renumber, warn=context.warn)
    rows = np.repeat(np.arange(len(kept)), [len(table) for table in kept])
    if ITERATION in about and ITERATION in made.columns:
        raise DataError(
            f"the table already has a column {quoted(ITERATION)}: rename it inside, or do not mark the rows",
            column=ITERATION,
        )
    marks = {name: column.iloc[full].iloc[rows].array for name, column in about.items() if name not in made.columns}
    if not marks:
        return made
    return pd.concat([pd.DataFrame(marks, index=made.index), made], axis=1)


def marks_of(iterations: Iterations, places: Sequence[int]) -> dict[str, pd.Series]:
    """The number of each iteration and its values."""
    import pandas as pd

    numbers = pd.Series(places, dtype="int64") + 1
    return {ITERATION: numbers, **{name: column.iloc[list(places)] for name, column in iterations.values.items()}}


def failures_table(failed: Mapping[int, InsideFailed], node: str) -> pd.DataFrame:
    """The iterations that failed: their number and name, the node inside, the kind of error and what it said."""
    import pandas as pd

    texts = {
        "call": [str(error.facts["call"]) for error in failed.values()],
        "node": [str(error.facts["node"]).removeprefix(f"{node}/") for error in failed.values()],
        "kind": [str(error.facts["cause"]) for error in failed.values()],
        "message": [str(error.facts["reason"]) for error in failed.values()],
    }
    made = {name: pd.Series(values, dtype="str") for name, values in texts.items()}
    return pd.DataFrame({ITERATION: pd.Series([place + 1 for place in failed], dtype="int64"), **made})
