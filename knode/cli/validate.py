"""`knode validate`: everything that is wrong with a workflow, at once."""

from __future__ import annotations

from pathlib import Path

import click

from knode.cli.console import complain, paint, say, say_json


@click.command(short_help="Say everything that is wrong with a workflow, without running it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(file: Path, json: bool) -> int:
    """Check the workflow or bundle FILE without running it: its form, nodes, settings, links, and, where nodes can tell
    it without data, the columns that they want. Exit code 0 when it can run, 2 when not.

    \b
    Examples:
      knode validate churn.knode
      knode validate churn.knode --json
    """
    from knode.cli.checking import problems_of
    from knode.cli.opening import opened
    from knode.cli.wording import count

    workflow = opened(file, "validate").workflow
    errors = problems_of(workflow)
    if json:
        say_json(
            {
                "status": "failed" if errors else "done",
                "nodes": len(workflow.nodes),
                "errors": [error.as_json() for error in errors],
            }
        )
    else:
        for error in errors:
            complain(error.message)
        nodes = f"{count(len(workflow.nodes), 'node')}, {count(len(workflow.links), 'link')}"
        if errors:
            say(f"{file}: {paint(count(len(errors), 'problem'), 'red')} ({nodes}).")
        else:
            say(f"{file}: {paint('can run', 'green')} ({nodes}).")
    return 2 if errors else 0
