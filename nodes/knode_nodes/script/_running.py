"""Runs a person's script: its names, its messages, its figures, and errors that name its own lines."""

from __future__ import annotations

import builtins
import io
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

from knode.api import Context, DataError, Secret, nearest, quoted

FILE = "<script>"
FIGURE = "figure that is open"
"""Under this name, which is none in Python, stands the figure that the script left open."""
LONGEST = 2000
"""Characters of one message."""
USUAL = {
    "pd": "import pandas as pd",
    "pandas": "import pandas",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
    "sklearn": "import sklearn",
}
"""Names that scripts elsewhere often find there already, and what makes them known."""
_drawing = threading.RLock()
"""pyplot knows one present figure, whichever thread asks."""


class Knode:
    """What a script sees of the run, as `knode`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.seed = context.seed
        self.folder: Path = context.folder
        self.progress = context.progress
        self.check_cancelled = context.check_cancelled
        self.info = context.info
        self.warn = context.warn

    @property
    def cores(self) -> int:
        """How many cores the script may use."""
        return self._context.cores

    def secret(self, name: str) -> str:
        """The value of a secret."""
        return self._context.secret(Secret(name))


@contextmanager
def ran(script: str, inputs: Mapping[str, Any], context: Context) -> Iterator[dict[str, Any]]:
    """Run a script; the names that it has after that. Its figures are closed at the end. Raises DataError."""
    code = _compiled(script)
    names: dict[str, Any] = {"__name__": "__main__", "knode": Knode(context), "print": _printer(context), **inputs}
    with _figures("matplotlib" in script) as figures:
        _execute(code, script, names)
        left_open = figures()
        yield {**names, FIGURE: left_open[-1]} if left_open else names


def _compiled(script: str) -> CodeType:
    if not script.strip():
        raise DataError("the script is empty: write one that assigns the outputs, such as table = table.dropna()")
    try:
        return compile(script, FILE, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise DataError(f"{error.msg}{_line(script, error.lineno)}") from None
    except ValueError as error:
        raise DataError(f"the script cannot be read: {error}") from None


def _execute(code: CodeType, script: str, names: dict[str, Any]) -> None:
    try:
        exec(code, names)
    except SystemExit:
        raise DataError("the script ended the program (exit); let it come to its end instead") from None
    except Exception as error:
        # Whatever the person's code raises is told with the person's own line.
        if type(error).__module__.startswith("knode."):
            raise
        told = f"{_told(error)}{_line(script, _line_of(error.__traceback__))}"
        raise DataError(told + _advice(error, names)) from None


def _advice(error: Exception, names: Mapping[str, Any]) -> str:
    """What is likely wrong: an import that others write without thinking, or a column that is called otherwise."""
    if isinstance(error, NameError) and error.name in USUAL:
        return f"; begin the script with `{USUAL[error.name]}`"
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], str):
        tables = [value for value in names.values() if hasattr(value, "iloc") and hasattr(value, "columns")]
        near = nearest(error.args[0], [str(column) for table in tables for column in table.columns])
        return f"; did you mean {quoted(near)}?" if near else ""
    return ""


def _told(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:LONGEST]}" if text else type(error).__name__


def _line_of(trace: TracebackType | None) -> int | None:
    """The last line of the script on the way to where an error came up."""
    lines = [line for frame, line in traceback.walk_tb(trace) if frame.f_code.co_filename == FILE]
    return lines[-1] if lines else None


def _line(script: str, number: int | None) -> str:
    lines = script.split("\n")
    if number is None or not 0 < number <= len(lines):
        return ""
    return f" (line {number}: {quoted(lines[number - 1].strip())})"


def _printer(context: Context) -> Any:
    """A `print` that writes to the node's messages; with `file` it writes there."""

    def write(
        *values: object, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
    ) -> None:
        if file is not None and file is not sys.stdout:
            builtins.print(*values, sep=sep, end=end, file=file, flush=flush)
            return
        line = io.StringIO()
        builtins.print(*values, sep=sep, end="", file=line)
        text = line.getvalue()
        if text.strip():
            context.info(text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text):,} characters)")

    return write


@contextmanager
def _figures(draws: bool) -> Iterator[Any]:
    """Gives a function that tells the figures that pyplot has opened since; in the end they are closed."""
    if not draws:
        yield list
        return
    with _drawing:
        if "matplotlib.pyplot" not in sys.modules:
            import matplotlib

            matplotlib.use("Agg")
        from matplotlib import pyplot

        before = set(pyplot.get_fignums())

        def opened() -> list[Any]:
            return [pyplot.figure(number) for number in pyplot.get_fignums() if number not in before]

        try:
            yield opened
        finally:
            for figure in opened():
                pyplot.close(figure)
