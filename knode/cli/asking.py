"""Asks a person on a terminal for the secrets that a workflow wants and that are nowhere, before it runs."""

from __future__ import annotations

import getpass
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from knode.cli import console
from knode.core.errors import Cancelled, KnodeError
from knode.core.reading import secrets
from knode.core.secret import tell, value_of
from knode.core.settings import Secret
from knode.core.workflow import Workflow


def ask_for_secrets(workflow: Workflow) -> None:
    """Ask for each secret that is not set; an empty answer leaves it so. Raises Cancelled on Ctrl-C."""
    if not (sys.stdin.isatty() and console.is_terminal(sys.stderr)):
        return
    for name in wanted(workflow):
        secret = Secret(name)
        if value_of(secret) is None:
            with _ctrl_c_ends():
                value = getpass.getpass(f"Value of the secret {name}: ", stream=sys.stderr)
            if value:
                tell(secret, value)


def wanted(workflow: Workflow) -> list[str]:
    """The names of the secrets that the settings of its nodes name, those of inner workflows included."""
    found: set[str] = set()
    for _, instance in workflow.walk():
        cls = workflow.registry.find(instance.type)
        if cls is None:
            continue
        own = instance.own(cls)
        try:
            found |= secrets(cls.unfinished(own).from_settings(own, version=instance.version))
        except KnodeError:
            # The run says what is wrong with it.
            continue
    return sorted(found)


@contextmanager
def _ctrl_c_ends() -> Iterator[None]:
    """While a run goes on Ctrl-C asks it to stop, and nobody would hear that here."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        raise Cancelled from None
    finally:
        signal.signal(signal.SIGINT, before)
