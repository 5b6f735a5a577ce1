"""`knode docs`: the node reference as a folder of pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from knode.cli.console import notice, say

if TYPE_CHECKING:
    from knode.cli.sampling import Picture
    from knode.core.node import Node

    Packs = list[tuple[str, list[type[Node]]]]


@click.command(short_help="Write the node reference: one page for each node.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format", type=click.Choice(["html", "markdown"]), default="html", help="What the pages are. html by default."
)
@click.option("--pack", metavar="P", help="Only the nodes of this pack, such as io or one of your own.")
def command(folder: Path, format: Literal["html", "markdown"], pack: str | None) -> None:
    """Write the reference of all installed nodes to FOLDER: one page for each, and an index by pack.

    A page has the node's help, ports, settings, an example, its card and, of a node that draws, a picture of what it
    draws. Pages need no server: open index.html. The same nodes give the same files.

    \b
    Examples:
      knode docs reference
      knode docs reference --format markdown
      knode docs my_pages --pack prep
    """
    from knode.cli import catalogue
    from knode.cli.wording import count
    from knode.core.errors import UsageError

    found = sorted((hit.entry.cls for hit in catalogue.search((), pack)), key=lambda cls: (cls.pack, cls.title()))
    packs = [(name, list(members)) for name, members in groupby(found, key=lambda cls: cls.pack)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        first = _html(folder, packs) if format == "html" else _markdown(folder, packs)
    except OSError as error:
        raise UsageError(f"The pages cannot be written to {folder}: {error.strerror or error}.") from None
    say(str(first))
    notice(f"{count(len(found), 'page')} written.")


def _html(folder: Path, packs: Packs) -> Path:
    from knode.cli import reference_html as html

    nodes = [cls for _, members in packs for cls in members]
    _write(folder / html.STYLE, html.style_sheet())
    for cls in nodes:
        _write(_place(folder, cls, html.SUFFIX), html.page(cls, list(_pictures(folder, cls)), nodes))
    return _write(folder / f"index{html.SUFFIX}", html.index(packs))


def _markdown(folder: Path, packs: Packs) -> Path:
    from knode.cli import reference_markdown as markdown
    from knode.cli.sampling import Picture, card

    for _, members in packs:
        for cls in members:
            _write(_place(folder, cls, ".svg"), card(cls))
            pictures = [Picture(cls.title(), f"{cls.__name__}.svg"), *_pictures(folder, cls)]
            _write(_place(folder, cls, markdown.SUFFIX), markdown.page(cls, pictures, f"../index{markdown.SUFFIX}"))
    return _write(folder / f"index{markdown.SUFFIX}", markdown.index(packs))


def _pictures(folder: Path, cls: type[Node]) -> Iterator[Picture]:
    """Draw what a node draws, light and dark, and tell the files."""
    from knode.cli.sampling import Picture, views

    for port, view in views(cls):
        names = [_drawn(folder, cls, port, view, theme) for theme in ("light", "dark")]
        if names[0] is not None:
            yield Picture(f"{cls.title()}: {port}", names[0], names[1])


def _drawn(folder: Path, cls: type[Node], port: str, view: Any, theme: str) -> str | None:
    from knode.cli.sampling import drawn

    try:
        made = drawn(view, theme)
    except ImportError:
        # Without the extra that draws, pages have no plots.
        return None
    if made is None:
        return None
    suffix, content = made
    file = _place(folder, cls, f".{port}.{theme}{suffix}")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return file.name


def _place(folder: Path, cls: type[Node], suffix: str) -> Path:
    return folder / cls.pack / f"{cls.__name__}{suffix}"


def _write(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file
