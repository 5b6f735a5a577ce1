"""`knode version`: what is installed, for questions and bug reports."""

from __future__ import annotations

import importlib.metadata
import platform
from typing import TYPE_CHECKING

import click

from knode import __version__
from knode.cli.console import paint, say, say_json

if TYPE_CHECKING:
    from knode.cli.soundness import Check

LIBRARIES = ("pandas", "numpy", "pyarrow", "scikit-learn", "skops", "networkx", "pydantic", "PySide6-Essentials")


@click.command(short_help="Say which knode, Python and libraries are installed.")
@click.option("--check", is_flag=True, help="Try whether all that knode leans on works here.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(check: bool, json: bool) -> int:
    """Say which knode, Python and libraries are installed. With --check, try whether nodes are found, results are kept,
    models are packed, worker and engine processes start: exit code 0 when all of it works, 1 when not.

    \b
    Examples:
      knode version
      knode version --check
      knode version --json
    """
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    libraries = {name: installed for name in LIBRARIES if (installed := _version(name))}
    facts = {"knode": __version__, "python": platform.python_version(), "system": system, "libraries": libraries}
    if not json:
        say(f"knode {__version__}")
        say(f"Python {platform.python_version()} on {system}")
        say(", ".join(f"{name} {installed}" for name, installed in libraries.items()))
    found = _checked(quiet=json) if check else []
    if json:
        say_json(facts | ({"checks": [one._asdict() for one in found]} if check else {}))
    return 0 if all(one.ok for one in found) else 1


def _checked(quiet: bool) -> list[Check]:
    from knode.cli.soundness import checks
    from knode.cli.wording import duration

    found = []
    for one in checks():
        found.append(one)
        if not quiet:
            sign = paint("works", "green") if one.ok else paint("fails", "red")
            say(f"{sign}  {one.name}: {one.detail} ({duration(one.seconds)})")
    return found


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
