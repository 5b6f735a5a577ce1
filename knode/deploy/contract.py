"""Contract rows: which held-out rows travel with a capture, with what they gave."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode.core.errors import CaptureError, quoted
from knode.core.spec import column_type
from knode.core.values import PREDICTION, Contract

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 200
"""Rows of a contract, at most."""
MOST_CLASSES = 20
"""A column with more different values than this is one of numbers: its rows are grouped by how large they are."""
GROUPS = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a capture: those that came in and came out, by input and output name, and how they can be followed.

    `fixed` are outputs that do not depend on the rows. `together` are the captured nodes that look at many rows at once,
    `left_out` those that chose rows for training.
    """

    at: str
    came_in: Mapping[str, pd.DataFrame]
    came_out: Mapping[str, pd.DataFrame]
    fixed: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    together: Sequence[str] = ()
    left_out: Sequence[str] = ()
    targets: Sequence[str] = ()


def sampled(rows: Rows) -> Contract:
    """The contract of a capture.

    Rows are followed by their index. Where every captured node works row by row, at most `MOST_ROWS` rows are chosen among
    those that reached the end: edge cases first, then some of each class. Otherwise all rows are needed.

    Raises:
        CaptureError: rows cannot be followed.
    """
    if not rows.came_out:
        raise CaptureError(
            f"What {quoted(rows.at)} captures gives no table that depends on the rows, so nothing could prove it. Let one "
            "of the outputs be a table that the rows reach."
        )
    if rows.together:
        if rows.left_out:
            listed = ", ".join(map(quoted, rows.together))
            raise CaptureError(
                f"The capture leaves out {', '.join(map(quoted, rows.left_out))}, and holds {listed}, which looks at many rows "
                "at once: what it would give for some of the rows cannot be told. Let the rows come in behind "
                f"{quoted(rows.together[-1])}, or take the answer from before it.",
                node=rows.together[0],
            )
        return Contract(dict(rows.came_in), {**rows.came_out, **rows.fixed})
    kept = _reached(rows)
    first = next(iter(rows.came_in.values()))
    chosen = kept[edge_rows(first.loc[kept], MOST_ROWS, _classes(rows, kept), first.loc[~first.index.isin(kept)])]
    return Contract(
        {name: table.loc[chosen] for name, table in rows.came_in.items()},
        {**{name: table.loc[chosen] for name, table in rows.came_out.items()}, **rows.fixed},
    )


def _reached(rows: Rows) -> pd.Index[Any]:
    """The index of the rows that reached all outputs."""
    first, *others = rows.came_out.values()
    kept = first.index
    for table in others:
        kept = kept.intersection(table.index)
    for name, table in rows.came_in.items():
        if not table.index.is_unique or not kept.is_unique or not kept.isin(table.index).all():
            raise CaptureError(
                f"The rows at {quoted(rows.at)} cannot be traced to the rows of {quoted(name)}: their index has repeated or "
                "other values. Reset the index before the place where production's rows come in."
            )
    return kept


def _classes(rows: Rows, kept: pd.Index[Any]) -> pd.Series[Any] | None:
    """What each row is to be predicted as, or was predicted as: some of each class are to be in the contract."""
    wanted = [*((name, rows.came_in) for name in rows.targets), (PREDICTION, rows.came_out)]
    for name, tables in wanted:
        for table in tables.values():
            if name in table.columns:
                found: pd.Series[Any] = table.loc[kept, name]
                return found
    return None


# ---- choosing


def edge_rows(
    table: pd.DataFrame, most: int, classes: pd.Series[Any] | None = None, rest: pd.DataFrame | None = None
) -> list[int]:
    """Positions of at most `most` rows.

    Half of them at most are edge cases: categories that `rest` (the rows trained on) does not have, missing values,
    extremes and rare categories. The others are spread over the classes and, within one, evenly over the table.
    """
    count = len(table)
    wanted = min(most, count)
    edges = [
        _edges_of(table.iloc[:, position], None if rest is None or rest.empty else rest.iloc[:, position])
        for position in range(table.shape[1])
    ]
    # The foremost of each column first: a wide table has more edges than there is room for.
    turns = (row for turn in itertools.zip_longest(*edges) for row in turn if row is not None)
    chosen = dict.fromkeys(itertools.islice(dict.fromkeys(turns), wanted // 2))
    for row in _spread(_groups(count, classes), wanted - len(chosen)):
        chosen[row] = None
    unused = (row for row in range(count) if row not in chosen)
    return sorted([*chosen, *itertools.islice(unused, wanted - len(chosen))])


def _edges_of(column: pd.Series[Any], rest: pd.Series[Any] | None) -> list[int]:
    import numpy as np
    import pandas as pd

    missing: list[int] = np.flatnonzero(column.isna().to_numpy())[:2].tolist()
    kind = column_type(column.dtype)
    if column.isna().all():
        return missing
    if kind in ("number", "datetime", "duration") and column.dtype != object:
        return [*missing, int(column.argmin()), int(column.argmax())]
    if kind not in ("text", "category", "boolean"):
        return missing
    codes, found = column.factorize()
    uniques = pd.Index(found)
    counts = np.bincount(codes[codes >= 0], minlength=len(uniques))
    rare = np.argsort(counts, kind="stable")[:3]
    seen = uniques if rest is None else rest.unique()
    unseen = [code for code, value in enumerate(uniques.isin(seen)) if not value][:3]
    where = {code: int(np.flatnonzero(codes == code)[0]) for code in {*rare, *unseen}}
    return [*(where[code] for code in unseen), *missing, *(where[code] for code in rare)]


def _groups(count: int, classes: pd.Series[Any] | None) -> list[np.ndarray]:
    """The positions of the rows of each class; of numbers, of those that are about as large."""
    import numpy as np

    if classes is None or not count:
        return [np.arange(count)]
    try:
        codes, uniques = classes.factorize(use_na_sentinel=False)
    except TypeError:  # Lists and the like make no classes.
        return [np.arange(count)]
    if len(uniques) > MOST_CLASSES:
        if column_type(classes.dtype) != "number":
            return [np.arange(count)]
        codes = (
            classes.rank(method="first", na_option="bottom").to_numpy(dtype=float).astype(int) * GROUPS // (count + 1)
        )
    return [np.flatnonzero(codes == code) for code in np.unique(codes)]


def _spread(groups: list[np.ndarray], wanted: int) -> list[int]:
    """`wanted` positions: from each group its share, at least one, evenly over the group."""
    total = sum(len(group) for group in groups)
    found: list[int] = []
    for group in sorted(groups, key=len):
        share = min(len(group), max(1, round(wanted * len(group) / total))) if total else 0
        found += [int(group[number * len(group) // share]) for number in range(share)]
    return found[:wanted]
