"""`knode show`: a workflow to read, as a picture, or the view that a node gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from knode.cli.console import Session, notice, say
from knode.core.errors import UsageError

SHORTEST, LONGEST = 50, 20_000
"""Pixels that a side of a picture may have."""


class Size(click.ParamType[tuple[int, int]]):
    """The width and the height of a picture in pixels, such as 900x600."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        match = re.fullmatch(r"(\d+)\s*[x×]\s*(\d+)", str(value).strip(), re.IGNORECASE)
        if match is None:
            self.fail(f"{value!r} is no size; write WIDTHxHEIGHT in pixels, such as 900x600.", param, ctx)
        width, height = int(match[1]), int(match[2])
        if not all(SHORTEST <= side <= LONGEST for side in (width, height)):
            self.fail(f"{value!r} is no size for a picture: sides have {SHORTEST} to {LONGEST:,} pixels.", param, ctx)
        return width, height


@click.command(short_help="Show a workflow or a bundle as text or as a picture, or write the view of a node.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("node", default="", metavar="[NODE[.PORT]]")
@click.option("--svg", type=click.Path(path_type=Path), metavar="OUT", help="Write a picture to this file.")
@click.option("--png", type=click.Path(path_type=Path), metavar="OUT", help="Write the node's view to this file.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="OUT", help="Write the node's view to this file.")
@click.option(
    "--json", type=click.Path(path_type=Path), metavar="OUT", help="Write the data of the node's view, whole."
)
@click.option(
    "--csv", type=click.Path(path_type=Path), metavar="OUT", help="Write the data of the node's view as a table."
)
@click.option(
    "--size", type=Size(), metavar="WIDTHxHEIGHT", help="Lay a plot out for so many pixels (96 make an inch)."
)
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 10.0),
    metavar="TIMES",
    help="Of a PNG: so many times as many pixels, not more room.  [1]",
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", help="Of the node's view.  [light]")
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="Give a parameter a value when the node runs.")
@click.option(
    "--store", type=click.Path(path_type=Path), metavar="DIR", help="Where results are kept.  [.knode beside FILE]"
)
@click.option("--trust", is_flag=True, help="Run code that came with the workflow (script nodes).")
@click.option("--card", is_flag=True, help="Show the model card of a bundle, as Markdown.")
@click.pass_obj
def command(session: Session, /, file: Path, node: str, svg: Path | None, card: bool, **given: Any) -> None:
    """Show the workflow or bundle FILE as text: parameters, inputs and outputs, and its nodes in the order in which
    they run, each with the settings that differ from their defaults and with what it is linked to.

    With NODE and a file to write, the view that the node gives is written: a plot as SVG, PNG or PDF, or its data as JSON
    or CSV. What has a result already is reused; the rest of what the node needs runs first. A plot has the size that suits
    it, and 150 dots per inch as PNG, unless --size or --scale say otherwise: it is laid out anew for its room, letters keep
    their size.

    \b
    Examples:
      knode show churn.knode
      knode show scoring.knodez
      knode show churn.knode --svg churn.svg
      knode show churn.knode histogram --png ages.png
      knode show churn.knode histogram.view --pdf ages.pdf --theme dark
      knode show churn.knode histogram --png ages.png --size 900x600 --scale 2
      knode show churn.knode histogram --csv ages.csv
      knode show scoring.knodez --card > card.md
    """
    outputs = {".svg": svg, **{f".{format}": given.pop(format) for format in ("png", "pdf", "json", "csv")}}
    if node or any(output for format, output in outputs.items() if format != ".svg"):
        _write_views(session, file, node, outputs, given)
        return
    for name in ("size", "scale"):
        if given[name] is not None:
            raise UsageError(f"--{name} is for the view of a node: knode show FILE NODE --png OUT --{name} …")
    if card:
        say(_card(file))
        return
    from knode.cli.opening import opened as opened_by

    opened = opened_by(file, "show")
    if svg is not None:
        from knode.core.document import write_atomically
        from knode.picture import svg_of

        write_atomically(svg, svg_of(opened.workflow).encode())
        notice(f"The picture is in {svg}.")
        return
    from knode.cli.outline import outline

    for line in outline(opened):
        say(line)


def _write_views(
    session: Session, file: Path, node: str, outputs: dict[str, Path | None], given: dict[str, Any]
) -> None:
    from knode.cli.viewing import Wanted, write_view

    asked = {format: output for format, output in outputs.items() if output is not None}
    if not node:
        raise UsageError("Say which node's view is to be written: knode show FILE NODE --png OUT.")
    if not asked:
        raise UsageError("Say where the view is to be written: --svg, --png, --pdf, --json or --csv OUT.")
    sized = next((f"--{name}" for name in ("size", "scale") if given[name] is not None), None)
    if sized is not None and not {".svg", ".png", ".pdf"} & asked.keys():
        raise UsageError(f"{sized} is for pictures: --svg, --png or --pdf OUT.")
    for format, output in asked.items():
        write_view(Wanted(file, node, output, format, **given), session)


def _card(file: Path) -> str:
    from knode.deploy.bundle import read_manifest
    from knode.deploy.card import markdown
    from knode.deploy.opening import is_bundle

    if not is_bundle(file):
        raise UsageError(f"{file} is a workflow: only a bundle (.knodez) has a model card.")
    return markdown(read_manifest(file)).rstrip()
