"""`knode daemon`: a process that stays warm, so that `knode exec` answers at once."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from typing import NoReturn

import click

from knode.cli.console import say, say_json
from knode.core.errors import UsageError
from knode.host import resident

START_SECONDS = 60.0
STOP_SECONDS = 10.0
WARM = (
    "knode.cli.exec", "knode.cli.run", "knode.cli.report", "knode.cli.summary", "knode.cli.progress", "knode.cli.live",
    "knode.engine.engine", "knode.store.store", "knode.store.writer", "knode.store.tables", "knode.store.models",
    "knode.deploy.bundle", "networkx", "pandas", "pyarrow.ipc", "pyarrow.parquet", "psutil", "sklearn.base",
    "sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection", "sklearn.preprocessing",
    "skops.io",
    "sqlite_utils",
    "multiprocessing.dummy",
    "pyarrow.csv",
    "pyarrow.pandas_compat",
    "narwhals.stable.v2",
    "knode.deploy.capture",
    "knode.deploy.building",
    "knode.deploy.targets",
    "knode.core.reading",
)  # fmt: skip
"""What runs of workflows need: imported by the daemon once, and there in each copy of it."""
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(short_help="Keep a warm process, so that runs begin at once.")
def command() -> None:
    """Start, stop or look at the daemon: one process for each user and environment, which has everything imported.

    While it runs, `knode exec` lets it carry out workflows. All else stays as it is: output, exit codes, secrets, Ctrl-C.
    It listens on a socket that only its user can open.

    \b
    Examples:
      knode daemon start
      knode daemon status
      knode daemon stop
    """


@command.command(short_help="Start the daemon, unless it runs.")
@click.option(
    "--idle-minutes", type=click.FloatRange(min=0.01), default=30.0, metavar="N",
    help="End when nobody asked for anything for so long.  [30]",
)  # fmt: skip
@click.option("--foreground", is_flag=True, help="Stay in this terminal, for a service manager.")
def start(idle_minutes: float, foreground: bool) -> int:
    """Start the daemon of this user and environment. One that runs already is left as it is.

    \b
    Examples:
      knode daemon start
      knode daemon start --idle-minutes 480
      knode daemon start --foreground
    """
    running = resident.ask("status")
    if running is not None:
        say(f"The daemon runs already (process {running['pid']}).")
        return 0
    if foreground:
        _serve(idle_minutes * 60)
        return 0
    say(f"The daemon runs (process {_started(idle_minutes)}).")
    return 0


@command.command(short_help="Stop the daemon.")
def stop() -> int:
    """Stop the daemon. Runs that it is carrying out come to their end.

    \b
    Examples:
      knode daemon stop
    """
    found = resident.ask("stop")
    if found is None:
        say("No daemon runs.")
        return 0
    end = time.monotonic() + STOP_SECONDS
    while resident.place().stands and time.monotonic() < end:
        time.sleep(0.02)
    say(f"The daemon (process {found['pid']}) has stopped.")
    return 0


@command.command(short_help="Say whether the daemon runs.")
@json_option
def status(as_json: bool) -> int:
    """Say whether the daemon of this user and environment runs, since when, and what it has done.

    \b
    Examples:
      knode daemon status
      knode daemon status --json
    """
    found = resident.ask("status")
    if as_json:
        say_json({"running": found is not None} | ({} if found is None else {"daemon": found}))
    elif found is None:
        say("No daemon runs. `knode daemon start` starts one.")
    else:
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(found["begun"]))
        say(
            f"The daemon runs (process {found['pid']}) since {since}; {found['served']:,} runs, {found['running']} now."
        )
    return 0


def _started(idle_minutes: float) -> int:
    """Start a daemon in the background and wait until it answers; its process id. Raises UsageError."""
    where = resident.place()
    if sys.platform == "win32":
        raise UsageError("A daemon needs a system that can fork. knode works without one.")
    resident.make_folder(where.log.parent)
    line = [sys.executable, "-m", "knode", "daemon", "start", "--foreground", "--idle-minutes", str(idle_minutes)]
    with where.log.open("wb") as log:
        process = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=where.log.parent
        )
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        found = resident.ask("status")
        if found is not None:
            return int(found["pid"])
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise UsageError(f"The daemon could not be started. Its log says why: {where.log}")


def _serve(idle_seconds: float) -> None:
    import importlib

    from knode.core.registry import REGISTRY
    from knode.host.daemon import serve

    for module in WARM:
        with contextlib.suppress(ImportError):  # An extra that is not installed.
            importlib.import_module(module)
    REGISTRY.all()
    serve(resident.place(), _carry_out, idle_seconds)


def _carry_out(arguments: list[str]) -> NoReturn:
    from knode.cli.interrupt import terminable
    from knode.cli.main import leave, run

    with terminable():
        code = run(arguments)
    leave(code)
