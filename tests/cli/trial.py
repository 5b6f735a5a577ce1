"""Nodes for the tests of the command line."""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path
from typing import NamedTuple

from knode.api import Context, DataError, Node, Table, Variables, setting
from knode.core.registry import REGISTRY


class Measured(NamedTuple):
    """What is measured."""

    metrics: Variables


class GateFailed(DataError):
    """A quality gate said no."""


class Numbers(Node):
    """Give the numbers from 0 on."""

    pack = "trial"
    rows: int = setting(5, "How many.", ge=0)
    name: str = setting("x", "The column's name.")

    def run(self) -> Table:
        import pandas as pd

        return pd.DataFrame({self.name: range(self.rows)})


class Slow(Node):
    """Hand the table on after a while, telling how far it is."""

    pack = "trial"
    seconds: float = setting(0.0, "How long it takes.", ge=0)
    mark: str = setting("", "A file that is there as soon as it runs.")

    def run(self, table: Table, context: Context) -> Table:
        if self.mark:
            Path(self.mark).touch()
        end = time.monotonic() + self.seconds
        while (left := end - time.monotonic()) > 0:
            context.progress(1 - left / self.seconds, "waiting")
            time.sleep(0.01)
        return table


class Stubborn(Node):
    """Hand the table on after a while, and hear of nothing meanwhile."""

    pack = "trial"
    seconds: float = setting(60.0, "How long it takes.", ge=0)
    mark: str = setting("", "A file that is there as soon as it runs.")

    def run(self, table: Table) -> Table:
        if self.mark:
            Path(self.mark).touch()
        time.sleep(self.seconds)
        return table


class Measure(Node):
    """Measure a table."""

    pack = "trial"
    keywords = ("yardstick",)

    def run(self, table: Table) -> Measured:
        return Measured(Variables(rows=len(table), mean=float(table["x"].mean()), nothing=float("nan"), unit="m"))


class Broken(Node):
    """Fail."""

    pack = "trial"

    def run(self, table: Table) -> Table:
        raise DataError("the numbers are odd", port="table", column="x", row=1)


class Gate(Node):
    """Say no when there are too few rows."""

    pack = "trial"
    least: int = setting(1, "The fewest rows that will do.")

    def run(self, table: Table) -> Table:
        if len(table) < self.least:
            raise GateFailed(f"{len(table)} rows are fewer than {self.least}")
        return table


class Warner(Node):
    """Hand the table on with a warning."""

    pack = "trial"

    def run(self, table: Table, context: Context) -> Table:
        context.warn("two of the numbers are even")
        warnings.warn("a library is not happy", stacklevel=1)
        return table


class Script(Node):
    """Run code."""

    pack = "trial"
    code = True
    text: str = setting("", "The code.", form="python")

    def run(self, table: Table) -> Table:
        return table


class Odd(Node):
    """Want a column that is not there, as pandas does."""

    pack = "trial"
    rowwise = True

    def run(self, table: Table) -> Table:
        return table[["x"]].assign(y=table["gone"])


class Bug(Node):
    """Be a mistake of ours: no error of a run, but of knode itself."""

    pack = "trial"

    def fingerprint(self, folder: Path) -> None:
        raise RuntimeError("that should not have happened")

    def run(self) -> Table:
        raise AssertionError("it never comes to this")


class Drawn(Node):
    """Add a number that is another one each time."""

    pack = "trial"
    rowwise = True

    def run(self, table: Table) -> Table:
        return table.assign(drawn=float(time.perf_counter_ns()))


NODES = (Numbers, Slow, Stubborn, Measure, Broken, Gate, Warner, Script, Odd, Bug, Drawn)


def main() -> None:
    """`knode …` with these nodes, in a process of its own."""
    from knode.cli.main import main

    for cls in NODES:
        REGISTRY.add(cls)
    main(sys.argv[1:])
