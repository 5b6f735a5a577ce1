"""The title and the names of the axes of a plot, where a person writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knode.api import DataError, View, nearest, plot, quoted, setting
from knode_nodes.visualize._values import PORT


class Captions(BaseModel):
    """What is written at a plot in place of the names of columns; what is empty stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field("", description="Title of the plot.")
    x: str = Field("", description="Name of the horizontal axis, with its unit, such as income (€).")
    y: str = Field("", description="Name of the vertical axis, with its unit.")

    def view(self, drawing: plot.Plot | plot.Grid) -> View:
        """A plot, or a grid of plots that share their axes, with these words."""
        changes: dict[str, Any] = {"title": self.title} if self.title.strip() else {}
        if isinstance(drawing, plot.Grid):
            changes["rows"] = tuple(
                tuple(one and one.model_copy(update=self._axes(one)) for one in row) for row in drawing.rows
            )
        else:
            changes |= self._axes(drawing)
        return drawing.model_copy(update=changes).view()

    def _axes(self, drawn: plot.Plot) -> dict[str, plot.Axis]:
        """The axes that are named here; they lose the unit of their column, as the name tells it."""
        return {
            place: axis.model_copy(update={"label": name, "unit": ""})
            for place, axis, name in (("x", drawn.x, self.x), ("y", drawn.y, self.y))
            if name.strip()
        }


class ColumnCaptions(BaseModel):
    """What is written at plots of many columns: their title, and the names of columns where they stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field("", description="Title of the plot.")
    columns: dict[str, str] = Field(
        {},
        description="Columns in your own words, with their units: the column, then what is written, such as income (€).",
    )

    def check(self, columns: Sequence[str]) -> None:
        """Raise DataError where a column that is named here is none of those that are shown."""
        for name in self.columns:
            if name not in columns:
                near = nearest(name, columns)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(
                    f"the captions name the column {quoted(name)}, which is not shown{hint}", port=PORT, column=name
                )

    def view(self, drawing: plot.Plot | plot.Grid | plot.Report) -> View:
        """A plot or a grid with these words; a page that has them already, with its title."""
        changes: dict[str, Any] = {"title": self.title} if self.title.strip() else {}
        if isinstance(drawing, plot.Plot):
            changes = self._named(drawing) | changes
        elif isinstance(drawing, plot.Grid):
            changes["rows"] = tuple(
                tuple(one and one.model_copy(update=self._named(one)) for one in row) for row in drawing.rows
            )
        return drawing.model_copy(update=changes).view()

    def _named(self, drawn: plot.Plot) -> dict[str, Any]:
        """The axes, and what stands above a plot, in these words."""
        return {"x": self._axis(drawn.x), "y": self._axis(drawn.y), "subtitle": self.word(drawn.subtitle)}

    def _axis(self, axis: plot.Axis) -> plot.Axis:
        changes: dict[str, Any] = {}
        if axis.categories is not None:
            changes["categories"] = tuple(map(self.word, axis.categories))
        if self.word(axis.label) != axis.label:
            changes |= {"label": self.word(axis.label), "unit": ""}
        return axis.model_copy(update=changes)

    def word(self, name: str, unit: str = "") -> str:
        """What a column is called: in one's own words, else by its name and its unit."""
        words = self.columns.get(name, "")
        return words if words.strip() else f"{name} ({unit})" if unit else name


COLUMN_CAPTIONS = setting(
    ColumnCaptions(), "Title and names of columns in your own words; what is empty is called as it is in the table."
)
CAPTIONS = setting(Captions(), "Title and names of the axes in your own words; what is empty is named by the columns.")
