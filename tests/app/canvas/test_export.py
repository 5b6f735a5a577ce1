from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from knode.app.canvas.export import SCALE, save_picture
from knode.app.canvas.picture_dialog import PictureDialog
from knode.core.errors import UsageError
from knode.core.workflow import Workflow
from tests.app.canvas.conftest import OpenCanvas, chain


def test_an_svg_holds_the_titles_as_text_and_can_be_drawn(open_canvas: OpenCanvas, tmp_path: Path):
    workflow = chain()
    workflow.annotations = [{"id": "note_1", "kind": "note", "x": 0, "y": 100, "text": ["Read **me**"]}]
    file = tmp_path / "chain.svg"
    save_picture(open_canvas(workflow).canvas, file)
    text = "".join(ElementTree.parse(file).getroot().itertext())
    assert all(words in text for words in ("CSV Reader", "Row Filter", "CSV Writer", "Read"))
    assert QSvgRenderer(QByteArray(file.read_bytes())).isValid()


def test_a_png_is_twice_the_size_and_does_not_depend_on_the_zoom_of_the_screen(open_canvas: OpenCanvas, tmp_path: Path):
    view = open_canvas()
    save_picture(view.canvas, tmp_path / "one.png")
    view.set_zoom(0.1)
    save_picture(view.canvas, tmp_path / "two.png")
    one, two = QImage(str(tmp_path / "one.png")), QImage(str(tmp_path / "two.png"))
    assert one == two
    assert one.width() >= SCALE * view.canvas.bounds().width()


def test_a_selection_is_drawn_alone(open_canvas: OpenCanvas, tmp_path: Path):
    file = tmp_path / "part.svg"
    save_picture(open_canvas().canvas, file, ["reader"])
    text = "".join(ElementTree.parse(file).getroot().itertext())
    assert "CSV Reader" in text
    assert "Row Filter" not in text


def test_nothing_and_another_format_are_refused(open_canvas: OpenCanvas, tmp_path: Path):
    with pytest.raises(UsageError, match="nothing to draw"):
        save_picture(open_canvas(Workflow("empty")).canvas, tmp_path / "empty.svg")
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        save_picture(open_canvas().canvas, tmp_path / "chain.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_dialog_writes_what_is_selected_and_says_so(open_canvas: OpenCanvas, qtbot: QtBot, tmp_path: Path):
    view = open_canvas()
    view.session.select(["writer"])
    told: list[tuple[str, str]] = []
    dialog = PictureDialog(view, lambda text, level: told.append((text, level)))
    dialog.write(str(tmp_path / "part"))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "CSV Writer" in (tmp_path / "part.svg").read_text(encoding="utf-8")
    dialog.write(str(tmp_path / "absent" / "part.svg"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [level for _, level in told] == ["done", "error"]
    dialog.deleteLater()
