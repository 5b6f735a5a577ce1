"""`knode show`: a workflow to read."""

from __future__ import annotations

from pathlib import Path

import click

from knode.cli.console import notice, say


@click.command(short_help="Show a workflow or a bundle as text or as a picture.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--svg", type=click.Path(path_type=Path), metavar="OUT", help="Write a picture of it to this file.")
@click.option("--card", is_flag=True, help="Show the model card of a bundle, as Markdown.")
def command(file: Path, svg: Path | None, card: bool) -> None:
    """Show the workflow or bundle FILE as text: parameters, inputs and outputs, and its nodes in the order in which
    they run, each with the settings that differ from their defaults and with what it is linked to.

    \b
    Examples:
      knode show churn.knode
      knode show scoring.knodez
      knode show churn.knode --svg churn.svg
      knode show scoring.knodez --card > card.md
    """
    if card:
        say(_card(file))
        return
    from knode.deploy.opening import open_any

    opened = open_any(file)
    if svg is not None:
        from knode.core.document import write_atomically
        from knode.picture import svg_of

        write_atomically(svg, svg_of(opened.workflow).encode())
        notice(f"The picture is in {svg}.")
        return
    from knode.cli.outline import outline

    for line in outline(opened):
        say(line)


def _card(file: Path) -> str:
    from knode.core.errors import UsageError
    from knode.deploy.bundle import read_manifest
    from knode.deploy.card import markdown
    from knode.deploy.opening import is_bundle

    if not is_bundle(file):
        raise UsageError(f"{file} is a workflow: only a bundle (.knodez) has a model card.")
    return markdown(read_manifest(file)).rstrip()
