"""`knode exec`: the options of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from knode.cli.console import Session
from knode.core.errors import UsageError, quoted
from knode.host import resident


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line, as it was written there."""

    file: Path
    param: tuple[str, ...] = ()
    set: tuple[str, ...] = ()
    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    fresh: bool = False
    store: Path | None = None
    threads: int | None = None
    json: bool = False
    progress: Literal["auto", "plain", "none"] = "auto"
    trust: bool = False
    no_daemon: bool = False


def _check_names(arguments: tuple[str, ...]) -> None:
    """Raise UsageError for a file name that is no text, as older systems and archives leave behind."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="surrogateescape").decode(errors="replace")
            raise UsageError(
                f"{quoted(shown)} is not in UTF-8, as file names on the command line must be: rename the file, or set LANG to "
                "a UTF-8 locale."
            ) from None


@click.command(short_help="Run a workflow or a bundle.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="Give a parameter of the workflow a value.")
@click.option(
    "--set", multiple=True, metavar="NODE.SETTING=VALUE", help="Give a setting another value, for this run only."
)
@click.option("--input", multiple=True, metavar="[NAME=]FILE", help="Fill an input of the workflow from a file.")
@click.option(
    "--output", multiple=True, metavar="[NAME=]FILE", help="Write an output, or what a node gives (NODE or NODE.PORT)."
)
@click.option("--to", multiple=True, metavar="NODE", help="Run up to this node only, with what it needs.")
@click.option("--fresh", is_flag=True, help="Run everything, also what has a result already.")
@click.option(
    "--store", type=click.Path(path_type=Path), metavar="DIR", help="Where results are kept.  [.knode beside FILE]"
)
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="How many cores to use.  [all]")
@click.option("--json", is_flag=True, help="Print one JSON report on stdout, and nothing else there.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    help="How to show what runs, on stderr: live on a terminal and plain lines elsewhere, always lines, or nothing.",
)
@click.option("--trust", is_flag=True, help="Run code that came with the workflow (script nodes).")
@click.option("--no-daemon", is_flag=True, help="Do not use the daemon, though one may run (`knode daemon`).")
@click.pass_obj
def command(session: Session, /, **given: Any) -> int:
    """Run the workflow or bundle FILE. What has a result already is reused; FILE is never written to.

    Tables are read and written by the file's extension: .csv, .tsv, .parquet, .xlsx, .json; variables are written to .json,
    models to .knodemodel. Relative file names given here start at the current folder, those inside the workflow at the
    workflow's own.

    \b
    Examples:
      knode exec churn.knode
      knode exec churn.knode --param region=north --set forest.trees=500
      knode exec churn.knode --to scorer --fresh --threads 4
      knode exec churn.knode --output scorer=scores.csv --output partition.test=test.parquet
      knode exec scoring.knodez --input rows=new.csv --output predictions=scored.csv
      knode exec scoring.knodez --input new.csv --output scored.csv --json > report.json
    """
    options = Options(**given)
    _check_names(session.arguments)
    if not options.no_daemon:
        code = resident.run(session.arguments)
        if code is not None:
            return code
    from knode.cli.run import run

    return run(options, session)
