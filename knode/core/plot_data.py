"""The data of plots as CSV: a row for each thing that is drawn, or the table of a report that is one."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from knode.core.plot import AnyLayer, Axis, Drawing, Heatmap, Plot, Report, Sheet, Tree

STYLE = frozenset(
    ("kind", "name", "opacity", "tone", "size", "width", "sideways", "marks", "dashed", "solid", "steps", "label",
     "shade_label", "diverging", "center", "shade_limits", "shade_ends", "logarithmic", "numbers", "names", "rows")
)  # fmt: skip
"""Of a layer: what says how it is drawn, and what a click opens."""
Row = Mapping[str, Any]


def csv_of(drawing: Drawing) -> str:
    """The data as CSV. A report gives its sheets, with an empty line between them, or its plots where it has none; a plot that
    has a sheet of its data gives that."""
    sheets = _sheets(drawing)
    made = io.StringIO()
    if sheets:
        for number, sheet in enumerate(sheets):
            made.write("\n" if number else "")
            _write_sheet(made, sheet)
        return made.getvalue()
    rows = [row for number, plot in enumerate(drawing.plots, 1) for row in _rows(plot, number, len(drawing.plots))]
    fields = list(dict.fromkeys(field for row in rows for field in row))
    writer = csv.DictWriter(made, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def _sheets(drawing: Drawing) -> list[Sheet]:
    if isinstance(drawing, Report):
        return [one.body.data or one.body for one in drawing.sections if isinstance(one.body, Sheet)]
    return [drawing.data] if isinstance(drawing, Plot) and drawing.data is not None else []


def _write_sheet(made: io.StringIO, sheet: Sheet) -> None:
    columns = [column for column in sheet.columns if column.sparks is None]
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([column.label for column in columns])
    writer.writerows(zip(*(column.cells for column in columns), strict=True))


def _rows(plot: Plot, number: int, plots: int) -> Iterator[Row]:
    """The things that a plot shows, each with its layer and series, and names in place of the places of categories."""
    which = {"plot": f"{number} {plot.title}".strip()} if plots > 1 else {}
    for layer in plot.layers:
        series = {"series": layer.name} if layer.name else {}
        for row in _of(layer):
            sideways = getattr(layer, "sideways", False)
            yield which | {"kind": layer.kind} | series | _named(row, plot, sideways=sideways)


def _of(layer: AnyLayer) -> Iterator[dict[str, Any]]:
    if isinstance(layer, Heatmap):
        for (low, high), row in zip(itertools.pairwise(layer.y_edges), layer.values, strict=True):
            for (left, right), value in zip(itertools.pairwise(layer.x_edges), row, strict=True):
                yield {"x": (left + right) / 2, "y": (low + high) / 2, "value": value}
    elif isinstance(layer, Tree):
        for place, branch in enumerate(layer.branches):
            yield {"node": place, "parent": branch.parent, "link": branch.link, "text": "; ".join(branch.lines)}
    else:
        yield from _fields(layer)


def _fields(layer: Any) -> Iterator[dict[str, Any]]:
    """Columns of one length become rows; single values one row."""
    held = {name: value for name, value in layer if name not in STYLE or (name == "size" and layer.kind == "bars")}
    columns = {name: value for name, value in held.items() if isinstance(value, tuple) and len(value)}
    if layer.kind == "histogram":
        columns = {"from": layer.edges[:-1], "to": layer.edges[1:], "count": layer.counts}
    if not columns:
        if layer.kind in ("text", "rule"):
            yield held
        return
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        if "outliers" in row:
            row["outliers"] = " ".join(map(str, row["outliers"]))
        yield row


def _named(row: dict[str, Any], plot: Plot, *, sideways: bool) -> dict[str, Any]:
    axes: dict[str, Axis] = {"x": plot.x, "y": plot.y, "at": plot.y if sideways else plot.x}
    return {name: _name(value, axes[name]) if name in axes else value for name, value in row.items()}


def _name(value: Any, axis: Axis) -> Any:
    names = axis.categories
    if names and isinstance(value, float) and 0 <= round(value) < len(names):
        return names[round(value)]
    return value
