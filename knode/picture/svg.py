"""Draws a workflow as SVG text: the same workflow always gives the same text, on any machine, with no font at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Literal, get_args

from knode.core.errors import UsageError, quoted
from knode.core.workflow import Link, Parameter, Workflow
from knode.picture.cards import ID_LINE, LINE, WIDTH, Card, Plug, cards_of
from knode.picture.glyphs import BADGES, OTHER_SHAPE, SHAPES
from knode.picture.layering import Edge
from knode.picture.layout import Layout, Point, Sizes, arranged, stored
from knode.picture.region import area, captured
from knode.picture.style import style_sheet
from knode.picture.text import clean, clipped, width_of
from knode.picture.text import number as _n

Theme = Literal["light", "dark", "auto"]
GAP_X, GAP_Y = 62.0, 30.0
PADDING = 44.0
HEADER = 36.0
SHOWN_PARAMETERS = 6
EMPTY = (260.0, 84.0)


def svg_of(
    workflow: Workflow, *, theme: Theme = "light", states: Mapping[str, str] | None = None, framed: bool = True
) -> str:
    """The picture of a workflow as SVG text.

    Args:
        workflow: the document. Nodes stand where its layout has them, or, when it lacks one, from left to right.
        theme: "auto" follows the preference of whoever looks at it.
        states: by node id, to be shown on the cards: done, reused, failed, running, queued, skipped, cancelled.
        framed: with a ground and a border around it; without, for what has its own.

    Raises:
        UsageError: there is no such theme.
    """
    if theme not in get_args(Theme):
        raise UsageError(f"There is no theme {quoted(theme)}. Choose light, dark or auto.")
    return _Picture(workflow, states or {}).svg(theme, framed=framed)


class _Picture:
    """One picture: the cards, where they stand, and the parts that are put together to SVG."""

    def __init__(self, workflow: Workflow, states: Mapping[str, str]) -> None:
        self.workflow = workflow
        self.cards = cards_of(workflow, states)
        self.numbers = {card.id: number for number, card in enumerate(self.cards)}
        self.links = workflow.links
        self.packs = sorted({card.pack for card in self.cards})
        plugs = [plug for card in self.cards for plug in (*card.inputs, *card.outputs)]
        self.kinds = sorted({plug.kind for plug in plugs})
        self.inside = captured(workflow, self.cards)
        self.layout = self._layout()
        self.header = list(_header(workflow, max(self.layout.width + PADDING, 320.0)))
        self.top = PADDING - 14 + (HEADER if self.header else 0)

    def _layout(self) -> Layout:
        sizes = Sizes(WIDTH, [card.total for card in self.cards], GAP_X, GAP_Y)
        edges = []
        for link in self.links:
            start, end = self._plugs(link)
            edges.append(Edge(self.numbers[link.source], self.numbers[link.target], start.y, end.y))
        known = self.workflow.layout
        bends = {number: known[str(link)] for number, link in enumerate(self.links) if str(link) in known}
        return stored(sizes, [known.get(card.id) for card in self.cards], bends) or arranged(sizes, edges)

    def _plugs(self, link: Link) -> tuple[Plug, Plug]:
        source, target = self.cards[self.numbers[link.source]], self.cards[self.numbers[link.target]]
        return source.plug(link.source_port, output=True), target.plug(link.target_port, output=False)

    # ---- the whole

    def svg(self, theme: Theme, *, framed: bool) -> str:
        """The whole text."""
        text = width_of(self.workflow.name, 17) + 2 * PADDING
        empty = not self.cards
        width = max(EMPTY[0] if empty else self.layout.width, min(text - 2 * PADDING, 480)) + 2 * PADDING
        height = self.top + (EMPTY[1] if empty else self.layout.height) + PADDING - 14
        ground = [_ground(width, height)] if framed else []
        parts = [*ground, *self.header, *(self._empty(width) if empty else self._content())]
        body = "\n".join(parts)
        scope = "knode-" + blake2b(f"{theme}{body}".encode(errors="replace"), digest_size=5).hexdigest()
        name = clean(self.workflow.name or "Workflow")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{scope}" role="img" '
            f'aria-labelledby="{scope}-title {scope}-desc" width="{_n(width)}" height="{_n(height)}" '
            f'viewBox="0 0 {_n(width)} {_n(height)}" style="max-width:100%;height:auto">\n'
            f'<title id="{scope}-title">{name}</title>\n<desc id="{scope}-desc">{clean(self._described())}</desc>\n'
            f"<style>{style_sheet(scope, theme, self.packs, self.kinds)}</style>\n{body}\n</svg>\n"
        )

    def _described(self) -> str:
        nodes, links = len(self.cards), len(self.links)
        counted = f"Workflow with {nodes} node{'s' * (nodes != 1)} and {links} link{'s' * (links != 1)}."
        said = " ".join(self.workflow.description.split())
        return f"{counted} {said}".strip()

    def _empty(self, width: float) -> Iterator[str]:
        left = (width - EMPTY[0]) / 2
        yield (
            f'<rect class="card missing" x="{_n(left)}" y="{_n(self.top)}" width="{_n(EMPTY[0])}" '
            f'height="{_n(EMPTY[1])}" rx="14"/>'
        )
        yield f'<text class="title" x="{_n(width / 2)}" y="{_n(self.top + 38)}">Empty workflow</text>'
        yield f'<text class="id" x="{_n(width / 2)}" y="{_n(self.top + 56)}">Add a node to begin.</text>'

    def _content(self) -> Iterator[str]:
        yield f'<g transform="translate({_n(PADDING)} {_n(self.top)})">'
        routes = [self._route(number, link) for number, link in enumerate(self.links)]
        yield from self._region(routes)
        for link, route in zip(self.links, routes, strict=True):
            kind = self._plugs(link)[0].kind
            dotted = " dots" if kind == "variables" else ""
            said = f"<title>{clean(str(link))}</title>"
            yield f'<path class="link k{self.kinds.index(kind)}{dotted}" d="{route}">{said}</path>'
        for card, corner in zip(self.cards, self.layout.corners, strict=True):
            yield from self._card(card, corner)
        yield "</g>"

    # ---- links

    def _route(self, number: int, link: Link) -> str:
        start, end = self._plugs(link)
        source = self.layout.corners[self.numbers[link.source]]
        target = self.layout.corners[self.numbers[link.target]]
        points = [
            Point(source.x + WIDTH, source.y + start.y),
            *self.layout.passes.get(number, []),
            Point(target.x, target.y + end.y),
        ]
        return _curve(points)

    def _region(self, routes: Sequence[str]) -> Iterator[str]:
        """What will be captured."""
        if self.inside:
            within = [
                route
                for link, route in zip(self.links, routes, strict=True)
                if link.source in self.inside and link.target in self.inside
            ]
            yield from area(self.cards, self.layout.corners, self.inside, within)

    # ---- cards

    def _card(self, card: Card, corner: Point) -> Iterator[str]:
        inside = " inside" if card.id in self.inside else ""
        yield f'<g class="p{self.packs.index(card.pack)}{inside}" transform="translate({_n(corner.x)} {_n(corner.y)})">'
        yield f"<title>{clean(card.hint)}</title>"
        yield from _body(card)
        yield from self._ports(card)
        yield from _badge(card)
        yield from _texts(card)
        yield "</g>"

    def _ports(self, card: Card) -> Iterator[str]:
        for plugs, x, side in ((card.inputs, 0.0, "in"), (card.outputs, WIDTH, "out")):
            for plug in plugs:
                kind = f"k{self.kinds.index(plug.kind)}"
                shape = SHAPES.get(plug.kind, OTHER_SHAPE)
                yield (
                    f'<path class="{"plug" if plug.linked else "free"} {kind}" '
                    f'transform="translate({_n(x)} {_n(plug.y)})" d="{shape}">'
                    f"<title>{clean(f'{plug.name} ({plug.kind})')}</title></path>"
                )
                if plug.named:
                    at = x - 9 if side == "in" else x + 9
                    name = clean(clipped(plug.name, 10, GAP_X / 2 + 4))
                    yield f'<text class="port halo {side}" x="{_n(at)}" y="{_n(plug.y - 5)}">{name}</text>'


def _ground(width: float, height: float) -> str:
    """The canvas and its border."""
    return f'<rect class="canvas" x=".5" y=".5" width="{_n(width - 1)}" height="{_n(height - 1)}" rx="14"/>'


def _body(card: Card) -> Iterator[str]:
    """The card itself: its shade, its outline, the pack's colour, and the glyph."""
    tall, form = card.height, card.form
    outline = _outline(form, WIDTH, tall)
    if form == "component":
        for step in (8, 4):
            yield f'<rect class="card" x="{step}" y="{-step}" width="{_n(WIDTH - 2 * step)}" height="30" rx="12"/>'
    if form == "placeholder":
        yield f'<path class="card missing" d="{outline}"/>'
    else:
        yield f'<path class="shade" transform="translate(0 2.5)" d="{outline}"/>'
        yield f'<path class="card {card.state if card.state in BADGES else form}" d="{outline}"/>'
        if form in ("input", "output"):
            yield f'<path class="tint" d="{outline}"/>'
        else:
            yield f'<path class="bar" d="{_bar(WIDTH, tall)}"/>'
    x = WIDTH / 2 - 15 + {"input": 3, "output": -3}.get(form, 0)
    y = tall / 2 - 15 - (1.5 if form in ("card", "component") else 0)
    kind = "glyph none" if form == "placeholder" else "glyph"
    yield f'<path class="{kind}" transform="translate({_n(x)} {_n(y)}) scale(1.25)" d="{card.glyph}"/>'


