"""Colours of a picture, light and dark, as CSS in which every rule holds for that one picture of a page only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

FONT = "Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme."""

    canvas: str
    frame: str
    card: str
    edge: str
    shade: str
    ink: str
    muted: str
    region: str
    region_edge: str
    kinds: Mapping[str, str]
    packs: Mapping[str, str]
    spare: tuple[str, ...]
    states: Mapping[str, str]


LIGHT = Palette(
    canvas="#f7f8fa",
    frame="#e6e9ee",
    card="#ffffff",
    edge="#d5dbe3",
    shade="#1b2a41",
    ink="#1f2733",
    muted="#5c6878",
    region="#fdeaf1",
    region_edge="#f3b8cd",
    kinds={
        "table": "#55606f",
        "model": "#2563c9",
        "view": "#8a4fd3",
        "variables": "#cf3b32",
        "database": "#96683b",
        "workflow": "#c42a66",
    },
    packs={
        "io": "#d4641a",
        "prep": "#b07f00",
        "learn": "#238a4c",
        "evaluate": "#0d8591",
        "explain": "#8a4fd3",
        "visualize": "#2563c9",
        "flow": "#5b6779",
        "deploy": "#c42a66",
        "database": "#96683b",
        "script": "#5552cc",
    },
    spare=("#4d7c0f", "#0e7490", "#a21caf", "#b4530b", "#4f46e5", "#be123c"),
    states={"done": "#238a4c", "failed": "#d0312d", "running": "#2563c9", "": "#7b8796"},
)
DARK = Palette(
    canvas="#151920",
    frame="#262d38",
    card="#222935",
    edge="#3c4656",
    shade="#000000",
    ink="#e9edf3",
    muted="#98a4b5",
    region="#3a2230",
    region_edge="#7d3a58",
    kinds={
        "table": "#a9b4c4",
        "model": "#7ea9ff",
        "view": "#c09bf8",
        "variables": "#ff8279",
        "database": "#d3a678",
        "workflow": "#ff80ab",
    },
    packs={
        "io": "#ff9d57",
        "prep": "#efc148",
        "learn": "#56cd88",
        "evaluate": "#42ccd8",
        "explain": "#c09bf8",
        "visualize": "#7ea9ff",
        "flow": "#a3b0c3",
        "deploy": "#ff80ab",
        "database": "#d3a678",
        "script": "#9d9bff",
    },
    spare=("#a3d65c", "#5cc8e6", "#e58bf2", "#ffab5e", "#a5a1ff", "#ff8fa3"),
    states={"done": "#3fb672", "failed": "#ff6b66", "running": "#7ea9ff", "": "#8592a4"},
)


def pack_colour(palette: Palette, pack: str) -> str:
    """The colour of a pack; those of other makers have one of the spare ones, always the same."""
    known = palette.packs.get(pack)
    return known or palette.spare[_number(pack) % len(palette.spare)]


def kind_colour(palette: Palette, kind: str) -> str:
    """The colour of a port kind."""
    known = palette.kinds.get(kind)
    return known or palette.spare[_number(kind) % len(palette.spare)]


def _number(name: str) -> int:
    return blake2b(name.encode(errors="replace"), digest_size=2).digest()[0]


def style_sheet(scope: str, theme: str, packs: Iterable[str], kinds: Iterable[str]) -> str:
    """The CSS of one picture; `scope` is the id of its root, `theme` light, dark or auto.

    `packs` and `kinds` are the ones that occur, each with rules `.p0`, `.p1` … and `.k0`, `.k1` … in their order.
    """
    packs, kinds = list(packs), list(kinds)
    rules = [*_shapes(), *_colours(DARK if theme == "dark" else LIGHT, packs, kinds)]
    text = "".join(f"#{scope} {selector}{{{body}}}" for selector, body in rules)
    if theme == "auto":
        dark = "".join(f"#{scope} {selector}{{{body}}}" for selector, body in _colours(DARK, packs, kinds))
        text += f"@media (prefers-color-scheme:dark){{{dark}}}"
    return text


def _shapes() -> list[tuple[str, str]]:
    """What does not depend on the theme."""
    return [
        ("text", f"font-family:{FONT};font-size:12px"),
        (".title", "font-weight:600;text-anchor:middle"),
        (".id", "font-size:10.5px;text-anchor:middle"),
        (".head", "font-size:16px;font-weight:650"),
        (".port", "font-size:10px"),
        (".in", "text-anchor:end"),
        (".halo", "paint-order:stroke;stroke-width:4px;stroke-linejoin:round"),
        (".link", "fill:none;stroke-width:2"),
        (".dots", "stroke-dasharray:2 5;stroke-linecap:round"),
        (".glyph", "fill:none;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round"),
        (".plug", "stroke-width:2;stroke-linejoin:round"),
        (".free", "stroke-width:1.6;stroke-linejoin:round"),
        (".shade", "opacity:.07"),
        (".sign", "fill:none;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round"),
        (".badge", "stroke-width:2"),
        (".tint", "opacity:.13"),
        (".missing", "stroke-dasharray:5 4"),
        (".region rect", "stroke-width:3"),
        (".region path", "fill:none;stroke-width:47"),
        (".region + .area path", "fill:none;stroke-width:44"),
    ]


def _colours(palette: Palette, packs: list[str], kinds: list[str]) -> list[tuple[str, str]]:
    rules = [
        (".canvas", f"fill:{palette.canvas};stroke:{palette.frame}"),
        ("text", f"fill:{palette.ink}"),
        (".id", f"fill:{palette.muted}"),
        (".port", f"fill:{palette.muted}"),
        (".halo", f"stroke:{palette.canvas}"),
        (".card", f"fill:{palette.card};stroke:{palette.edge}"),
        (".shade", f"fill:{palette.shade}"),
        (".missing", f"stroke:{palette.muted}"),
        (".river", f"fill:{palette.region};stroke:{palette.region_edge}"),
        (".region *", f"fill:{palette.region_edge};stroke:{palette.region_edge}"),
        (".area *", f"fill:{palette.region};stroke:{palette.region}"),
        (".inside .halo", f"stroke:{palette.region}"),
        (".chip", f"fill:{palette.card};stroke:{palette.edge}"),
        (".badge", f"stroke:{palette.card}"),
        (".sign", f"stroke:{palette.card}"),
    ]
    for number, pack in enumerate(packs):
        colour = pack_colour(palette, pack)
        rules += [(f".p{number} .bar", f"fill:{colour}"), (f".p{number} .glyph", f"stroke:{colour}")]
        rules += [(f".p{number} .tint", f"fill:{colour}")]
    for number, kind in enumerate(kinds):
        colour = kind_colour(palette, kind)
        rules += [(f".link.k{number}", f"stroke:{colour}")]
        rules += [(f".plug.k{number}", f"fill:{colour};stroke:{palette.card}")]
        rules += [(f".free.k{number}", f"fill:{palette.card};stroke:{colour}")]
    rules += [(f".s-{name or 'other'}", f"fill:{colour}") for name, colour in palette.states.items()]
    rules += [(".glyph.none", f"stroke:{palette.muted}")]
    rules += [(".s-reused", f"fill:{palette.card};stroke:{palette.states['done']}")]
    rules += [(".s-reused + .sign", f"stroke:{palette.states['done']}")]
    rules += [(".card.failed", f"stroke:{palette.states['failed']};stroke-width:1.6")]
    rules += [(".card.running", f"stroke:{palette.states['running']};stroke-width:1.6")]
    return rules
