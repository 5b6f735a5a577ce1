"""Carries out `knode exec`: opens, sets, joins files, runs, reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.cli import console
from knode.cli.asking import ask_for_secrets
from knode.cli.assignment import apply_settings, inside, node_of, parameters
from knode.cli.bulk import Bulk
from knode.cli.files import connect_inputs
from knode.cli.interrupt import Interrupt, end
from knode.cli.opening import opened as opened_by
from knode.cli.outputs import Written, connect_outputs, written_files
from knode.cli.progress import display
from knode.cli.report import exit_code, report_of
from knode.cli.summary import show_errors, show_summary
from knode.core.errors import BundleError, StoreReadOnly, UsageError
from knode.deploy import services
from knode.deploy.opening import Opened
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request

if TYPE_CHECKING:
    from knode.cli.console import Session
    from knode.cli.exec import Options
    from knode.engine.report import RunResult
    from knode.store.store import Store

Files = dict[str, dict[str, Any]]
STORE = ".knode"
"""The folder of the store, beside the workflow."""


def run(options: Options, session: Session) -> int:
    """Run what the command line asks for, and say what came of it; the exit code.

    Raises:
        UsageError: the command or the file is wrong; nothing has run.
    """
    cancel = CancelToken()
    shown = display(options.progress)

    def stop() -> None:
        cancel.set()
        shown.stopping()

    # Until something runs, a signal is raised where it comes, and nothing waits for the end of a long step.
    with ExitStack() as listening, shown:
        bulk = Bulk.of(options)
        if bulk is not None:
            interrupt = listening.enter_context(Interrupt(stop, show_cursor))
            result, files = bulk.run(shown, cancel)
            shown.close()
            return _answered(result, files, [], options, interrupt)
        opened = opened_by(options.file, "exec")
        outputs = _prepared(opened, options)
        _notice(opened, outputs, options)
        given = parameters(opened.workflow, options.param)
        ask_for_secrets(opened.workflow)
        shown.begin(opened.workflow)
        interrupt = listening.enter_context(Interrupt(stop, show_cursor))
        with opened_store(options.store, opened.folder, session) as store, _engine(store, options) as engine:
            request = Request(
                parameters=given,
                frozen=opened.frozen,
                to=_wanted(options, outputs),
                need_values=[output.source for output in outputs if not output.writer],
                fresh=options.fresh,
                folder=opened.folder,
                listener=shown.hear,
                cancel=cancel,
            )
            result = engine.run(opened.workflow, request)
            result.problems += [BundleError(difference.message) for difference in opened.differences]
            if result.stuck:
                # What is done is written down, and the process ends with the node in it.
                engine.cache.drain()
                shown.close()
                return _answered(result, {}, outputs, options, interrupt)
            files = written_files(outputs, result)
        # What came up while the last results were being written.
        told = {problem.message for problem in result.problems}
        result.problems += [problem for problem in engine.cache.problems if problem.message not in told]
        shown.close()
        return _answered(result, files, outputs, options, interrupt)


def _notice(opened: Opened, outputs: list[Written], options: Options) -> None:
    """Say what is good to know before anything runs."""
    ends = opened.workflow.ends("output")
    if ends and not outputs and not options.to:
        console.notice(f"No output is written. To a file: --output {next(iter(ends))}=FILE.")
    for difference in opened.differences:
        if difference.installed is None:
            # Without it the run may not even begin.
            console.notice(difference.message)


def _prepared(opened: Opened, options: Options) -> list[Written]:
    """The workflow in memory as the command line wants it; the outputs to be written."""
    given = [text for text in options.set if node_of(text) in opened.workflow]
    apply_settings(opened.workflow, given)
    connect_inputs(opened.workflow, options.input)
    for node in options.to:
        inside(opened.workflow, node)
    outputs = connect_outputs(opened.workflow, options.output)
    # The rest is of the nodes that read and write files, or of none.
    apply_settings(opened.workflow, (text for text in options.set if text not in given))
    return outputs


def _wanted(options: Options, outputs: list[Written]) -> list[str]:
    return [*options.to, *(output.writer or output.source for output in outputs)] if options.to else []


@contextmanager
def opened_store(asked: Path | None, folder: Path, session: Session) -> Iterator[Store]:
    """The store that was asked for, or that beside the workflow. Raises UsageError."""
    from knode.store.store import Store

    place = folder / STORE if asked is None else asked
    try:
        store = Store(place)
    except StoreReadOnly as error:
        hint = "" if asked is not None else " Say where results may be kept: --store DIR."
        raise UsageError(f"{error.message}{hint}", folder=str(place)) from None
    session.logs = store.folder / "logs"
    with store:
        yield store


def _engine(store: Store, options: Options) -> Engine:
    return Engine(store, threads=options.threads, services=services(), trust=options.trust)


def _answered(result: RunResult, files: Files, outputs: list[Written], options: Options, interrupt: Interrupt) -> int:
    """Say what came of the run; the exit code. Ends the process here where something in it does not stop."""
    if options.json:
        console.say_json(report_of(result, files))
    else:
        show_summary(result, files, {output.writer for output in outputs})
    show_errors(result)
    code = interrupt.exit_code if result.status == "cancelled" else exit_code(result)
    if result.stuck:
        sys.stdout.flush()
        end(code)
    return code


def show_cursor() -> None:
    """The live display hides the cursor."""
    if console.is_terminal(sys.stderr):
        os.write(2, b"\x1b[?25h\n")
