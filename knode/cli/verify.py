"""`knode verify`: does a bundle still answer as its training workflow did?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knode.cli.console import complain, paint, say, say_json

if TYPE_CHECKING:
    from knode.deploy.verify import Verdict

MOST_ERRORS = 20


@click.command(short_help="Replay the held-out rows of a bundle, and say what differs.")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--json", is_flag=True, help="Print one JSON document.")
@click.option("--trust", is_flag=True, help="Run code that is in the bundle (script nodes).")
def command(bundle: Path, json: bool, trust: bool) -> int:
    """Check on this machine that BUNDLE is whole and answers as the workflow that it was made from: the hash of every part,
    the packages that it was made with, and its held-out rows, which are sent through it once more.

    Exit code 0 when it does, 1 when an answer differs, 2 when the file is damaged or cannot be opened.

    \b
    Examples:
      knode verify scoring.knodez
      knode verify scoring.knodez --json
    """
    from knode.cli.opening import refuse_other_kinds
    from knode.core.errors import BundleDamaged, UsageError
    from knode.deploy.verify import verify

    begun = time.perf_counter()
    try:
        verdict = verify(bundle, trust=trust)
    except (UsageError, BundleDamaged):
        refuse_other_kinds(bundle, "verify", "bundle")
        raise
    if json:
        say_json({**verdict.as_json(), "file": str(bundle.absolute()), "seconds": time.perf_counter() - begun})
    else:
        for line in _told(verdict, time.perf_counter() - begun):
            say(line)
    for error in verdict.errors[:MOST_ERRORS]:
        complain(error.message)
    return 1 if verdict.errors else 0


def _told(verdict: Verdict, seconds: float) -> Iterator[str]:
    from knode.cli.wording import duration, size, terminal_width, with_text

    manifest = verdict.manifest
    title = f"{manifest['name']} {manifest['version']}"
    yield f"{paint(title, 'bold')}  {size(verdict.bytes)}, sha256 {verdict.sha256}"
    yield from with_text(list(_lines(verdict)), terminal_width())
    word, style = ("Differs", "red") if verdict.errors else ("Verified", "green")
    yield f"{paint(word, style)} in {duration(seconds)}."  # type: ignore[arg-type]


def _lines(verdict: Verdict) -> Iterator[tuple[str, str]]:
    from knode.cli.wording import count
    from knode.deploy.parity import ABSOLUTE, RELATIVE

    yield "parts", f"{count(len(verdict.manifest['members']), 'part')}, each as the manifest says"
    for difference in verdict.differences:
        yield "package", difference.message
    for name, rows in verdict.rows.items():
        wrong = sum(error.facts.get("output") == name for error in verdict.errors)
        said = f"{count(wrong, 'difference')}" if wrong else "as the training workflow gave"
        yield f"output {name}", f"{count(rows, 'held-out row')}: {said}"
    yield "tolerances", f"floats {RELATIVE:g} of the expected value plus {ABSOLUTE:g}; everything else equal"
    for name in verdict.compiled:
        yield "compiled", f"output {name}, the same"
    for name, reason in verdict.refused.items():
        yield "not compiled", f"output {name}: {reason}"
