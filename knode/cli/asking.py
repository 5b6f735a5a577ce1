"""Asks a person on a terminal for the secrets that a workflow wants and that are nowhere, before it runs."""

from __future__ import annotations

import getpass
import sys

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
            try:
                value = getpass.getpass(f"Value of the secret {name}: ", stream=sys.stderr)
            except (KeyboardInterrupt, EOFError):
                raise Cancelled from None
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
