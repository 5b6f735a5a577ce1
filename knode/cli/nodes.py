"""`knode nodes`: which nodes there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from knode.cli.console import notice, paint, say, say_json

if TYPE_CHECKING:
    from knode.core.catalogue import Hit


@click.command(short_help="List the nodes, or find one by what it does.")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--pack", metavar="P", help="Only the nodes of this pack, such as io or prep.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(words: tuple[str, ...], pack: str | None, json: bool) -> None:
    """List all nodes, or find those that the WORDs name or describe, the best first.

    A node is found by its name, by what KNIME, Orange, Alteryx, pandas or SQL call it, and by its help. A slip of the
    finger does not matter.

    \b
    Examples:
      knode nodes
      knode nodes --pack learn
      knode nodes dummy variables
      knode nodes vlookup
      knode nodes missing --json
    """
    from knode.cli import catalogue

    hits = catalogue.search(words, pack)
    if json:
        say_json([_as_json(hit) for hit in hits])
    elif not hits:
        notice(f"No node is called {' '.join(words) or 'so'}, here or elsewhere. `knode nodes` lists all.")
    elif words:
        _say_found(hits)
    else:
        _say_all(hits)


def _as_json(hit: Hit) -> dict[str, Any]:
    cls = hit.entry.cls
    return {
        "type": hit.entry.type,
        "title": hit.entry.name,
        "pack": cls.pack,
        "help": hit.entry.summary,
        "keywords": list(cls.keywords),
        "synonym": hit.synonym.shown if hit.synonym else None,
    }


def _say_found(hits: Sequence[Hit]) -> None:
    from knode.cli import wording

    rows = [[hit.entry.type, _told(hit)] for hit in hits]
    say("\n".join(wording.with_text(rows, wording.terminal_width())))


def _told(hit: Hit) -> str:
    """The first sentence, with the synonym where that is what was found."""
    return f"{hit.entry.summary} Also called {hit.synonym.shown}." if hit.synonym else hit.entry.summary


def _say_all(hits: Sequence[Hit]) -> None:
    from knode.cli import wording

    start = max(len(hit.entry.type) for hit in hits) + 4
    for number, (pack, members) in enumerate(groupby(hits, key=lambda hit: hit.entry.cls.pack)):
        say(("\n" if number else "") + paint(pack, "bold"))
        rows = [[hit.entry.type, hit.entry.summary] for hit in members]
        say("\n".join(wording.with_text(rows, wording.terminal_width(), start)))
