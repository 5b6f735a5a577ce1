"""Where values are missing."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import Column, Columns, ColumnSpec, DataError, Example, Node, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.prep._order import order_of, ordinals
from knode_nodes.visualize._captions import COLUMN_CAPTIONS, ColumnCaptions
from knode_nodes.visualize._values import PORT, chosen, rows_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

STRIPES = 100
MOST_COLUMNS = 200
MOST_PATTERNS = 1_000
MOST_LEADING = 5_000
Stripes = tuple[tuple[float | None, ...], ...]
"""Of each stripe of rows the share of each column that is missing."""


class Missing(NamedTuple):
    """The picture, and which columns are missing together."""

    view: View
    table: Table


class MissingnessMap(Node):
    """Show where values are missing: how many of each column, in which rows, and which columns are missing together.

    Bars above tell the share of each column. Below, the rows go from above to below in up to 100 stripes; where a stripe
    has a gap it is shaded, the stronger the more of its rows have one. Sorted by a column, such as a date, it shows when values
    began to be missing; a block over several columns shows that they come from one source. A click on a bar or a block opens
    the rows in which that column is missing.

    The table has a row for each set of columns that are missing together, the most frequent first: `missing` (their names),
    `columns` (how many), `rows`, and `share` of all rows. Rows without a gap are a set of their own, with an empty name.
    Example: after a join, which columns found no partner, and in which months?
    """

    pack = "visualize"
    icon = "missingness-map"
    keywords = (
        "Missing Values",
        "Missing Value Column Filter",
        "missingno",
        "nullity matrix",
        "NA",
        "null",
        "gaps",
        "Data Explorer",
        "quality",
    )
    example = Example({"sort": "day"})
    columns: Columns = setting(Columns.all(), "Columns to look at.")
    sort: Column = setting(Column(""), "Put the rows in the order of this column first; empty for as they are.")
    only_missing: bool = setting(False, "Leave out columns in which nothing is missing.")
    captions: ColumnCaptions = COLUMN_CAPTIONS

    def run(self, table: Table) -> Missing:
        names = self._names(table)
        order = self._order(table)
        gaps = table[names].isna().to_numpy()[order]
        patterns, told = _patterns(gaps, names), _told(gaps)
        if self.only_missing and gaps.any():
            kept = gaps.any(axis=0)
            names, gaps = [name for name, one in zip(names, kept, strict=True) if one], gaps[:, kept]
        return Missing(self.captions.view(self._grid(gaps, names, told)), patterns)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
            if self.sort:
                self.sort.of(table, port=PORT)
        return {"view": None, "table": SPEC}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = chosen(self.columns, table)
        if not names:
            unset = "no column is chosen to be looked at: set the columns in the node's settings"
            raise DataError(self.columns.none_of(table, unset), port=PORT)
        if len(names) > MOST_COLUMNS:
            raise DataError(f"{len(names):,} columns are chosen: choose at most {MOST_COLUMNS}", port=PORT)
        self.captions.check(names)
        return names

    def _order(self, table: pd.DataFrame) -> np.ndarray:
        import numpy as np

        if not self.sort:
            return np.arange(len(table))
        return order_of([ordinals(table[self.sort.of(table, port=PORT)], port=PORT)])

    def _grid(self, gaps: np.ndarray, names: list[str], told: str) -> plot.Grid:
        rows = len(gaps)
        shares = gaps.mean(axis=0).tolist() if rows else [0.0] * len(names)
        columns = plot.Axis(categories=tuple(names))
        behind = tuple(
            plot.Rows.taken(PORT, plot.Match.value(name, None)) if share else None
            for name, share in zip(names, shares, strict=True)
        )
        bars = plot.Plot(
            x=columns,
            y=plot.Axis(label="missing", percent=True, limits=None if any(shares) else (0.0, 0.01)),
            layers=(
                plot.Bars(
                    at=tuple(float(place) for place in range(len(names))),
                    size=tuple(shares),
                    labels=tuple(map(_share_told, shares)),
                    rows=behind,
                ),
            ),
        )
        stripes, edges = _stripes(gaps)
        after = f", in the order of {self.sort}" if self.sort else ""
        heat = plot.Heatmap(
            x_edges=tuple(place - 0.5 for place in range(len(names) + 1)),
            y_edges=edges,
            values=stripes,
            label=f"missing of {_stripe_told(edges)}" if rows else "missing",
            shade_limits=(0.0, 1.0),
            shade_percent=True,
            sparse=True,
            rows=_leading(behind, stripes),
        )
        below = plot.Plot(x=columns, y=plot.Axis(label=f"row{after}", whole=True, backwards=True), layers=(heat,))
        return plot.Grid(
            title="Missing values",
            subtitle=told,
            rows=((bars,), (below,)),
            share_x="column",
            heights=(1.0, 2.4),
        )


SPEC = TableSpec(
    columns=(
        ColumnSpec(name="missing", dtype="str"),
        ColumnSpec(name="columns", dtype="int64"),
        ColumnSpec(name="rows", dtype="int64"),
        ColumnSpec(name="share", dtype="float64"),
    )
)


def _leading(behind: tuple[plot.Rows | None, ...], stripes: Stripes) -> tuple[tuple[plot.Rows | None, ...], ...] | None:
    """The rows that a block of each column leads to, where it has a gap; None of very many blocks, which cannot be hit."""
    if len(behind) * len(stripes) > MOST_LEADING:
        return None
    return tuple(tuple(rows if cell else None for rows, cell in zip(behind, line, strict=True)) for line in stripes)


def _told(gaps: np.ndarray) -> str:
    whole = int((~gaps.any(axis=1)).sum())
    share = 100 * float(gaps.sum()) / max(1, gaps.size)
    return f"{rows_told(len(gaps))}, {whole:,} of them without a gap; {share:.3g} % of the cells missing"


def _stripes(gaps: np.ndarray) -> tuple[Stripes, tuple[float, ...]]:
    """Of each stripe of rows the share of each column that is missing; and the edges of the stripes."""
    import numpy as np

    if not len(gaps):
        return ((None,) * gaps.shape[1],), (0.5, 1.5)
    bounds = np.unique(np.linspace(0, len(gaps), min(STRIPES, len(gaps)) + 1).astype(np.intp))
    sums = np.add.reduceat(gaps, bounds[:-1], axis=0, dtype=np.int64)
    shares = sums / np.diff(bounds)[:, None]
    return tuple(map(tuple, shares.tolist())), tuple((bounds + 0.5).tolist())


def _share_told(share: float) -> str:
    if not share:
        return ""
    return "< 0.1 %" if share < 0.001 else f"{100 * share:.1f} %"


def _stripe_told(edges: tuple[float, ...]) -> str:
    """How many rows a stripe has, which differs by one where they do not divide evenly."""
    sizes = [round(after - before) for before, after in itertools.pairwise(edges)]
    least, most = min(sizes), max(sizes)
    if most == 1:
        return "a row"
    return f"a stripe of {most:,} rows" if least == most else f"a stripe of {least:,} or {most:,} rows"


def _patterns(gaps: np.ndarray, names: list[str]) -> pd.DataFrame:
    """The sets of columns that are missing together, the most frequent first."""
    import numpy as np
    import pandas as pd

    packed = np.packbits(gaps, axis=1)
    # A row of bytes as one value, which is sorted faster than rows are.
    keys = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, counts = (
        np.unique(keys, return_index=True, return_counts=True) if len(gaps) else (None, *np.zeros((2, 0), int))
    )
    order = np.lexsort((first, -counts))[:MOST_PATTERNS]
    sets = [np.flatnonzero(gaps[first[place]]) for place in order]
    return pd.DataFrame(
        {
            "missing": pd.Series([", ".join(names[place] for place in one) for one in sets], dtype="str"),
            "columns": pd.Series([len(one) for one in sets], dtype="int64"),
            "rows": pd.Series(counts[order], dtype="int64"),
            "share": pd.Series(counts[order] / max(1, len(gaps)), dtype="float64"),
        }
    )
