"""The colours and fonts of the desktop, light and dark, following the system unless the person says otherwise."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

from knode.picture import style
from knode.picture.style import Palette

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class UiColours:
    """The colours of windows, panels and controls, as CSS texts."""

    window: str
    """Behind everything: the frame of the window, the gaps between panels."""
    panel: str
    raised: str
    """Menus, popups, cards, tool tips."""
    field: str
    """What is typed into."""
    border: str
    strong_border: str
    ink: str
    muted: str
    faint: str
    """Placeholders and things that are switched off."""
    accent: str
    accent_ink: str
    """On the accent."""
    selection: str
    """Behind what is selected."""
    hover: str
    pressed: str
    success: str
    warning: str
    danger: str
    info: str
    danger_back: str
    warning_back: str


LIGHT = UiColours(
    window="#eef0f3",
    panel="#fbfcfd",
    raised="#ffffff",
    field="#ffffff",
    border="#dfe3e9",
    strong_border="#c3cad4",
    ink="#1f2733",
    muted="#5c6878",
    faint="#98a2b0",
    accent="#2563c9",
    accent_ink="#ffffff",
    selection="#dbe7fb",
    hover="#eef2f7",
    pressed="#e1e7ef",
    success="#238a4c",
    warning="#a86a00",
    danger="#c62f2a",
    info="#2563c9",
    danger_back="#fdecec",
    warning_back="#fdf3e0",
)
DARK = UiColours(
    window="#12161c",
    panel="#1a1f27",
    raised="#232a35",
    field="#141920",
    border="#2c3440",
    strong_border="#424d5e",
    ink="#e6eaf0",
    muted="#98a4b5",
    faint="#697587",
    accent="#5b93f5",
    accent_ink="#0b1220",
    selection="#26395c",
    hover="#252d39",
    pressed="#2d3745",
    success="#4cc07f",
    warning="#e3a945",
    danger="#ff7a75",
    info="#7ea9ff",
    danger_back="#3a2125",
    warning_back="#382d1a",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: `palette` colours workflows as pictures of them do, `ui` everything around."""

    name: Literal["light", "dark"]
    palette: Palette
    ui: UiColours

    def colour(self, name: str) -> QColor:
        """A colour by its name in `ui`, in `palette`, or as `kind:table`, `pack:prep`, `state:failed`. Raises KeyError."""
        return _colour(self.name, name)


THEMES = {"light": Theme("light", style.LIGHT, LIGHT), "dark": Theme("dark", style.DARK, DARK)}
_UI = {field.name for field in fields(UiColours)}


@functools.lru_cache(maxsize=512)
def _colour(theme: str, name: str) -> QColor:
    chosen = THEMES[theme]
    area, _, rest = name.partition(":")
    if area == "kind":
        return QColor(style.kind_colour(chosen.palette, rest))
    if area == "pack":
        return QColor(style.pack_colour(chosen.palette, rest))
    if area == "state":
        return QColor(chosen.palette.states.get(rest, chosen.palette.states[""]))
    if name in _UI:
        return QColor(getattr(chosen.ui, name))
    found = getattr(chosen.palette, name, None)
    if not isinstance(found, str):
        raise KeyError(f"the theme has no colour {name!r}")
    return QColor(found)


class ThemeSwitch(QObject):
    """Knows which theme holds, and says when it changes: by the person's choice, or by the system's."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice: Choice = "system"
        self._name: Literal["light", "dark"] = "light"

    @property
    def choice(self) -> Choice:
        """What the person wants."""
        return self._choice

    def follow(self, choice: Choice = "system") -> None:
        """Hold a theme, or follow the system's. Needs the application; call it once it is there."""
        hints = QGuiApplication.styleHints()
        if self._choice != "system" or choice == "system":
            hints.colorSchemeChanged.connect(self._settle, Qt.ConnectionType.UniqueConnection)
        self._choice = choice
        self._settle()

    def _settle(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        wanted = self._choice if self._choice != "system" else ("dark" if dark else "light")
        if wanted != self._name:
            self._name = wanted
            self.changed.emit()

    def theme(self) -> Theme:
        """The theme that holds."""
        return THEMES[self._name]


@functools.cache
def switch() -> ThemeSwitch:
    """The switch of this process."""
    return ThemeSwitch()


def current() -> Theme:
    """The theme that holds."""
    return switch().theme()


def colour(name: str) -> QColor:
    """A colour of the theme that holds; see `Theme.colour`."""
    return current().colour(name)


@functools.lru_cache(maxsize=64)
def font(points: float = 10.0, weight: int = 400, mono: bool = False) -> QFont:
    """The font of the desktop in a size and weight (400 normal, 600 semibold)."""
    families = ["JetBrains Mono", "Cascadia Code", "Menlo", "DejaVu Sans Mono", "Liberation Mono"] if mono else _SANS
    made = QFont()
    made.setFamilies([*families, QFontDatabase.systemFont(_system(mono)).family()])
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    return made


def figures(plain: QFont) -> QFont:
    """A font whose digits are all as wide, so that numbers below each other are compared at a glance."""
    made = QFont(plain)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


_SANS = ["Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "Liberation Sans"]


def _system(mono: bool) -> QFontDatabase.SystemFont:
    return QFontDatabase.SystemFont.FixedFont if mono else QFontDatabase.SystemFont.GeneralFont
