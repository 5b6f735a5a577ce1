"""`knode describe`: everything about one node type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from knode.cli.console import paint, say, say_json

if TYPE_CHECKING:
    from knode.core.node import Node


@click.command(short_help="Explain a node: its help, ports, settings and an example.")
@click.argument("type", metavar="TYPE")
@click.option("--json", is_flag=True, help="Print the JSON Schema of its settings, with its ports and facts.")
@click.option("--markdown", is_flag=True, help="Print its page of the reference as Markdown.")
def command(type: str, json: bool, markdown: bool) -> None:
    """Explain the node TYPE: what it does, its ports, and its settings with types, defaults, limits and entries.

    TYPE is an id such as prep.Partition, of which the pack may be left out, or the name on the canvas. `knode docs` writes
    the pages of all nodes.

    \b
    Examples:
      knode describe prep.Partition
      knode describe csvreader
      knode describe "Group By"
      knode describe learn.RandomForestLearner --json
      knode describe groupby --markdown
    """
    from knode.cli import catalogue, reference_markdown
    from knode.core.errors import UsageError

    if json and markdown:
        raise UsageError("Choose --json or --markdown, not both.")
    cls = catalogue.type_named(type)
    if json:
        say_json(catalogue.as_json(cls))
    elif markdown:
        say(reference_markdown.page(cls).rstrip())
    else:
        _show(cls)


def _show(cls: type[Node]) -> None:
    from knode.cli import catalogue, example, wording

    width = wording.terminal_width()
    say(f"{paint(cls.title(), 'bold')}  {cls.type_id()}")
    say()
    say("\n".join(wording.wrapped(cls.help(), width, "  ")))
    _section("Ports", wording.with_text(_ports(cls), width) or [f"  {catalogue.without_ports(cls)}"])
    _section("Settings", [*_settings(cls, width)])
    _section("Example", [f"  {line}" for line in example.as_file(cls).splitlines()])
    _section("Also known as", wording.wrapped(", ".join(cls.keywords), width, "  ") if cls.keywords else [])
    _section(
        "Good to know", [line for fact in catalogue.facts_of(cls) for line in wording.wrapped(f"- {fact}", width, "  ")]
    )


def _ports(cls: type[Node]) -> list[tuple[str, str, str, str]]:
    from knode.cli import catalogue

    ports = catalogue.ports_of(cls)
    if ports is None:
        return []
    return [
        (side, port.name, catalogue.kind_of(port), catalogue.kind_words(port))
        for side, members in (("in", ports.inputs), ("out", ports.outputs))
        for port in members
    ]


def _settings(cls: type[Node], width: int) -> list[str]:
    """Settings, those of an entry below its setting and further to the right."""
    from knode.cli import setting_words, wording

    found = list(setting_words.settings_of(cls))
    rows = [("  " * one.depth + one.name, one.type, one.default, one.help) for one in found]
    lines = [part for line in wording.with_text(rows, width) for part in _fitted(line, width)]
    return (
        [*lines, "", *wording.wrapped(setting_words.COLUMNS, width, "  ")]
        if setting_words.takes_columns(cls)
        else lines
    )


def _fitted(line: str, width: int) -> list[str]:
    """A line as it is, or wrapped where what stands before the help is too wide for the terminal itself."""
    import textwrap

    if len(line) <= width:
        return [line]
    return textwrap.wrap(" ".join(line.split()), width, initial_indent="  ", subsequent_indent="    ")


def _section(title: str, lines: list[str]) -> None:
    if lines:
        say()
        say(paint(title, "bold"))
        say("\n".join(lines))