def _outline(form: str, wide: float, tall: float) -> str:
    """A rounded card; the ends of a workflow are round on the outside."""
    left = min(tall / 2, 29) if form == "input" else 14
    right = min(tall / 2, 29) if form == "output" else 14
    a, b = _n(left), _n(right)
    return (
        f"M{a} 0H{_n(wide - right)}a{b} {b} 0 0 1 {b} {b}V{_n(tall - right)}a{b} {b} 0 0 1 -{b} {b}"
        f"H{a}a{a} {a} 0 0 1 -{a} -{a}V{a}a{a} {a} 0 0 1 {a} -{a}Z"
    )


def _bar(wide: float, tall: float) -> str:
    """The pack's colour along the lower edge, inside the rounded corners."""
    y, right = _n(tall - 7), wide - 1.7
    round_corner = "A13.5 13.5 0 0 1"
    return f"M1.7 {y}H{_n(right)}{round_corner} {_n(wide - 14)} {_n(tall - 0.5)}H14{round_corner} 1.7 {y}Z"


def _badge(card: Card) -> Iterator[str]:
    if card.state not in BADGES:
        return
    look = card.state if card.state in ("done", "reused", "failed", "running") else "other"
    yield (
        f'<g transform="translate({_n(WIDTH - 5)} 3)"><circle class="badge s-{look}" r="8"/>'
        f'<path class="sign" d="{BADGES[card.state]}"/></g>'
    )


