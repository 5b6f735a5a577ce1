"""The title and the names of the axes of a plot, where a person writes them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knode.api import View, plot, setting


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


CAPTIONS = setting(Captions(), "Title and names of the axes in your own words; what is empty is named by the columns.")
