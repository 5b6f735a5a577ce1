"""Dresses the application: Fusion, a palette and one style sheet, both filled from the colours of the theme."""

from __future__ import annotations

import functools
from dataclasses import asdict
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from knode.app import theme
from knode.app.resources import app_file
from knode.app.theme import Theme, UiColours

Role = QPalette.ColorRole
ROLES: dict[QPalette.ColorRole, str] = {
    Role.Window: "panel",
    Role.WindowText: "ink",
    Role.Base: "field",
    Role.AlternateBase: "hover",
    Role.Text: "ink",
    Role.PlaceholderText: "faint",
    Role.Button: "raised",
    Role.ButtonText: "ink",
    Role.BrightText: "danger",
    Role.ToolTipBase: "raised",
    Role.ToolTipText: "ink",
    Role.Highlight: "accent",
    Role.HighlightedText: "accent_ink",
    Role.Accent: "accent",
    Role.Link: "accent",
    Role.LinkVisited: "accent",
    Role.Light: "raised",
    Role.Midlight: "hover",
    Role.Mid: "border",
    Role.Dark: "strong_border",
    Role.Shadow: "strong_border",
}
FAINT_WHEN_OFF = (Role.WindowText, Role.Text, Role.ButtonText)


def dress(app: QApplication) -> None:
    """Give the application its look, now and whenever the theme changes."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setFont(theme.font())
    _follow_theme(app)
    _paint(app)


@functools.cache
def _follow_theme(app: QApplication) -> None:
    """Paint it anew whenever the theme changes: once, however often it is dressed."""
    theme.switch().changed.connect(functools.partial(_paint, app))


def palette_of(ui: UiColours) -> QPalette:
    """The palette of a theme."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, QColor(getattr(ui, name)))
    for role in FAINT_WHEN_OFF:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(ui.faint))
    return made


def style_sheet(chosen: Theme) -> str:
    """The style sheet in the colours, and with the images, of a theme. Raises KeyError for a colour that there is not."""
    images = app_file("images", chosen.name).as_posix()
    return Template(app_file("style.qss").read_text(encoding="utf-8")).substitute(asdict(chosen.ui), images=images)


def _paint(app: QApplication) -> None:
    chosen = theme.current()
    app.setPalette(palette_of(chosen.ui))
    app.setStyleSheet(style_sheet(chosen))
    # Icons are painted anew in the new colours only when their widgets are.
    for widget in app.allWidgets():
        widget.update()