def _texts(card: Card) -> Iterator[str]:
    middle, y = _n(WIDTH / 2), card.height + 6
    for line in card.title:
        y += LINE
        yield f'<text class="title halo" x="{middle}" y="{_n(y - 2)}">{clean(line)}</text>'
    if card.caption:
        yield f'<text class="id halo" x="{middle}" y="{_n(y + ID_LINE - 3)}">{clean(card.caption)}</text>'


def _header(workflow: Workflow, room: float) -> Iterator[str]:
    """The workflow's name, and its parameters with their defaults."""
    x, y = PADDING - 18, 38.0
    if workflow.name:
        name = clipped(workflow.name, 17, max(room - 40, 440.0))
        yield f'<text class="head" x="{_n(x)}" y="{_n(y)}">{clean(name)}</text>'
        x += width_of(name, 16.5) + 16
    for number, parameter in enumerate(workflow.parameters.values()):
        said = _said(parameter) if number < SHOWN_PARAMETERS else "…"
        wide = width_of(said, 11) + 18
        if x + wide > room and number:
            return
        yield f'<rect class="chip" x="{_n(x)}" y="{_n(y - 16)}" width="{_n(wide)}" height="22" rx="11"/>'
        yield f'<text class="id" x="{_n(x + wide / 2)}" y="{_n(y - 1)}">{clean(said)}</text>'
        x += wide + 8
        if number >= SHOWN_PARAMETERS:
            return


def _said(parameter: Parameter) -> str:
    value = "?" if parameter.required else repr(parameter.default) if parameter.default != "" else '""'
    return clipped(f"{parameter.name} = {value}", 11, 180)


def _curve(points: Sequence[Point]) -> str:
    """A smooth line from left to right through `points`, level at each of them."""
    parts = [f"M{_n(points[0].x)} {_n(points[0].y)}"]
    for one, other in pairwise(points):
        if one.y == other.y and other.x >= one.x:
            parts.append(f"H{_n(other.x)}")
            continue
        reach = min(max(abs(other.x - one.x) * 0.5, 26.0), 160.0)
        parts.append(
            f"C{_n(one.x + reach)} {_n(one.y)} {_n(other.x - reach)} {_n(other.y)} {_n(other.x)} {_n(other.y)}"
        )
    return "".join(parts)
