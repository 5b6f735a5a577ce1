"""Hands views to the window as files, and draws plots for thumbnails and for files."""

from __future__ import annotations

import io
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from knode.core.errors import DataError, UsageError, quoted
from knode.core.plot import MEDIA_TYPE, Drawing, read
from knode.core.plot_data import csv_of
from knode.core.values import View
from knode.host import view_protocol as protocol

if TYPE_CHECKING:
    from knode.host.host import Host

NATIVE = {
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/json": ".json",
}
"""What a view that is no plot can be written as: only what it is, and what it has besides."""


def look(host: Host, params: protocol.PortParams) -> protocol.ViewFile:
    """The content of a view, in a file of the scratch folder."""
    view = _view(host, params.step, params.port)
    file = _scratch(host, view.content)
    return protocol.ViewFile(
        title=view.title,
        media_type=view.media_type,
        others=tuple(media_type for media_type, _ in view.others),
        file=str(file),
        bytes=len(view.content),
    )


def thumbnail(host: Host, params: protocol.ThumbnailParams) -> protocol.Thumbnail:
    """A small picture of a view."""
    view = _view(host, params.step, params.port)
    if view.media_type == MEDIA_TYPE:
        from knode.picture.plot import thumbnail as small

        content, media = small(plot_of(view), params.theme, params.width), "image/png"
    elif view.media_type == "image/svg+xml":
        content, media = view.content, view.media_type
    elif view.media_type == "image/png":
        content, media = _shrunk(view.content, params.width), "image/png"
    else:
        return protocol.Thumbnail(title=view.title)
    return protocol.Thumbnail(title=view.title, media_type=media, file=str(_scratch(host, content)))


def export(host: Host, params: protocol.ExportParams) -> protocol.Exported:
    """Write a view to a file: a plot in any format, any other as what it is or has besides."""
    from knode.core.document import write_atomically

    view = _view(host, params.step, params.port)
    file = Path(params.file)
    content = exported(view, file, params.theme, width=params.width, height=params.height, limits=(params.x, params.y))
    write_atomically(file, content)
    return protocol.Exported(file=str(file), bytes=len(content))


def exported(view: View, file: Path, theme: Any = "light", **options: Any) -> bytes:
    """A view in the format that the name of a file asks for. Raises UsageError for one that it cannot have."""
    format = file.suffix.lower()
    if view.media_type == MEDIA_TYPE:
        if format == ".json":
            return view.content
        if format == ".csv":
            return csv_of(plot_of(view)).encode()
        if format not in (".png", ".svg", ".pdf"):
            raise UsageError(
                f"{file} should end in .png, .svg or .pdf for a picture, .json or .csv for the data of a plot."
            )
        from knode.picture.plot import rendered

        return rendered(plot_of(view), format[1:], theme, **options)  # type: ignore[arg-type]
    held = {NATIVE.get(media_type, ""): content for media_type, content in (*view.others, _own(view))}
    if format in held:
        return held[format]
    endings = sorted(filter(None, held), key=lambda ending: ending != NATIVE.get(view.media_type))
    wanted = " or ".join(filter(None, [", ".join(endings[:-1]), *endings[-1:]]))
    raise UsageError(f"{file} should end in {wanted}: the view {quoted(view.title)} is {view.media_type}.")


def _own(view: View) -> tuple[str, bytes]:
    return view.media_type, view.content


def plot_of(view: View) -> Drawing:
    """The plot, grid or report in a view. Raises DataError when it is damaged."""
    try:
        return read(view.content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise DataError(f"The plot {quoted(view.title)} cannot be drawn: {first['msg']} at {where}.") from None


def _view(host: Host, step: str, port: str) -> View:
    value = host.runs.progress.draft(step, port) or host.value(step, port)
    if not isinstance(value, View):
        raise UsageError(f"{step}.{port} gives no view.")
    return value


def _scratch(host: Host, content: bytes) -> Path:
    file = Path(host.scratch) / f"view-{secrets.token_hex(8)}"
    file.write_bytes(content)
    return file


def _shrunk(content: bytes, width: int) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((width, width * 2 // 3))
        made = io.BytesIO()
        picture.save(made, format="PNG")
    return made.getvalue()
