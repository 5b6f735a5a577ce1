"""The examples and templates on the start page: a picture, a name and a sentence each, read and drawn off the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from knode.app import theme
from knode.app.background import Task, in_background
from knode.app.shell.pieces import label
from knode.core import document
from knode.core.errors import KnodeError
from knode.picture.style import DARK, LIGHT
from knode.picture.svg import svg_of

PICTURE = QSize(300, 124)
LARGEST = 0.42
"""The scale of the picture of a small workflow; larger ones are shown smaller, as a whole."""
LINES = 4
"""Of what is said about a workflow: cards beside each other are of one height."""


class Example(NamedTuple):
    """What a card shows of a workflow file."""

    file: Path
    title: str
    about: str
    picture: QImage


def read_example(file: Path, look: str, ratio: float) -> Example:
    """Read a workflow and draw it. Raises WorkflowFileError. Not for the GUI thread."""
    workflow = document.load(file)
    workflow.name = ""
    workflow.parameters.clear()
    svg = svg_of(workflow, theme="dark" if look == "dark" else "light", framed=False)
    about = " ".join(workflow.description.split())
    return Example(file, title_of_file(file), about.partition(". ")[0].rstrip(".") + ".", drawn(svg, look, ratio))


def title_of_file(file: Path) -> str:
    """What a card is called, which is known before its file is read."""
    return file.stem.replace("_", " ").capitalize()


def drawn(svg: str, look: str, ratio: float) -> QImage:
    """A picture of a workflow, as large as a card has room for."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(PICTURE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor((DARK if look == "dark" else LIGHT).canvas))
    size, room = QSizeF(renderer.defaultSize()), QSizeF(PICTURE)
    scale = min(LARGEST, room.width() / max(size.width(), 1), room.height() / max(size.height(), 1))
    corner = QPointF(room.width() - size.width() * scale, room.height() - size.height() * scale) / 2
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(corner, size * scale))
    painter.end()
    return image


def _blank(ratio: float) -> QPixmap:
    """Stands where the picture comes."""
    image = QPixmap(PICTURE * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor((DARK if theme.current().name == "dark" else LIGHT).canvas))
    return image


class ExampleCard(QFrame):
    """A card that opens an example or a template when it is clicked, or by Enter."""

    chosen = Signal(Path)

    def __init__(self, file: Path, called: str = "") -> None:
        super().__init__()
        self.file = file
        self._called = called or self.tr("Example {name}")
        self.setObjectName(f"example.{file.stem}")
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(PICTURE.width() + 2)
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE)
        self._picture.setPixmap(_blank(self.devicePixelRatioF()))
        title = title_of_file(file)
        self._title = label(title, "cardTitle")
        self._about = label("", "cardText", wraps=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._about.ensurePolished()
        self._about.setMinimumHeight(self._about.fontMetrics().size(0, "\n" * (LINES - 1)).height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(4)
        column.addWidget(self._picture)
        for said in (self._title, self._about):
            said.setContentsMargins(12, 0, 12, 0)
            column.addWidget(said)
        self.setAccessibleName(self._called.format(name=title))
        self._task: Task | None = None
        self.draw()
        theme.switch().changed.connect(self.draw)

    def draw(self) -> None:
        """Read the file again and draw it in the colours of the theme."""
        look, ratio = theme.current().name, self.devicePixelRatioF()
        if self._task is not None:
            self._task.forget()
        self._task = in_background(lambda: read_example(self.file, look, ratio), self._show, self._failed)
        self.destroyed.connect(self._task.forget)

    def forget(self) -> None:
        """Let no answer come any more."""
        if self._task is not None:
            self._task.forget()

    def _show(self, example: Example) -> None:
        self._title.setText(example.title)
        self._about.setText(example.about)
        self._picture.setPixmap(QPixmap.fromImage(example.picture))
        self.setAccessibleName(self._called.format(name=example.title))
        self.setAccessibleDescription(example.about)

    def _failed(self, error: KnodeError) -> None:
        self._about.setText(error.message)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.file)
        else:
            super().keyPressEvent(event)
