"""What the parts of a plot say of themselves: names of columns, values with their units, counts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from knode.core.plot import Axis, Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Rule
from knode.core.plot_rows import Part
from knode.picture.plot_marks import MINUS, zone_of

Pair = tuple[str, str]


class Words(NamedTuple):
    """Where a part of a plot is, and what there is: each a name, which may be empty, and a value."""

    where: tuple[Pair, ...]
    what: tuple[Pair, ...] = ()

    @property
    def name(self) -> str:
        """In one line, for who cannot see it: age 20 – 30: rows 14, basic."""
        parts = (", ".join(" ".join(filter(None, pair)) for pair in pairs if pair[1]) for pairs in self)
        return ": ".join(filter(None, parts))

    @property
    def lines(self) -> str:
        """A pair a line, for who looks."""
        return "\n".join(": ".join(filter(None, pair)) for pairs in self for pair in pairs if pair[1])


def words_of(plot: Plot, layer: Any, part: Part) -> Words:
    """The words of a bar, a box, a stretch, a point, or a cell by its row and column."""
    if isinstance(part, tuple):
        return _of_cell(plot, layer, *part)
    if isinstance(layer, Histogram):
        ends = layer.edges[part], layer.edges[part + 1]
        return Words((_stretch(plot.x, ends),), (_pair(plot.y, layer.counts[part]), _series(plot, layer.name)))
    if isinstance(layer, Bars):
        return _of_bar(plot, layer, part)
    return _of_box(plot, layer, part) if isinstance(layer, Boxes) else _of_point(plot, layer, part)


def words_of_rule(plot: Plot, layer: Rule) -> Words:
    """The words of a line of reference."""
    axis = plot.x if layer.direction == "vertical" else plot.y
    return Words((("", layer.name),), () if layer.direction == "diagonal" else (_pair(axis, layer.at),))


def words_of_outlier(plot: Plot, layer: Boxes, part: int, value: float) -> Words:
    """The words of a value beyond the whiskers of a box."""
    across, length = (plot.y, plot.x) if layer.sideways else (plot.x, plot.y)
    return Words(_box_named(plot, across, layer, part), (_pair(length, value),))


def _of_cell(plot: Plot, layer: Heatmap, row: int, column: int) -> Words:
    x, y = (
        _stretch(axis, (edges[part], edges[part + 1]))
        for axis, edges, part in ((plot.x, layer.x_edges, column), (plot.y, layer.y_edges, row))
    )
    value = layer.values[row][column]
    lines = layer.texts[row][column].split("\n") if layer.texts else [""]
    if len(lines) > 1:
        return Words((y, x), (("", ", ".join(lines)),))
    told = lines[0]
    if not told and value is not None:
        told = _percent(value) if layer.shade_percent else _zoned(value, layer.shade_zone)
    return Words((y, x), ((layer.label, told),))


def _of_bar(plot: Plot, layer: Bars, part: int) -> Words:
    across, length = (plot.y, plot.x) if layer.sideways else (plot.x, plot.y)
    half, at, size = layer.width / 2, layer.at[part], layer.size[part]
    where = _stretch(across, (at - half, at + half))
    told = (length.label, "") if size is None else _pair(length, size)
    label = layer.labels[part] if layer.labels else ""
    # A number at a bar only says its length again, rounded.
    label = label if any(map(str.isalpha, label)) else ""
    return Words((where,), (told, _ends(length, layer, part), ("", label), _series(plot, layer.name)))


def _of_box(plot: Plot, layer: Boxes, part: int) -> Words:
    across, length = (plot.y, plot.x) if layer.sideways else (plot.x, plot.y)
    beyond = len(layer.outliers[part]) if layer.outliers else 0
    return Words(
        _box_named(plot, across, layer, part),
        (
            (f"median {length.label}".strip(), _pair(length, layer.median[part])[1]),
            ("quartiles", _stretch(length, (layer.q1[part], layer.q3[part]))[1]),
            ("whiskers", _stretch(length, (layer.low[part], layer.high[part]))[1]),
            ("values beyond", f"{beyond:,}" if beyond else ""),
        ),
    )


def _box_named(plot: Plot, across: Axis, layer: Boxes, part: int) -> tuple[Pair, ...]:
    """What a box is of; its series may be named by its place already."""
    place, name = _pair(across, layer.at[part]), _series(plot, layer.name)
    return (place,) if place[1] == name[1] else (place, name)


def _of_point(plot: Plot, layer: Points | Line, part: int) -> Words:
    x, y = layer.x[part], layer.y[part]
    said = [_series(plot, layer.name)]
    said += [_pair(axis, value) for axis, value in ((plot.y, y), (plot.x, x)) if value is not None]
    if isinstance(layer, Points):
        said.append(_ends(plot.x if layer.sideways else plot.y, layer, part))
        if layer.shade is not None:
            value = layer.shade[part]
            said.append((layer.shade_label, "" if value is None else _zoned(value, layer.shade_zone)))
    return Words(tuple(said))


def _ends(axis: Axis, layer: Bars | Points, part: int) -> Pair:
    """From where to where a bar of uncertainty goes."""
    low, high = (ends[part] if ends is not None else None for ends in (layer.low, layer.high))
    return ("", "" if low is None or high is None else _stretch(axis, (low, high))[1])


def _series(plot: Plot, name: str) -> Pair:
    return plot.legend, name


def _pair(axis: Axis, value: float) -> Pair:
    """The name of an axis, and a value on it."""
    return axis.label, _on(axis, value)


def _stretch(axis: Axis, ends: tuple[float, float]) -> Pair:
    """The name of an axis, and where on it something is."""
    if axis.categories is not None:
        return _pair(axis, round(sum(ends) / 2))
    low, high = (_on(axis, end) for end in ends)
    if axis.unit:
        low = low.removesuffix(f" {axis.unit}")
    return axis.label, low if low == high else f"{low} – {high}"


def _on(axis: Axis, value: float) -> str:
    if axis.categories is not None:
        near = abs(value - round(value)) < 0.5 and 0 <= round(value) < len(axis.categories)
        return axis.categories[round(value)] if near else ""
    if axis.scale == "time":
        return _zoned(value, axis.zone)
    if axis.percent:
        return _percent(value)
    return f"{exact_told(value)} {axis.unit}".strip()


def _percent(value: float) -> str:
    return f"{100 * value:,.3g} %".replace("-", MINUS)


def _zoned(value: float, zone: str | None) -> str:
    """A number, or a moment where there is a zone, which may be empty."""
    if zone is None:
        return exact_told(value)
    moment = datetime.fromtimestamp(value, UTC).astimezone(zone_of(zone))
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")


def exact_told(value: float) -> str:
    """A number with six digits, or two decimals where it is large, whole ones with all: 53,940, 0.123457, 1e−12."""
    size = abs(value)
    whole = value == round(value)
    told = f"{value:,.{0 if whole else 2}f}" if size < 1e15 and (whole or size >= 1e4) else f"{value:,.6g}"
    return told.replace("-", MINUS)


def numbered(layer: Any) -> Iterator[Part]:
    """The parts of a layer of cells, bars, boxes, stretches or points."""
    if isinstance(layer, Heatmap):
        yield from itertools.product(range(len(layer.values)), range(len(layer.x_edges) - 1))
    else:
        fields = {"histogram": "counts", "points": "x"}
        yield from range(len(getattr(layer, fields.get(layer.kind, "at"))))
