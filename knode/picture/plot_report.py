"""Draws a report: sections below each other, with words, small tables and plots. Lengths are in points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from knode.core.plot import Plot, Report, Section, Sheet, Tree
from knode.picture.plot_look import Look, plain
from knode.picture.plot_sheet import draw_sheet, sheet_size
from knode.picture.plot_tree import tree_size
from knode.picture.text import wrapped

POINTS = 72.0
MARGIN = 18.0
NARROWEST, WIDEST = 610.0, 4_000.0
TITLE, HEADING = 15.0, 11.5
Body = Callable[[Any, Any, Look], None]


@dataclass(frozen=True, slots=True)
class Tile:
    """A stretch of the page: how high it is, and what draws it."""

    height: float
    draw: Callable[[Any], None]


def report_size(report: Report) -> tuple[float, float]:
    """The size of the page in inches."""
    from knode.picture.plot_look import look_of

    width = _width(report)
    return width / POINTS, sum(tile.height for tile in _tiles(report, look_of("light"), width, _nothing)) / POINTS


def draw_report(figure: Any, report: Report, look: Look, draw_body: Body) -> None:
    """Draw all sections, smaller where the figure is smaller than the page."""
    width = _width(report)
    tiles = list(_tiles(report, look, width, draw_body))
    total = sum(tile.height for tile in tiles)
    scale = min(1.0, figure.bbox.width / figure.dpi * POINTS / width, figure.bbox.height / figure.dpi * POINTS / total)
    if scale < 0.999:
        tiles = list(_tiles(report, look, width, draw_body, scale))
    left_over = max(0.0, figure.bbox.height / figure.dpi * POINTS / scale - total)
    heights = [*(tile.height for tile in tiles), *([left_over] if left_over > 1 else [])]
    parts = figure.subfigures(len(heights), 1, height_ratios=heights, hspace=0, squeeze=False)[:, 0]
    for part, tile in zip(parts, tiles, strict=False):
        part.set_facecolor(look.palette.card)
        tile.draw(part)


def _nothing(*_: Any) -> None:
    """Drawn where only sizes are wanted."""


def _width(report: Report) -> float:
    sheets = (sheet_size(section.body)[0] for section in report.sections if isinstance(section.body, Sheet))
    trees = (tree_size(body)[0] * POINTS for body in map(_tree_of, report.sections) if body is not None)
    return min(WIDEST, max(NARROWEST, *(wide + 2 * MARGIN for wide in (*sheets, *trees, 0.0))))


def _tree_of(section: Section) -> Plot | None:
    body = section.body
    return body if isinstance(body, Plot) and any(isinstance(layer, Tree) for layer in body.layers) else None


def _tiles(report: Report, look: Look, width: float, draw_body: Body, scale: float = 1.0) -> Iterator[Tile]:
    head = Section(heading=report.title, text=report.subtitle)
    for section in (head, *report.sections):
        size = TITLE if section is head else HEADING
        words = list(_words(section, look, width - 2 * MARGIN, size))
        if words:
            yield _words_tile(words, look, width, scale)
        if section.body is not None:
            yield _body_tile(section, look, width, draw_body, scale)
    yield Tile(MARGIN, _nothing)


def _words(section: Section, look: Look, room: float, size: float) -> Iterator[tuple[str, float, str, str]]:
    """Lines: words, size, colour, weight."""
    for line in wrapped(section.heading, size * 1.15, room, 2):
        yield line, size, look.palette.ink, "bold"
    for paragraph in filter(None, section.text.split("\n")):
        for line in wrapped(paragraph, look.text * 1.08, room, 6):
            yield line, look.text, look.palette.muted, "normal"


def _words_tile(words: list[tuple[str, float, str, str]], look: Look, width: float, scale: float) -> Tile:
    height = 12.0 + sum(size * 1.5 for _, size, _, _ in words) + 2

    def draw(part: Any) -> None:
        axes = page(part, width, height)
        down = 12.0
        for text, size, colour, weight in words:
            axes.text(
                MARGIN, down + size * 0.75, plain(text), fontsize=size * scale, color=colour, fontweight=weight,
                va="center", family=list(look.fonts),
            )  # fmt: skip
            down += size * 1.5

    return Tile(height, draw)


def _body_tile(section: Section, look: Look, width: float, draw_body: Body, scale: float) -> Tile:
    body = section.body
    if isinstance(body, Sheet):
        sheet = body
        height = sheet_size(sheet)[1] + 8
        return Tile(height, lambda part: draw_sheet(page(part, width, height), sheet, look, MARGIN, scale))
    tree = _tree_of(section)
    high = section.height if tree is None else tree_size(tree)[1]
    return Tile(high * POINTS, lambda part: draw_body(part, body, look.scaled(scale)))


def page(part: Any, width: float, height: float) -> Any:
    """Axes over the whole of a part of a figure, in points from its top left."""
    axes = part.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, width), ylim=(height, 0))
    return axes
