"""A workflow file as it was committed to git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from knode.core import document
from knode.core.errors import UsageError, quoted
from knode.core.following import settle
from knode.core.registry import REGISTRY, Registry
from knode.core.workflow import Workflow

PATIENCE_SECONDS = 20.0


def committed(path: Path, revision: str = "HEAD", registry: Registry = REGISTRY) -> Workflow:
    """The workflow that stood in the file `path` at a revision of the git repository around it.

    Raises:
        UsageError: there is no git, no repository, no such revision, or the file was not in it.
        WorkflowFileError: it was no workflow then.
    """
    folder = path.resolve().parent
    if revision.startswith("-"):
        raise UsageError(f"{quoted(revision)} is no revision of git.")
    command = ["git", "-C", str(folder), "show", f"{revision}:./{path.name}"]
    try:
        made = subprocess.run(
            command, capture_output=True, timeout=PATIENCE_SECONDS, check=False, env={**os.environ, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        raise UsageError("git is not installed, or not on the PATH: two files can be compared without it.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git gave no answer within {PATIENCE_SECONDS:.0f} s.") from None
    if made.returncode:
        raise UsageError(_refusal(path, revision, made.stderr.decode(errors="replace")))
    workflow = document.loads(made.stdout.decode("utf-8-sig", "replace"), f"{path} at {revision}", registry)
    workflow.name = workflow.name or path.stem
    settle(workflow, folder)
    return workflow


def _refusal(path: Path, revision: str, said: str) -> str:
    """Why git has no such version, and what to do."""
    if "not a git repository" in said:
        return f"{path} is in no git repository, so there is no version of it to compare with: give two files."
    if "invalid object name" in said or "unknown revision" in said:
        return (
            f"There is no revision {quoted(revision)} in the git repository of {path}: `git log` shows which there are."
        )
    if "exists on disk, but not in" in said:
        return f"{path} is not in {revision}: it was committed later, or not yet. Give another revision, or two files."
    return f"{path} at {revision} cannot be read: {said.strip().removeprefix('fatal: ').rstrip('.')[:300]}."
