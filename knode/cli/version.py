"""`knode version`: what is installed, for questions and bug reports."""

from __future__ import annotations

import importlib.metadata
import platform

import click

from knode import __version__
from knode.cli.console import say, say_json

LIBRARIES = ("pandas", "numpy", "pyarrow", "scikit-learn", "skops", "networkx", "pydantic", "PySide6-Essentials")


@click.command(short_help="Say which knode, Python and libraries are installed.")
@click.option("--json", is_flag=True, help="Print one JSON document.")
def command(json: bool) -> None:
    """Say which knode, Python and libraries are installed.

    \b
    Examples:
      knode version
      knode version --json
    """
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    libraries = {name: installed for name in LIBRARIES if (installed := _version(name))}
    if json:
        say_json({"knode": __version__, "python": platform.python_version(), "system": system, "libraries": libraries})
        return
    say(f"knode {__version__}")
    say(f"Python {platform.python_version()} on {system}")
    say(", ".join(f"{name} {installed}" for name, installed in libraries.items()))


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
