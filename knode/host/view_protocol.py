"""What the window asks of the engine process about views. Light: the window imports it."""

from __future__ import annotations

from typing import Literal

from knode.host.protocol import Message, Method


class PortParams(Message):
    """An output port of a step."""

    step: str
    port: str


class ViewFile(Message):
    """The content of a view as a file in the scratch folder; the window deletes it when it has been read.

    `others` are the media types in which it can be saved besides.
    """

    title: str
    media_type: str
    others: tuple[str, ...] = ()
    file: str
    bytes: int


class ThumbnailParams(Message):
    """A small picture of a view, `width` pixels wide and two thirds as high."""

    step: str
    port: str
    width: int
    theme: Literal["light", "dark"] = "light"


class Thumbnail(Message):
    """The picture: PNG, or the SVG that the view is; no file where the view is text."""

    title: str
    media_type: str = ""
    file: str | None = None


class ExportParams(Message):
    """Write a view to a file of the person's choice; its ending says the format (.png, .svg, .pdf, .json, .csv).

    `x` and `y` are the limits of the axes, as zoomed to; `width` and `height` inches, those that suit it without.
    """

    step: str
    port: str
    file: str
    theme: Literal["light", "dark"] = "light"
    width: float | None = None
    height: float | None = None
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None


class Exported(Message):
    """The file that was written."""

    file: str
    bytes: int


LOOK = Method("view.look", PortParams, ViewFile, "knode.host.viewing:look")
THUMBNAIL = Method("view.thumbnail", ThumbnailParams, Thumbnail, "knode.host.viewing:thumbnail")
EXPORT = Method("view.export", ExportParams, Exported, "knode.host.viewing:export")
