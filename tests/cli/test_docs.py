"""docs/cli.md says all that there is, and nothing that there is not."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from knode.cli.main import COMMANDS
from knode.cli.main import knode as group
from knode.core.errors import UnknownName
from tests.cli.conftest import ROOT, SCHEMA, Knode

DOCS = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def all_commands(command: click.Command, name: str) -> dict[str, click.Command]:
    """A command and those below it, by what is typed."""
    found = {name: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            found |= all_commands(inner, f"{name} {each}")
    return found


ALL = all_commands(group, "knode")
LEAVES = {name: command for name, command in ALL.items() if name != "knode"}


def section(name: str) -> str:
    """What stands under the heading of a command, without the commands below it."""
    match = re.search(rf"^(#+) `{name}`\n(.*?)(?=^##+ `|\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert match is not None, f"docs/cli.md has no heading `{name}`"
    return match[2]


def parse(line: str) -> None:
    """Check a command line as far as click does, without running it. Raises what it raises."""
    words = shlex.split(line.partition(" > ")[0])[1:]
    command: click.Command = group
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, inner, words = command.resolve_command(click.Context(command), words)
        assert inner is not None, name
        command = inner
    command.make_context("knode", list(words))


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_and_option_stands_in_the_docs(name: str) -> None:
    text = section(name)
    for parameter in LEAVES[name].params:
        for spelled in parameter.opts if isinstance(parameter, click.Option) else ():
            if spelled not in ("-h", "--help"):
                assert re.search(rf"^`{spelled}[ `]", text, re.MULTILINE), f"{spelled} is not in `{name}`"


@pytest.mark.parametrize("name", LEAVES)
def test_the_docs_have_no_option_that_is_none(name: str) -> None:
    known = {spelled for parameter in LEAVES[name].params for spelled in parameter.opts}
    assert set(re.findall(r"^`(--[a-z-]+)", section(name), re.MULTILINE)) <= known


def examples() -> list[str]:
    """Every example in the docs and in the help of the commands."""
    lines = re.findall(r"^\$ (knode .*)$", DOCS, re.MULTILINE)
    for command in ALL.values():
        lines += re.findall(r"^ +(knode .*)$", command.help or "", re.MULTILINE)
    return sorted(set(lines))


@pytest.mark.parametrize("line", examples())
def test_every_example_is_a_command_line_that_knode_understands(line: str) -> None:
    parse(line)


@pytest.mark.parametrize("line", [line for line in examples() if re.match(r"knode (nodes|describe) ", line)])
def test_every_example_about_nodes_finds_some(knode: Knode, line: str) -> None:
    answer = knode(*shlex.split(line)[1:])
    assert answer.code == 0
    assert not answer.err


def test_a_line_that_knode_does_not_understand_would_be_found() -> None:
    with pytest.raises(click.UsageError):
        parse("knode exec churn.knode --parm a=1")
    with pytest.raises(UnknownName):
        parse("knode exce churn.knode")


def test_the_table_of_commands_is_whole() -> None:
    assert re.findall(r"^\| \[`knode ([\w-]+)`\]", DOCS, re.MULTILINE) == list(COMMANDS)


def test_every_key_of_the_report_stands_in_the_docs() -> None:
    report = DOCS[DOCS.index("### The report") :]
    for key in [
        *SCHEMA["properties"],
        *SCHEMA["$defs"]["node"]["properties"],
        *SCHEMA["$defs"]["output"]["properties"],
    ]:
        assert f"`{key}`" in report
