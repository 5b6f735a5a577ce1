"""`knode store`: the workspace on disk, to look at and to clear out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knode.cli.console import say, say_json

if TYPE_CHECKING:
    from knode.store.store import GcReport, Store

UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


class Bytes(click.ParamType[int]):
    """A number of bytes such as 500MB or 10 GB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)", str(value).strip())
        if match is None or match[2].upper() not in UNITS:
            self.fail(f"{value!r} is no size; write 500MB or 10GB.", param, ctx)
        return int(float(match[1]) * UNITS[match[2].upper()])


folder_argument = click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
json_option = click.option("--json", is_flag=True, help="Print one JSON document.")


@click.group(short_help="Look at the kept results, or clear them out.")
def command() -> None:
    """Look at the store of results, or make it smaller. What is in it can always be computed again.

    DIR is the folder `.knode`, or the folder that it stands in; the current one when it is left out.

    \b
    Examples:
      knode store info
      knode store gc --max 2GB
      knode store runs projects/churn --json
    """


@command.command(short_help="How much there is, and how large.")
@folder_argument
@json_option
def info(folder: Path | None, json: bool) -> None:
    """Say how many results, runs and objects the store holds, and how large they are.

    \b
    Examples:
      knode store info
      knode store info projects/churn --json
    """
    from knode.cli.wording import aligned, size

    with _open(folder) as store:
        stats = store.stats()
    if json:
        say_json({"folder": str(store.folder), **stats._asdict()})
        return
    rows = [
        ("folder", str(store.folder)),
        ("results", f"{stats.results:,}"),
        ("runs", f"{stats.runs:,}"),
        ("objects", f"{stats.objects:,}, {size(stats.bytes)}"),
        ("database", size(stats.database_bytes)),
    ]
    say("\n".join(aligned(rows, indent="")))


@command.command(short_help="Bring it under a size, least recently used first.")
@folder_argument
@click.option(
    "--max", "limit", type=Bytes(), default="10GB", metavar="SIZE", help="What may stay, such as 500MB.  [10GB]"
)
@json_option
def gc(folder: Path | None, limit: int, json: bool) -> None:
    """Remove the least recently used results until the store is under a size.

    What a running job or a bundle needs stays.

    \b
    Examples:
      knode store gc
      knode store gc projects/churn --max 500MB
    """
    with _open(folder) as store:
        _removed(store.gc(limit), json)


@command.command(short_help="Remove every result, and the log of runs.")
@folder_argument
@json_option
def clear(folder: Path | None, json: bool) -> None:
    """Remove every result that is not in use, and the log of runs that have ended.

    \b
    Examples:
      knode store clear
      knode store clear projects/churn --json
    """
    with _open(folder) as store:
        _removed(store.clear(), json)


@command.command(short_help="The latest runs.")
@folder_argument
@click.option("--last", type=click.IntRange(min=1), default=20, metavar="N", help="How many.  [20]")
@json_option
def runs(folder: Path | None, last: int, json: bool) -> None:
    """List the latest runs, newest first.

    \b
    Examples:
      knode store runs
      knode store runs projects/churn --last 5 --json
    """
    with _open(folder) as store:
        found = store.runs.recent(last)
    if json:
        say_json([{"run": row.pop("id"), **row} for row in found])
    else:
        say("\n".join(_run_lines(found)) or "No run yet.")


def _run_lines(found: list[dict[str, Any]]) -> list[str]:
    from datetime import datetime

    from knode.cli.wording import aligned, duration

    rows = []
    for run in found:
        started = datetime.fromtimestamp(run["started"]).strftime("%Y-%m-%d %H:%M:%S")
        took = "" if run["seconds"] is None else duration(run["seconds"])
        given = "  ".join(f"{name}={value}" for name, value in run["parameters"].items())
        rows.append((run["id"], started, run["status"], took, run["workflow"], given))
    return aligned(rows, right=(3,), indent="")


def _removed(report: GcReport, json: bool) -> None:
    from knode.cli.wording import count, size

    if json:
        say_json(report._asdict())
    else:
        gone = f"{count(report.results, 'result')} and {count(report.objects, 'object')}"
        say(f"Removed {gone}: {size(report.freed)} freed, {size(report.left)} left.")


def _open(folder: Path | None) -> Store:
    """The store there. Raises UsageError where there is none, rather than making one."""
    from knode.cli.run import STORE
    from knode.core.errors import UsageError
    from knode.store.store import Store

    asked = folder or Path()
    for place in (asked / STORE, asked):
        if (place / "knode.db").is_file():
            return Store(place)
    where = "the current folder" if folder in (None, Path()) else str(folder)
    raise UsageError(f"There is no store in {where}. `knode exec` makes one, {STORE}, beside the workflow.")
