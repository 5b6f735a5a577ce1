"""`knode diff`: what differs between two versions of a workflow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knode.cli.console import say, say_json

if TYPE_CHECKING:
    from knode.core.workflow import Workflow


@click.command(short_help="Say what differs between two versions of a workflow.")
@click.argument("before", metavar="[BEFORE]", type=click.Path(path_type=Path))
@click.argument("after", metavar="AFTER", type=click.Path(path_type=Path), required=False)
@click.option("--rev", default="HEAD", metavar="REVISION", help="The revision of git to compare with, HEAD by default.")
@click.option("--exit-code", is_flag=True, help="End with exit code 1 when anything differs but places.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(before: Path, after: Path | None, rev: str, exit_code: bool, json: bool) -> int:
    """Compare two workflows or bundles, or with one file the file with what is committed of it in git: nodes that were
    added, removed, changed or moved, their settings before and after, links, parameters and notes.

    \b
    Examples:
      knode diff churn.knode
      knode diff churn.knode --rev main
      knode diff old.knode new.knode
      knode diff scoring.knodez churn.knode --json
    """
    from knode.core.comparison import compare

    old, new, names = _versions(before, after, rev)
    found = compare(old, new)
    if json:
        say_json({"before": names[0], "after": names[1], "differences": [_as_json(one) for one in found]})
    else:
        from knode.cli.differing import lines

        for line in lines(found, *names):
            say(line)
    return 1 if exit_code and any(one.how != "moved" for one in found) else 0


def _versions(before: Path, after: Path | None, rev: str) -> tuple[Workflow, Workflow, tuple[str, str]]:
    from knode.cli.opening import opened
    from knode.core.committed import committed

    if after is not None:
        return opened(before, "diff").workflow, opened(after, "diff").workflow, (str(before), str(after))
    # In this order: git says of a file that is not there what git is concerned with.
    now = opened(before, "diff").workflow
    return committed(before, rev), now, (f"{before} at {rev}", str(before))


def _as_json(found: Any) -> dict[str, Any]:
    import dataclasses

    made = dataclasses.asdict(found)
    return {**made, "path": list(found.path), "details": [_detail(detail) for detail in found.details]}


def _detail(detail: Any) -> dict[str, Any]:
    return {"what": detail.what, "before": _plain(detail.before), "after": _plain(detail.after)}


def _plain(value: Any) -> Any:
    """A binding, or a tuple, as JSON data."""
    if hasattr(value, "source"):
        return {value.source: value.name}
    return list(value) if isinstance(value, tuple) else value
