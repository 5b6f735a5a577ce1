"""Draws a sheet: a small table with shaded cells, bars and small histograms in it. Lengths are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from knode.core.plot import Sheet, SheetColumn
from knode.picture.plot_look import Look, ink_on, plain
from knode.picture.text import shortened, width_of, wrapped

LETTERS = 8.5
WIDER, BOLD = 1.1, 1.22
"""How much wider the letters are than those that widths are reckoned for."""
ROW, HEAD = 16.5, 19.0
PAD = 6.0
SPARK = 84.0
CELL = 200.0
"""No column is wider."""


def sheet_size(sheet: Sheet) -> tuple[float, float]:
    """How wide and high a sheet is."""
    rows = max((len(column.cells) for column in sheet.columns), default=0)
    return sum(map(_width, sheet.columns)), HEAD + rows * ROW + (ROW if sheet.note else 4)


def _width(column: SheetColumn) -> float:
    wider = BOLD if column.strong else WIDER
    texts = [width_of(text, LETTERS * wider) for text in column.cells]
    texts.append(width_of(column.label, LETTERS * BOLD))
    if column.sparks is not None:
        texts.append(SPARK)
    if column.bars is not None:
        texts.append(SPARK * 0.8)
    return min(CELL, max(texts)) + 2 * PAD


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on: axes in points from the top left, in a look, at a scale."""

    axes: Any
    look: Look
    scale: float

    def write(self, x: float, y: float, text: str, colour: str, **words: Any) -> None:
        """Write a line at a place."""
        self.axes.text(
            x, y, plain(text), fontsize=LETTERS * self.scale, color=colour, va="center_baseline",
            family=list(self.look.fonts), **words,
        )  # fmt: skip

    def rule(self, downs: Sequence[float], left: float, right: float, colour: str, width: float) -> None:
        """Draw lines across, so far down."""
        self.axes.hlines(downs, left, right, colors=colour, linewidth=width * self.scale)


def draw_sheet(axes: Any, sheet: Sheet, look: Look, left: float, scale: float) -> None:
    """Draw it into axes that are in points from the top left."""
    paper = Paper(axes, look, scale)
    right = left + sheet_size(sheet)[0]
    rows = max((len(column.cells) for column in sheet.columns), default=0)
    paper.rule([HEAD], left, right, look.palette.muted, 1.0)
    paper.rule([HEAD + ROW * row for row in range(1, rows + 1)], left, right, look.palette.edge, 0.5)
    at = left
    for column in sheet.columns:
        _draw_column(paper, column, at)
        at += _width(column)
    if sheet.note:
        note = wrapped(sheet.note, LETTERS * WIDER, max(right - left, 500), 1)
        paper.write(left, HEAD + rows * ROW + ROW / 2, note[0], look.palette.muted)


def _draw_column(paper: Paper, column: SheetColumn, at: float) -> None:
    axes, look, width = paper.axes, paper.look, _width(column)
    if column.shades is not None:
        _shade(axes, column, look, at, width)
    if column.bars is not None:
        _bar(axes, column, look, at, width)
    if column.sparks is not None:
        _spark(axes, column, look, at, width)
    place = {"left": at + PAD, "right": at + width - PAD, "center": at + width / 2}[column.align]
    label = _cut(column.label, width, BOLD)
    paper.write(place, HEAD / 2, label, look.palette.muted, ha=column.align, fontweight="bold")
    weight, wider = ("bold", BOLD) if column.strong else ("normal", WIDER)
    for row, text in enumerate(column.cells):
        if text:
            down, words = HEAD + (row + 0.5) * ROW, _cut(text, width, wider)
            paper.write(place, down, words, _ink(column, row, look), ha=column.align, fontweight=weight)


def _cut(text: str, width: float, wider: float) -> str:
    return shortened(text, LETTERS * wider, width - 2 * PAD + 1)


def _colour(value: float, column: SheetColumn, look: Look) -> Any:
    return look.shades(column.diverging)((value + 1) / 2 if column.diverging else value)


def _ink(column: SheetColumn, row: int, look: Look) -> str:
    shade = column.shades[row] if column.shades is not None else None
    if shade is None:
        return look.palette.ink
    return ink_on(*_colour(shade, column, look)[:3])


def _boxes(axes: Any, boxes: list[tuple[float, float, float, float]], colours: Any) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    patches = [Rectangle((x, y), width, height) for x, y, width, height in boxes]
    axes.add_collection(PatchCollection(patches, facecolors=colours, linewidths=0, zorder=0.5), autolim=False)


def _shade(axes: Any, column: SheetColumn, look: Look, at: float, width: float) -> None:
    shaded = [(row, value) for row, value in enumerate(column.shades or ()) if value is not None]
    boxes = [(at, HEAD + row * ROW, width, ROW) for row, _ in shaded]
    _boxes(axes, boxes, [_colour(value, column, look) for _, value in shaded])


def _bar(axes: Any, column: SheetColumn, look: Look, at: float, width: float) -> None:
    boxes = [
        (at + 2, HEAD + row * ROW + 3, max(0.0, min(1.0, value)) * (width - 4), ROW - 6)
        for row, value in enumerate(column.bars or ())
        if value
    ]
    _boxes(axes, boxes, [(*_rgb(look.series[0]), 0.3)] * len(boxes))


def _spark(axes: Any, column: SheetColumn, look: Look, at: float, width: float) -> None:
    boxes = []
    for row, counts in enumerate(column.sparks or ()):
        most, room = max(counts, default=0.0), width - 2 * PAD
        for number, count in enumerate(counts):
            if count > 0:
                high = max(0.8, (ROW - 5) * count / most)
                step = room / len(counts)
                boxes.append((at + PAD + number * step, HEAD + (row + 1) * ROW - 2 - high, step * 0.86, high))
    _boxes(axes, boxes, [look.series[0]])


def _rgb(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)
