"""`knode describe`: everything about one node type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from knode.cli.console import paint, say, say_json

if TYPE_CHECKING:
    from knode.core.node import Node
    from knode.core.ports import Port


@click.command(short_help="Explain a node: its help, ports and settings.")
@click.argument("type", metavar="TYPE")
@click.option("--json", is_flag=True, help="Print the JSON Schema of its settings, with its ports and facts.")
def command(type: str, json: bool) -> None:
    """Explain the node TYPE: what it does, its ports, and its settings with types, defaults and limits.

    TYPE is an id such as prep.Partition; the pack may be left out.

    \b
    Examples:
      knode describe prep.Partition
      knode describe csvreader
      knode describe learn.RandomForestLearner --json
    """
    from knode.cli import catalogue

    cls = catalogue.type_named(type)
    if json:
        say_json(catalogue.as_json(cls))
    else:
        _show(cls)


def _show(cls: type[Node]) -> None:
    from knode.cli import catalogue, wording

    width = wording.terminal_width()
    say(f"{paint(cls.title(), 'bold')}  {cls.type_id()}")
    say()
    say("\n".join(wording.wrapped(cls.help(), width, "  ")))
    _section("Ports", wording.aligned(_ports(cls)))
    _section("Settings", wording.with_text(list(catalogue.settings_of(cls)), width))
    _section("Also known as", wording.wrapped(", ".join(cls.keywords), width, "  ") if cls.keywords else [])
    _section("Good to know", [f"  {fact}" for fact in _facts(cls)])


def _ports(cls: type[Node]) -> list[tuple[str, str, str]]:
    from knode.cli import catalogue

    ports = catalogue.ports_of(cls)
    if ports is None:
        return [("", "They follow from the settings.", "")]
    inputs = [("in", port.name, _kind(port)) for port in ports.inputs]
    return inputs + [("out", port.name, port.kind) for port in ports.outputs]


def _kind(port: Port) -> str:
    return port.kind + (", any number" if port.multiple else "") + (", optional" if port.optional else "")


def _facts(cls: type[Node]) -> list[str]:
    from knode.core.node import Node as Base

    told = {
        "Its other ports are those of the workflow that is connected to it.": cls.following is not Base.following,
        "It works row by row: it streams, and it serves single rows.": cls.rowwise,
        "It changes something outside the workflow: it runs each time.": cls.effect,
        "It runs code written by a person: `knode exec` wants --trust.": cls.code,
    }
    return [text for text, holds in told.items() if holds]


def _section(title: str, lines: list[str]) -> None:
    if lines:
        say()
        say(paint(title, "bold"))
        say("\n".join(lines))
