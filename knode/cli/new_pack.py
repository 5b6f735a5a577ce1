"""`knode new-pack`: the begin of a pack of one's own nodes."""

from __future__ import annotations

import keyword
import re
import time
from pathlib import Path

import click

from knode.cli.console import notice, say

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LONGEST = 40
LICENSES = ("MIT", "BSD-3-Clause", "none")


@click.command(short_help="Begin a pack of your own nodes.")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Where the folder of the pack is made; here by default.",
)
@click.option("--license", type=click.Choice(LICENSES), default="MIT", help="The licence of the pack; MIT by default.")
def command(name: str, folder: Path, license: str) -> None:
    """Begin the pack NAME: a folder with a node that works, its test, and all that makes it a package.

    Nothing is overwritten. The pack's package is installed with pip, and knode finds its nodes.

    \b
    Examples:
      knode new-pack weather
      knode new-pack weather --folder packs --license BSD-3-Clause
    """
    from knode.cli.pack_files import files
    from knode.core.errors import UsageError

    pack = _checked(name)
    distribution = f"knode-{pack.replace('_', '-')}"
    root = folder / distribution
    _refuse_overwriting(root)
    names = {
        "pack": pack,
        "package": f"knode_{pack}",
        "distribution": distribution,
        "knode": _version(),
        "year": time.strftime("%Y"),
    }
    try:
        for place, text in files(license, names).items():
            _write(root / place, text)
    except OSError as error:
        raise UsageError(f"{root} cannot be made: {error.strerror or error}.") from None
    say(str(root))
    notice(f'\nNext:\n  cd {root}\n  pip install -e ".[test]"\n  pytest\n  knode nodes --pack {pack}')


def _checked(name: str) -> str:
    """The name as a pack's: that of a Python module, and of no pack that is installed. Raises UsageError."""
    from knode.core.errors import UsageError, quoted
    from knode.core.registry import REGISTRY

    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise UsageError(
            f"{quoted(name)} is no name for a pack: small letters, digits and - between them, such as weather-data, "
            f"at most {LONGEST} characters."
        )
    pack = name.replace("-", "_").removeprefix("knode_")
    if not pack.isidentifier() or keyword.iskeyword(pack):
        raise UsageError(f"{quoted(name)} is a word of Python itself: choose another name.")
    if pack in REGISTRY.packs:
        raise UsageError(f"There is a pack {quoted(pack)} already: choose another name.")
    return pack


def _refuse_overwriting(root: Path) -> None:
    from knode.core.errors import UsageError

    if root.exists():
        raise UsageError(f"{root} is there already, and nothing is overwritten: choose another name or folder.")


def _version() -> str:
    """The version of knode whose nodes these are, without what comes behind the second number."""
    from knode import __version__

    return ".".join(__version__.split(".")[:2])


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
