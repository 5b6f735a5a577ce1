"""`knode`: finds the command, and turns every way it can end into an exit code and a short message."""

from __future__ import annotations

import atexit
import contextlib
import errno
import importlib
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from knode import __version__
from knode.cli import console
from knode.cli.console import Session
from knode.cli.interrupt import Termination, terminable
from knode.core.errors import Cancelled, KnodeError, Terminated, UnknownName, UsageError

COMMANDS = (
    "app",
    "exec",
    "capture",
    "validate",
    "nodes",
    "describe",
    "docs",
    "new-pack",
    "show",
    "diff",
    "verify",
    "serve",
    "keys",
    "secret",
    "daemon",
    "store",
    "version",
)
"""Each is `command` in the module of its name, `-` being `_`, imported when it is asked for."""
NOT_LOOKED_UP = {
    errno.EACCES: "access is denied, to it or to a folder above it",
    errno.EPERM: "access is denied, to it or to a folder above it",
    errno.ENAMETOOLONG: "the name is too long for a file",
    errno.ELOOP: "its symbolic links go round in a circle",
}
"""Why it cannot even be asked what a path is."""
MOST_OF_A_NAME = 200
OF_CLICK = {
    "is not a valid integer range": "is no whole number",
    "is not a valid integer": "is no whole number",
    "is not a valid float range": "is no number",
    "is not a valid float": "is no number",
}
"""Words of the library that reads the command line, and what they mean."""
STOPPED = {Cancelled.exit_code, Terminated.exit_code}
EXIT_CODES = """\
\b
Exit codes:
  0    done
  1    a node failed
  2    the command or the file is wrong; nothing has run
  3    a quality gate said no
  130  interrupted by Ctrl-C (143: by a request to terminate)
"""


class Commands(click.Group):
    """The commands of `knode`, loaded lazily."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"knode.cli.{cmd_name.replace('-', '_')}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownName("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, message="knode %(version)s")
@click.pass_context
def knode(context: click.Context) -> None:
    """Run, inspect and check knode workflows. Without a command, open the desktop where it is installed.

    \b
    Examples:
      knode exec churn.knode
      knode exec scoring.knodez --input rows=new.csv --output predictions=scored.csv
      knode nodes csv
      knode describe prep.Partition

    `knode COMMAND --help` explains a command, with examples.
    """
    if context.invoked_subcommand is None:
        from knode.cli import app

        if app.is_installed() and app.has_screen():
            context.exit(context.invoke(app.command))
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script `knode`; with `arguments` the same inside a program."""
    if arguments is not None:
        sys.exit(run(list(arguments)))
    with terminable():
        code = run(sys.argv[1:])
    leave(code)


def leave(code: int) -> NoReturn:
    """End the process at once: taking pandas and scikit-learn apart module by module costs a quarter of a second."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Carry out one command line; its exit code."""
    console.prepare()
    session = Session(as_json="--json" in arguments, arguments=tuple(arguments))
    try:
        _check_folder()
        code = knode.main(args=arguments, prog_name="knode", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else 0
    except KnodeError as error:
        return _failed(session, error.message, error.exit_code, error.as_json())
    except click.exceptions.NoArgsIsHelpError as error:
        console.notice(error.format_message())
        return 2
    except click.ClickException as error:
        message = _usage(error)
        return _failed(session, message, 2, {"error": "UsageError", "message": message})
    except (KeyboardInterrupt, click.Abort):
        stopped = Cancelled()
        return _failed(session, stopped.message, stopped.exit_code, stopped.as_json())
    except Termination:
        stopped = Terminated()
        return _failed(session, stopped.message, stopped.exit_code, stopped.as_json())
    except SystemExit:
        # This is how click leaves when nobody reads its help any more.
        console.mute(sys.stdout)
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NOT_LOOKED_UP and error.filename is not None:
            # Python looks into folders on the way to a file in many places, and nobody expects that to fail.
            message = f"{str(error.filename)[:MOST_OF_A_NAME]}: {NOT_LOOKED_UP[error.errno]}."
            return _failed(session, message, 2, {"error": type(error).__name__, "message": message})
        log = _log(error, session.logs)
        said = f"{type(error).__name__}: {error}"[:500]
        message = f"knode itself went wrong ({said}). That is our mistake: please report it with the log {log}."
        return _failed(session, message, 1, {"error": type(error).__name__, "message": message, "log": log})


def _check_folder() -> None:
    """Raise UsageError where the current folder was removed: no file name can be looked up from there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise UsageError(
            "The current folder is not there any more: change to another one (cd), and try again."
        ) from None


def _failed(session: Session, message: str, code: int, error: dict[str, Any]) -> int:
    """Say why a command came to nothing; with --json also as the report of a run that has not begun."""
    console.complain(message)
    if session.as_json:
        from knode.cli.report import no_run

        console.say_json(no_run("cancelled" if code in STOPPED else "failed", error))
    return code


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    for words, ours in OF_CLICK.items():
        message = message.replace(words, ours)
    context = getattr(error, "ctx", None)
    hint = f" `{context.command_path} --help` shows how it is used." if context is not None else ""
    return f"{message}.{hint}" if not message.endswith("?") else f"{message}{hint}"


def _log(error: Exception, logs: Path | None) -> str:
    """Write the traceback to a file; the file's name."""
    name = f"knode-error-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    text = "".join(traceback.format_exception(error))
    for folder in (logs, None):
        with contextlib.suppress(OSError):
            # Where nothing can be written, the system has no temporary folder either.
            place = folder or Path(tempfile.gettempdir())
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(f"knode {__version__}\n{text}", encoding="utf-8")
            return str(place / name)
    console.notice(text)
    return "above"
