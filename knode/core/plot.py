"""Plots as plain data: what is drawn, not how. A View carries one as JSON, and every face draws it in its own theme.

A Plot has axes and layers, a Grid has plots side by side, a Report has sections below each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, TypeAdapter, model_validator

from knode.core.plot_layers import (
    AnyLayer,
    Area,
    Bars,
    Boxes,
    Branch,
    Heatmap,
    Histogram,
    Layer,
    Line,
    Numbers,
    Part,
    Points,
    Rule,
    Text,
    Tone,
    Tree,
    check_lengths,
)
from knode.core.plot_rows import Match, Rows, rows_at, rows_within

if TYPE_CHECKING:
    from knode.core.values import View

__all__ = [
    "MEDIA_TYPE", "AnyLayer", "Area", "Axis", "Bars", "Boxes", "Branch", "Drawing", "Grid", "Heatmap", "Histogram", "Layer",
    "Line", "Match", "Numbers", "Plot", "Points", "Report", "Rows", "Rule", "Section", "Sheet", "SheetColumn", "Text", "Tone",
    "Tree", "read", "rows_at", "rows_within",
]  # fmt: skip
MEDIA_TYPE = "application/vnd.knode.plot+json"


class Axis(Part):
    """One axis. On one with `categories` the positions 0, 1, 2 … are named."""

    label: str = ""
    unit: str = ""
    scale: Literal["linear", "log", "time"] = "linear"
    zone: str = ""
    """Of moments: the time zone in which they are told, such as Europe/Berlin; empty for UTC without saying so."""
    categories: tuple[str, ...] | None = None
    limits: tuple[float, float] | None = None
    whole: bool = False
    """Marks stand at whole numbers only, as for counts."""
    percent: bool = False
    """Marks are written as percent of 1."""
    backwards: bool = False
    """The axis grows to the left or downwards, so that the first category stands on top."""

    hidden: bool = False
    """Without marks and words."""
    column: str = ""
    """The column whose numbers or moments lie along it, of the table at the plot's `ground`."""

    @property
    def title(self) -> str:
        """The label with its unit or time zone."""
        unit = self.unit or self.zone
        return f"{self.label} ({unit})" if unit else self.label


class _Viewed(Part):
    title: str = ""
    subtitle: str = ""

    def view(self) -> View:
        """As the value of a View port."""
        from knode.core.values import View

        return View(self.title, MEDIA_TYPE, self.model_dump_json().encode())

    @classmethod
    def read(cls, content: bytes) -> Self:
        """What is in the content of a View. Raises pydantic's ValidationError for anything else."""
        return cls.model_validate_json(content)


class SheetColumn(Part):
    """A column of a sheet: words in cells.

    `shades` (0 to 1, or -1 to 1 where they are `diverging`; None for none) colour the cells, `bars` (0 to 1) stand behind the
    words, and `sparks` are small histograms in place of words.
    """

    label: str
    cells: tuple[str, ...]
    align: Literal["left", "right", "center"] = "left"
    shades: Numbers | None = None
    diverging: bool = False
    bars: Numbers | None = None
    sparks: tuple[tuple[float, ...], ...] | None = None
    strong: bool = False

    @model_validator(mode="after")
    def _same_length(self) -> SheetColumn:
        check_lengths(cells=self.cells, shades=self.shades, bars=self.bars, sparks=self.sparks)
        return self


class Sheet(Part):
    """A small table to look at; `note` stands below it."""

    kind: Literal["sheet"] = "sheet"
    columns: tuple[SheetColumn, ...]
    note: str = ""
    data: Sheet | None = None
    """What is written as its data, where its cells are rounded or put in words for people."""

    @model_validator(mode="after")
    def _same_length(self) -> Sheet:
        check_lengths(**{f"column {number}": column.cells for number, column in enumerate(self.columns, 1)})
        return self


class Plot(_Viewed):
    """A plot: axes and layers, drawn in their order. It knows no colours: a theme gives them by the layers' names."""

    kind: Literal["plot"] = "plot"
    x: Axis = Axis()
    y: Axis = Axis()
    layers: tuple[AnyLayer, ...] = ()
    legend: str = ""
    """What the names in the legend are, such as the column they come from."""
    square: bool = False
    """A step along x is drawn as long as one along y."""
    data: Sheet | None = None
    """What is written as its data, where what is drawn is only a picture of it."""
    ground: str = ""
    """The input with the table whose columns lie along the axes: a rectangle in the plot stands for rows of it."""

    @property
    def names(self) -> list[str]:
        """The names of the series, in the order in which colours are given to them."""
        plain = (layer for layer in self.layers if not isinstance(layer, Heatmap | Text | Rule | Tree))
        return list(dict.fromkeys(layer.name for layer in plain if layer.tone == "series"))

    @property
    def plots(self) -> list[Plot]:
        """The plots in it: itself."""
        return [self]


class Grid(_Viewed):
    """Plots in rows and columns, None where a place stays empty.

    Axes are shared along a column (x), along a row (y), or by all; those inside lose their words then. `widths` and `heights`
    are the shares of the columns and rows.
    """

    kind: Literal["grid"] = "grid"
    rows: tuple[tuple[Plot | None, ...], ...]
    share_x: Literal["none", "column", "all"] = "none"
    share_y: Literal["none", "row", "all"] = "none"
    widths: tuple[float, ...] | None = None
    heights: tuple[float, ...] | None = None

    @model_validator(mode="after")
    def _rectangle(self) -> Grid:
        check_lengths(**{f"row {number}": row for number, row in enumerate(self.rows, 1)})
        if not self.plots:
            raise ValueError("a grid should have a plot")
        return self

    @property
    def plots(self) -> list[Plot]:
        """The plots in it, row by row."""
        return [plot for row in self.rows for plot in row if plot is not None]


class Section(Part):
    """A part of a report: a heading, words (a paragraph a line), and a sheet, a plot or a grid. `height` is that of a plot in
    inches."""

    heading: str = ""
    text: str = ""
    body: Annotated[Sheet | Plot | Grid, Field(discriminator="kind")] | None = None
    height: float = Field(4.5, gt=0, le=40)


class Report(_Viewed):
    """Sections below each other: words, tables and plots."""

    kind: Literal["report"] = "report"
    sections: tuple[Section, ...]

    @property
    def plots(self) -> list[Plot]:
        """The plots in it, from above."""
        return list(self._plots())

    def _plots(self) -> Iterator[Plot]:
        for section in self.sections:
            if isinstance(section.body, Plot | Grid):
                yield from section.body.plots


Drawing = Plot | Grid | Report


def _kind(value: Any) -> str:
    # A plot of an older version does not say that it is one.
    kind: str = value.get("kind", "plot") if isinstance(value, dict) else getattr(value, "kind", "plot")
    return kind


_DRAWING: TypeAdapter[Drawing] = TypeAdapter(
    Annotated[
        Annotated[Plot, Tag("plot")] | Annotated[Grid, Tag("grid")] | Annotated[Report, Tag("report")],
        Discriminator(_kind),
    ]
)


def read(content: bytes) -> Drawing:
    """The plot, grid or report in the content of a View. Raises pydantic's ValidationError for anything else."""
    return _DRAWING.validate_json(content)
