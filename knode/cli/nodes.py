"""`knode nodes`: which nodes there are."""

from __future__ import annotations

from itertools import groupby

import click

from knode.cli.console import notice, paint, say, say_json


@click.command(short_help="List the nodes, or find one by what it does.")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--pack", metavar="P", help="Only the nodes of this pack, such as io or prep.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(words: tuple[str, ...], pack: str | None, json: bool) -> None:
    """List all nodes, or those in whose name, help or keywords every WORD stands.

    Keywords hold what other tools call a node.

    \b
    Examples:
      knode nodes
      knode nodes --pack learn
      knode nodes dummy variables
      knode nodes missing --json
    """
    from knode.cli import catalogue, wording

    found = catalogue.search(words, pack)
    if json:
        say_json(
            [
                {
                    "type": cls.type_id(),
                    "title": cls.title(),
                    "pack": cls.pack,
                    "help": catalogue.one_line(cls),
                    "keywords": list(cls.keywords),
                }
                for cls in found
            ]
        )
        return
    if not found:
        notice(f"No node has {' and '.join(words) or 'this'} in its name, help or keywords. `knode nodes` lists all.")
        return
    width = wording.terminal_width()
    rows = [[cls.type_id(), catalogue.one_line(cls)] for cls in found]
    if words:
        say("\n".join(wording.with_text(rows, width)))
        return
    start = max(len(type_id) for type_id, _ in rows) + 4
    for number, (title, members) in enumerate(groupby(rows, key=lambda row: row[0].partition(".")[0])):
        say(("\n" if number else "") + paint(title, "bold"))
        say("\n".join(wording.with_text(list(members), width, start)))
