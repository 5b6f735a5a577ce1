"""Draws a tree from left to right: boxes with lines of words, links with words on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knode.core.plot import Branch, Plot, Tree
from knode.picture.plot_look import Look, look_of, plain, short
from knode.picture.text import clipped, shortened, width_of, wrapped

POINTS = 72.0
GAP, BETWEEN, MARGIN = 26.0, 9.0, 14.0
LETTERS = 8.5
PLAIN, BOLD = LETTERS * 1.1, LETTERS * 1.24
"""Sizes by which room for words is found; the first line of a box is bold."""
LINE = 12.0
WIDEST = 230.0
PADDING = 7.0
STUB = 22.0
BOXES = "knode_boxes"
"""The attribute of axes that holds the boxes of the tree drawn on them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the boxes of a tree are, in points from the top left: the left sides by depth, the middles, and the whole."""

    depths: list[int]
    lefts: list[float]
    widths: list[float]
    middles: list[float]
    width: float
    height: float


def tree_size(plot: Plot) -> tuple[float, float]:
    """The size, in inches, at which the tree of a plot can be read."""
    tree = _tree(plot)
    layout = _layout(tree)
    top, _ = _head(plot, tree, look_of("light"), layout.width)
    return min(200.0, max(4.0, layout.width / POINTS)), min(200.0, (layout.height + top) / POINTS)


def draw_tree(figure: Any, plot: Plot, look: Look) -> None:
    """Draw the tree of a plot over the whole figure, smaller where the figure is smaller than the tree."""
    tree = _tree(plot)
    layout = _layout(tree)
    top, head = _head(plot, tree, look, layout.width)
    natural = tree_size(plot)
    scale = min(1.0, *(found / figure.dpi / best for found, best in zip(figure.bbox.size, natural, strict=True)))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, figure.bbox.width / figure.dpi * POINTS / scale))
    axes.set(ylim=(figure.bbox.height / figure.dpi * POINTS / scale, 0))
    words: dict[str, Any] = {"family": list(look.fonts), "ha": "left", "va": "top"}
    for down, text, size, colour, weight in head:
        axes.text(MARGIN, down, plain(text), fontsize=size * scale, color=colour, fontweight=weight, **words)
    _draw_names(axes, tree, look, top, scale)
    for place in range(len(tree.branches)):
        _draw_link(axes, tree, layout, place, look, top, scale)
    for place, branch in enumerate(tree.branches):
        series = branch.series if _coloured(tree, look) else 0
        _draw_box(axes, branch.model_copy(update={"series": series}), layout, place, look, top, scale)
    setattr(
        axes, BOXES, [(_rectangle(branch, layout, place, top), branch) for place, branch in enumerate(tree.branches)]
    )


def branch_under(axes: Any, x: float, y: float) -> Branch | None:
    """The node of a drawn tree whose box is at (x, y) of its axes."""
    for (left, above, width, height), branch in getattr(axes, BOXES, ()):
        if left <= x <= left + width and above <= y <= above + height:
            return branch  # type: ignore[no-any-return]
    return None


def _rectangle(branch: Branch, layout: Layout, place: int, top: float) -> tuple[float, float, float, float]:
    """The box of a node: its left side, its upper side, its width and its height."""
    depth, height = layout.depths[place], _height(branch)
    return layout.lefts[depth], layout.middles[place] + top - height / 2, layout.widths[depth], height


def _tree(plot: Plot) -> Tree:
    return next(layer for layer in plot.layers if isinstance(layer, Tree))


def _head(plot: Plot, tree: Tree, look: Look, width: float) -> tuple[float, list[tuple[float, str, float, str, str]]]:
    """How high the title is, and its lines: how far down, words, size, colour, weight."""
    room = max(width, 4 * POINTS) - 2 * MARGIN
    made, down = [], MARGIN
    for text, size, colour, weight in (
        (plot.title, look.title, look.palette.ink, "bold"),
        (plot.subtitle, look.text, look.palette.muted, "normal"),
    ):
        for line in wrapped(text, size * 1.2, room, 2):
            made.append((down, line, size, colour, weight))
            down += size * 1.4
    return down + (LINE + 6 if _coloured(tree, look) else 0), made


def _layout(tree: Tree) -> Layout:
    """Leaves stand below each other, and a parent beside the middle of its children."""
    branches = tree.branches
    depths = [0] * len(branches)
    for place, branch in enumerate(branches):
        if branch.parent is not None:
            depths[place] = depths[branch.parent] + 1
    deepest = max(depths, default=0)
    widths, links = [0.0] * (deepest + 1), [0.0] * (deepest + 1)
    for depth, branch in zip(depths, branches, strict=True):
        sizes = (BOLD, *(PLAIN for _ in branch.lines[1:]))
        widths[depth] = max(widths[depth], *map(_width, branch.lines or ("",), sizes))
        links[depth] = max(links[depth], _width(branch.link) if branch.link else 0.0)
    lefts = [MARGIN]
    for depth in range(deepest):
        lefts.append(lefts[-1] + widths[depth] + GAP + links[depth + 1])
    middles, bottom = _middles(tree)
    cut = STUB if any(branch.cut for branch in branches) else 0.0
    return Layout(depths, lefts, widths, middles, lefts[-1] + widths[-1] + cut + MARGIN, bottom + MARGIN)


def _middles(tree: Tree) -> tuple[list[float], float]:
    children: list[list[int]] = [[] for _ in tree.branches]
    for place, branch in enumerate(tree.branches):
        if branch.parent is not None:
            children[branch.parent].append(place)
    middles, below = [0.0] * len(tree.branches), 0.0
    # Not by recursion: a tree may be deep.
    waiting = [(0, False)] if tree.branches else []
    while waiting:
        place, done = waiting.pop()
        if not children[place]:
            height = _height(tree.branches[place])
            middles[place] = below + height / 2
            below += height + BETWEEN
        elif done:
            middles[place] = (middles[children[place][0]] + middles[children[place][-1]]) / 2
        else:
            waiting.append((place, True))
            waiting.extend((child, False) for child in reversed(children[place]))
    return middles, below


def _width(text: str, size: float = PLAIN) -> float:
    return min(WIDEST, width_of(text, size) + 2 * PADDING)


def _height(branch: Branch) -> float:
    return len(branch.lines) * LINE + 8


def _draw_names(axes: Any, tree: Tree, look: Look, top: float, scale: float) -> None:
    """What the colours mean."""
    if not _coloured(tree, look):
        return
    left = MARGIN
    for number, name in enumerate(tree.names):
        colour = look.series[number]
        axes.plot([left + 4], [top - LINE], "s", markersize=7 * scale, color=colour)
        axes.text(
            left + 12, top - LINE, short(name), fontsize=LETTERS * scale, color=look.palette.ink, va="center_baseline",
            family=list(look.fonts),
        )  # fmt: skip
        left += width_of(short(name), PLAIN) + 28


def _coloured(tree: Tree, look: Look) -> bool:
    """Whether each name has a colour of its own; of more names than there are colours all have one, and stand in the boxes."""
    return 1 < len(tree.names) <= len(look.series)


def _draw_link(axes: Any, tree: Tree, layout: Layout, place: int, look: Look, top: float, scale: float) -> None:
    branch = tree.branches[place]
    if branch.parent is None:
        return
    depth = layout.depths[place]
    start = layout.lefts[depth - 1] + layout.widths[depth - 1]
    end, bend = layout.lefts[depth], layout.lefts[depth - 1] + layout.widths[depth - 1] + GAP * 0.55
    here, there = layout.middles[branch.parent] + top, layout.middles[place] + top
    axes.plot([start, bend, bend, end], [here, here, there, there], color=look.palette.muted, linewidth=1.1 * scale)
    if branch.link:
        axes.text(
            bend + 5, there - 2, plain(clipped(branch.link, LETTERS, WIDEST)), fontsize=(LETTERS - 0.5) * scale,
            color=look.palette.muted, va="bottom", family=list(look.fonts),
        )  # fmt: skip


def _draw_box(axes: Any, branch: Branch, layout: Layout, place: int, look: Look, top: float, scale: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    left, above, width, height = _rectangle(branch, layout, place, top)
    middle = above + height / 2
    ground, colour = _mixed(look, branch)
    axes.add_patch(
        FancyBboxPatch(
            (left, above), width, height, boxstyle="round,pad=0,rounding_size=4", facecolor=ground,
            edgecolor=colour, linewidth=1.1 * scale, mutation_aspect=1,
        )
    )  # fmt: skip
    for number, line in enumerate(branch.lines):
        end = branch.ends[number] if number < len(branch.ends) else ""
        words = shortened(line, PLAIN if number else BOLD, WIDEST - 2 * PADDING, end)
        axes.text(
            left + PADDING, above + 4 + (number + 0.5) * LINE, plain(words), fontsize=LETTERS * scale,
            va="center", color=look.palette.ink, family=list(look.fonts), fontweight="normal" if number else "bold",
        )  # fmt: skip
    if branch.cut:
        axes.text(left + width + 6, middle, "…", fontsize=LETTERS * 1.4 * scale, va="center", color=look.palette.muted)


def _mixed(look: Look, branch: Branch) -> tuple[Any, str]:
    """The ground of a box, stronger for a larger shade, and the colour of its edge."""
    from matplotlib.colors import to_rgb

    colour = look.series[branch.series]
    share = 0.06 + 0.42 * branch.shade
    pairs = zip(to_rgb(colour), to_rgb(look.palette.card), strict=True)
    return tuple(share * one + (1 - share) * other for one, other in pairs), colour
