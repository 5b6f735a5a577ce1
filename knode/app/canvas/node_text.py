"""The words on a node: its title on one line or two, and a line on how it stands."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter

from knode.app import theme
from knode.app.canvas.colours import Colours
from knode.app.canvas.node_painter import TEXT_LEFT, TEXT_WIDTH
from knode.app.canvas.shapes import NodeShape
from knode.app.forms import words
from knode.app.forms.file_links import file_names
from knode.app.messages import worded

if TYPE_CHECKING:
    from knode.host.protocol import Problem

TITLE_SIZE, LINE_SIZE = 12, 10
JOINT = " · "
"""Between the facts of a line, the most important first."""


@functools.cache
def font(size: int, weight: int = 400) -> QFont:
    """The canvas's font: in pixels, so that scene units hold on every screen.

    It has one family, the one that is there: an SVG names only the first.
    """
    made = QFont(theme.font(10.0, weight))
    made.setFamilies([QFontInfo(made).family()])
    made.setPixelSize(size)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


class Texts(NamedTuple):
    """What is written on a node: one or two lines of title, and the line below."""

    title: tuple[str, ...]
    line: str


def texts_of(shape: NodeShape) -> Texts:
    """The words of a node, cut to their room."""
    metrics = QFontMetricsF(font(LINE_SIZE))
    line = status_line(shape)
    if shape.status is not None and shape.status.state == "done":
        # Half a number is none, and the tip says all.
        while JOINT in line and metrics.horizontalAdvance(line) > TEXT_WIDTH:
            line = line.rpartition(JOINT)[0]
    return Texts(_title(shape.title), metrics.elidedText(line, Qt.TextElideMode.ElideRight, TEXT_WIDTH))


@functools.lru_cache(maxsize=20_000)
def _title(text: str) -> tuple[str, ...]:
    metrics = QFontMetricsF(font(TITLE_SIZE, 600))
    if metrics.horizontalAdvance(text) <= TEXT_WIDTH:
        return (text,)
    parts = text.split()
    first = ""
    while parts and metrics.horizontalAdvance(f"{first} {parts[0]}".strip()) <= TEXT_WIDTH:
        first = f"{first} {parts.pop(0)}".strip()
    elide = Qt.TextElideMode.ElideRight
    if not first:
        return (metrics.elidedText(text, elide, TEXT_WIDTH),)
    return first, metrics.elidedText(" ".join(parts), elide, TEXT_WIDTH)


def status_line(shape: NodeShape) -> str:
    """The second line: how far it is, what it gave and in what time, or what it lacks."""
    if shape.mode == "disabled":
        return _words("disabled")
    if shape.mode == "bypass":
        return _words("bypassed")
    if shape.form == "placeholder":
        return _words("not installed")
    status = shape.status
    if status is None:
        return ""
    match status.state:
        case "running":
            done = f"{status.fraction * 100:.0f} %" if status.fraction is not None else _words("running…")
            return f"{done}{JOINT}{status.message}" if status.message else done
        case "queued":
            return _words("queued")
        case "failed":
            return _words("failed: {why}").format(why=_why(status.error)) if status.error else _words("failed")
        case "skipped":
            return _words("skipped")
        case "inactive":
            return _words("inactive")
        case "disabled":
            return _words("not run")
        case "idle":
            return _idle(shape)
        case "ready" if status.stale:
            return _words("outdated")
    return _size(shape)


def _why(problem: Problem) -> str:
    return worded(" ".join((problem.what or problem.message).split()))


def _idle(shape: NodeShape) -> str:
    error = shape.status.error if shape.status else None
    if error is None:
        return ""
    if not error.setting:
        return _words("incomplete")
    return _words("set up: {name}").format(name=words.label(error.setting.partition(".")[0]))


def _size(shape: NodeShape) -> str:
    status = shape.status
    assert status is not None
    parts = []
    for output in status.outputs.values():
        if output.rows is not None and output.columns is not None:
            parts.append(f"{count(output.rows)} × {output.columns}")
            break
    else:
        parts += file_names(status.infos)[:1]
    if status.state == "done" and status.seconds is not None and not status.reused:
        parts.append(duration(status.seconds))
    if status.reused:
        parts.append(_words("reused"))
    return JOINT.join(parts)


def count(number: int) -> str:
    """A number in full, or in millions where it is long."""
    locale = QLocale()
    if number < 1_000_000:
        return locale.toString(number)
    return _words("{number} M").format(number=locale.toString(number / 1e6, "f", 1 if number < 1e8 else 0))


def duration(seconds: float) -> str:
    """A time as short as it can be told."""
    locale = QLocale()
    if seconds < 0.095:
        return _words("{number} ms").format(number=max(1, round(seconds * 1000)))
    if seconds < 60:
        return _words("{number} s").format(number=locale.toString(seconds, "f", 1))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d} min"
    return f"{minutes // 60}:{minutes % 60:02d} h"


def text_places(texts: Texts, middle: float, *, with_line: bool) -> tuple[list[float], float]:
    """The base lines of the title's lines, and of the line below; `middle` is that of the card."""
    lines = len(texts.title)
    first = middle + (-3.0 if with_line else 4.2) - 7.0 * (lines - 1)
    return [first + 14 * number for number in range(lines)], middle + (12.5 if lines == 1 else 18.5)


def paint_texts(painter: QPainter, shape: NodeShape, texts: Texts, colours: Colours) -> None:
    """The words of a node whose corner is the origin, at 100 %."""
    places, below = text_places(texts, shape.height / 2, with_line=bool(texts.line))
    painter.setFont(font(TITLE_SIZE, 600))
    painter.setPen(colours.ink if shape.mode == "run" else colours.muted)
    for text, y in zip(texts.title, places, strict=True):
        painter.drawText(QPointF(TEXT_LEFT, y), text)
    painter.setFont(font(LINE_SIZE))
    painter.setPen(line_colour(shape, colours))
    painter.drawText(QPointF(TEXT_LEFT, below), texts.line)


def line_colour(shape: NodeShape, colours: Colours) -> QColor:
    """The colour of the second line: that of a failure stands out."""
    return colours.failed if shape.status is not None and shape.status.state == "failed" else colours.muted


def _words(text: str) -> str:
    return QCoreApplication.translate("NodeItem", text)
