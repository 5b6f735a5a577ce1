"""A table to look at."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from numbers import Integral
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from knode.api import (
    Column,
    Columns,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    column_type,
    decimals_of,
    plot,
    quoted,
    setting,
    type_words,
)
from knode_nodes.visualize._values import NUMERIC, PORT, chosen, kind_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_COLUMNS = 60
MINUS = "\N{MINUS SIGN}"
MIDNIGHT = " 00:00:00"
LARGE = 1e15
"""Numbers from here on are told by their power of ten, but for whole ones."""
When = Literal["above", "below", "equal", "missing"]


class ColumnStyle(BaseModel):
    """How some columns are written and shaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = setting(Columns.typed("number"), "Columns that look like this.")
    decimals: int | None = setting(None, "So many decimals; empty for as many as the numbers need.", ge=0, le=15)
    percent: bool = setting(False, "Written as percent: 0.25 is 25 %.")
    unit: str = setting("", "Stands behind each number.")
    shade: Literal["none", "scale", "diverging", "bars"] = setting(
        "none", "Colour by value: from pale to strong, blue below 0 and orange above, or a bar behind the number."
    )


class Highlight(BaseModel):
    """Cells that stand out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = setting(Column(""), "Column whose cells are looked at.")
    when: When = setting("above", "What makes a cell stand out.")
    value: str = setting(
        "", "What a cell is compared with: a number, or for equal any text.", when={"when": ("above", "below", "equal")}
    )


class TableView(Node):
    """Show a table as a page: the columns that matter, numbers written as people write them, shades where they help.

    The numbers of a column have the same decimals, so that their points stand below each other: as few as tell all that are
    shown exactly, or as many as give a usual one six digits.

    Styles say how numbers are written (decimals, percent, a unit) and shaded: as a scale of colours, diverging from 0, or with
    bars behind the numbers; where two styles name a column the later one holds. Highlights mark single cells: all
    temperatures above 30, everything that is missing. Only the first rows are shown, and the line below says how many are
    not: put a Sorter before it to choose which. A missing value is written as –.

    Example: the ten best customers, with revenue as bars and growth diverging from 0.
    """

    pack = "visualize"
    icon = "table-view"
    keywords = (
        "Table View",
        "Interactive Table",
        "Data Table",
        "Browse",
        "Table",
        "Color Manager",
        "conditional formatting",
        "report",
        "show",
    )
    example = Example({"rows": 10, "styles": [{"columns": ["spent"], "shade": "bars"}]})
    heading: str = setting("", "Stands above the table; empty for none.")
    columns: Columns = setting(Columns.all(), "Columns to show, in this order.")
    rows: int = setting(50, "At most so many rows are shown.", ge=1, le=1_000)
    styles: tuple[ColumnStyle, ...] = setting((), "How columns are written and shaded.")
    highlights: tuple[Highlight, ...] = setting((), "Cells that stand out.")

    def run(self, table: Table) -> View:
        names = self._check(table)
        shown = table[names].iloc[: self.rows]
        left = len(table) - len(shown)
        sheet = plot.Sheet(
            columns=tuple(self._column(table, shown, name) for name in names),
            note=f"{left:,} more row{'s' * (left != 1)}" if left else "",
            data=plot.Sheet(columns=tuple(plot.SheetColumn(label=name, cells=_data(shown[name])) for name in names)),
        )
        return plot.Report(title=self.heading, sections=(plot.Section(body=sheet),)).view()

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._check(table)
        return {"view": None}

    def _check(self, table: Table | TableSpec) -> list[str]:
        names = chosen(self.columns, table)
        if not names:
            unset = "no column is chosen to be shown: set the columns in the node's settings"
            raise DataError(self.columns.none_of(table, unset), port=PORT)
        if len(names) > MOST_COLUMNS:
            raise DataError(f"{len(names):,} columns are chosen: choose at most {MOST_COLUMNS}", port=PORT)
        for style in self.styles:
            for name in chosen(style.columns, table):
                if style.shade != "none" or style.percent or style.decimals is not None:
                    _check_number(table, name, "written or shaded as a number")
        for highlight in self.highlights:
            name = highlight.column.of(table, port=PORT)
            if highlight.when in ("above", "below"):
                _check_number(table, name, f"{highlight.when} anything")
                _number(highlight)
        return names

    def _column(self, table: pd.DataFrame, shown: pd.DataFrame, name: str) -> plot.SheetColumn:
        series = shown[name]
        style = next((one for one in reversed(self.styles) if name in chosen(one.columns, table)), ColumnStyle())
        numeric = column_type(series.dtype) in ("number", "duration")
        shades, bars = _shades(table[name], len(shown), style)
        diverging = style.shade == "diverging"
        for mark in (one for one in self.highlights if one.column == name):
            # The strong end of either palette.
            there = _marked(series, mark)
            shades = tuple(0.75 if hit else shade for hit, shade in zip(there, shades, strict=True))
        if not diverging and any(one.column == name for one in self.highlights) and style.shade == "none":
            diverging = True
        return plot.SheetColumn(
            label=name,
            cells=_cells(series, style),
            align="right" if numeric else "left",
            shades=shades if any(shade is not None for shade in shades) else None,
            diverging=diverging,
            bars=bars,
        )


def _check_number(table: Table | TableSpec, name: str, what: str) -> None:
    kind = kind_of(table, name)
    if kind not in NUMERIC:
        raise DataError(
            f"the column {quoted(name)} is a {type_words(table[name].dtype)} column, and is not {what}",
            port=PORT,
            column=name,
        )


def _number(highlight: Highlight) -> float:
    try:
        return float(highlight.value)
    except ValueError:
        raise DataError(
            f"cells of {quoted(highlight.column)} are to be {highlight.when} {quoted(highlight.value)}, which is no number"
        ) from None


def _shades(column: pd.Series[Any], rows: int, style: ColumnStyle) -> tuple[tuple[float | None, ...], Any]:
    """Shades and bars of the first rows; their ends are those of the whole column."""
    import numpy as np

    none: tuple[float | None, ...] = (None,) * rows
    if style.shade == "none":
        return none, None
    numbers = values_of(column.to_frame("x"), "x").numbers
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return none, None
    if style.shade == "scale":
        # The palest tenth is left out, so that a shaded cell is seen to be one.
        return _plain(0.1 + 0.8 * _between(numbers, known.min(), known.max())[:rows]), None
    reach = float(np.abs(known).max()) or 1.0
    if style.shade == "diverging":
        return _plain(numbers[:rows] / reach), None
    return none, _plain(np.clip(numbers[:rows] / reach, 0.0, 1.0))


def _between(numbers: np.ndarray, low: float, high: float) -> np.ndarray:
    return (numbers / 2 - low / 2) / ((high / 2 - low / 2) or 1.0)


def _plain(numbers: np.ndarray) -> tuple[float | None, ...]:
    return tuple(float(value) if value == value else None for value in numbers.tolist())


def _marked(series: pd.Series[Any], mark: Highlight) -> list[bool]:
    """Which cells stand out."""
    if mark.when == "missing":
        return [bool(gone) for gone in series.isna()]
    if mark.when == "equal":
        return _equal(series, mark.value)
    numbers, limit = values_of(series.to_frame("x"), "x").numbers, _number(mark)
    return [bool(hit) for hit in (numbers > limit if mark.when == "above" else numbers < limit)]


def _equal(series: pd.Series[Any], text: str) -> list[bool]:
    """Which cells are equal to a text: numbers by what it means, moments with or without a time of 0:00."""
    if kind_of(series.to_frame("x"), "x") == "number":
        with contextlib.suppress(ValueError):
            number = float(text.replace(",", "").replace(MINUS, "-"))
            return [bool(hit) for hit in (series == number).fillna(False)]
    written = (_cells(series.iloc[[place]], ColumnStyle())[0] for place in range(len(series)))
    return [cell == text.removesuffix(MIDNIGHT) for cell in written]


def _cells(series: pd.Series[Any], style: ColumnStyle) -> tuple[str, ...]:
    kind = kind_of(series.to_frame("x"), "x")
    gaps = series.isna().tolist()
    write = _writer([value for value, gone in zip(series, gaps, strict=True) if not gone], kind, style)
    return tuple("–" if gone else write(value) for value, gone in zip(series, gaps, strict=True))


def _data(series: pd.Series[Any]) -> tuple[str, ...]:
    """The values as a file of data has them: numbers in full, days without a time, nothing for a missing one."""
    told = tuple("" if gone else _exact(value) for value, gone in zip(series, series.isna(), strict=True))
    days = kind_of(series.to_frame("x"), "x") == "datetime" and all(one.endswith(MIDNIGHT) for one in told if one)
    return tuple(one.removesuffix(MIDNIGHT) for one in told) if days else told


def _exact(value: Any) -> str:
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0")
    return str(value)


def _writer(values: list[Any], kind: str, style: ColumnStyle) -> Callable[[Any], str]:
    """How the values of a column are written: all numbers with the same decimals, all moments with a time or none."""
    if kind == "number":
        end = (" %" if style.percent else "") + (f" {style.unit}" if style.unit else "")
        decimals = style.decimals if style.decimals is not None else _decimals(values, style)
        return lambda value: _number_told(value, style, decimals) + end
    if kind in ("datetime", "duration"):
        days = all(_moment_told(value).endswith(MIDNIGHT) for value in values)
        return lambda value: _moment_told(value).removesuffix(MIDNIGHT) if days else _moment_told(value)
    return lambda value: " ".join(str(value).split())


def _moment_told(value: Any) -> str:
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)


def _scaled(value: Any, style: ColumnStyle) -> Any:
    """A number, in percent where it is written so; whole ones stay whole, however large they are."""
    if not style.percent:
        return int(value) if isinstance(value, Integral) else float(value)
    # 0.07 is 7 %, and not 7.000000000000001 %.
    return float(f"{100 * float(value):.12g}")


def _decimals(values: list[Any], style: ColumnStyle) -> int:
    numbers = [_scaled(value, style) for value in values]
    return decimals_of([number for number in numbers if math.isfinite(number)])


def _number_told(value: Any, style: ColumnStyle, decimals: int) -> str:
    number = _scaled(value, style)
    if not math.isfinite(number):
        told = "∞" if number > 0 else "-∞"
    elif isinstance(number, int):
        told = f"{number:,}" + (f".{'0' * decimals}" if decimals else "")
    elif style.decimals is None and (abs(number) >= LARGE or 0 < abs(number) < 0.5 * 10.0**-decimals):
        told = f"{number:.6g}"
    else:
        told = f"{number:,.{decimals}f}"
    return told.replace("-", MINUS)
