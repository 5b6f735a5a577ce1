"""A line above the canvas has room for its text, however narrow the window is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from knode.app.shell.banner import BannerStack

TEXT = "This workflow has nodes that no installed pack knows. They run once you trust it."


@pytest.mark.parametrize(("width", "beside"), [(320, False), (400, False), (1200, True)])
def test_the_text_is_whole_and_buttons_without_room_stand_below(qtbot: QtBot, width: int, beside: bool) -> None:
    outer, banners, canvas = QWidget(), BannerStack(), QWidget()
    qtbot.addWidget(outer)
    canvas.setMinimumHeight(60)
    column = QVBoxLayout(outer)
    column.addWidget(banners)
    column.addWidget(canvas, 1)
    banners.say("trust", TEXT, "warning", ("Show", lambda: None), ("Trust", lambda: None))
    outer.resize(width, 120)
    outer.show()
    (banner,) = banners._banners.values()
    label = banner._label
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    button = banner.findChildren(QPushButton)[-1]
    assert (button.mapTo(banner, button.rect().topLeft()).x() > label.geometry().right()) == beside
    assert banner.rect().contains(button.mapTo(banner, button.rect().bottomRight()))
    assert outer.width() == width, "the line does not widen the window"
