"""Handlers of calls about the document and its runs: each is done at once, in the order in which they come."""

from __future__ import annotations

from pathlib import Path

from knode.core.edits import from_json
from knode.core.errors import UsageError
from knode.host.host import STORE, Host
from knode.host.protocol import ChangeParams, Nothing, OpenParams, RunNumber, RunParams, TrustParams


def open_workflow(host: Host, params: OpenParams) -> Nothing:
    """Take over a whole document."""
    folder = Path(params.folder)
    store = folder / STORE if params.store is None else Path(params.store)
    changes = [from_json(change) for change in params.changes]
    bundle = None if params.bundle is None else Path(params.bundle)
    host.open(changes, folder, store, trust=params.trust, failed=params.failed, bundle=bundle)
    host.revision = params.revision
    return Nothing()


def change_workflow(host: Host, params: ChangeParams) -> Nothing:
    """Follow an edit. Raises UsageError when one before it is missing: then the whole document must be sent again."""
    if params.revision != host.revision + 1:
        raise UsageError(
            f"Change {params.revision} came after change {host.revision}: the engine process has lost the thread of the "
            "document."
        )
    host.change([from_json(change) for change in params.changes])
    host.revision = params.revision
    return Nothing()


def set_trust(host: Host, params: TrustParams) -> Nothing:
    """Let code that came with the workflow run, or not any more."""
    host.set_trust(params.trust)
    return Nothing()


def refresh(host: Host, params: Nothing) -> Nothing:
    """Look again whether files that are read have changed."""
    host.statuses.edited()
    return params


def start_run(host: Host, params: RunParams) -> RunNumber:
    """Run now, or after the runs that wait already."""
    return RunNumber(number=host.runs.start(params))


def cancel_run(host: Host, params: Nothing) -> Nothing:
    """Stop the run that is going on."""
    host.runs.cancel()
    return params


def unqueue_run(host: Host, params: RunNumber) -> Nothing:
    """Take away a run that waits."""
    host.runs.unqueue(params.number)
    return Nothing()


def pause_run(host: Host, params: Nothing) -> Nothing:
    """Let no further node start."""
    host.runs.pause()
    return params


def resume_run(host: Host, params: Nothing) -> Nothing:
    """Go on after a pause."""
    host.runs.resume()
    return params
