"""How plots look: colours, letters and shades of either theme, and words that fit."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from knode.picture.style import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

Theme = Literal["light", "dark"]
# After Okabe and Ito, Color Universal Design (2008): told apart by people who do not see all colours.
SERIES: dict[str, tuple[str, ...]] = {
    "light": ("#0072b2", "#d55e00", "#009e73", "#b3588f", "#e69f00", "#56b4e9", "#8c7d00"),
    "dark": ("#56b4e9", "#ff9e57", "#35c79b", "#e79ac8", "#f0d442", "#8fa8ff", "#c9c18a"),
}
TONES: dict[str, dict[str, str]] = {
    "light": {"negative": "#0072b2", "positive": "#d55e00"},
    "dark": {"negative": "#56b4e9", "positive": "#ff9e57"},
}
SEQUENTIAL = {
    "light": ("#fbfbe3", "#d3eeb8", "#8fd3ba", "#48b2c3", "#2a7fb8", "#26489b", "#0a1f58"),
    "dark": ("#2b3440", "#2b4f70", "#2f7396", "#4a9bab", "#80c1b0", "#bce0b4", "#f7f6cd"),
}
"""From near the ground of the theme to what stands out most from it, ever lighter or ever darker."""
DIVERGING = {
    "light": ("#084a80", "#3c8fc4", "#a9cfe6", "#f3f3f1", "#f6bd97", "#e07b39", "#9a3d00"),
    "dark": ("#8fd0ff", "#4fa3dd", "#32658c", "#333b48", "#8a5436", "#d98145", "#ffbd8a"),
}
"""Blue below the centre and orange above it; the centre is near the ground of the theme."""
LONGEST = 26
WIDE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei",
    "Noto Emoji", "Segoe UI Symbol", "Apple Symbols", "Symbola",
)  # fmt: skip
"""Fonts for signs that matplotlib's own does not have; those that are installed help out."""
UNKNOWN = "□"


@dataclass(frozen=True, slots=True)
class Look:
    """How a plot looks: sizes in points."""

    theme: Theme
    palette: Palette
    series: tuple[str, ...]
    fonts: tuple[str, ...]
    title: float = 12.5
    text: float = 9.5
    ticks: float = 8.5

    def scaled(self, factor: float) -> Look:
        """With letters smaller or larger."""
        return replace(self, title=self.title * factor, text=self.text * factor, ticks=self.ticks * factor)

    def tone(self, name: str) -> str:
        """The colour of what raises (positive), what lowers (negative), and of what stands behind (muted)."""
        return TONES[self.theme].get(name, self.palette.muted)

    def shades(self, diverging: bool, *, small: bool = False) -> Colormap:
        """The shades of values; those that what is small, such as a point, can have and still be seen."""
        return _shades(self.theme, diverging, self.palette.muted, small)


def look_of(theme: Theme) -> Look:
    """The look of a theme."""
    return Look(theme, DARK if theme == "dark" else LIGHT, SERIES[theme], fonts())


def ink_on(red: float, green: float, blue: float) -> str:
    """The colour of words on a ground: dark on light, light on dark."""
    return "#11161d" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.52 else "#ffffff"


@functools.cache
def _shades(theme: Theme, diverging: bool, missing: str, small: bool) -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap, to_rgb

    colours = (DIVERGING if diverging else SEQUENTIAL)[theme]
    made = LinearSegmentedColormap.from_list("shades", colours[2:] if small and not diverging else colours)
    return made.with_extremes(bad=(*to_rgb(missing), 0.35))


@functools.cache
def fonts() -> tuple[str, ...]:
    """The fonts to draw with, in the order in which a letter is looked for."""
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    return ("DejaVu Sans", *(name for name in WIDE_FONTS if name in installed))


@functools.cache
def _signs() -> frozenset[int]:
    """The signs that can be drawn."""
    from matplotlib import font_manager

    found: set[int] = set()
    for name in fonts():
        found.update(font_manager.get_font(font_manager.findfont(name)).get_charmap())
    return frozenset(found)


def plain(text: str) -> str:
    """`text` as it stands: two dollar signs would make a formula of what is between them. A sign that no font has is a box."""
    return drawable(text).replace("$", r"\$")


def drawable(text: str) -> str:
    """`text` with a box for each sign that no font has, and without signs that only change others."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_sign, unicodedata.normalize("NFC", text)))


def _sign(character: str) -> str:
    if "\ufe00" <= character <= "\ufe0f":
        return ""  # It only chooses between forms of the sign before it.
    if character.isspace():
        return "\n" if character == "\n" else " "
    if ord(character) in _signs() and character.isprintable():
        return character
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Me") else UNKNOWN


def short(text: str, most: int = LONGEST) -> str:
    """`text`, cut in the middle where it is long: names often differ at their ends."""
    text = " ".join(text.split())
    if len(text) <= most:
        return plain(text)
    end = most // 3
    return plain(f"{text[: most - end - 1]}…{text[-end:]}")
