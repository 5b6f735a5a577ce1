"""`knode secret`: the values of secrets in the system's keyring."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from knode.cli.console import notice, say, say_json
from knode.core.errors import UsageError

if TYPE_CHECKING:
    from knode.core.settings import Secret


@click.group(short_help="Keep passwords and keys in the system's keyring.")
def command() -> None:
    """Keep the values of secrets in the keyring of the system, where nodes find them by name. Needs the extra keyring.

    An environment variable KNODE_SECRET_NAME counts more than the keyring.

    \b
    Examples:
      knode secret set SALES_DB
      knode secret list
      knode secret remove SALES_DB
    """


@command.command("set", short_help="Keep a secret.")
@click.argument("name")
def set_(name: str) -> None:
    """Ask for the value of the secret NAME, without showing it, and keep it. Elsewhere than on a terminal it is the
    first line of the standard input.

    \b
    Examples:
      knode secret set SALES_DB
    """
    from knode.core.secret import keep

    secret = _checked(name)
    value = click.prompt(f"Value of {name}", hide_input=True, err=True) if sys.stdin.isatty() else _line()
    if not value:
        raise UsageError("The value is empty; nothing was kept.")
    keep(secret, value)
    notice(f"{name} is kept in the keyring.")


@command.command("list", short_help="Which secrets are kept.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def list_(json: bool) -> None:
    """Say the names of the secrets that are kept, never their values.

    \b
    Examples:
      knode secret list
    """
    from knode.core.secret import kept_names

    names = kept_names()
    if json:
        say_json(names)
    else:
        say("\n".join(names) or "No secret is kept.")


@command.command(short_help="Remove a secret.")
@click.argument("name")
def remove(name: str) -> None:
    """Remove the secret NAME from the keyring.

    \b
    Examples:
      knode secret remove SALES_DB
    """
    from knode.core.secret import forget

    if not forget(_checked(name)):
        raise UsageError(f"The keyring has no secret {name}.")
    notice(f"{name} is removed.")


def _checked(name: str) -> Secret:
    from knode.core.settings import SECRET_NAME, Secret

    if not SECRET_NAME.fullmatch(name):
        raise UsageError("The name of a secret has letters, digits and _ only, and begins with no digit.")
    return Secret(name)


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")
