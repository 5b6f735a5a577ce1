"""What a plot is made of, as plain data: points, lines, bars, heat maps, trees …, each a layer."""

from __future__ import annotations

import itertools
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.core.plot_rows import Rows

Numbers = tuple[float | None, ...]
"""Numbers along an axis; None where one is missing. Moments are seconds since 1970, UTC."""
Tone = Literal["series", "positive", "negative", "muted"]


class Part(BaseModel):
    """A part of a plot: it does not change, and holds finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Layer(Part):
    """What all layers have in common."""

    name: str = ""
    """What the legend calls it. Layers of the same name have the same colour."""
    opacity: float = Field(1.0, ge=0.0, le=1.0)
    tone: Tone = "series"
    """The colour: that of the name, those of what raises and what lowers, or grey for what stands behind."""


class Shaded(Layer):
    """A layer in which a value has a shade.

    The shades are `diverging` from `center`, or go from pale to strong. `shade_limits` are the values at their ends, those
    of the data by default; `shade_ends` are words for them, such as low and high, in place of numbers.
    """

    diverging: bool = False
    center: float = 0.0
    shade_limits: tuple[float, float] | None = None
    shade_ends: tuple[str, str] | None = None
    logarithmic: bool = False
    """Shades grow with the logarithm."""
    sparse: bool = False
    """A little is told from nothing: 0 has no shade, all above it one that is seen, which grows with the square root."""
    shade_percent: bool = False
    """The scale of the shades is written as percent of 1."""
    shade_zone: str | None = None
    """Of values that are moments: the time zone in which they are told, empty for UTC without saying so; None for others."""


class Points(Shaded):
    """Points at (x, y); `size` is their diameter in pixels at 100 %.

    With `shade`, a value for each, their colour tells it, and `shade_label` says at the side what it is. `low` and `high` are
    the ends of a bar of uncertainty along y, or along x where it is `sideways`. A click on a point opens its `rows`.
    """

    kind: Literal["points"] = "points"
    x: Numbers
    y: Numbers
    size: float = Field(5.0, gt=0)
    shade: Numbers | None = None
    shade_label: str = ""
    low: Numbers | None = None
    high: Numbers | None = None
    sideways: bool = False
    rows: tuple[Rows | None, ...] | None = None

    @model_validator(mode="after")
    def _same_length(self) -> Points:
        check_lengths(x=self.x, y=self.y, shade=self.shade, low=self.low, high=self.high, rows=self.rows)
        return self


class Line(Layer):
    """A line from point to point, broken where a number is missing; `steps` go sideways before they go up.

    Lines differ in their dashes, unless they are `solid`: where their places tell them apart.
    """

    kind: Literal["line"] = "line"
    x: Numbers
    y: Numbers
    marks: bool = False
    dashed: bool = False
    solid: bool = False
    steps: bool = False

    @model_validator(mode="after")
    def _same_length(self) -> Line:
        check_lengths(x=self.x, y=self.y)
        return self


class Rule(Layer):
    """A line of reference across the whole plot: at a place of x (vertical) or y (horizontal), or y = at + slope · x."""

    kind: Literal["rule"] = "rule"
    direction: Literal["horizontal", "vertical", "diagonal"] = "horizontal"
    at: float = 0.0
    slope: float = 1.0
    tone: Tone = "muted"
    dashed: bool = True


class Bars(Layer):
    """Bars at `at`, of length `size`, from `base`; `width` is their share of the room for one.

    `labels` stand at their ends, or `inside` them where they fit, as in stacked bars; `low` and `high` are the ends of bars of
    uncertainty; a click on a bar opens its `rows`.
    """

    kind: Literal["bars"] = "bars"
    at: tuple[float, ...]
    size: Numbers
    base: tuple[float, ...] | None = None
    width: float = Field(0.8, gt=0)
    sideways: bool = False
    labels: tuple[str, ...] | None = None
    inside: bool = False
    low: Numbers | None = None
    high: Numbers | None = None
    rows: tuple[Rows | None, ...] | None = None

    @model_validator(mode="after")
    def _same_length(self) -> Bars:
        beside = {"labels": self.labels, "low": self.low, "high": self.high, "rows": self.rows}
        check_lengths(at=self.at, size=self.size, base=self.base, **beside)
        return self


class Histogram(Layer):
    """Counts (or shares) between `edges`, one more of them than of `counts`; a click on a bar opens its `rows`.

    `cumulative`: each counts what is before it too, so that an outline does not come back to 0.
    """

    kind: Literal["histogram"] = "histogram"
    edges: tuple[float, ...]
    counts: tuple[float, ...]
    cumulative: bool = False
    rows: tuple[Rows | None, ...] | None = None

    @model_validator(mode="after")
    def _one_more_edge(self) -> Histogram:
        _check_edges(edges=(self.edges, len(self.counts)))
        check_lengths(counts=self.counts, rows=self.rows)
        return self


class Area(Layer):
    """The area between `low` and `high` over x, such as a band of uncertainty."""

    kind: Literal["area"] = "area"
    x: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @model_validator(mode="after")
    def _same_length(self) -> Area:
        check_lengths(x=self.x, low=self.low, high=self.high)
        return self


class Heatmap(Shaded):
    """Cells between `x_edges` and `y_edges`: `values` has a row per step of y, from below. None leaves a cell empty.

    `label` says what the shades mean; `numbers` writes the values into the cells; `texts` (as `values`) are written instead. A
    click on a cell opens its `rows` (as `values`).
    """

    kind: Literal["heatmap"] = "heatmap"
    x_edges: tuple[float, ...]
    y_edges: tuple[float, ...]
    values: tuple[Numbers, ...]
    label: str = ""
    numbers: bool = False
    texts: tuple[tuple[str, ...], ...] | None = None
    rows: tuple[tuple[Rows | None, ...], ...] | None = None

    @model_validator(mode="after")
    def _one_more_edge(self) -> Heatmap:
        widths = {len(row) for row in self.values}
        if len(widths) > 1:
            raise ValueError("the rows of a heat map should be of one length")
        _check_edges(y_edges=(self.y_edges, len(self.values)), x_edges=(self.x_edges, widths.pop() if widths else 0))
        if self.texts is not None and [len(row) for row in self.texts] != [len(row) for row in self.values]:
            raise ValueError("there should be as many texts as values in a heat map")
        if self.rows is not None and [len(row) for row in self.rows] != [len(row) for row in self.values]:
            raise ValueError("there should be as many rows as values in a heat map")
        return self


class Boxes(Layer):
    """A box per position: quartiles, whiskers, and `outliers` beyond them. `sideways` lays them down.

    A click on a box opens its `rows`.
    """

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
    rows: tuple[Rows | None, ...] | None = None

    @model_validator(mode="after")
    def _same_length(self) -> Boxes:
        parts = {name: getattr(self, name) for name in ("at", "low", "q1", "median", "q3", "high", "rows")}
        check_lengths(**parts, outliers=self.outliers or self.at)
        return self


class Text(Layer):
    """Words at a point."""

    kind: Literal["text"] = "text"
    x: float
    y: float
    text: str


class Branch(Part):
    """A node of a tree: lines of words, the place of its parent in the list (None at the root), and words on the link from it.

    `ends` has of each line how it ends, which is kept where the line is too long, such as a comparison with its number.
    `shade` (0 to 1) colours it, stronger for more; `series` says of which of the tree's `names`.
    """

    lines: tuple[str, ...]
    ends: tuple[str, ...] = ()
    parent: int | None = None
    link: str = ""
    shade: float = Field(0.0, ge=0.0, le=1.0)
    series: int = Field(0, ge=0)
    cut: bool = False
    """There is more below that is not shown."""


class Tree(Layer):
    """A tree from left to right, parents before their children in `branches`; drawn without axes, alone in its plot."""

    kind: Literal["tree"] = "tree"
    branches: tuple[Branch, ...]
    names: tuple[str, ...] = ()
    """What the colours mean, such as the classes."""

    @model_validator(mode="after")
    def _parents_first(self) -> Tree:
        for place, branch in enumerate(self.branches):
            if (branch.parent is None) != (place == 0) or (branch.parent or 0) >= max(place, 1):
                raise ValueError("a tree should have one root, first, and parents before their children")
        return self


AnyLayer = Annotated[
    Points | Line | Rule | Bars | Histogram | Area | Heatmap | Boxes | Text | Tree,
    Field(discriminator="kind"),
]


def check_lengths(**columns: tuple[object, ...] | None) -> None:
    """Raise ValueError where those that are given are not of one length."""
    given = {name: column for name, column in columns.items() if column is not None}
    if len({len(column) for column in given.values()}) > 1:
        raise ValueError(f"{', '.join(given)} should be of one length")


def _check_edges(**edges: tuple[tuple[float, ...], int]) -> None:
    for name, (found, cells) in edges.items():
        if len(found) != cells + 1:
            raise ValueError(f"{name} should be {cells + 1}, one more than there are cells")
        if any(after <= before for before, after in itertools.pairwise(found)):
            raise ValueError(f"{name} should grow")
