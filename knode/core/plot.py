"""Plots as plain data: what is drawn, not how. A View carries one as JSON, and every face draws it in its own theme."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from knode.core.values import View

MEDIA_TYPE = "application/vnd.knode.plot+json"
Numbers = tuple[float | None, ...]
"""Numbers along an axis; None where one is missing. Moments are seconds since 1970, UTC."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Axis(_Part):
    """One axis. On one with `categories` the positions 0, 1, 2 … are named."""

    label: str = ""
    unit: str = ""
    scale: Literal["linear", "log", "time"] = "linear"
    categories: tuple[str, ...] | None = None
    limits: tuple[float, float] | None = None
    whole: bool = False
    """Marks stand at whole numbers only, as for counts."""

    @property
    def title(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


class _Layer(_Part):
    name: str = ""
    """What the legend calls it. Layers of the same name have the same colour."""
    opacity: float = Field(1.0, ge=0.0, le=1.0)


class _Pairs(_Layer):
    x: Numbers
    y: Numbers

    @model_validator(mode="after")
    def _same_length(self) -> _Pairs:
        _check_lengths(x=self.x, y=self.y)
        return self


class Points(_Pairs):
    """Points at (x, y); `size` is their diameter in pixels at 100 %."""

    kind: Literal["points"] = "points"
    size: float = Field(5.0, gt=0)


class Line(_Pairs):
    """A line from point to point, broken where a number is missing; `steps` go sideways before they go up."""

    kind: Literal["line"] = "line"
    marks: bool = False
    dashed: bool = False
    steps: bool = False


class Bars(_Layer):
    """Bars at `at`, of length `size`, from `base`; `width` is their share of the room for one."""

    kind: Literal["bars"] = "bars"
    at: tuple[float, ...]
    size: Numbers
    base: tuple[float, ...] | None = None
    width: float = Field(0.8, gt=0)
    sideways: bool = False

    @model_validator(mode="after")
    def _same_length(self) -> Bars:
        _check_lengths(at=self.at, size=self.size, base=self.base or self.at)
        return self


class Histogram(_Layer):
    """Counts (or shares) between `edges`, one more of them than of `counts`."""

    kind: Literal["histogram"] = "histogram"
    edges: tuple[float, ...]
    counts: tuple[float, ...]

    @model_validator(mode="after")
    def _one_more_edge(self) -> Histogram:
        _check_edges(edges=(self.edges, len(self.counts)))
        return self


class Area(_Layer):
    """The area between `low` and `high` over x, such as a band of uncertainty."""

    kind: Literal["area"] = "area"
    x: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @model_validator(mode="after")
    def _same_length(self) -> Area:
        _check_lengths(x=self.x, low=self.low, high=self.high)
        return self


class Heatmap(_Layer):
    """Cells between `x_edges` and `y_edges`: `values` has a row per step of y, from below. None leaves a cell empty.

    `label` says what the shades mean; `logarithmic` shades grow with the logarithm; `numbers` writes the values into the cells.
    """

    kind: Literal["heatmap"] = "heatmap"
    x_edges: tuple[float, ...]
    y_edges: tuple[float, ...]
    values: tuple[Numbers, ...]
    label: str = ""
    logarithmic: bool = False
    numbers: bool = False

    @model_validator(mode="after")
    def _one_more_edge(self) -> Heatmap:
        widths = {len(row) for row in self.values}
        if len(widths) > 1:
            raise ValueError("the rows of a heat map should be of one length")
        _check_edges(y_edges=(self.y_edges, len(self.values)), x_edges=(self.x_edges, widths.pop() if widths else 0))
        return self


class Boxes(_Layer):
    """A box per position: quartiles, whiskers, and `outliers` beyond them. `sideways` lays them down."""

    kind: Literal["boxes"] = "boxes"
    at: tuple[float, ...]
    low: tuple[float, ...]
    q1: tuple[float, ...]
    median: tuple[float, ...]
    q3: tuple[float, ...]
    high: tuple[float, ...]
    outliers: tuple[tuple[float, ...], ...] = ()
    width: float = Field(0.5, gt=0)
    sideways: bool = False

    @model_validator(mode="after")
    def _same_length(self) -> Boxes:
        parts = {name: getattr(self, name) for name in ("at", "low", "q1", "median", "q3", "high")}
        _check_lengths(**parts, outliers=self.outliers or self.at)
        return self


class Text(_Layer):
    """Words at a point."""

    kind: Literal["text"] = "text"
    x: float
    y: float
    text: str


Layer = Annotated[
    Points | Line | Bars | Histogram | Area | Heatmap | Boxes | Text,
    Field(discriminator="kind"),
]


class Plot(_Part):
    """A plot: axes and layers, drawn in their order. It knows no colours: a theme gives them by the layers' names."""

    title: str = ""
    subtitle: str = ""
    x: Axis = Axis()
    y: Axis = Axis()
    layers: tuple[Layer, ...] = ()
    legend: str = ""
    """What the names in the legend are, such as the column they come from."""

    @property
    def names(self) -> list[str]:
        """The names of the series, in the order in which colours are given to them."""
        return list(dict.fromkeys(layer.name for layer in self.layers if not isinstance(layer, Heatmap | Text)))

    def view(self) -> View:
        """The plot as the value of a View port."""
        from knode.core.values import View

        return View(self.title, MEDIA_TYPE, self.model_dump_json().encode())

    @classmethod
    def read(cls, content: bytes) -> Plot:
        """The plot in the content of a View. Raises pydantic's ValidationError for anything else."""
        return cls.model_validate_json(content)


def _check_lengths(**columns: tuple[object, ...]) -> None:
    if len({len(column) for column in columns.values()}) > 1:
        raise ValueError(f"{', '.join(columns)} should be of one length")


def _check_edges(**edges: tuple[tuple[float, ...], int]) -> None:
    for name, (found, cells) in edges.items():
        if len(found) != cells + 1:
            raise ValueError(f"{name} should be {cells + 1}, one more than there are cells")
        if any(after <= before for before, after in itertools.pairwise(found)):
            raise ValueError(f"{name} should grow")
