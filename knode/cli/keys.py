"""`knode keys`: the API keys that `knode serve --keys` asks for."""

from __future__ import annotations

from pathlib import Path

import click

from knode.cli.console import notice, say, say_json
from knode.cli.extras import need_serving

file_option = click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    default="keys.json",
    metavar="FILE",
    help="Where keys are kept.  [keys.json]",
)


@click.group(short_help="Make and remove the API keys of a server.")
def command() -> None:
    """Make, list and remove API keys. The file holds no key, only what a key is known by (SHA-256).

    \b
    Examples:
      knode keys add webshop
      knode keys add pipeline --deploy --file keys.json
      knode keys remove webshop
    """


@command.command(short_help="Make a key, and print it once.")
@click.argument("name")
@click.option("--deploy", is_flag=True, help="The key may also deploy bundles.")
@file_option
def add(name: str, deploy: bool, path: Path) -> None:
    """Make a key for NAME and print it. It is not kept: whoever loses it needs a new one.

    A server that runs takes it after a second.

    \b
    Examples:
      knode keys add webshop
      knode keys add pipeline --deploy --file keys.json
    """
    need_serving()
    from knode.serve.keys import add_key

    say(add_key(path, name, deploy=deploy))
    notice(f"This key is shown once. {path} keeps its hash.")


@command.command("list", short_help="Whose keys there are.")
@file_option
@click.option("--json", is_flag=True, help="Print one JSON document.")
def list_(path: Path, json: bool) -> None:
    """Say whose keys there are, what they may do, and when they were made.

    \b
    Examples:
      knode keys list
      knode keys list --file keys.json --json
    """
    need_serving()
    from knode.cli.wording import aligned
    from knode.serve.keys import read_keys

    keys = read_keys(path)
    if json:
        say_json([{"name": key.name, "deploy": key.deploy, "created": key.created} for key in keys])
        return
    rows = [(key.name, "predict, deploy" if key.deploy else "predict", key.created) for key in keys]
    say("\n".join(aligned(rows, indent="")) or "No key yet.")


@command.command(short_help="Remove a key.")
@click.argument("name")
@file_option
def remove(name: str, path: Path) -> None:
    """Remove the key of NAME. A server that runs refuses it after a second.

    \b
    Examples:
      knode keys remove webshop
      knode keys remove webshop --file keys.json
    """
    need_serving()
    from knode.serve.keys import remove_key

    remove_key(path, name)
    say(f"Removed the key of {name}.")
