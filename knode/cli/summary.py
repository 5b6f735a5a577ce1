"""What a person reads when a run has ended: what ran, how long, metrics, files, notes, warnings, errors."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.cli import console
from knode.cli.console import Style, paint, say
from knode.cli.report import is_gate
from knode.cli.wording import aligned, count, duration, number, shape

if TYPE_CHECKING:
    from knode.engine.report import RunResult

WORDS: dict[str, tuple[str, Style]] = {
    "done": ("Done in", "green"),
    "failed": ("Failed after", "red"),
    "cancelled": ("Cancelled after", "yellow"),
}
LIMIT = 20
"""Notes, and warnings, that are shown."""


def show_summary(result: RunResult, files: Mapping[str, Mapping[str, Any]], writers: Collection[str]) -> None:
    """Write the summary of a run to stdout; `writers` are the nodes that wrote `files`."""
    word, style = WORDS[result.status]
    say(f"{paint(f'{word} {duration(result.seconds)}', style)}: {_counts(result)}.")
    _section("Metrics", aligned(list(_metrics(result)), right=(2,)))
    _section("Outputs", aligned(list(_written(files)), right=(2,)))
    _section("Notes", list(_notes(result, writers)))
    _section("Warnings", list(_warnings(result)))


def show_errors(result: RunResult) -> None:
    """Write the errors of the nodes that failed to stderr; a gate that said no is no error, but stands there too."""
    for error in result.errors:
        if is_gate(error):
            console.notice(f"{paint('gate:', 'yellow', sys.stderr)} {error.message}")
        else:
            console.complain(error.message)


def _section(title: str, lines: list[str]) -> None:
    if lines:
        say()
        say(paint(title, "bold"))
        for line in lines:
            say(line)


def _counts(result: RunResult) -> str:
    states = Counter(node.state for node in result.nodes.values())
    ran = states["done"] + states["failed"]
    nothing = result.status == "done" and states["reused"] and not ran
    parts = ["nothing had to run" if nothing else f"{count(ran, 'node')} ran"]
    if states["failed"]:
        parts[0] += f" ({states['failed']:,} failed)"
    parts += [f"{states[state]:,} {state}" for state in ("reused", "inactive", "skipped", "cancelled") if states[state]]
    return ", ".join(parts)


def _metrics(result: RunResult) -> Iterator[tuple[str, str, str]]:
    for node, measured in result.metrics.items():
        shown = node
        for name, value in measured.items():
            yield shown, name, number(value)
            shown = ""


def _written(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for name, made in files.items():
        yield name, _short(made["file"]), shape(made["rows"], made["columns"])
        yield from (("", _short(file), "") for file in made.get("also", ()))


def _short(file: str) -> str:
    """A file name as from the current folder, where it is below it."""
    path, here = Path(file), Path.cwd()
    return os.fspath(path.relative_to(here)) if path.is_relative_to(here) else file


def _notes(result: RunResult, writers: Collection[str]) -> Iterator[str]:
    """What the nodes tell of this run; of the files of `writers` the outputs tell already."""
    found = [
        f"  {node.id}: {text}"
        for node in result.nodes.values()
        if node.id not in writers
        for level, text in node.messages
        if level == "info"
    ]
    yield from found[:LIMIT]
    if len(found) > LIMIT:
        yield f"  … and {len(found) - LIMIT:,} more (all of them: --json)"


def _warnings(result: RunResult) -> Iterator[str]:
    found = [
        f"{node.id}: {text}" for node in result.nodes.values() for level, text in node.messages if level == "warning"
    ]
    found += [problem.message for problem in result.problems]
    for text in found[:LIMIT]:
        yield f"  {paint('!', 'yellow')} {text}"
    if len(found) > LIMIT:
        yield f"  … and {len(found) - LIMIT:,} more (all of them: --json)"
